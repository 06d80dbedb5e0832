extension RoutingProblem {
    /// As `solve`, with several independent searches side by side; the best of their plans. One chain gives exactly
    /// the plan of `solve`; more give the same plans for equal seeds and iterations, however many cores there are.
    ///
    /// Every chain holds its own copy of the matrices' working form.
    public func solve(_ rule: StopRule, seed: UInt64 = 1, chains: Int) async throws -> Plan {
        try validate()
        let plans = try await withThrowingTaskGroup(of: (Int, Plan).self) { group in
            for chain in 0..<max(chains, 1) {
                group.addTask {
                    (chain, try self.solve(rule, seed: seed &+ UInt64(chain) &* 0x9E37_79B9))
                }
            }
            var plans: [(Int, Plan)] = []
            for try await plan in group { plans.append(plan) }
            return plans
        }
        var best = plans.min { isBetter($0, $1) }!.1
        best.iterations = plans.reduce(0) { $0 + $1.1.iterations }
        return best
    }

    /// By what is left out, then by the objective, then by the chain's number.
    private func isBetter(_ one: (Int, Plan), _ other: (Int, Plan)) -> Bool {
        func rank(_ entry: (Int, Plan)) -> [Int] {
            let plan = entry.1
            let left = plan.unserved.reduce(0) { sum, left in
                let errand = errands[left.errand]
                return errand.refusalCost == nil ? sum + 1 + errand.priority : sum
            }
            return [left, objective.fewestVehicles ? plan.totals.vehicles : 0, plan.totals.cost, entry.0]
        }
        return rank(one).lexicographicallyPrecedes(rank(other))
    }
}

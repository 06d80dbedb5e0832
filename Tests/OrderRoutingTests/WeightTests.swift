import Testing

@testable import OrderRouting

/// The objective as one weighted sum, against trying everything.
@Suite struct WeightTests {
    private static let features: [Set<Feature>] = [
        [.pairs, .windows], [.deliveries, .windows, .grace], [.pairs, .grace, .priorities], [.refusals, .grace],
    ]

    /// Trying everything knows no weights: the same problem in prices it knows.
    private func priced(_ problem: RoutingProblem, _ weights: Objective.Weights) -> RoutingProblem {
        var priced = problem
        priced.objective.weights = nil
        priced.objective.lateCostPerHour *= weights.cost * weights.lateness
        for index in priced.vehicles.indices {
            priced.vehicles[index].costs.fixed = priced.vehicles[index].costs.fixed * weights.cost + weights.vehicle
            priced.vehicles[index].costs.perHour *= weights.cost
            priced.vehicles[index].costs.perKilometre *= weights.cost
        }
        for index in priced.errands.indices {
            let errand = priced.errands[index]
            let must = weights.unserved * (1 + errand.priority)
            priced.errands[index].refusalCost = errand.refusalCost.map { $0 * weights.cost } ?? must
        }
        return priced
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `a weighted sum is as small as it can be`(_ seed: UInt64) throws {
        var dice = Dice(seed &+ 77)
        var problem = RoutingProblem.random(seed, stops: 6, Self.features[dice.roll(0...3)])
        let weights = Objective.Weights(
            unserved: dice.roll(5...150), vehicle: dice.roll(0...80), cost: dice.roll(1...4), lateness: dice.roll(0...3)
        )
        problem.objective.weights = weights
        let known = priced(problem, weights)
        let optimum = BruteForce.leastCost(known, left: 1_000_000)
        let plan = try problem.solve(StopRule(iterations: 3000), seed: seed)
        #expect(PlanChecker.faults(plan, known) == [], "seed \(seed)")
        #expect(plan.totals.cost == optimum, "seed \(seed) \(weights)")
    }

    @Test func `weights decide between a vehicle more and an errand less`() throws {
        var problem = RoutingProblem.random(3, stops: 12, vehicles: 4, [.pairs])
        for index in problem.vehicles.indices { problem.vehicles[index].costs.fixed = 0 }
        problem.objective.weights = Objective.Weights(unserved: 100_000)
        let all = try problem.solve(StopRule(iterations: 2000))
        problem.objective.weights = Objective.Weights(unserved: 1)
        let none = try problem.solve(StopRule(iterations: 2000))
        problem.objective.weights = Objective.Weights(unserved: 100_000, vehicle: 10_000)
        let few = try problem.solve(StopRule(iterations: 2000))
        #expect(all.unserved.isEmpty && few.unserved.isEmpty)
        #expect(none.tours.isEmpty)
        #expect(few.totals.vehicles <= all.totals.vehicles)
    }

    @Test func `weights out of bounds are named`() {
        var problem = RoutingProblem.random(3, stops: 4, [.pairs])
        problem.objective.weights = Objective.Weights(unserved: -1)
        #expect(throws: ProblemFault(element: "objective.weights.unserved", rule: .negative)) { try problem.solve() }
        problem.objective.weights = Objective.Weights(unserved: 1, cost: 1 << 40)
        #expect(throws: ProblemFault(element: "objective.weights", rule: .tooLarge)) { try problem.solve() }
    }
}

extension RoutingProblem {
    fileprivate func solve() throws -> Plan { try solve(StopRule(iterations: 1)) }
}

extension RoutingProblem {
    /// As `solve`, with several searches side by side that hand on the best plan at set parts of the budget. One chain
    /// gives exactly the plan of `solve`; more give the same plans for equal seeds and iterations, however many cores
    /// there are.
    ///
    /// Every chain holds its own copy of the matrices' working form, and has the iterations of the rule for itself.
    public func solve(
        _ rule: StopRule, seed: UInt64 = 1, chains: Int, watch: (@Sendable (Progress) -> Void)? = nil
    ) async throws -> Plan {
        if chains <= 1 { return try solve(rule, seed: seed, watch: watch) }
        try validate()
        let crew = try await withThrowingTaskGroup(of: Chain.self) { group in
            for number in 0..<chains { group.addTask { try Chain(number, self, rule, seed: seed) } }
            var crew: [Chain] = []
            for try await chain in group { crew.append(chain) }
            return crew.sorted { $0.number < $1.number }
        }
        var leader = 0
        for part in Self.meetings {
            let standings = await Self.run(crew, until: part)
            leader = standings.indices.min { standings[$0].isBetter(than: standings[$1]) }!
            watch?(standings[leader].progress)
            let best = standings[leader]
            // The better half goes its own way.
            let order = standings.indices.sorted { standings[$0].isBetter(than: standings[$1]) }
            for index in order.dropFirst((order.count + 1) / 2) { await crew[index].adopt(best) }
        }
        var plan = await crew[leader].end()
        var iterations = 0
        for chain in crew { iterations += await chain.iterations }
        plan.iterations = iterations
        return plan
    }

    /// Parts of the budget after which chains exchange plans; the first one is before annealing.
    private static let meetings = [0.0, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 2]

    private static func run(_ crew: [Chain], until part: Double) async -> [Standing] {
        await withTaskGroup(of: Standing.self) { group in
            for chain in crew { group.addTask { await chain.run(until: part) } }
            var standings: [Standing] = []
            for await standing in group { standings.append(standing) }
            return standings.sorted { $0.chain < $1.chain }
        }
    }
}

/// Where a chain stands.
struct Standing: Sendable {
    let chain: Int
    /// Penalties of what must be served and isn't.
    let lacking: Int
    /// 0 where vehicles don't count.
    let vehicles: Int
    let best: Snapshot
    let progress: Progress

    func isBetter(than other: Standing) -> Bool {
        (lacking, vehicles, best.cost, chain) < (other.lacking, other.vehicles, other.best.cost, other.chain)
    }
}

/// One of several searches.
actor Chain {
    let number: Int
    private let course: Course
    private var hasBegun = false

    init(_ number: Int, _ problem: RoutingProblem, _ rule: StopRule, seed: UInt64) throws(ProblemFault) {
        self.number = number
        let seed = seed &+ UInt64(number) &* 0x9E37_79B9
        course = try Course(problem, rule, seed: seed, Tuning(), nil)
    }

    var iterations: Int { course.budget.iterations }

    func run(until part: Double) -> Standing {
        if !hasBegun { course.begin() }
        hasBegun = true
        course.run(until: part)
        let search = course.search
        let lacking = search.best.absent.reduce(0) { sum, errand in
            let job = search.terrain.errands[Int(errand)]
            return job.mustServe ? sum + job.fullPenalty : sum
        }
        return Standing(
            chain: number, lacking: lacking, vehicles: search.fewestVehicles ? search.best.usedVehicles : 0,
            best: search.best, progress: search.progress(course.budget))
    }

    /// Goes on from the plan of another chain.
    func adopt(_ standing: Standing) { course.search.adopt(standing.best) }

    func end() -> Plan { course.end() }
}

extension Search {
    /// Takes over a better plan of the same problem.
    func adopt(_ plan: Snapshot) {
        restore(plan)
        best = plan
        if fewestVehicles, plan.absent.isEmpty { vehicleCap = plan.usedVehicles }
    }
}

/// One annealing under way.
struct Annealing {
    var span: AnnealSpan
    let hot: Double
    let cooling: Double
    var heat: Double
    var rudder: PenaltyRudder
    var brim: OverloadRudder
    /// What must be served may be left out for a price.
    var isSoft: Bool
    /// A better plan that nobody was told about.
    var isNews = false
    /// Whether a plan without overload was better than those before.
    var hasWhole = false
    /// Which part of it was over when it began to cool.
    var cooledFrom = 0.0

    /// Cools with the part that is over.
    mutating func cool() {
        heat = hot * Exponential.power(cooling, (span.part - cooledFrom) / max(1 - cooledFrom, 1e-9))
    }
}

/// The part of a budget that one annealing takes.
struct AnnealSpan {
    private let from: Double
    private var to: Double
    private let end: Double
    private let first: Int
    private let wanted: Double
    private let most: Int
    /// 0...1
    private(set) var part = 0.0

    init(_ budget: Budget, stops: Int, most: Int, end: Double, _ tuning: Tuning) {
        from = budget.used
        self.end = end
        to = end
        first = budget.iterations
        wanted = Double(stops) * tuning.roundsPerStop
        self.most = most
    }

    /// Counts a round. After some it is known how many whole annealings fit into what is left.
    @inline(__always) mutating func note(_ budget: Budget) {
        if budget.iterations == first + 1024, most > 1 {
            let pace = max(budget.used - from, 1e-9) / 1024
            let count = min(max((end - from) / (pace * wanted) + 0.5, 1), Double(most))
            to = from + (end - from) / Double(Int(count))
        }
        part = min(max((budget.used - from) / max(to - from, 1e-9), 0), 1)
    }
}

/// A search on its way through its budget: a first plan, the fleet, then annealing, several times where the budget is
/// long for the problem, every time from the best plan or from nothing, and in between new plans from the routes of
/// all. It can pause anywhere.
final class Course {
    let search: Search
    private(set) var budget: Budget
    private let watch: ((Progress) -> Void)?
    private var annealing: Annealing?
    private var cyclesLeft: Int
    private var warmth = 1.0
    /// When the present annealing began.
    private var begun = 0.0
    /// Part of the budget that the last recombination needs.
    private var reserve = 0.015

    init(_ problem: RoutingProblem, _ rule: StopRule, seed: UInt64, _ tuning: Tuning, _ watch: ((Progress) -> Void)?)
        throws(ProblemFault)
    {
        budget = Budget(rule)
        try problem.validate()
        search = Search(Terrain(try TerrainDraft(problem)), seed: seed, tuning)
        self.watch = watch
        cyclesLeft = tuning.mostCycles
    }

    /// A first plan with as few vehicles as can be had.
    func begin() {
        search.start()
        let terrain = search.terrain
        if terrain.errandCount == 0 || terrain.vehicleCount == 0 { budget.end() }
        if !budget.isOver, search.fewestVehicles || search.leavesOutMust {
            let size = min(1, Double(terrain.errandCount * terrain.meanStops) / 1000)
            let share = search.tuning.fleetShare > 0 ? search.tuning.fleetShare : 0.1 + 0.4 * size
            search.saveVehicles(&budget, share: share, watch)
        }
        search.openPool()
        begun = budget.used
    }

    /// Goes on until the budget is over or `until` of it is used.
    func run(until: Double = 2) {
        while !budget.isOver, budget.used < until {
            if annealing == nil {
                let end = search.pool == nil || budget.used > 1 - reserve ? 1 : 1 - reserve
                annealing = search.beginAnnealing(budget, warmth: warmth, cycles: cyclesLeft, end: end)
            }
            search.anneal(&annealing!, &budget, until: until, watch)
            if budget.isOver || annealing!.span.part >= 1 { endCycle() }
        }
    }

    private func endCycle() {
        let cycle = budget.used - begun
        annealing = nil
        search.endAnnealing()
        if budget.isOver { return }
        let before = budget.used
        if search.recombine() { watch?(search.progress(budget)) }
        budget.look()
        reserve = max(reserve, (budget.used - before) * 1.3)
        cyclesLeft = max(cyclesLeft - 1, 1)
        begun = budget.used
        // The last one goes on from the best plan.
        warmth = search.tuning.laterWarmth
        if begun > 1 - 1.5 * cycle || search.random.unit() >= search.tuning.restarts { return }
        if search.beginAnew(&budget, until: begun + cycle / 2) { warmth = 1 } else { search.restore(search.best) }
    }

    func end() -> Plan {
        search.endAnnealing()
        search.restore(search.best)
        return search.plan(iterations: budget.iterations)
    }
}

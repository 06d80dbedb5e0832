/// Chooses some of many sets so that every element lies in exactly one of them, as cheaply as possible and with no
/// more than `mostSets` of them: set partitioning, by Lagrangian relaxation (which elements are dear) and then
/// depth first through what the relaxation leaves possible, until a set amount of work is done.
struct SetPartition {
    let elements: Int
    /// How many sets may be chosen, and how many of every kind. Sets of kind −1 don't count.
    let mostSets: Int
    let mostOfKind: [Int]
    /// Set → where its elements begin in `cells`; one more at the end.
    private(set) var starts: [Int32] = [0]
    private(set) var cells: [Int32] = []
    private(set) var costs: [Int] = []
    private(set) var kinds: [Int32] = []

    init(elements: Int, mostSets: Int, mostOfKind: [Int]) {
        self.elements = elements
        self.mostSets = mostSets
        self.mostOfKind = mostOfKind
    }

    mutating func add(_ set: some Sequence<Int32>, cost: Int, kind: Int32) {
        cells.append(contentsOf: set)
        starts.append(Int32(cells.count))
        costs.append(cost)
        kinds.append(kind)
    }

    /// The best choice that costs less than `bound`, as far as `work` steps of the search find it, and all sets, the
    /// most promising ones first.
    func solveRanked(below bound: Int, work: Int) -> ([Int]?, [Int]) {
        if elements == 0 || costs.isEmpty { return (nil, []) }
        var relaxed = RelaxedPartition(self, below: bound)
        relaxed.run()
        let dive = PartitionDive(self, relaxed.possible(), relaxed, below: bound)
        let chosen = dive.run(work)
        let ranked = relaxed.priced().enumerated().sorted { ($0.element, $0.offset) < ($1.element, $1.offset) }
        return (chosen, ranked.map(\.offset))
    }

    /// The best choice that costs less than `bound`, as far as `work` steps of the search find it.
    func solve(below bound: Int, work: Int = 4_000_000) -> [Int]? { solveRanked(below: bound, work: work).0 }

    @inline(__always) func range(_ set: Int) -> Range<Int> { Int(starts[set])..<Int(starts[set + 1]) }
}

/// What every element is worth, so that no set is much cheaper than its elements: a lower bound of all choices, and
/// for every set the least a choice with it costs above that.
struct RelaxedPartition {
    private static let momentum = 0.75

    private let problem: SetPartition
    private let bound: Double
    private(set) var worth: [Double]
    /// What a set more costs, where few are allowed.
    private(set) var toll = 0.0
    private(set) var lowest = -Double.infinity
    /// Per set: cost − worth of its elements + toll, at the best bound.
    private(set) var reduced: [Double]
    /// Sets still possible.
    private var alive: [Int32]

    init(_ problem: SetPartition, below bound: Int) {
        self.problem = problem
        self.bound = Double(bound)
        worth = Array(repeating: .infinity, count: problem.elements)
        reduced = Array(repeating: 0, count: problem.costs.count)
        alive = (0..<Int32(problem.costs.count)).map { $0 }
        for set in problem.costs.indices {
            let range = problem.range(set)
            let share = Double(problem.costs[set]) / Double(max(range.count, 1))
            for cell in range { worth[Int(problem.cells[cell])] = min(worth[Int(problem.cells[cell])], share) }
        }
        for element in worth.indices where worth[element] == .infinity { worth[element] = 0 }
    }

    /// Subgradient ascent: dearer what no chosen set holds, cheaper what several hold; a part of the last direction
    /// goes on, which keeps it from swinging to and fro.
    mutating func run(work: Int = 60_000_000) {
        var lambda = worth
        var price = 0.0
        var now = reduced
        var missing = [Int32](repeating: 0, count: problem.elements)
        var drift = [Double](repeating: 0, count: problem.elements)
        var priceDrift = 0.0
        var step = 1.5
        var idle = 0
        var round = 0
        let rounds = min(2000, work / max(problem.cells.count, 1))
        while round < rounds, step > 0.002 {
            round += 1
            let (value, chosen) = look(lambda, price, &now, &missing)
            if value > lowest {
                if value > lowest + 1e-5 * abs(bound) { idle = 0 }
                (lowest, worth, toll, reduced) = (value, lambda, price, now)
                if lowest >= bound { break }
            } else {
                idle += 1
            }
            if idle >= 20 {
                idle = 0
                step *= 0.7
            }
            priceDrift = Double(chosen - problem.mostSets) + Self.momentum * priceDrift
            if price <= 0, priceDrift < 0 { priceDrift = 0 }
            var norm = priceDrift * priceDrift
            for element in missing.indices {
                drift[element] = Double(missing[element]) + Self.momentum * drift[element]
                norm += drift[element] * drift[element]
            }
            if norm == 0 { break }
            let stride = step * max(bound - value, 1) / norm
            for element in missing.indices { lambda[element] += stride * drift[element] }
            price = max(0, price + stride * priceDrift)
            if round % 50 == 49 { alive = possible() }
        }
    }

    /// The relaxation's value, and how many counted sets it takes. `missing`: per element 1 − how often it is held.
    private func look(
        _ lambda: [Double], _ price: Double, _ now: inout [Double], _ missing: inout [Int32]
    ) -> (Double, Int) {
        var value = -price * Double(problem.mostSets)
        for element in lambda.indices {
            value += lambda[element]
            missing[element] = 1
        }
        var chosen = 0
        lambda.withUnsafeBufferPointer { lambda in
            problem.cells.withUnsafeBufferPointer { cells in
                for set in alive {
                    let counts = problem.kinds[Int(set)] >= 0
                    var rest = Double(problem.costs[Int(set)]) + (counts ? price : 0)
                    let range = problem.range(Int(set))
                    for cell in range { rest -= lambda[Int(cells[cell])] }
                    now[Int(set)] = rest
                    if rest >= 0 { continue }
                    value += rest
                    if counts { chosen += 1 }
                    for cell in range { missing[Int(cells[cell])] -= 1 }
                }
            }
        }
        return (value, chosen)
    }

    /// Reduced costs of all sets.
    func priced() -> [Double] {
        problem.costs.indices.map { set in
            let counts = problem.kinds[set] >= 0
            return problem.range(set).reduce(Double(problem.costs[set]) + (counts ? toll : 0)) {
                $0 - worth[Int(problem.cells[$1])]
            }
        }
    }

    /// Sets that a choice below the bound can hold: what they cost above the lower bound leaves room.
    func possible() -> [Int32] {
        let room = bound - lowest
        return alive.filter { reduced[Int($0)] < room }
    }
}

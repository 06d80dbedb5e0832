/// A terrain in the making.
struct TerrainDraft {
    let problem: RoutingProblem
    var stride = 0
    var base = 0
    var costScale = 1
    var nodes: [Node] = []
    var change: [Int32] = []
    var brought: [Int32] = []
    var kept: [Int32] = []
    var windows: [Span] = []
    var jobs: [Job] = []
    var cars: [Car] = []
    var capacity: [Int32] = []
    var allowed: [UInt8] = []
    var typeCount = 0
    var fixed: [[FixedNode]] = []
    var fields = FieldStore()
    var apart: [[Int32]] = []
    var together: [[Int32]] = []
    var traits = Traits()
    /// Per vehicle its breaks, without those outside the shift.
    var rests: [[Int32]] = []
    /// Fixed visit → vehicle.
    private var fixedOn: [Visit: Int] = [:]
    private(set) var spare = 0

    /// The problem must be valid. `spare`: places that may be added later. `old`: a terrain with the same travel,
    /// whose ways are used again.
    init(_ problem: RoutingProblem, spare: Int = 0, reusing old: Terrain? = nil) throws(ProblemFault) {
        self.problem = problem
        self.spare = spare
        base = problem.vehicles.map(\.shift.open).min() ?? 0
        for (index, vehicle) in problem.vehicles.enumerated() {
            for visit in vehicle.fixed { fixedOn[visit.visit] = index }
        }
        try compileFields(reusing: old)
        compileErrands()
        compileGroups()
        compileVehicles()
        compileFixed()
        compileAllowed()
    }

    /// One errand alone, on the scales of a terrain it may join.
    init(_ errand: Errand, joining terrain: Terrain) {
        var problem = terrain.problem
        problem.errands = [errand]
        self.problem = problem
        base = terrain.base
        costScale = terrain.costScale
        compileErrands()
    }

    func moment(_ time: Int) -> Int32 { Int32(min(max(time - base, 0), Int(Terrain.forever))) }

    private mutating func compileErrands() {
        let ceiling = mandatoryPenalty()
        for (index, errand) in problem.errands.enumerated() {
            let first = nodes.count
            for (part, stop) in errand.pickups.enumerated() {
                let visit = Visit.pickup(errand: index, part: part)
                if fixedOn[visit] == nil { add(stop, of: index, part, .pickup, load(stop.load, 1)) }
            }
            let isAboard = errand.pickups.indices.contains { fixedOn[.pickup(errand: index, part: $0)] != nil }
            if let drop = errand.drop, fixedOn[.drop(errand: index)] == nil {
                add(drop, of: index, 0, .drop, dropChange(errand))
                if isAboard {
                    nodes[nodes.count - 1].late = Terrain.forever
                    traits.softWindows = true
                }
            }
            let hasDrop = nodes.count > first && nodes[nodes.count - 1].role == .drop
            let weights = problem.objective.weights
            let must = weights.map { $0.unserved * costScale } ?? ceiling
            let refusal = errand.refusalCost.map { min($0 * costScale * (weights?.cost ?? 1), 1 << 47) }
            let penalty = refusal ?? must * (1 + errand.priority)
            jobs.append(
                Job(
                    firstNode: Int32(first), count: Int32(nodes.count - first), hasDrop: hasDrop,
                    isPair: hasDrop && nodes.count - first == 2 && errand.returns.allSatisfy { $0 == 0 },
                    fullPenalty: penalty, penalty: penalty,
                    ride: Int32(errand.longestRideSeconds ?? Int(Terrain.forever)),
                    isPinned: errand.vehicles?.count == 1, mustServe: errand.refusalCost == nil && weights == nil))
            if errand.longestRideSeconds != nil { traits.rides = true }
        }
        traits.onlyDeliveries =
            problem.errands.allSatisfy { $0.pickups.isEmpty && $0.returns.isEmpty } && fixedOn.isEmpty
    }

    /// More than any plan can cost.
    private func mandatoryPenalty() -> Int { 1 << 42 }

    func load(_ amounts: [Int], _ sign: Int32) -> [Int32] {
        amounts.isEmpty ? Array(repeating: 0, count: problem.loadDimensions) : amounts.map { Int32($0) * sign }
    }

    func dropChange(_ errand: Errand) -> [Int32] {
        let brought = errand.pickups.isEmpty ? [errand.drop?.load ?? []] : errand.pickups.map(\.load)
        var sum = load(errand.returns, 1)
        for amounts in brought {
            for (dim, amount) in load(amounts, 1).enumerated() { sum[dim] -= amount }
        }
        return sum
    }

    mutating func add(_ stop: Errand.Stop, of errand: Int, _ part: Int, _ role: Node.Role, _ change: [Int32]) {
        var node = Node(
            place: Int32(stop.place), early: 0, late: 0, service: Int32(stop.serviceSeconds), due: 0, role: role)
        node.setup = Int32(stop.setupSeconds)
        node.errand = Int32(errand)
        node.part = Int32(part)
        setWindows(stop.windows, grace: stop.graceSeconds, of: &node)
        let owner = problem.errands[errand]
        if role == .drop, owner.pickups.isEmpty {
            node.fromHub = true
            if let drop = owner.drop, drop.load.contains(where: { $0 > 0 }) { traits.hubGoods = true }
            if let release = owner.releasedAt {
                node.release = moment(release)
                traits.releases = true
            }
        }
        if owner.drop == nil || owner.returns.contains(where: { $0 > 0 }) { traits.hubGoods = true }
        if stop.setupSeconds > 0 { traits.setups = true }
        nodes.append(node)
        self.change += change
        brought += load(node.fromHub ? owner.drop!.load : [], 1)
        kept += load(owner.drop == nil ? stop.load : role == .drop ? owner.returns : [], 1)
    }

    mutating func setWindows(_ spans: [Window], grace: Int, of node: inout Node) {
        var live = spans.filter { $0.close >= base }.map { Span(open: moment($0.open), close: moment($0.close)) }
        if spans.isEmpty { live = [Span(open: 0, close: Terrain.forever)] }
        guard let first = live.first, let last = live.last else {
            node.early = Terrain.forever
            node.late = -1
            node.due = -1
            return
        }
        node.early = first.open
        node.due = last.close
        if grace > 0 {
            live[live.count - 1].close = Int32(min(Int(last.close) + grace, Int(Terrain.forever)))
            traits.softWindows = true
        }
        node.late = live[live.count - 1].close
        if live.count > 1 {
            node.firstWindow = Int32(windows.count)
            node.windowCount = Int32(live.count)
            windows += live
            traits.manyWindows = true
        }
    }

    private mutating func compileGroups() {
        func neighbours(_ groups: [[Int]]) -> [[Int32]] {
            var sets = [Set<Int32>](repeating: [], count: problem.errands.count)
            for group in groups {
                for one in group { sets[one].formUnion(group.lazy.filter { $0 != one }.map(Int32.init)) }
            }
            return sets.map { $0.sorted() }
        }
        apart = neighbours(problem.apart)
        together = neighbours(problem.together)
        traits.groups = !problem.apart.isEmpty || !problem.together.isEmpty
    }
}

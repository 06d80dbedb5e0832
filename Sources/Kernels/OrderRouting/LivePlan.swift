/// A plan under way: answers at once what a new errand would cost, takes in what the day brings, and improves what
/// is still movable in the time it is given.
///
/// One owner at a time; nothing here waits or looks at a clock of its own.
public final class LivePlan {
    /// The problem as it is now. Cancelled errands keep their index.
    public private(set) var problem: RoutingProblem
    /// Errands that no longer count.
    public private(set) var cancelled: Set<Int> = []
    private let seed: UInt64
    private let sparePlaces: Int
    private let spareErrands: Int
    var search: Search
    private var rebuilds: UInt64 = 0
    /// Places added since the matrices were laid out, per profile: their rows and columns are in the fields only.
    private var placeCount: Int
    private var lost: Set<Int> = []
    private var iterations = 0

    /// Starts from `problem.initial`, as far as it fits, and inserts the rest.
    ///
    /// - Parameters:
    ///   - sparePlaces: room for places the matrices don't know yet.
    ///   - spareErrands: room for errands until everything is laid out anew.
    public init(
        _ problem: RoutingProblem, seed: UInt64 = 1, sparePlaces: Int = 64, spareErrands: Int = 256
    ) throws(ProblemFault) {
        try problem.validate()
        if problem.travel[0].places + sparePlaces > RoutingProblem.mostPlaces {
            throw ProblemFault(element: "travel[0].places", rule: .tooMany)
        }
        self.problem = problem
        self.seed = seed
        self.sparePlaces = sparePlaces
        self.spareErrands = spareErrands
        placeCount = problem.travel[0].places
        let terrain = Terrain(try TerrainDraft(problem, spare: sparePlaces), room: spareErrands)
        search = Search(terrain, seed: seed)
        search.start()
    }

    /// Tours, times and reasons as they are now.
    public var plan: Plan { search.plan(iterations: iterations) }

    /// Improves the movable part under the rule and tells what has changed.
    ///
    /// - Parameter costPerMove: an improvement counts only if it saves this much for every errand that changes its
    ///   vehicle (announced times are worth something).
    public func improve(_ rule: StopRule, costPerMove: Int = 0) -> [Change] {
        change {
            var budget = Budget(rule)
            search.takeSnapshot()
            let before = search.best
            let riders = (0..<search.terrain.errandCount).map { search.vehicleOf[$0] }
            if search.leavesOutMust { search.saveVehicles(&budget, share: 0.3, nil) }
            search.anneal(&budget, nil, warmth: 0.1)
            iterations += budget.iterations
            search.restore(search.best)
            if costPerMove == 0 { return }
            let moves = riders.indices.count { riders[$0] >= 0 && riders[$0] != search.vehicleOf[$0] }
            if before.cost - search.best.cost < moves * costPerMove * search.terrain.costScale {
                search.restore(before)
                search.takeSnapshot()
            }
        }
    }

    /// Adds an errand at its cheapest place at once; its index is the last. It may be left out: `plan` says why.
    public func add(_ errand: Errand) throws(ProblemFault) -> [Change] {
        try check(errand)
        problem.errands.append(errand)
        let index = problem.errands.count - 1
        let draft = TerrainDraft(errand, joining: search.terrain)
        if !search.terrain.join(draft, at: index) { return try rebuild() }
        return change {
            search.cost += search.terrain.errands[index].penalty
            search.absent.append(Int32(index))
            search.nearness.forget()
            placeAbsent()
        }
    }

    /// Takes an errand out for good. One that has fixed visits stays as it is.
    public func cancel(_ errand: Int) throws(ProblemFault) -> [Change] {
        if !problem.errands.indices.contains(errand) || isBegun(errand) {
            throw ProblemFault(element: "errands[\(errand)]", rule: .outOfRange)
        }
        if !cancelled.insert(errand).inserted { return [] }
        return change {
            remove(errand)
            search.cost -= search.terrain.errands[errand].penalty
            search.absent.removeAll { $0 == errand }
            search.terrain.errands[errand].count = 0
            search.nearness.forget()
            placeAbsent()
        }
    }

    /// Replaces an errand: a shop is late, a slot moves, a load grows. It is placed anew.
    public func revise(_ errand: Int, _ new: Errand) throws(ProblemFault) -> [Change] {
        try check(new)
        if !problem.errands.indices.contains(errand) || cancelled.contains(errand) {
            throw ProblemFault(element: "errands[\(errand)]", rule: .outOfRange)
        }
        problem.errands[errand] = new
        if isBegun(errand) { return try rebuild() }
        let draft = TerrainDraft(new, joining: search.terrain)
        var joined = true
        let changes = change {
            remove(errand)
            search.cost -= search.terrain.errands[errand].penalty
            joined = search.terrain.join(draft, at: errand)
            search.cost += search.terrain.errands[errand].penalty
            search.cache.forget()
            search.nearness.forget()
            placeAbsent()
        }
        return joined ? changes : try rebuild()
    }

    /// A vehicle is out: everything movable leaves it and is placed elsewhere as far as possible.
    public func lose(_ vehicle: Int) throws(ProblemFault) -> [Change] {
        if !problem.vehicles.indices.contains(vehicle) {
            throw ProblemFault(element: "vehicles[\(vehicle)]", rule: .outOfRange)
        }
        lost.insert(vehicle)
        return change {
            close(vehicle)
            search.beginRound()
            let route = search.routes.slots[Int(search.slotOf[vehicle])]
            for position in stride(from: Int(route.locked) + 1, through: Int(route.count), by: 1) {
                search.ruin(search.terrain.ownerOf[Int(route.hops[position].node)])
            }
            search.removeRuined()
            search.keepRound()
            if route.locked == 0 { search.lists.retire(Int32(vehicle)) }
            search.cache.forget()
            placeAbsent()
        }
    }

    /// New facts about a vehicle: visits done or locked, `freeFrom`, another shift. Its index stays.
    public func revise(_ vehicle: Int, _ new: Vehicle) throws(ProblemFault) -> [Change] {
        if !problem.vehicles.indices.contains(vehicle) {
            throw ProblemFault(element: "vehicles[\(vehicle)]", rule: .outOfRange)
        }
        let old = problem.vehicles[vehicle]
        problem.vehicles[vehicle] = new
        do { return try rebuild() } catch {
            problem.vehicles[vehicle] = old
            throw error
        }
    }
}

extension LivePlan {
    /// Adds a place by its ways to and from all others, one entry per profile; returns its index.
    ///
    /// - Parameter ways: per profile the seconds and metres from it and to it, in the order of the places so far.
    public func addPlace(_ ways: [PlaceWays]) throws(ProblemFault) -> Int {
        if placeCount + 1 >= search.terrain.stride { throw ProblemFault(element: "travel[0].places", rule: .tooMany) }
        if ways.count != problem.travel.count { throw ProblemFault(element: "ways", rule: .wrongCount) }
        for (index, way) in ways.enumerated() {
            for list in [way.secondsFrom, way.secondsTo, way.metresFrom, way.metresTo] {
                if list.count != placeCount { throw ProblemFault(element: "ways[\(index)]", rule: .wrongCount) }
                if list.contains(where: { $0 < 0 }) { throw ProblemFault(element: "ways[\(index)]", rule: .negative) }
            }
        }
        search.terrain.addPlace(ways)
        placeCount += 1
        return placeCount - 1
    }

    func check(_ errand: Errand) throws(ProblemFault) {
        try problem.validate(errand, "errand", places: placeCount)
    }

    private func isBegun(_ errand: Int) -> Bool {
        problem.vehicles.contains { vehicle in
            vehicle.fixed.contains { fixed in
                switch fixed.visit {
                case .pickup(errand, _), .drop(errand): true
                default: false
                }
            }
        }
    }

    /// No more stops than those it can't get rid of.
    private func close(_ vehicle: Int) {
        let terrain = search.terrain
        let fixed = terrain.fixed[vehicle].count { terrain.ownerOf[Int($0.node)] >= 0 }
        terrain.vehicles[vehicle].stops = Int32(fixed)
    }

    private func remove(_ errand: Int) {
        search.beginRound()
        search.ruin(Int32(errand))
        search.removeRuined()
        search.keepRound()
    }

    private func placeAbsent() {
        search.beginRound()
        search.recreate(below: .max, blinks: false)
        search.keepRound()
        search.takeSnapshot()
    }

    /// Lays everything out anew from the problem and the tours as they are.
    private func rebuild() throws(ProblemFault) -> [Change] {
        let before = positions()
        problem.initial = search.visits()
        problem.travel = search.terrain.grownTravel(places: placeCount)
        try problem.validate()
        let draft = try TerrainDraft(problem, spare: sparePlaces, reusing: search.terrain)
        rebuilds += 1
        search = Search(Terrain(draft, room: spareErrands), seed: seed &+ rebuilds)
        for errand in cancelled {
            search.cost -= search.terrain.errands[errand].penalty
            search.absent.removeAll { $0 == errand }
            search.terrain.errands[errand].count = 0
        }
        for vehicle in lost {
            close(vehicle)
            if problem.vehicles[vehicle].fixed.isEmpty { search.lists.retire(Int32(vehicle)) }
        }
        search.nearness.forget()
        search.start()
        return differences(before)
    }
}

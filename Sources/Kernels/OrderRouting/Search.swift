/// The state of a search: which slot every vehicle rides, which errands are left out, and how to undo a round.
///
/// Method: slack induction by string removals (Christiaens and Vanden Berghe 2020), with cached insertions.
final class Search {
    let terrain: Terrain
    let routes: Routes
    let inserter: Inserter
    let nearness: Nearness
    let random: RandomSource
    /// Routes to look at until the next one is overlooked.
    var untilBlink = 0
    /// Vehicle → slot.
    let slotOf: UnsafeMutablePointer<Int32>
    /// Errand → vehicle; −1: left out.
    let vehicleOf: UnsafeMutablePointer<Int32>
    let absent = PlainList<Int32>()
    /// Routes plus penalties.
    var cost = 0
    /// What vehicles hold too much, all together.
    var overload = 0
    let lists: VehicleLists
    var usedVehicles: Int { lists.usedCount }
    /// No more vehicles than this may be used.
    var vehicleCap: Int
    let fewestVehicles: Bool
    /// Whether a route's spare room alone tells if an errand's load fits.
    let sparesTell: Bool

    /// Undo of the running round: vehicle and slot before it, and what was absent.
    let touched = PlainList<(vehicle: Int32, slot: Int32)>()
    let isTouched: UnsafeMutablePointer<Bool>
    let absentBefore = PlainList<Int32>()
    var costBefore = 0
    var overloadBefore = 0

    let cache: InsertionCache
    /// Errands the running ruin takes out.
    let isRuined: UnsafeMutablePointer<Bool>
    let ruined = PlainList<Int32>()
    /// Slots that are being compared.
    let candidates: UnsafeMutablePointer<Int32>
    var candidateCount = 0
    /// Vehicle → the last round of looking that saw it.
    let lookedAt: UnsafeMutablePointer<UInt32>
    var lookRound: UInt32 = 0
    /// How many of a stop's nearest tasks tell which routes are candidates.
    var lookWidth: Int
    /// Routes the running ruin has struck; types of unused vehicles already looked at.
    let struckVehicles = PlainList<Int32>()
    let tuning: Tuning
    /// Mean number of routes looked at between two that are overlooked.
    private(set) var meanBlinkGap = 0.0
    var best = Snapshot()
    private(set) lazy var smallMoves = SmallMoves(self)
    private(set) lazy var toursTrade = findWhetherToursTrade()
    /// Where the rounds begin for now, and for how many more.
    var dwellPlace: Int32 = 0
    var dwellLeft = 0
    /// Routes remembered for recombination, of plans that cost less than `poolCeiling`.
    var pool: RoutePool?
    var poolCeiling = Int.max

    init(_ terrain: Terrain, seed: UInt64, _ tuning: Tuning = Tuning()) {
        // A handful of errands needs more detours to see every combination.
        let isTiny = terrain.errandCount < 20
        self.tuning = isTiny ? tuning.restless : tuning
        let blinkChance = isTiny ? 0.25 / Double(max(terrain.vehicleCount, 1)) : tuning.blink
        meanBlinkGap = -1 / Exponential.logarithm(1 - min(max(blinkChance, 1e-9), 0.5))
        self.terrain = terrain
        routes = Routes(terrain)
        inserter = Inserter(routes)
        nearness = Nearness(terrain)
        lookWidth = tuning.lookWidth(nearness.stops)
        random = RandomSource(seed: seed)
        slotOf = .filled(-1, terrain.vehicleCount)
        vehicleOf = .filled(-1, terrain.errandRoom)
        lookedAt = .filled(0, terrain.vehicleCount)
        candidates = .filled(0, 2 * terrain.vehicleCount + 1)
        isTouched = .filled(false, terrain.vehicleCount)
        isRuined = .filled(false, terrain.errandRoom)
        vehicleCap = terrain.vehicleCount
        fewestVehicles =
            terrain.problem.objective.fewestVehicles && terrain.problem.objective.weights == nil
            && terrain.problem.errands.allSatisfy { $0.refusalCost == nil }
        sparesTell =
            terrain.traits.onlyDeliveries && terrain.dims == 1
            && (0..<terrain.vehicleCount).allSatisfy { terrain.vehicles[$0].isPlain }
        lists = VehicleLists(terrain)
        cache = InsertionCache(errands: terrain.errandRoom)
        for vehicle in 0..<terrain.vehicleCount { slotOf[vehicle] = emptySlot(vehicle) }
        for errand in 0..<terrain.errandCount where terrain.errands[errand].count > 0 {
            absent.append(Int32(errand))
            cost += terrain.errands[errand].penalty
        }
        for vehicle in 0..<terrain.vehicleCount {
            cost += routes.slots[Int(slotOf[vehicle])].cost
            lists.set(Int32(vehicle), isUsed: routes.slots[Int(slotOf[vehicle])].work > 0)
        }
        takeSnapshot()
    }

    deinit {
        random.free()
        for list in [absent, absentBefore, ruined, struckVehicles] { list.free() }
        touched.free()
        slotOf.deallocate()
        vehicleOf.deallocate()
        isTouched.deallocate()
        lookedAt.deallocate()
        candidates.deallocate()
        isRuined.deallocate()
    }

    /// A vehicle's slot with its fixed visits and breaks alone. Where even that breaks its shift, the shift is
    /// stretched: what is fixed happens.
    func emptySlot(_ vehicle: Int) -> Int32 {
        let fixed = terrain.fixed[vehicle]
        let slot = routes.take(fixed.count + terrain.rests[vehicle].count, for: Int32(vehicle))
        let hops = routes.slots[Int(slot)].hops
        var count = 0
        for entry in fixed {
            count += 1
            hops[count].node = entry.node
        }
        routes.slots[Int(slot)].locked = Int32(count)
        routes.slots[Int(slot)].count = Int32(count)
        if count > 0 { stretchShift(vehicle, slot) }
        for rest in terrain.rests[vehicle] where !fixed.contains(where: { $0.node == rest }) {
            count += 1
            hops[count].node = rest
        }
        routes.slots[Int(slot)].count = Int32(count)
        if !routes.schedule(slot) {
            // The breaks don't fit any more: the vehicle rides without them rather than not at all.
            routes.slots[Int(slot)].count = routes.slots[Int(slot)].locked
            if !routes.schedule(slot) { stretchShift(vehicle, slot) }
        }
        routes.stamp(slot)
        return slot
    }

    private func stretchShift(_ vehicle: Int, _ slot: Int32) {
        let close = terrain.vehicles[vehicle].close
        terrain.vehicles[vehicle].close = Int32.max / 2
        _ = routes.schedule(slot)
        let end = routes.slots[Int(slot)].hops[Int(routes.slots[Int(slot)].count) + 1].arrive
        terrain.vehicles[vehicle].close = max(close, min(end, Int32.max / 2))
        _ = routes.schedule(slot)
    }

    // MARK: Rounds

    func beginRound() {
        touched.removeAll()
        absentBefore.become(absent)
        costBefore = cost
        overloadBefore = overload
    }

    func keepRound() {
        for entry in touched {
            isTouched[Int(entry.vehicle)] = false
            routes.give(back: entry.slot)
        }
        touched.removeAll()
    }

    func undoRound() {
        for entry in touched {
            let vehicle = Int(entry.vehicle)
            isTouched[vehicle] = false
            markErrands(of: slotOf[vehicle], as: -1)
            routes.give(back: slotOf[vehicle])
            slotOf[vehicle] = entry.slot
            lists.set(entry.vehicle, isUsed: routes.slots[Int(entry.slot)].work > 0)
        }
        for entry in touched { markErrands(of: entry.slot, as: entry.vehicle) }
        touched.removeAll()
        absent.trade(with: absentBefore)
        cost = costBefore
        overload = overloadBefore
    }

    func markErrands(of slot: Int32, as vehicle: Int32) {
        let route = routes.slots[Int(slot)]
        var position = Int(route.locked) + 1
        while position <= Int(route.count) {
            let errand = terrain.nodes[Int(route.hops[position].node)].errand
            if errand >= 0 { vehicleOf[Int(errand)] = vehicle }
            position += 1
        }
    }

    /// Makes `slot` the vehicle's, remembering the one before the round.
    func replace(_ vehicle: Int32, with slot: Int32) {
        let old = slotOf[Int(vehicle)]
        let before = routes.slots[Int(old)]
        let after = routes.slots[Int(slot)]
        cost += after.cost - before.cost
        if routes.overloadPrice > 0 {
            let more = excess(slot) - excess(old)
            overload += more
            cost += more * routes.overloadPrice
        }
        lists.set(vehicle, isUsed: after.work > 0)
        slotOf[Int(vehicle)] = slot
        if isTouched[Int(vehicle)] {
            routes.give(back: old)
        } else {
            isTouched[Int(vehicle)] = true
            touched.append((vehicle, old))
        }
        routes.stamp(slot)
    }

    /// Puts an errand where `inserter.spots` say; `price` is what that was predicted to cost.
    func insert(_ errand: Int, _ slot: Int32, _ price: Int) {
        let vehicle = routes.slots[Int(slot)].vehicle
        let target = routes.take(Int(routes.slots[Int(slot)].count) + 12, for: vehicle)
        routes.slots[Int(target)].locked = routes.slots[Int(slot)].locked
        inserter.merge(slot, into: target)
        let isFeasible = routes.schedule(target)
        precondition(isFeasible, "an insertion was predicted to fit and does not")
        assert(
            routes.slots[Int(target)].cost - routes.slots[Int(slot)].cost == price,
            "an insertion was predicted to cost something else")
        replace(vehicle, with: target)
        vehicleOf[errand] = vehicle
        cost -= terrain.errands[errand].penalty
    }
}

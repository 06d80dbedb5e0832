/// Where an insertion puts a node: right after the position `gap` of the route as it is now.
struct Spot {
    var node: Int32
    var gap: Int32
}

/// Finds the cheapest way to add an errand to a route: a forward pass over the gaps that carries, for every set of
/// stops already inserted, the few undominated (cost, time) labels.
///
/// Pickups may come in any order, the drop after all of them; waiting, several windows, set-ups, breaks and loads
/// are exact at every step. What depends on the whole route (`Car.needsProof`) is checked by scheduling the candidate.
final class Inserter {
    /// A partial insertion that stands after a stop.
    struct Label {
        var cost: Int
        var time: Int32
        var place: Int32
        /// When the first inserted pickup was left, where rides are limited.
        var since: Int32
        var parent: Int32
        var spot: Spot
    }

    static let width = 12
    private static let maxParts = RoutingProblem.mostPickups + 2

    let routes: Routes
    let terrain: Terrain
    /// The best insertion found by the last call, ascending by gap.
    let spots: UnsafeMutablePointer<Spot>
    /// What `spots` held while a candidate is tried.
    let found: UnsafeMutablePointer<Spot>
    var spotCount = 0
    /// position: a drop's extra cost there; the least from there on.
    private(set) var detours: UnsafeMutablePointer<Int32>
    private(set) var leastDetours: UnsafeMutablePointer<Int32>
    private var detourRoom = 256

    var labels: UnsafeMutablePointer<Label>
    var labelCount = 0
    var labelRoom = 4096
    /// mask × width: labels after the current stop, and how many.
    var front: UnsafeMutablePointer<Int32>
    var frontCount: UnsafeMutablePointer<Int32>
    var nextFront: UnsafeMutablePointer<Int32>
    var nextCount: UnsafeMutablePointer<Int32>
    /// mask × dims: what the inserted stops add to the load from here on.
    let carried: UnsafeMutablePointer<Int32>
    let parts: UnsafeMutablePointer<Int32>
    /// What must be inserted before a part.
    let needs: UnsafeMutablePointer<Int>
    var partCount = 0
    /// Off where a reload is inserted as well: what fits then only the whole route can tell, so no label rules out
    /// another.
    var checksLoads = true
    var best = 0
    var ride = Terrain.forever
    let scratch: Int32
    /// Gaps (modulo 64) after which nothing may end: a way to second-best positions. 0: every gap counts.
    var blinkMask: UInt64 = 0

    init(_ routes: Routes) {
        self.routes = routes
        terrain = routes.terrain
        let masks = 1 << Self.maxParts
        spots = .filled(Spot(node: 0, gap: 0), Self.maxParts)
        found = .filled(Spot(node: 0, gap: 0), Self.maxParts)
        detours = .filled(0, detourRoom)
        leastDetours = .filled(0, detourRoom)
        labels = .allocate(capacity: labelRoom)
        front = .filled(0, masks * Self.width)
        frontCount = .filled(0, masks)
        nextFront = .filled(0, masks * Self.width)
        nextCount = .filled(0, masks)
        carried = .filled(0, masks * max(terrain.dims, 1))
        parts = .filled(0, Self.maxParts)
        needs = .filled(0, Self.maxParts)
        scratch = routes.take(8, for: 0)
    }

    deinit {
        spots.deallocate()
        found.deallocate()
        detours.deallocate()
        leastDetours.deallocate()
        labels.deallocate()
        front.deallocate()
        frontCount.deallocate()
        nextFront.deallocate()
        nextCount.deallocate()
        carried.deallocate()
        parts.deallocate()
        needs.deallocate()
    }

    /// The least extra cost below `limit`, or Int.max; `spots` then hold how. The vehicle must be allowed.
    func evaluate(_ errand: Int, _ slot: Int32, below limit: Int) -> Int {
        let job = terrain.errands[errand]
        let route = routes.slots[Int(slot)]
        let car = terrain.vehicles[Int(route.vehicle)]
        if route.work &+ job.count > car.stops { return .max }
        if car.isPlain {
            if job.count == 1 { return evaluateSingle(job, routes.slots + Int(slot), below: limit) }
            if job.count == 2, job.isPair { return evaluatePair(job, routes.slots + Int(slot), below: limit) }
        }
        if car.isPlainButLimited, job.count == 1, route.count < 64 { return evaluateLimited(job, slot, below: limit) }
        best = limit
        spotCount = 0
        let first = Int(job.firstNode)
        ride = job.ride
        let count = Int(job.count)
        for part in 0..<count {
            parts[part] = Int32(first + part)
            needs[part] = job.hasDrop && part == count - 1 ? (1 << (count - 1)) - 1 : 0
        }
        run(errand, slot, parts: count, checksLoads: true)
        if car.reloadCount > 0, needsHub(errand) {
            for reload in car.firstReload..<(car.firstReload + car.reloadCount) {
                parts[count] = reload
                needs[count] = 0
                needs[count - 1] |= 1 << count
                run(errand, slot, parts: count + 1, checksLoads: false)
                needs[count - 1] &= ~(1 << count)
                needs[count] = (1 << count) - 1
                run(errand, slot, parts: count + 1, checksLoads: false)
            }
        }
        return spotCount > 0 ? best : .max
    }

    @inline(__always) func isBlinked(_ gap: Int) -> Bool {
        blinkMask != 0 && (blinkMask >> UInt64(gap & 63)) & 1 != 0
    }

    @inline(__always) func tell(_ node: Int32, _ gap: Int) {
        spots[0] = Spot(node: node, gap: Int32(gap))
        spotCount = 1
    }

    @inline(__always) func tell(_ first: Int32, _ firstGap: Int, _ second: Int32, _ secondGap: Int) {
        spots[0] = Spot(node: first, gap: Int32(firstGap))
        spots[1] = Spot(node: second, gap: Int32(secondGap))
        spotCount = 2
    }

    @inline(__always) func reserveDetours(_ count: Int) {
        if count <= detourRoom { return }
        detourRoom = count * 2
        detours.deallocate()
        leastDetours.deallocate()
        detours = .filled(0, detourRoom)
        leastDetours = .filled(0, detourRoom)
    }

    /// As `evaluate`, as if the vehicle could hold anything.
    func evaluateIgnoringLoads(_ errand: Int, _ slot: Int32) -> Int {
        let vehicle = Int(routes.slots[Int(slot)].vehicle)
        let capacity = terrain.capacity + vehicle * terrain.dims
        let kept = (0..<terrain.dims).map { capacity[$0] }
        for dim in 0..<terrain.dims { capacity[dim] = 1 << 30 }
        defer { for dim in 0..<terrain.dims { capacity[dim] = kept[dim] } }
        return evaluate(errand, slot, below: .max)
    }

    /// Whether the route with the spots filled keeps every rule; it is in `scratch` then.
    func isFeasible(_ slot: Int32) -> Bool {
        routes.reserve(scratch, Int(routes.slots[Int(slot)].count) + spotCount)
        routes.slots[Int(scratch)].vehicle = routes.slots[Int(slot)].vehicle
        routes.slots[Int(scratch)].locked = routes.slots[Int(slot)].locked
        merge(slot, into: scratch)
        return routes.schedule(scratch)
    }

    private func needsHub(_ errand: Int) -> Bool {
        let job = terrain.errands[errand]
        for node in job.firstNode..<(job.firstNode + job.count) {
            for dim in 0..<terrain.dims {
                let cell = Int(node) &* terrain.dims &+ dim
                if terrain.brought[cell] > 0 || terrain.kept[cell] > 0 { return true }
            }
        }
        return false
    }

    /// Writes the route with the spots filled into `target`; times are not computed.
    func merge(_ slot: Int32, into target: Int32) {
        let old = routes.slots[Int(slot)]
        let hops = routes.slots[Int(target)].hops
        var spot = spotCount - 1
        var write = Int(old.count) + spotCount
        routes.slots[Int(target)].count = Int32(write)
        var position = Int(old.count)
        while write > 0 {
            if spot >= 0, Int(spots[spot].gap) == position {
                hops[write].node = spots[spot].node
                spot -= 1
            } else {
                hops[write].node = old.hops[position].node
                position -= 1
            }
            write -= 1
        }
    }
}

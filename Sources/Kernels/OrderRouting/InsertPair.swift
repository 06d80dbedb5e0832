/// A pickup, its drop and a route, as plain insertion sees them.
struct PairView {
    let hops: UnsafeMutablePointer<Hop>
    let first: Int
    let last: Int
    /// Index of the pickup's load.
    let node: Int32
    let pickup: PlainStop
    let drop: PlainStop
    let toPickup: UnsafeMutablePointer<Arc>
    let fromPickup: UnsafeMutablePointer<Arc>
    let toDrop: UnsafeMutablePointer<Arc>
    let fromDrop: UnsafeMutablePointer<Arc>
    private let loads: UnsafeMutablePointer<Int32>
    private let dims: Int
    /// dim: what may be aboard so that the pickup still fits; the first one for itself.
    private let capacity: UnsafeMutablePointer<Int32>
    private let change: UnsafeMutablePointer<Int32>
    private let most: Int32

    @inline(__always) init(_ job: Job, _ route: UnsafeMutablePointer<Slot>, _ terrain: Terrain) {
        hops = route.pointee.hops
        first = Int(route.pointee.locked)
        last = Int(route.pointee.count)
        node = job.firstNode
        pickup = terrain.stops[Int(job.firstNode)]
        drop = terrain.stops[Int(job.firstNode) &+ 1]
        let field = terrain.vehicles[Int(route.pointee.vehicle)].field
        toPickup = field.to + Int(pickup.place) &* terrain.stride
        fromPickup = field.from + Int(pickup.place) &* terrain.stride
        toDrop = field.to + Int(drop.place) &* terrain.stride
        fromDrop = field.from + Int(drop.place) &* terrain.stride
        loads = route.pointee.loads
        dims = terrain.dims
        capacity = terrain.capacity + Int(route.pointee.vehicle) &* dims
        change = terrain.change + Int(node) &* dims
        most = dims > 0 ? capacity[0] &- change[0] : 0
    }

    /// Whether the pickup's load fits into what is aboard after a position.
    @inline(__always) func hasRoom(_ position: Int) -> Bool {
        if dims == 1 { return loads[position] <= most }
        var dim = 0
        while dim < dims {
            if loads[position &* dims &+ dim] &+ change[dim] > capacity[dim] { return false }
            dim &+= 1
        }
        return true
    }

    /// Whether a drop reached at `arrive` keeps its window and that of the next stop.
    @inline(__always) func keepsTime(_ arrive: Int32, before next: Hop, _ onwards: Arc) -> Bool {
        if arrive > drop.late { return false }
        return max(arrive, drop.early) &+ drop.service &+ onwards.seconds <= next.latest
    }
}

/// The cheapest pair of positions so far.
struct PairSpot {
    var cost: Int32
    var first = -1
    var second = -1
}

extension Inserter {
    /// The cheapest way to add one pickup and its drop to a route without set-ups, breaks, further windows or rules
    /// about the whole: constant time per pair of positions, most pairs never looked at.
    ///
    /// The drop's detours don't depend on the pickup's position; their minimum over the rest of the route bounds what
    /// a pickup position can still give. The delay a pickup causes is carried along and absorbed by waiting.
    func evaluatePair(_ job: Job, _ route: UnsafeMutablePointer<Slot>, below limit: Int) -> Int {
        let view = PairView(job, route, terrain)
        let fixedCost = terrain.vehicles[Int(route.pointee.vehicle)].fixedCost
        let unused = route.pointee.work == 0 ? route.pointee.legs &+ fixedCost : 0
        reserveDetours(view.last &+ 2)
        let end = dropDetours(view)
        if end < view.first { return .max }
        let most = max(min(limit &- unused, Int(Int32.max / 2)), Int(Int32.min / 2))
        var best = PairSpot(cost: Int32(truncatingIfNeeded: most))
        let least = leastDetours
        var gap = view.first
        while gap <= end {
            let here = view.hops[gap]
            if here.depart > view.pickup.late { break }
            let way = view.toPickup[Int(here.place)]
            let arrive = here.depart &+ way.seconds
            if arrive <= view.pickup.late, view.hasRoom(gap) {
                let out = max(arrive, view.pickup.early) &+ view.pickup.service
                let next = view.hops[gap &+ 1]
                tryTogether(view, gap, out, way.cost &- next.leg, &best)
                if gap == end { break }
                let onwards = view.fromPickup[Int(next.place)]
                let detour = way.cost &+ onwards.cost &- next.leg
                let arriveNext = out &+ onwards.seconds
                if detour &+ least[gap &+ 1] < best.cost, arriveNext <= next.latest {
                    let delay = PairDelay(
                        gap: gap, end: end, detour: detour, push: max(arriveNext &- next.arrive, 0))
                    tryApart(view, delay, &best)
                }
            }
            gap &+= 1
        }
        if best.first < 0 { return .max }
        tell(job.firstNode, best.first, job.firstNode &+ 1, best.second)
        return Int(best.cost) &+ unused
    }

    /// What a pickup after `gap` does to the rest of the route.
    struct PairDelay {
        let gap: Int
        let end: Int
        let detour: Int32
        /// How much later the next stop is reached.
        var push: Int32
    }

    /// The drop right after the pickup, which is left at `out`; `price`: the way to the pickup, the old leg saved.
    @inline(__always)
    private func tryTogether(_ view: PairView, _ gap: Int, _ out: Int32, _ price: Int32, _ best: inout PairSpot) {
        let ride = view.fromPickup[Int(view.drop.place)]
        if price &+ ride.cost >= best.cost { return }
        let next = view.hops[gap &+ 1]
        let onwards = view.fromDrop[Int(next.place)]
        let whole = price &+ ride.cost &+ onwards.cost
        if whole < best.cost, view.keepsTime(out &+ ride.seconds, before: next, onwards), !isBlinked(gap) {
            best = PairSpot(cost: whole, first: gap, second: gap)
        }
    }

    /// The drop somewhere later.
    @inline(__always)
    private func tryApart(_ view: PairView, _ delay: PairDelay, _ best: inout PairSpot) {
        let detours = self.detours
        let least = leastDetours
        let hops = view.hops
        var push = delay.push
        var position = delay.gap &+ 1
        while position <= delay.end {
            if !view.hasRoom(position) { break }
            push = max(push &- hops[position].wait, 0)
            let whole = delay.detour &+ detours[position]
            if whole < best.cost {
                let arrive = hops[position].depart &+ push &+ view.toDrop[Int(hops[position].place)].seconds
                let after = hops[position &+ 1]
                if view.keepsTime(arrive, before: after, view.fromDrop[Int(after.place)]), !isBlinked(position) {
                    best = PairSpot(cost: whole, first: delay.gap, second: position)
                }
            }
            position &+= 1
            if delay.detour &+ least[position] >= best.cost { break }
            if push > hops[position].latest &- hops[position].arrive { break }
        }
    }

    /// Fills `detours` with the drop's extra cost after every position where it is on time without any delay, and
    /// `leastDetours` with the least from there on. The last position worth a look.
    @inline(__always) private func dropDetours(_ view: PairView) -> Int {
        let never = Int32.max / 4
        let detours = self.detours
        let least = leastDetours
        var position = view.first
        while position <= view.last {
            let here = view.hops[position]
            if here.depart > view.drop.late { break }
            let way = view.toDrop[Int(here.place)]
            let next = view.hops[position &+ 1]
            let onwards = view.fromDrop[Int(next.place)]
            let isOnTime = view.keepsTime(here.depart &+ way.seconds, before: next, onwards)
            detours[position] = isOnTime ? way.cost &+ onwards.cost &- next.leg : never
            position &+= 1
        }
        let end = position &- 1
        var lowest = never
        least[position] = never
        while position > view.first {
            position &-= 1
            lowest = min(lowest, detours[position])
            least[position] = lowest
        }
        return end
    }
}

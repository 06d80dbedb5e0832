/// Two routes exchange all that comes after a visit (2-opt*): what begins with one node goes after another one.
struct TailExchange {
    let change: Int
    private let first: Seat
    private let second: Seat

    /// Deliveries alone with one load dimension, or shipments whose goods weigh something: there an empty vehicle has
    /// nothing under way.
    static func supports(_ search: Search) -> Bool {
        let terrain = search.terrain
        if terrain.traits.groups || terrain.traits.hubGoods && !search.sparesTell { return false }
        for vehicle in 0..<terrain.vehicleCount where !terrain.vehicles[vehicle].isPlain { return false }
        return search.sparesTell || arePairsWithLoads(terrain)
    }

    private static func arePairsWithLoads(_ terrain: Terrain) -> Bool {
        (0..<terrain.errandCount).allSatisfy { errand in
            let job = terrain.errands[errand]
            let first = Int(job.firstNode) * terrain.dims
            return job.count == 0
                || job.isPair && (0..<terrain.dims).contains { terrain.change[first + $0] > 0 }
        }
    }

    /// The tail that begins with `node` after `other`. nil: not possible.
    init?(_ search: Search, _ node: Int, _ other: Int) {
        let terrain = search.terrain
        guard let first = search.seat(node), let second = search.seat(other), first.vehicle != second.vehicle else {
            return nil
        }
        let car = terrain.vehicles + Int(first.vehicle)
        if car.pointee.type != terrain.vehicles[Int(second.vehicle)].type { return nil }
        let one = search.routes.slots + Int(first.slot)
        let two = search.routes.slots + Int(second.slot)
        let (before, tail) = (one.pointee.hops[first.position &- 1], one.pointee.hops[first.position])
        let (head, after) = (two.pointee.hops[second.position], two.pointee.hops[second.position &+ 1])
        let from = car.pointee.field.from
        let join = from[Int(head.place) &* terrain.stride &+ Int(tail.place)]
        if head.depart &+ join.seconds > tail.latest { return nil }
        let rest = from[Int(before.place) &* terrain.stride &+ Int(after.place)]
        if before.depart &+ rest.seconds > after.latest { return nil }
        var change = Int(join.cost) &+ Int(rest.cost) &- Int(tail.leg) &- Int(after.leg)
        let kept = first.position &- 1 &+ Int(two.pointee.count) &- second.position
        let work = Int(one.pointee.count) &+ Int(two.pointee.count) &- kept
        if kept > Int(car.pointee.stops) || work > Int(car.pointee.stops) { return nil }
        if kept == 0 { change &-= car.pointee.fixedCost &+ Int(rest.cost) }
        if search.sparesTell {
            let more = Self.load(terrain, two, second.position &+ 1) &- Self.load(terrain, one, first.position)
            guard let price = search.overloadChange(first.slot, second.slot, more) else { return nil }
            change &+= price
        } else {
            for dim in 0..<terrain.dims {
                if one.pointee.loads[(first.position &- 1) &* terrain.dims &+ dim] != 0 { return nil }
                if two.pointee.loads[second.position &* terrain.dims &+ dim] != 0 { return nil }
            }
        }
        self.change = change
        self.first = first
        self.second = second
    }

    /// What is delivered from a position on.
    private static func load(_ terrain: Terrain, _ route: UnsafeMutablePointer<Slot>, _ position: Int) -> Int32 {
        var sum: Int32 = 0
        var position = position
        while position <= Int(route.pointee.count) {
            sum &+= terrain.brought[Int(route.pointee.hops[position].node)]
            position &+= 1
        }
        return sum
    }

    func apply(_ search: Search) -> Bool {
        let routes = search.routes
        let lengthOne = Int(routes.slots[Int(first.slot)].count)
        let lengthTwo = Int(routes.slots[Int(second.slot)].count)
        let one = routes.take(lengthOne + lengthTwo, for: first.vehicle)
        let two = routes.take(lengthOne + lengthTwo, for: second.vehicle)
        let (from, other) = (routes.slots[Int(first.slot)].hops, routes.slots[Int(second.slot)].hops)
        var write = RouteWriter(routes, one)
        write.add(from, 1..<first.position)
        write.add(other, (second.position + 1)..<(lengthTwo + 1))
        write.end()
        write = RouteWriter(routes, two)
        write.add(other, 1..<(second.position + 1))
        write.add(from, first.position..<(lengthOne + 1))
        write.end()
        return search.replacePair(one, two)
    }
}

/// Fills a slot with visits of others.
struct RouteWriter {
    private let routes: Routes
    private let slot: Int32
    private let hops: UnsafeMutablePointer<Hop>
    private var count = 0

    init(_ routes: Routes, _ slot: Int32) {
        self.routes = routes
        self.slot = slot
        hops = routes.slots[Int(slot)].hops
    }

    mutating func add(_ from: UnsafeMutablePointer<Hop>, _ range: Range<Int>) {
        for position in range {
            count &+= 1
            hops[count].node = from[position].node
        }
    }

    func end() { routes.slots[Int(slot)].count = Int32(count) }
}

/// One to three visits in a row change places with none to three in a row of another route (CROSS exchange; with none
/// a relocation): those that begin with one node go after another one, whose followers go where they were.
struct SegmentExchange {
    private(set) var change = 0
    private let first: Seat
    private let second: Seat
    private let here: Int
    private let there: Int

    /// Deliveries alone with one load dimension, each for any vehicle.
    static func supports(_ search: Search) -> Bool {
        search.sparesTell && !search.terrain.traits.groups && search.terrain.allMayServe
    }

    /// `here` visits from `node` on after `other`, `there` visits that follow it in their place. nil: not possible.
    init?(_ search: Search, _ node: Int, _ other: Int, _ here: Int, _ there: Int) {
        let terrain = search.terrain
        guard let first = search.seat(node), let second = search.seat(other), first.vehicle != second.vehicle else {
            return nil
        }
        let one = search.routes.slots + Int(first.slot)
        let two = search.routes.slots + Int(second.slot)
        let carOne = terrain.vehicles + Int(first.vehicle)
        let carTwo = terrain.vehicles + Int(second.vehicle)
        if first.position &+ here &- 1 > Int(one.pointee.count) { return nil }
        if second.position &+ there > Int(two.pointee.count) { return nil }
        self.first = first
        self.second = second
        self.here = here
        self.there = there
        // Into the second route first: it is near there, and that fails soonest.
        let own = Stretch(hops: one.pointee.hops + first.position, count: here)
        let theirs = Stretch(hops: two.pointee.hops + (second.position &+ 1), count: there)
        guard let gain = Self.splice(terrain, carTwo, own, for: theirs) else { return nil }
        guard let loss = Self.splice(terrain, carOne, theirs, for: own) else { return nil }
        let more = own.load(terrain) &- theirs.load(terrain)
        guard let price = search.overloadChange(second.slot, first.slot, more) else { return nil }
        if Int(two.pointee.count) &+ here &- there > Int(carTwo.pointee.stops) { return nil }
        if Int(one.pointee.count) &+ there &- here > Int(carOne.pointee.stops) { return nil }
        change = gain &+ loss &+ price
        if there == 0, here == Int(one.pointee.count) {
            let home = own.hops[-1].place &* Int32(terrain.stride) &+ own.hops[here].place
            change &-= carOne.pointee.fixedCost &+ Int(carOne.pointee.field.from[Int(home)].cost)
        }
    }

    /// Visits in a row.
    private struct Stretch {
        let hops: UnsafeMutablePointer<Hop>
        let count: Int

        @inline(__always) func load(_ terrain: Terrain) -> Int32 {
            var sum: Int32 = 0
            for index in 0..<count { sum &+= terrain.brought[Int(hops[index].node)] }
            return sum
        }
    }

    /// What the way costs more when visits give place to new ones. nil: too late somewhere.
    @inline(__always) private static func splice(
        _ terrain: Terrain, _ car: UnsafeMutablePointer<Car>, _ new: Stretch, for gone: Stretch
    ) -> Int? {
        let from = car.pointee.field.from
        var place = gone.hops[-1].place
        var time = gone.hops[-1].depart
        var cost = 0
        var index = 0
        while index < new.count {
            let stop = terrain.stops[Int(new.hops[index].node)]
            let arc = from[Int(place) &* terrain.stride &+ Int(stop.place)]
            let arrive = time &+ arc.seconds
            if arrive > stop.late { return nil }
            time = max(arrive, stop.early) &+ stop.service
            place = stop.place
            cost &+= Int(arc.cost)
            index &+= 1
        }
        let next = gone.hops[gone.count]
        let arc = from[Int(place) &* terrain.stride &+ Int(next.place)]
        if time &+ arc.seconds > next.latest { return nil }
        cost &+= Int(arc.cost)
        index = 0
        while index <= gone.count {
            cost &-= Int(gone.hops[index].leg)
            index &+= 1
        }
        return cost
    }

    func apply(_ search: Search) -> Bool {
        let routes = search.routes
        let lengthOne = Int(routes.slots[Int(first.slot)].count)
        let lengthTwo = Int(routes.slots[Int(second.slot)].count)
        let one = routes.take(lengthOne + there, for: first.vehicle)
        let two = routes.take(lengthTwo + here, for: second.vehicle)
        let (from, other) = (routes.slots[Int(first.slot)].hops, routes.slots[Int(second.slot)].hops)
        let follower = second.position + 1
        var write = RouteWriter(routes, one)
        write.add(from, 1..<first.position)
        write.add(other, follower..<(follower + there))
        write.add(from, (first.position + here)..<(lengthOne + 1))
        write.end()
        write = RouteWriter(routes, two)
        write.add(other, 1..<follower)
        write.add(from, first.position..<(first.position + here))
        write.add(other, (follower + there)..<(lengthTwo + 1))
        write.end()
        return search.replacePair(one, two)
    }
}

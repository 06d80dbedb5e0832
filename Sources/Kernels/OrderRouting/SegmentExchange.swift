/// One to three visits in a row change places with none to three in a row of another route (CROSS exchange; with none
/// a relocation): those that begin with one node go after another one, whose followers go where they were.
struct SegmentExchange {
    private(set) var change = 0
    private let first: Seat
    private let second: Seat
    private let here: Int
    private let there: Int

    /// Deliveries alone with one load dimension.
    static func supports(_ search: Search) -> Bool { search.sparesTell && !search.terrain.traits.groups }

    /// `here` visits from `node` on after `other`, `there` visits that follow it in their place. nil: not possible.
    init?(_ search: Search, _ node: Int, _ other: Int, _ here: Int, _ there: Int) {
        let terrain = search.terrain
        guard let first = search.seat(node), let second = search.seat(other), first.vehicle != second.vehicle else {
            return nil
        }
        let one = search.routes.slots + Int(first.slot)
        let two = search.routes.slots + Int(second.slot)
        let car = terrain.vehicles + Int(first.vehicle)
        if first.position &+ here &- 1 > Int(one.pointee.count) { return nil }
        if second.position &+ there > Int(two.pointee.count) { return nil }
        if car.pointee.type != terrain.vehicles[Int(second.vehicle)].type { return nil }
        self.first = first
        self.second = second
        self.here = here
        self.there = there
        // Into the second route first: it is near there, and that fails soonest.
        let own = one.pointee.hops + first.position
        let theirs = two.pointee.hops + (second.position &+ 1)
        var more: Int32 = 0
        guard let gain = Self.splice(terrain, car, theirs, there, own, here, &more) else { return nil }
        guard let loss = Self.splice(terrain, car, own, here, theirs, there, &more, sign: -1) else { return nil }
        guard let price = search.overloadChange(second.slot, first.slot, more) else { return nil }
        let longer = max(Int(two.pointee.count) &+ here &- there, Int(one.pointee.count) &+ there &- here)
        if longer > Int(car.pointee.stops) { return nil }
        change = gain &+ loss &+ price
        if there == 0, here == Int(one.pointee.count) {
            let home = own[-1].place &* Int32(terrain.stride) &+ own[here].place
            change &-= car.pointee.fixedCost &+ Int(car.pointee.field.from[Int(home)].cost)
        }
    }

    /// What the way costs more when the `count` visits at `gone` give place to the `length` at `new`. nil: too late
    /// somewhere. `more` grows by what the new ones weigh (`sign` 1) less what the old ones do.
    @inline(__always) private static func splice(
        _ terrain: Terrain, _ car: UnsafeMutablePointer<Car>, _ gone: UnsafeMutablePointer<Hop>, _ count: Int,
        _ new: UnsafeMutablePointer<Hop>, _ length: Int, _ more: inout Int32, sign: Int32 = 1
    ) -> Int? {
        let from = car.pointee.field.from
        var place = gone[-1].place
        var time = gone[-1].depart
        var cost = 0
        var index = 0
        while index < length {
            let stop = terrain.stops[Int(new[index].node)]
            let arc = from[Int(place) &* terrain.stride &+ Int(stop.place)]
            let arrive = time &+ arc.seconds
            if arrive > stop.late { return nil }
            time = max(arrive, stop.early) &+ stop.service
            place = stop.place
            cost &+= Int(arc.cost)
            if sign > 0 { more &+= terrain.brought[Int(new[index].node)] }
            index &+= 1
        }
        let arc = from[Int(place) &* terrain.stride &+ Int(gone[count].place)]
        if time &+ arc.seconds > gone[count].latest { return nil }
        cost &+= Int(arc.cost)
        index = 0
        while index <= count {
            cost &-= Int(gone[index].leg)
            if sign > 0, index < count { more &-= terrain.brought[Int(gone[index].node)] }
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

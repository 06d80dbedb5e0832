extension Routes {
    /// `schedule` for a vehicle without breaks, fixed visits or rules about the whole: one pass forward, one back.
    func schedulePlainly(_ index: Int32) -> Bool {
        let slot = slots + Int(index)
        let car = terrain.vehicles + Int(slot.pointee.vehicle)
        let hops = slot.pointee.hops
        let count = Int(slot.pointee.count)
        let stops = terrain.stops
        let from = car.pointee.field.from
        let stride = terrain.stride
        var time = max(car.pointee.open, car.pointee.freeFrom)
        var place = car.pointee.start
        var legs = 0
        hops[0] = Hop(place: place, arrive: time, depart: time)
        var position = 1
        while position <= count {
            let hop = hops + position
            let stop = stops[Int(hop.pointee.node)]
            let arc = from[Int(place) &* stride &+ Int(stop.place)]
            let arrive = time &+ arc.seconds
            if arrive > stop.late { return false }
            let begin = max(arrive, stop.early)
            place = stop.place
            time = begin &+ stop.service
            hop.pointee.place = place
            hop.pointee.arrive = arrive
            hop.pointee.wait = begin &- arrive
            hop.pointee.depart = time
            hop.pointee.leg = arc.cost
            legs &+= Int(arc.cost)
            position &+= 1
        }
        let home = from[Int(place) &* stride &+ Int(car.pointee.end)]
        let arrive = time &+ home.seconds
        let close = car.pointee.close
        if arrive > close { return false }
        hops[count + 1] = Hop(
            place: car.pointee.end, arrive: arrive, depart: arrive, latest: close, latestOut: close, leg: home.cost)
        slot.pointee.legs = legs &+ Int(home.cost)
        slot.pointee.work = Int32(count)
        slot.pointee.cost = count == 0 ? 0 : slot.pointee.legs &+ car.pointee.fixedCost
        if slot.pointee.work > car.pointee.stops { return false }
        var latest = close
        position = count
        while position >= 1 {
            let hop = hops + position
            let stop = stops[Int(hop.pointee.node)]
            latest = latest &- (hops[position &+ 1].arrive &- hop.pointee.depart)
            hop.pointee.latestOut = latest
            latest = min(latest &- stop.service, stop.late)
            hop.pointee.latest = latest
            position &-= 1
        }
        hops[0].latestOut = latest &- (hops[1].arrive &- hops[0].depart)
        hops[0].latest = hops[0].latestOut
        if terrain.traits.onlyDeliveries { return loadStart(index) }
        return load(slot, car.pointee)
    }

    /// Deliveries alone: only the load at the start is kept up to date.
    private func loadStart(_ index: Int32) -> Bool {
        let slot = slots + Int(index)
        let dims = terrain.dims
        let capacity = terrain.capacity + Int(slot.pointee.vehicle) &* dims
        let hops = slot.pointee.hops
        for dim in 0..<dims {
            var sum: Int32 = 0
            var position = 1
            while position <= Int(slot.pointee.count) {
                sum &+= terrain.brought[Int(hops[position].node) &* dims &+ dim]
                position &+= 1
            }
            if sum > capacity[dim], overloadPrice == 0 { return false }
            if dim == 0 { spare[Int(index)] = capacity[dim] &- sum }
            slot.pointee.loads[dim] = sum
        }
        return true
    }
}

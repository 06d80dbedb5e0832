extension Inserter {
    /// The cheapest place for an errand of one stop in a route without set-ups, breaks, further windows or rules
    /// about the whole.
    func evaluateSingle(_ job: Job, _ route: UnsafeMutablePointer<Slot>, below limit: Int) -> Int {
        let terrain = self.terrain
        let hops = route.pointee.hops
        let last = Int(route.pointee.count)
        let car = terrain.vehicles + Int(route.pointee.vehicle)
        let unused = route.pointee.work == 0 ? route.pointee.legs &+ car.pointee.fixedCost : 0
        let stop = terrain.stops[Int(job.firstNode)]
        let to = car.pointee.field.to + Int(stop.place) &* terrain.stride
        let from = car.pointee.field.from + Int(stop.place) &* terrain.stride
        if terrain.traits.onlyDeliveries, routes.overloadPrice == 0, !hasRoomAtStart(route, job.firstNode) {
            return .max
        }
        let looksAtLoads = !terrain.traits.onlyDeliveries && terrain.dims > 0
        var best = Int32(truncatingIfNeeded: max(min(limit &- unused, Int(Int32.max / 2)), Int(Int32.min / 2)))
        var bestGap = -1
        var gap = Int(route.pointee.locked)
        while gap <= last {
            let here = hops[gap]
            if here.depart > stop.late { break }
            let way = to[Int(here.place)]
            let next = hops[gap &+ 1]
            let onwards = from[Int(next.place)]
            let price = way.cost &+ onwards.cost &- next.leg
            let arrive = here.depart &+ way.seconds
            let leave = max(arrive, stop.early) &+ stop.service
            if price < best, arrive <= stop.late, leave &+ onwards.seconds <= next.latest {
                if !looksAtLoads || fitsBothWays(route, gap, job.firstNode), !isBlinked(gap) {
                    best = price
                    bestGap = gap
                }
            }
            gap &+= 1
        }
        if bestGap < 0 { return .max }
        tell(job.firstNode, bestGap)
        return Int(best) &+ unused
    }

    /// The same under limits of the whole route: the cheapest place that keeps them, where no position is above 63.
    func evaluateLimited(_ job: Job, _ slot: Int32, below limit: Int) -> Int {
        let mask = blinkMask
        defer { blinkMask = mask }
        while true {
            let price = evaluateSingle(job, routes.slots + Int(slot), below: limit)
            if price == .max || isFeasible(slot) { return price }
            blinkMask |= 1 << UInt64(spots[0].gap)
        }
    }

    /// Deliveries alone: the load is highest at the start, whatever the order.
    @inline(__always) private func hasRoomAtStart(_ route: UnsafeMutablePointer<Slot>, _ node: Int32) -> Bool {
        let dims = terrain.dims
        let capacity = terrain.capacity + Int(route.pointee.vehicle) &* dims
        let brought = terrain.brought + Int(node) &* dims
        var dim = 0
        while dim < dims {
            if route.pointee.loads[dim] &+ brought[dim] > capacity[dim] { return false }
            dim &+= 1
        }
        return true
    }

    /// What the stop brings rides until there, what it keeps from there on.
    private func fitsBothWays(_ route: UnsafeMutablePointer<Slot>, _ gap: Int, _ node: Int32) -> Bool {
        let dims = terrain.dims
        let capacity = terrain.capacity + Int(route.pointee.vehicle) &* dims
        let before = route.pointee.loads + Int(route.pointee.room) &* dims
        let after = before + Int(route.pointee.room) &* dims
        for dim in 0..<dims {
            let cell = Int(node) &* dims &+ dim
            let brought = terrain.brought[cell]
            let more = terrain.change[cell] &+ brought
            if terrain.traits.hubGoods {
                if brought > 0, before[gap &* dims &+ dim] &+ brought > capacity[dim] { return false }
                if more > 0, after[(gap &+ 1) &* dims &+ dim] &+ more > capacity[dim] { return false }
            }
            if more > 0, route.pointee.loads[gap &* dims &+ dim] &+ more > capacity[dim] { return false }
        }
        return true
    }
}

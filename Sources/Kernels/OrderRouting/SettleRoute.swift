extension Routes {
    /// Limits and costs of a route whose times and loads are known. False: a limit is broken.
    func settle(_ slot: UnsafeMutablePointer<Slot>, _ car: Car) -> Bool {
        if slot.pointee.work == 0 {
            slot.pointee.cost = 0
            return true
        }
        slot.pointee.cost = slot.pointee.legs &+ car.fixedCost
        if slot.pointee.work > car.stops { return false }
        if !car.needsProof { return true }
        return settleSlowly(slot, car)
    }

    private func settleSlowly(_ slot: UnsafeMutablePointer<Slot>, _ car: Car) -> Bool {
        let hops = slot.pointee.hops
        let count = Int(slot.pointee.count)
        let locked = Int(slot.pointee.locked)
        if car.reloadsLeft < Int32.max {
            var reloads: Int32 = 0
            for position in 1..<(count + 1) where terrain.nodes[Int(hops[position].node)].role == .reload {
                reloads += 1
            }
            if reloads > car.reloadsLeft { return false }
        }
        if car.travel != .max, travelSeconds(hops, count, car) > car.travel { return false }
        if let metres = car.field.metres, car.metres != .max {
            var sum = 0
            for position in 1..<(count + 2) {
                sum += Int(metres[Int(hops[position - 1].place) * terrain.stride + Int(hops[position].place)])
            }
            if sum > car.metres { return false }
        }
        if car.duty != .max || car.dutyCostPerHour > 0 {
            let duty = Int(hops[count + 1].arrive) - Int(hops[0].depart) - startDelay(slot, car)
            if duty > car.duty { return false }
            slot.pointee.cost += car.dutyCostPerHour * duty / 3600
        }
        if terrain.traits.rides {
            for position in (locked + 1)..<max(count + 1, locked + 1) where !keepsRide(slot, position) { return false }
        }
        if terrain.traits.softWindows {
            var late = 0
            for position in 1..<(count + 1) {
                let node = terrain.nodes[Int(hops[position].node)]
                late += max(0, Int(hops[position].arrive &+ hops[position].wait) - Int(node.due))
            }
            let (price, isTooMuch) = late.multipliedReportingOverflow(by: terrain.lateCostPerHour * terrain.costScale)
            slot.pointee.cost += isTooMuch ? 1 << 48 : min(price / 3600, 1 << 48)
        }
        return true
    }

    private func travelSeconds(_ hops: UnsafeMutablePointer<Hop>, _ count: Int, _ car: Car) -> Int {
        var sum = 0
        for position in 1..<(count + 2) {
            let cell = Int(hops[position - 1].place) * terrain.stride + Int(hops[position].place)
            if position <= count, terrain.nodes[Int(hops[position].node)].role == .rest { continue }
            sum += Int(car.field.from[cell].seconds)
        }
        return sum
    }

    private func keepsRide(_ slot: UnsafeMutablePointer<Slot>, _ position: Int) -> Bool {
        let hops = slot.pointee.hops
        let node = terrain.nodes[Int(hops[position].node)]
        guard node.role == .drop, node.errand >= 0 else { return true }
        let ride = terrain.errands[Int(node.errand)].ride
        if ride == Terrain.forever { return true }
        for before in 1..<position where terrain.nodes[Int(hops[before].node)].errand == node.errand {
            return hops[position].arrive &+ hops[position].wait &- hops[before].depart <= ride
        }
        return true
    }

    /// How much later than at its earliest the vehicle can leave its start without ending later or being later
    /// anywhere than it must.
    func startDelay(_ slot: UnsafeMutablePointer<Slot>, _ car: Car) -> Int {
        if car.hasLeft { return 0 }
        let hops = slot.pointee.hops
        var delay = 0
        var position = Int(slot.pointee.count)
        while position >= 1 {
            let hop = hops[position]
            let node = terrain.nodes[Int(hop.node)]
            let due = min(node.due, terrain.windowEnd(node, hop.arrive &+ hop.wait))
            let slack = Int(min(hop.latest, max(due, hop.arrive)) &- hop.arrive)
            delay = min(max(slack, 0), Int(hop.wait) + delay)
            position -= 1
        }
        return delay
    }
}

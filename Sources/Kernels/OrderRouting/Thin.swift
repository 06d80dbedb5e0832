extension Search {
    /// Takes everything in `ruined` out of its route.
    func removeRuined() {
        for errand in ruined where vehicleOf[Int(errand)] >= 0 {
            let vehicle = vehicleOf[Int(errand)]
            thin(vehicle)
        }
        for errand in ruined { isRuined[Int(errand)] = false }
        ruined.removeAll()
    }

    /// One vehicle's route without its ruined errands. Where that breaks a window (a short cut that takes longer),
    /// nothing movable stays.
    private func thin(_ vehicle: Int32) {
        let old = slotOf[Int(vehicle)]
        var copy = thinned(old)
        if terrain.traits.reloads { copy = dropUselessReloads(copy) }
        if !routes.schedule(copy) {
            routes.give(back: copy)
            copy = emptySlot(Int(vehicle))
        }
        let before = routes.slots[Int(old)]
        markErrands(of: old, as: -2)
        markErrands(of: copy, as: vehicle)
        var position = Int(before.locked) + 1
        while position <= Int(before.count) {
            let errand = terrain.nodes[Int(before.hops[position].node)].errand
            position += 1
            if errand < 0 || vehicleOf[Int(errand)] != -2 { continue }
            vehicleOf[Int(errand)] = -1
            absent.append(errand)
            cost += terrain.errands[Int(errand)].penalty
        }
        replace(vehicle, with: copy)
    }

    /// A copy of a route without the ruined errands; its times are not computed.
    private func thinned(_ old: Int32) -> Int32 {
        let count = Int(routes.slots[Int(old)].count)
        let copy = routes.take(count + 8, for: routes.slots[Int(old)].vehicle)
        let from = routes.slots[Int(old)].hops
        let to = routes.slots[Int(copy)].hops
        let locked = Int(routes.slots[Int(old)].locked)
        var length = 0
        var position = 1
        while position <= count {
            let node = from[position].node
            let errand = terrain.nodes[Int(node)].errand
            if position <= locked || errand < 0 || !isRuined[Int(errand)] {
                length &+= 1
                to[length].node = node
            }
            position &+= 1
        }
        routes.slots[Int(copy)].count = Int32(length)
        routes.slots[Int(copy)].locked = Int32(locked)
        return copy
    }

    private func dropUselessReloads(_ slot: Int32) -> Int32 {
        var position = Int(routes.slots[Int(slot)].locked) + 1
        while position <= Int(routes.slots[Int(slot)].count) {
            let hops = routes.slots[Int(slot)].hops
            let node = hops[position].node
            if terrain.nodes[Int(node)].role == .reload {
                let without = routes.copy(slot, roomFor: 8) { _ in false }
                let shorter = routes.slots[Int(without)].hops
                let count = Int(routes.slots[Int(without)].count)
                for next in position..<count { shorter[next].node = shorter[next + 1].node }
                routes.slots[Int(without)].count = Int32(count - 1)
                if routes.schedule(without) {
                    routes.give(back: slot)
                    return dropUselessReloads(without)
                }
                routes.give(back: without)
            }
            position += 1
        }
        return slot
    }
}

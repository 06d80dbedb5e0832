extension Search {
    /// Puts the problem's initial tours in place, visit by visit where they still fit; errands of which a visit is
    /// missing or doesn't fit are left to insertion.
    func takeInitial() {
        for (vehicle, visits) in terrain.problem.initial.enumerated() {
            let nodes = visits.compactMap { node($0, vehicle) }
            let errands = complete(nodes, vehicle)
            if takeWhole(nodes, errands, vehicle) { continue }
            for errand in errands { append(errand, nodes, vehicle) }
        }
        absent.removeAll { vehicleOf[Int($0)] >= 0 }
    }

    private func node(_ visit: Visit, _ vehicle: Int) -> Int32? {
        switch visit {
        case .pickup(let errand, _), .drop(let errand): node(visit, ofErrand: errand)
        case .rest(let part): terrain.rests[vehicle].first { terrain.nodes[Int($0)].part == Int32(part) }
        case .reload(let part): terrain.vehicles[vehicle].firstReload + Int32(part)
        }
    }

    /// The tour as it stands, when nothing is missing and it keeps every rule.
    private func takeWhole(_ nodes: [Int32], _ errands: [Int], _ vehicle: Int) -> Bool {
        let owned = nodes.count { terrain.ownerOf[Int($0)] >= 0 }
        let rests = nodes.count { terrain.nodes[Int($0)].role == .rest }
        let route = routes.slots[Int(slotOf[vehicle])]
        if owned != errands.reduce(0, { $0 + Int(terrain.errands[$1].count) }) || route.work > 0 && route.locked == 0 {
            return false
        }
        if rests != Int(route.count - route.locked) || terrain.traits.groups || errands.isEmpty { return false }
        if lists.usedCount >= vehicleCap, route.work == 0 { return false }
        let locked = Int(route.locked)
        let target = routes.take(locked + nodes.count, for: Int32(vehicle))
        for position in 1..<(locked + 1) { routes.slots[Int(target)].hops[position].node = route.hops[position].node }
        for (index, node) in nodes.enumerated() { routes.slots[Int(target)].hops[locked + 1 + index].node = node }
        routes.slots[Int(target)].count = Int32(locked + nodes.count)
        routes.slots[Int(target)].locked = Int32(locked)
        guard isOrdered(nodes), routes.schedule(target) else {
            routes.give(back: target)
            return false
        }
        replace(Int32(vehicle), with: target)
        for errand in errands {
            vehicleOf[errand] = Int32(vehicle)
            cost -= terrain.errands[errand].penalty
        }
        return true
    }

    /// Every drop after its pickups, nothing twice.
    private func isOrdered(_ nodes: [Int32]) -> Bool {
        var dropped: Set<Int32> = []
        for node in nodes where terrain.ownerOf[Int(node)] >= 0 {
            if dropped.contains(terrain.ownerOf[Int(node)]) { return false }
            if terrain.nodes[Int(node)].role == .drop { dropped.insert(terrain.ownerOf[Int(node)]) }
        }
        return Set(nodes).count == nodes.count || terrain.traits.reloads
    }

    private func node(_ visit: Visit, ofErrand errand: Int) -> Int32? {
        let job = terrain.errands[errand]
        return (job.firstNode..<(job.firstNode + job.count)).first { self.visit(terrain.nodes[Int($0)]) == visit }
    }

    /// Errands with all movable stops in the list, in order of their first.
    private func complete(_ nodes: [Int32], _ vehicle: Int) -> [Int] {
        var seen: [Int32: Int32] = [:]
        var order: [Int] = []
        for node in nodes {
            let errand = terrain.nodes[Int(node)].errand
            if errand < 0 { continue }
            if seen[errand] == nil { order.append(Int(errand)) }
            seen[errand, default: 0] += 1
        }
        return order.filter {
            seen[Int32($0)] == terrain.errands[$0].count && vehicleOf[$0] < 0 && terrain.mayServe($0, vehicle)
        }
    }

    /// Adds an errand's stops where the list has them, relative to those already in the route.
    private func append(_ errand: Int, _ nodes: [Int32], _ vehicle: Int) {
        if terrain.traits.groups, !mayRide(errand, vehicle) { return }
        let slot = slotOf[vehicle]
        let route = routes.slots[Int(slot)]
        if route.work == 0, usedVehicles >= vehicleCap { return }
        var rank: [Int32: Int] = [:]
        for (index, node) in nodes.enumerated() { rank[node] = index }
        let locked = Int(route.locked)
        var sequence = (0..<Int(route.count)).map { route.hops[$0 + 1].node }
        for node in nodes where Int(terrain.nodes[Int(node)].errand) == errand {
            let position = sequence.indices.last { $0 < locked || (rank[sequence[$0]] ?? Int.max) < rank[node]! }
            sequence.insert(node, at: position.map { $0 + 1 } ?? 0)
        }
        let target = routes.take(sequence.count, for: Int32(vehicle))
        for (index, node) in sequence.enumerated() { routes.slots[Int(target)].hops[index + 1].node = node }
        routes.slots[Int(target)].count = Int32(sequence.count)
        routes.slots[Int(target)].locked = route.locked
        guard routes.schedule(target) else { return routes.give(back: target) }
        replace(Int32(vehicle), with: target)
        vehicleOf[errand] = Int32(vehicle)
        cost -= terrain.errands[errand].penalty
    }
}

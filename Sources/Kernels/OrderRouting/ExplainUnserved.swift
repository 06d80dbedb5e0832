extension Search {
    /// Why an errand is left out, from the most lasting reason to the most accidental.
    func reason(for errand: Int) -> Plan.Reason {
        let allowed = (0..<terrain.vehicleCount).filter { terrain.mayServe(errand, $0) }
        if allowed.isEmpty { return .noVehicleMayTakeIt }
        let able = allowed.filter { holds(errand, $0) }
        if able.isEmpty { return .tooLargeForEveryVehicle }
        let reaching = able.filter { reaches(errand, $0) }
        if reaching.isEmpty { return .unreachable }
        return alone(errand, reaching) ?? beside(errand, reaching)
    }

    private func holds(_ errand: Int, _ vehicle: Int) -> Bool {
        let job = terrain.errands[errand]
        for dim in 0..<terrain.dims {
            var brought = 0
            var taken = 0
            for node in job.firstNode..<(job.firstNode + job.count) {
                let cell = Int(node) * terrain.dims + dim
                brought += Int(terrain.brought[cell])
                taken += max(0, Int(terrain.change[cell]) + Int(terrain.brought[cell]))
            }
            if max(brought, taken) > Int(terrain.capacity[vehicle * terrain.dims + dim]) { return false }
        }
        return true
    }

    /// Whether there is a way to every stop and on from it.
    private func reaches(_ errand: Int, _ vehicle: Int) -> Bool {
        let job = terrain.errands[errand]
        let car = terrain.vehicles[vehicle]
        let start = Int(routes.slots[Int(slotOf[vehicle])].hops[Int(routes.slots[Int(slotOf[vehicle])].locked)].place)
        let own = (job.firstNode..<(job.firstNode + job.count)).map { Int(terrain.nodes[Int($0)].place) }
        func isWay(_ from: Int, _ to: Int) -> Bool {
            car.field.from[from * terrain.stride + to].seconds < Terrain.noWay
        }
        guard let last = own.last else { return true }
        return own.contains { isWay(start, $0) } && isWay(last, Int(car.end))
            && own.dropLast().allSatisfy { isWay($0, last) }
    }

    /// The reason when no vehicle can serve it even without anything else that is movable.
    private func alone(_ errand: Int, _ vehicles: [Int]) -> Plan.Reason? {
        var isTimely = false
        var seen: Set<Int32> = []
        for vehicle in vehicles where seen.insert(terrain.vehicles[vehicle].type).inserted {
            let slot = emptySlot(vehicle)
            defer { routes.give(back: slot) }
            if inserter.evaluate(errand, slot, below: .max) < .max { return nil }
            let car = terrain.vehicles[vehicle]
            terrain.vehicles[vehicle].lift()
            if inserter.evaluate(errand, slot, below: .max) < .max { isTimely = true }
            terrain.vehicles[vehicle] = car
        }
        return isTimely ? .beyondLimits : .windowsCannotBeMet
    }

    /// The reason when it fits alone, but not beside what is planned.
    private func beside(_ errand: Int, _ vehicles: [Int]) -> Plan.Reason {
        var isFree = false
        var fits = false
        for vehicle in vehicles {
            if terrain.traits.groups, !mayRide(errand, vehicle) { continue }
            isFree = true
            let route = routes.slots[Int(slotOf[vehicle])]
            if route.work == 0, usedVehicles >= vehicleCap { continue }
            if inserter.evaluate(errand, slotOf[vehicle], below: .max) < .max { return .notWorthIt }
            if inserter.evaluateIgnoringLoads(errand, slotOf[vehicle]) < .max { fits = true }
        }
        if !isFree { return .conflictsWithOthers }
        return fits ? .capacityTaken : .timeTaken
    }
}

extension Car {
    /// Without limits of its own.
    fileprivate mutating func lift() {
        stops = .max
        metres = .max
        travel = .max
        duty = .max
    }
}

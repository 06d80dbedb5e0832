/// New plans from the routes of old ones: annealing leaves many good routes that no single plan holds together.
extension Search {
    /// Routes can be exchanged between vehicles of a type where none has visits or breaks of its own.
    var supportsPool: Bool {
        let traits = terrain.traits
        return !traits.rests && !traits.reloads && !traits.groups && terrain.fixed.allSatisfy(\.isEmpty)
            && terrain.errandCount >= 20
    }

    func openPool() {
        guard pool == nil, supportsPool, tuning.poolRoom > 0, nearness.stops <= tuning.mostPoolStops else { return }
        var longest = 8
        for vehicle in 0..<terrain.vehicleCount {
            longest = max(longest, Int(routes.slots[Int(slotOf[vehicle])].count))
        }
        pool = RoutePool(terrain, room: tuning.poolRoom, width: longest * 2 + 8)
    }

    /// Remembers the routes of a kept round that was near the best plan.
    @inline(__always) func poolTouched() {
        guard let pool, cost < poolCeiling else { return }
        for entry in touched {
            let slot = slotOf[Int(entry.vehicle)]
            if routes.overloadPrice > 0, routes.spare[Int(slot)] < 0 { continue }
            pool.note(routes.slots[Int(slot)], terrain)
        }
    }

    /// Looks for a better plan among the remembered routes and takes it. The search stands on the best plan then.
    func recombine() -> Bool {
        restore(best)
        guard let pool else { return false }
        for vehicle in 0..<terrain.vehicleCount {
            pool.note(routes.slots[Int(slotOf[vehicle])], terrain)
        }
        if leavesOutMust { return false }
        let entries = pool.entries
        let partition = partition(pool, entries)
        let (chosen, value) = partition.solveRanked(below: best.cost, work: tuning.poolWork)
        defer { pool.keep(value.lazy.filter { $0 < entries.count }.map { entries[$0] }) }
        guard let chosen else { return false }
        restore(snapshot(pool, chosen.filter { $0 < entries.count }.map { entries[$0] }))
        assert(cost < best.cost, "a choice of routes was predicted to cost less")
        if cost >= best.cost { return false }
        takeSnapshot()
        return true
    }

    private func partition(_ pool: RoutePool, _ entries: [Int]) -> SetPartition {
        var limits = [Int](repeating: 0, count: terrain.typeCount)
        for vehicle in 0..<terrain.vehicleCount { limits[Int(terrain.vehicles[vehicle].type)] += 1 }
        var partition = SetPartition(
            elements: terrain.errandCount, mostSets: min(vehicleCap, terrain.vehicleCount), mostOfKind: limits)
        for entry in entries {
            let visits = pool.visits(entry)
            let errands = visits.lazy.map { self.terrain.ownerOf[Int($0)] }
            let firsts = zip(visits, errands).lazy.filter { self.terrain.errands[Int($1)].firstNode == $0 }.map(\.1)
            partition.add(firsts, cost: pool.cost(entry), kind: pool.type(entry))
        }
        for errand in 0..<terrain.errandCount {
            let job = terrain.errands[errand]
            if job.count == 0 { partition.add([Int32(errand)], cost: 0, kind: -1) }
            if job.count > 0, !job.mustServe { partition.add([Int32(errand)], cost: job.fullPenalty, kind: -1) }
        }
        return partition
    }

    /// A plan of these routes; every one gets a vehicle of its type.
    private func snapshot(_ pool: RoutePool, _ chosen: [Int]) -> Snapshot {
        var waiting = [[Int]](repeating: [], count: terrain.typeCount)
        for entry in chosen.reversed() { waiting[Int(pool.type(entry))].append(entry) }
        var plan = Snapshot()
        var isServed = [Bool](repeating: false, count: terrain.errandCount)
        for vehicle in 0..<terrain.vehicleCount {
            if let entry = waiting[Int(terrain.vehicles[vehicle].type)].popLast() {
                for node in pool.visits(entry) {
                    plan.nodes.append(node)
                    isServed[Int(terrain.ownerOf[Int(node)])] = true
                }
            }
            plan.ends.append(plan.nodes.count)
        }
        for errand in 0..<terrain.errandCount where terrain.errands[errand].count > 0 && !isServed[errand] {
            plan.absent.append(Int32(errand))
        }
        return plan
    }
}

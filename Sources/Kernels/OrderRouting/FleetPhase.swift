extension Search {
    /// Gives up one route after the other: its errands are left out until ruin and recreate find them a place among
    /// the rest. Errands that were often left out weigh more (SISR's absence sums), so that the hard ones stay placed.
    ///
    /// Where the first plan leaves out what must be served, finding it a place comes before.
    /// Ends with the best plan in place, when `share` of the budget is used up or the bound is reached.
    func saveVehicles(_ budget: inout Budget, share: Double, _ watch: ((Progress) -> Void)?) {
        guard terrain.vehicleCount > 0, terrain.errandCount > 0 else { return }
        lookWidth = tuning.leastNearTasks
        defer { lookWidth = tuning.lookWidth(nearness.stops) }
        let bound = fewestVehicles ? leastVehicles() : Int.max
        let absences = UnsafeMutablePointer<Int>.filled(0, terrain.errandCount)
        defer { absences.deallocate() }
        let heat = meanLeg() * tuning.fleetHeat
        if absent.isEmpty {
            if usedVehicles <= bound { return }
            dissolve(absences)
        }
        var idle = 0
        var fewest = Int.max
        while budget.used < share, !budget.isOver {
            budget.spend(16)
            idle += 1
            if tuning.reviveAfter > 0, idle > tuning.reviveAfter, best.absent.isEmpty {
                idle = 0
                fewest = .max
                shake(&budget, heat * tuning.shakeHeat)
                dissolve(absences)
            }
            fleetRound(absences, heat)
            if absent.count < fewest {
                fewest = absent.count
                idle = 0
            }
            if !absent.isEmpty { continue }
            idle = 0
            fewest = .max
            takeSnapshot()
            watch?(progress(budget))
            if usedVehicles <= bound { break }
            dissolve(absences)
        }
        if best.cost < cost || best.absent.count < absent.count { restore(best) }
        vehicleCap = fewestVehicles && best.absent.isEmpty ? best.usedVehicles : terrain.vehicleCount
    }

    /// A plan from nothing with no more vehicles than the best one has; false: not found before `until`.
    func beginAnew(_ budget: inout Budget, until: Double) -> Bool {
        let absences = UnsafeMutablePointer<Int>.filled(0, terrain.errandCount)
        defer { absences.deallocate() }
        let goal = best.usedVehicles
        beginRound()
        for errand in 0..<terrain.errandCount { ruin(Int32(errand)) }
        removeRuined()
        keepRound()
        vehicleCap = terrain.vehicleCount
        beginRound()
        recreate(below: .max)
        keepRound()
        let heat = meanLeg() * tuning.fleetHeat
        defer { vehicleCap = fewestVehicles ? best.usedVehicles : terrain.vehicleCount }
        while fewestVehicles, !absent.isEmpty || usedVehicles > goal {
            if absent.isEmpty { dissolve(absences) }
            budget.spend(16)
            if budget.isOver || budget.used > until { return false }
            fleetRound(absences, heat)
        }
        return true
    }

    /// Makes a plan whole whose vehicles hold too much: what is too much is left out until places are found for it
    /// among the rest, loads being hard from here on. False: none were found before `until`; the plan is the best one
    /// then.
    func mendLoads(_ budget: inout Budget, until: Double) -> Bool {
        let heat = meanLeg() * tuning.fleetHeat
        let absences = UnsafeMutablePointer<Int>.filled(0, terrain.errandCount)
        defer { absences.deallocate() }
        beginRound()
        for index in 0..<lists.usedCount {
            let route = routes.slots[Int(slotOf[Int(lists.used[index])])]
            var spare = Int(routes.spare[Int(slotOf[Int(lists.used[index])])])
            for position in 1..<Int(route.count + 1) where spare < 0 {
                let node = route.hops[position].node
                ruin(terrain.nodes[Int(node)].errand)
                spare += Int(terrain.brought[Int(node)])
            }
        }
        removeRuined()
        keepRound()
        setOverloadPrice(0)
        while !absent.isEmpty {
            budget.spend(16)
            if budget.isOver || budget.used > until {
                restore(best)
                return false
            }
            fleetRound(absences, heat)
        }
        if cost < best.cost { takeSnapshot() }
        return true
    }

    /// One round in which as little as possible should stay absent, whatever it costs.
    private func fleetRound(_ absences: UnsafeMutablePointer<Int>, _ heat: Double) {
        beginRound()
        ruinStrings(focus: tuning.fleetFocus)
        removeRuined()
        recreate(below: .max)
        if takesFleetRound(absences, heat) { keepRound() } else { undoRound() }
        for errand in absent { absences[Int(errand)] += 1 }
    }

    /// Another plan like the best one.
    private func shake(_ budget: inout Budget, _ heat: Double) {
        restore(best)
        vehicleCap = usedVehicles
        for _ in 0..<tuning.shakeRounds where !budget.isOver {
            budget.spend(16)
            beginRound()
            ruinStrings()
            removeRuined()
            let ceiling = costBefore + Int(heat * Exponential.draw(random))
            recreate(below: ceiling)
            if absent.isEmpty, cost < ceiling { keepRound() } else { undoRound() }
        }
    }

    private func takesFleetRound(_ absences: UnsafeMutablePointer<Int>, _ heat: Double) -> Bool {
        func sum(_ errands: PlainList<Int32>) -> Int { errands.reduce(0) { $0 + absences[Int($1)] + 1 } }
        if absent.isEmpty { return true }
        let (after, before) = (sum(absent), sum(absentBefore))
        if after != before || absent.count != absentBefore.count { return after < before }
        return cost < costBefore + Int(heat * Exponential.draw(random))
    }

    /// Takes away the route whose errands were least often left out, and caps the number of vehicles below it.
    private func dissolve(_ absences: UnsafeMutablePointer<Int>) {
        var lightest = Int.max
        var victim: Int32 = -1
        for index in 0..<lists.usedCount {
            let vehicle = lists.used[index]
            let route = routes.slots[Int(slotOf[Int(vehicle)])]
            if route.locked > 0 { continue }
            var sum = 0
            for position in 1..<Int(route.count + 1) {
                let errand = terrain.nodes[Int(route.hops[position].node)].errand
                if errand >= 0 { sum += absences[Int(errand)] }
            }
            if sum < lightest || (sum == lightest && random.next() & 1 == 0) {
                lightest = sum
                victim = vehicle
            }
        }
        if victim < 0 { return }
        beginRound()
        let route = routes.slots[Int(slotOf[Int(victim)])]
        for position in 1..<Int(route.count + 1) { ruin(terrain.nodes[Int(route.hops[position].node)].errand) }
        vehicleCap = max(usedVehicles - 1, 1)
        removeRuined()
        keepRound()
    }

    /// No plan has fewer vehicles: what has to be loaded at the hub divided by the largest capacity.
    private func leastVehicles() -> Int {
        guard terrain.traits.onlyDeliveries else { return 1 }
        var bound = 1
        for dim in 0..<terrain.dims {
            var sum = 0
            for node in 0..<terrain.nodeCount { sum += Int(terrain.brought[node * terrain.dims + dim]) }
            var largest = 1
            for vehicle in 0..<terrain.vehicleCount {
                largest = max(largest, Int(terrain.capacity[vehicle * terrain.dims + dim]))
            }
            bound = max(bound, (sum + largest - 1) / largest)
        }
        return terrain.traits.reloads ? 1 : bound
    }
}

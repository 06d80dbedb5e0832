extension Search {
    /// Whether tours may change vehicles: of several types, with nothing that belongs to one vehicle alone.
    func findWhetherToursTrade() -> Bool {
        if terrain.typeCount < 2 || terrain.traits.groups || terrain.traits.reloads { return false }
        return (0..<terrain.vehicleCount).allSatisfy { terrain.fixed[$0].isEmpty && terrain.rests[$0].isEmpty }
            && (0..<terrain.errandCount).allSatisfy { !terrain.errands[$0].isPinned }
    }

    /// A tour goes to a vehicle of another type, whose own tour comes back; what the other one can't carry or reach in
    /// time is left out. Single errands wander between types only as fast as a vehicle fills up. Returns an errand of
    /// the tour.
    func tradeTours() -> Int? {
        if usedVehicles == 0 { return nil }
        let one = lists.used[random.below(usedVehicles)]
        var other = lists.unusedOne(random.below(terrain.typeCount))
        if other < 0 { other = lists.used[random.below(usedVehicles)] }
        if terrain.vehicles[Int(one)].type == terrain.vehicles[Int(other)].type { return nil }
        let (first, second) = (slotOf[Int(one)], slotOf[Int(other)])
        let back = carried(second, by: one)
        let away = carried(first, by: other)
        markErrands(of: first, as: -1)
        markErrands(of: second, as: -1)
        replace(one, with: back)
        replace(other, with: away)
        markErrands(of: back, as: one)
        markErrands(of: away, as: other)
        for errand in ruined {
            isRuined[Int(errand)] = false
            absent.append(errand)
            cost += terrain.errands[Int(errand)].penalty
        }
        ruined.removeAll()
        let count = Int(routes.slots[Int(away)].count)
        if count == 0 { return nil }
        return Int(terrain.nodes[Int(routes.slots[Int(away)].hops[1 + random.below(count)].node)].errand)
    }

    /// A tour for another vehicle, without what it may not serve and without as many errands from a random visit on
    /// as it takes to be feasible; those are in `ruined`.
    private func carried(_ source: Int32, by vehicle: Int32) -> Int32 {
        let route = routes.slots[Int(source)]
        let count = Int(route.count)
        for position in 0..<count {
            let errand = terrain.nodes[Int(route.hops[1 + position].node)].errand
            if !terrain.mayServe(Int(errand), Int(vehicle)) { ruin(errand) }
        }
        var position = count > 0 ? random.below(count) : 0
        while true {
            let copy = routes.copy(source, roomFor: 8) { isRuined[Int(terrain.nodes[Int($0)].errand)] }
            routes.slots[Int(copy)].vehicle = vehicle
            if routes.schedule(copy) { return copy }
            routes.give(back: copy)
            let left = ruined.count
            while ruined.count == left {
                ruin(terrain.nodes[Int(route.hops[1 + position].node)].errand)
                position = (position + 1) % count
            }
        }
    }
}

extension Search {
    /// Takes out strings of visits near an errand, a random one unless told, each from another route (SISR's ruin).
    /// `focus`: the part of the rounds that begin near one of the absent errands, where room is wanted.
    func ruinStrings(near errand: Int? = nil, focus: Double = 0) {
        var seed = errand ?? nextSeed()
        if focus > 0, !absent.isEmpty, random.unit() < focus { seed = Int(absent[random.below(absent.count)]) }
        var removed = tuning.meanRemoved
        if focus > 0, overload > 0, random.unit() < focus {
            seed = overloadedErrand() ?? seed
            removed *= 1.5
        }
        if terrain.errands[seed].count == 0 { return }
        let mean = usedVehicles > 0 ? Double(visitCount()) / Double(usedVehicles) : 1
        let longest = min(tuning.longestString, max(mean, 1))
        let mostStrings = 4 * removed / (1 + longest) - 1
        let strings = Int(random.unit() * mostStrings + 1)
        let first = Int(terrain.errands[seed].firstNode) + random.below(Int(terrain.errands[seed].count))
        struckVehicles.removeAll()
        strike(first, longest)
        var index = 0
        let near = nearness.list(terrain.nodes[first].place)
        while index < nearness.width, struckVehicles.count < strings {
            strike(Int(near[index]), longest)
            index += 1
        }
    }

    /// A random errand; in large problems mostly from the surroundings of one that stays the same for some rounds, so
    /// that what the rounds read stays near the processor.
    private func nextSeed() -> Int {
        if tuning.dwell == 0 || nearness.stops <= max(tuning.dwellStops, tuning.dwellWidth) || random.next() & 7 == 0 {
            return random.below(terrain.errandCount)
        }
        if dwellLeft == 0 {
            dwellLeft = tuning.dwell
            dwellPlace = terrain.nodes[Int(terrain.errands[random.below(terrain.errandCount)].firstNode)].place
        }
        dwellLeft -= 1
        return Int(terrain.ownerOf[Int(nearness.list(dwellPlace)[random.below(tuning.dwellWidth)])])
    }

    private func visitCount() -> Int {
        max(terrain.errandCount - absent.count, 0) * terrain.meanStops
    }

    /// Marks a string around a node, unless its route has been struck.
    private func strike(_ node: Int, _ longest: Double) {
        let errand = Int(terrain.nodes[node].errand)
        let vehicle = vehicleOf[errand]
        if vehicle < 0 || struckVehicles.contains(vehicle) { return }
        let route = routes.slots[Int(slotOf[Int(vehicle)])]
        let locked = Int(route.locked)
        let count = Int(route.count) - locked
        var position = locked + 1
        while position <= Int(route.count), Int(route.hops[position].node) != node { position += 1 }
        if position > Int(route.count) { return }
        struckVehicles.append(vehicle)
        let length = min(Int(random.unit() * min(longest, Double(count)) + 1), count)
        var kept = 0
        if length > 1, length < count, random.next() & 1 == 0 {
            kept = 1
            while length + kept < count, random.unit() > tuning.splitDepth { kept += 1 }
        }
        let whole = length + kept
        let lowest = max(locked + 1, position - whole + 1)
        let highest = min(position, Int(route.count) - whole + 1)
        let start = lowest + random.below(max(highest - lowest + 1, 1))
        let keptStart = kept > 0 ? start + 1 + random.below(max(whole - kept - 1, 1)) : Int.max
        for step in start..<(start + whole) {
            if step >= keptStart, step < keptStart + kept { continue }
            ruin(terrain.nodes[Int(route.hops[step].node)].errand)
        }
    }

    /// Puts an errand on the list of this round's removals, with those that must ride with it.
    func ruin(_ errand: Int32) {
        if errand < 0 || isRuined[Int(errand)] || vehicleOf[Int(errand)] < 0 { return }
        isRuined[Int(errand)] = true
        ruined.append(errand)
        if terrain.traits.groups { for other in terrain.together[Int(errand)] { ruin(other) } }
    }
}

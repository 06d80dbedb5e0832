/// Guided ejection (Nagata and Bräysy 2009): an errand nobody has room for takes the place of those that were left out
/// least often; these then look for another.
extension Search {
    private struct Ejection {
        var weight = Int.max
        var vehicle: Int32 = -1
        var one: Int32 = -1
        var other: Int32 = -1
    }

    /// Puts an absent errand into a route without one or two of its errands, of which the sum of `weights` is least.
    func eject(for errand: Int, _ weights: UnsafeMutablePointer<Int>) -> Bool {
        var best = Ejection()
        let first = random.below(max(lists.usedCount, 1))
        for step in 0..<lists.usedCount {
            let vehicle = lists.used[(first + step) % lists.usedCount]
            if !terrain.mayServe(errand, Int(vehicle)) { continue }
            collectRiders(vehicle, weights)
            tryEjections(errand, vehicle, weights, &best)
        }
        if best.vehicle < 0 { return false }
        beginRound()
        ruin(best.one)
        if best.other >= 0 { ruin(best.other) }
        removeRuined()
        let slot = slotOf[Int(best.vehicle)]
        let price = inserter.evaluate(errand, slot, below: .max)
        if price == .max || (terrain.traits.groups && !mayRide(errand, Int(best.vehicle))) {
            undoRound()
            return false
        }
        insert(errand, slot, price)
        absent.removeAll { $0 == errand }
        keepRound()
        return true
    }

    /// The movable errands of a route, those with the least weights first.
    private func collectRiders(_ vehicle: Int32, _ weights: UnsafeMutablePointer<Int>) {
        riders.removeAll()
        let route = routes.slots[Int(slotOf[Int(vehicle)])]
        var position = Int(route.locked) + 1
        while position <= Int(route.count) {
            let node = route.hops[position].node
            let errand = terrain.ownerOf[Int(node)]
            if errand >= 0, terrain.errands[Int(errand)].firstNode == node { riders.append(errand) }
            position += 1
        }
        for index in stride(from: 1, to: riders.count, by: 1) {
            let rider = riders[index]
            var hole = index
            while hole > 0, weights[Int(riders[hole - 1])] > weights[Int(rider)] {
                riders[hole] = riders[hole - 1]
                hole -= 1
            }
            riders[hole] = rider
        }
    }

    private func tryEjections(
        _ errand: Int, _ vehicle: Int32, _ weights: UnsafeMutablePointer<Int>, _ best: inout Ejection
    ) {
        for one in riders.indices {
            let weight = weights[Int(riders[one])]
            if weight >= best.weight { break }
            if fits(errand, vehicle, without: riders[one], -1) {
                best = Ejection(weight: weight, vehicle: vehicle, one: riders[one])
                break
            }
        }
        for one in riders.indices {
            for other in (one + 1)..<max(riders.count, one + 1) {
                let weight = weights[Int(riders[one])] + weights[Int(riders[other])]
                if weight >= best.weight { break }
                if fits(errand, vehicle, without: riders[one], riders[other]) {
                    best = Ejection(weight: weight, vehicle: vehicle, one: riders[one], other: riders[other])
                    break
                }
            }
        }
    }

    private func fits(_ errand: Int, _ vehicle: Int32, without one: Int32, _ other: Int32) -> Bool {
        let copy = routes.copy(slotOf[Int(vehicle)], roomFor: 8) {
            let owner = terrain.ownerOf[Int($0)]
            return owner >= 0 && (owner == one || owner == other)
        }
        defer { routes.give(back: copy) }
        if !routes.schedule(copy) { return false }
        return inserter.evaluate(errand, copy, below: .max) < .max
    }
}

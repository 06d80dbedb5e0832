extension Search {
    /// Puts the absent errands back, greedily in a random kind of order, each at its cheapest place; now and then a
    /// route is overlooked (`blinks`). Gives up as soon as the cost passes `ceiling`.
    func recreate(below ceiling: Int, blinks: Bool = true) {
        sortAbsent()
        // Until the round is over each route that is touched has a slot beside its old one.
        cache.reserve(routes.slotCount + min(absent.count, terrain.vehicleCount) + 1)
        // Penalties of the errands still to come are in `cost` but not owed yet.
        var pending = 0
        for errand in absent { pending += terrain.errands[Int(errand)].penalty }
        var kept = 0
        var index = 0
        while index < absent.count {
            let errand = Int(absent[index])
            index += 1
            pending -= terrain.errands[errand].penalty
            if !placeBest(errand, blinks) {
                absent[kept] = Int32(errand)
                kept += 1
            }
            if cost - pending >= ceiling { break }
        }
        while index < absent.count {
            absent[kept] = absent[index]
            kept += 1
            index += 1
        }
        absent.removeLast(absent.count - kept)
    }

    /// The route where an errand costs least, among those not overlooked.
    private struct Choice {
        var cost: Int
        var slot: Int32 = -1
        /// The part of `cost` that is the price of overloading.
        var surcharge = 0
    }

    private func placeBest(_ errand: Int, _ blinks: Bool) -> Bool {
        // Half of the time an optional errand may cost more than its refusal: two together can be worth a vehicle.
        let job = terrain.errands[errand]
        let limit = job.mustServe || !blinks || random.next() & 1 == 0 ? job.penalty : Int.max
        var choice = Choice(cost: limit)
        if blinks, lists.usedCount > tuning.nearRoutes {
            lookNear(errand, &choice)
            // What has been left out for long is asked for every round: then far routes only now and then.
            if choice.slot < 0, random.next() & 7 == 0 || !absentBefore.contains(Int32(errand)) {
                look(errand, &choice, blinks: false)
            }
        } else {
            look(errand, &choice, blinks: blinks)
            if choice.slot < 0, blinks { look(errand, &choice, blinks: false) }
        }
        if choice.slot < 0 { return false }
        if blinks, random.unit() < tuning.gapBlink, placeElsewhere(errand, choice.slot) { return true }
        choice.cost -= choice.surcharge
        recall(errand, choice)
        insert(errand, choice.slot, choice.cost)
        return true
    }

    /// Whether to overlook the next route: one in so many, with the gaps between them drawn instead of every answer.
    @inline(__always) private func isOverlooked() -> Bool {
        untilBlink &-= 1
        if untilBlink >= 0 { return false }
        untilBlink = Int(min(Exponential.draw(random) * meanBlinkGap, 0x1p40))
        return true
    }

    /// At all routes, but for those overlooked.
    private func look(_ errand: Int, _ choice: inout Choice, blinks: Bool) {
        candidateCount = 0
        for index in 0..<lists.usedCount {
            if blinks, isOverlooked() { continue }
            gather(errand, lists.used[index])
        }
        gatherUnused(errand, blinks)
        choose(errand, &choice)
    }

    /// At routes that already stop near one of the errand's stops.
    private func lookNear(_ errand: Int, _ choice: inout Choice) {
        let job = terrain.errands[errand]
        lookRound &+= 1
        candidateCount = 0
        let width = min(lookWidth, nearness.width)
        for node in job.firstNode..<(job.firstNode &+ job.count) {
            let near = nearness.list(terrain.stops[Int(node)].place)
            var index = 0
            while index < width {
                let vehicle = vehicleOf[Int(terrain.ownerOf[Int(near[index])])]
                index &+= 1
                if vehicle < 0 || lookedAt[Int(vehicle)] == lookRound { continue }
                lookedAt[Int(vehicle)] = lookRound
                if isOverlooked() { continue }
                gather(errand, vehicle)
            }
        }
        gatherUnused(errand, true)
        choose(errand, &choice)
    }

    private func gatherUnused(_ errand: Int, _ blinks: Bool) {
        if usedVehicles >= vehicleCap { return }
        for type in 0..<lists.typeCount {
            let vehicle = lists.unusedOne(type)
            if vehicle < 0 || (blinks && isOverlooked()) { continue }
            gather(errand, vehicle)
        }
    }

    @inline(__always) private func gather(_ errand: Int, _ vehicle: Int32) {
        if !terrain.allMayServe {
            if !terrain.mayServe(errand, Int(vehicle)) { return }
            if terrain.traits.groups, !mayRide(errand, Int(vehicle)) { return }
        }
        candidates[candidateCount] = slotOf[Int(vehicle)]
        candidateCount &+= 1
    }

    /// The cheapest of the gathered routes: first those whose price is remembered, all in one sweep over memory, then
    /// the others.
    private func choose(_ errand: Int, _ choice: inout Choice) {
        if routes.overloadPrice > 0 { return chooseSoftly(errand, &choice) }
        let count = candidateCount
        let demand = sparesTell ? terrain.brought[Int(terrain.errands[errand].firstNode)] : Int32.min
        var unknown = 0
        var index = 0
        while index < count {
            let slot = candidates[index]
            index &+= 1
            if routes.spare[Int(slot)] < demand { continue }
            let cell = cache.cell(errand, slot)
            if cache.holds(cell, errand, routes.versions[Int(slot)]) {
                let cost = cache.prices[cell].cost
                if cost != .max, Int(cost) < choice.cost { choice = Choice(cost: Int(cost), slot: slot) }
            } else {
                candidates[unknown] = slot
                unknown &+= 1
            }
        }
        index = 0
        while index < unknown {
            let slot = candidates[index]
            index &+= 1
            let price = evaluated(errand, slot, cache.cell(errand, slot))
            if price < choice.cost { choice = Choice(cost: price, slot: slot) }
        }
    }

    /// As `choose`, with the price of overloading on top.
    private func chooseSoftly(_ errand: Int, _ choice: inout Choice) {
        let demand = terrain.brought[Int(terrain.errands[errand].firstNode)]
        var index = 0
        while index < candidateCount {
            let slot = candidates[index]
            index &+= 1
            let extra = surcharge(demand, slot)
            if extra >= choice.cost { continue }
            let cell = cache.cell(errand, slot)
            var price = Int.max
            if cache.holds(cell, errand, routes.versions[Int(slot)]) {
                let known = cache.prices[cell].cost
                if known != .max { price = Int(known) }
            } else {
                price = evaluated(errand, slot, cell)
            }
            if price != .max, price &+ extra < choice.cost {
                choice = Choice(cost: price &+ extra, slot: slot, surcharge: extra)
            }
        }
    }

    /// Into the chosen route, but with a part of its gaps overlooked.
    private func placeElsewhere(_ errand: Int, _ slot: Int32) -> Bool {
        inserter.blinkMask = random.next() & random.next()
        let found = inserter.evaluate(errand, slot, below: .max)
        inserter.blinkMask = 0
        if found == .max { return false }
        insert(errand, slot, found)
        return true
    }

    /// Lets the inserter hold the positions of a choice, from memory where they are there.
    private func recall(_ errand: Int, _ choice: Choice) {
        let job = terrain.errands[errand]
        let cell = cache.cell(errand, choice.slot)
        let gaps = cache.gaps[cell]
        if gaps.first != .max, cache.holds(cell, errand, routes.versions[Int(choice.slot)]) {
            if job.count == 1 {
                inserter.tell(job.firstNode, Int(gaps.first))
            } else {
                inserter.tell(job.firstNode, Int(gaps.first), job.firstNode + 1, Int(gaps.second))
            }
            return
        }
        let found = inserter.evaluate(errand, choice.slot, below: .max)
        precondition(found == choice.cost, "a remembered insertion has changed its price")
    }

    /// The least extra cost of an errand in a route, which is remembered for this version of it. Int.max: doesn't fit.
    private func evaluated(_ errand: Int, _ slot: Int32, _ cell: Int) -> Int {
        let price = inserter.evaluate(errand, slot, below: .max)
        var entry = InsertionCache.Price(version: routes.versions[Int(slot)], cost: .max)
        var gaps = InsertionCache.Gaps()
        if price < Int(Int32.max) {
            entry.cost = Int32(truncatingIfNeeded: price)
            let isSimple = inserter.spotCount <= 2 && Int(terrain.errands[errand].count) == inserter.spotCount
            let last = inserter.spots[max(inserter.spotCount - 1, 0)]
            if isSimple, last.node == terrain.errands[errand].firstNode + terrain.errands[errand].count - 1 {
                gaps.first = UInt16(truncatingIfNeeded: inserter.spots[0].gap)
                gaps.second = UInt16(truncatingIfNeeded: last.gap)
                if last.gap >= Int32(UInt16.max) { gaps.first = .max }
            }
        } else if price != .max {
            return price
        }
        cache.keep(cell, errand, entry, gaps)
        return price
    }

    /// Whether the groups let an errand ride with a vehicle as things are.
    func mayRide(_ errand: Int, _ vehicle: Int) -> Bool {
        for other in terrain.apart[errand] where vehicleOf[Int(other)] == vehicle { return false }
        for other in terrain.together[errand] where vehicleOf[Int(other)] >= 0 {
            if vehicleOf[Int(other)] != vehicle { return false }
        }
        return true
    }

    private func sortAbsent() {
        let order = Order.drawn(random)
        let keys = terrain.sortKeys + Int(order.rawValue) * terrain.errandRoom
        if order == .random {
            for last in stride(from: absent.count - 1, to: 0, by: -1) {
                let other = random.below(last + 1)
                let one = absent[last]
                absent[last] = absent[other]
                absent[other] = one
            }
            return
        }
        if absent.count > 60 {
            absent.become(absent.sorted { (keys[Int($0)], $0) < (keys[Int($1)], $1) })
            return
        }
        for index in stride(from: 1, to: absent.count, by: 1) {
            let errand = absent[index]
            let key = keys[Int(errand)]
            var hole = index
            while hole > 0, keys[Int(absent[hole - 1])] > key {
                absent[hole] = absent[hole - 1]
                hole -= 1
            }
            absent[hole] = errand
        }
    }
}

/// In which order the absent errands come back.
enum Order: UInt8 {
    case demand, far, near, width, opening, closing, span, random

    /// Weights 4 random, 4 demand, 2 far, 1 each other.
    static func drawn(_ random: RandomSource) -> Order {
        switch random.below(15) {
        case 0..<4: .random
        case 4..<8: .demand
        case 8, 9: .far
        case 10: .near
        case 11: .width
        case 12: .opening
        case 13: .closing
        default: .span
        }
    }
}

/// Small moves between two routes, each in a file of its own that answers three questions: does it support the
/// problem, what does it change (in constant time, nothing written), and do it.
///
/// Annealing tries `Tuning.smallMoves` of them after every round where vehicles are of several types: they cost a
/// hundredth of one and exchange what single insertions into full vehicles cannot. Where all vehicles are alike they
/// brought no better plans.
struct SmallMoves {
    var tails: Bool
    var segments: Bool

    var any: Bool { tails || segments }

    init(_ search: Search) {
        let isMixed = search.terrain.typeCount > 1
        tails = isMixed && TailExchange.supports(search)
        segments = isMixed && SegmentExchange.supports(search)
    }
}

/// A visit in its route.
struct Seat {
    let slot: Int32
    let vehicle: Int32
    let position: Int
}

extension Search {
    /// Tries `count` random moves; keeps those after which the cost is below what it is now plus `slack()`.
    func tryMoves(_ count: Int, heat: Double, _ kept: () -> Void) {
        let moves = smallMoves
        for _ in 0..<count {
            let node = Int(drawNode())
            if node < 0 { continue }
            let near = nearness.list(terrain.stops[node].place)
            let other = Int(near[random.below(min(tuning.moveNear, nearness.width))])
            if other == node { continue }
            let ceiling = Int(heat * Exponential.draw(random))
            if moves.tails, !moves.segments || random.next() & 3 == 0 {
                guard let move = TailExchange(self, node, other), move.change < ceiling else { continue }
                beginRound()
                if move.apply(self) {
                    assert(cost == costBefore + move.change, "a tail exchange was predicted to cost something else")
                    kept()
                }
            } else if moves.segments {
                let lengths = random.next()
                let (here, there) = (1 + Int(lengths & 0xFFFF) % 3, Int(lengths >> 16 & 0xFFFF) % 4)
                guard let move = SegmentExchange(self, node, other, here, there), move.change < ceiling else {
                    continue
                }
                beginRound()
                if move.apply(self) {
                    assert(cost == costBefore + move.change, "an exchange was predicted to cost something else")
                    kept()
                }
            }
        }
    }

    private func drawNode() -> Int32 {
        let job = terrain.errands[random.below(terrain.errandCount)]
        if job.count == 0 { return -1 }
        return job.count == 1 ? job.firstNode : job.firstNode + Int32(random.below(Int(job.count)))
    }

    /// Where a movable visit stands; nil: nowhere.
    @inline(__always) func seat(_ node: Int) -> Seat? {
        let vehicle = vehicleOf[Int(terrain.ownerOf[node])]
        if vehicle < 0 { return nil }
        let slot = slotOf[Int(vehicle)]
        let hops = routes.slots[Int(slot)].hops
        var position = 1
        while Int(hops[position].node) != node { position &+= 1 }
        return Seat(slot: slot, vehicle: vehicle, position: position)
    }

    /// Puts two rewritten routes in place, or drops them when they break a rule after all.
    func replacePair(_ one: Int32, _ other: Int32) -> Bool {
        if !routes.schedule(one) || !routes.schedule(other) {
            routes.give(back: one)
            routes.give(back: other)
            return false
        }
        for slot in [one, other] {
            let route = routes.slots[Int(slot)]
            var position = 1
            while position <= Int(route.count) {
                vehicleOf[Int(terrain.ownerOf[Int(route.hops[position].node)])] = route.vehicle
                position &+= 1
            }
            replace(route.vehicle, with: slot)
        }
        return true
    }

    /// What the overload of two vehicles costs more when the first gets `more` and the second loses it. nil: one
    /// would hold more than it can.
    @inline(__always) func overloadChange(_ one: Int32, _ other: Int32, _ more: Int32) -> Int? {
        let (spareOne, spareOther) = (routes.spare[Int(one)], routes.spare[Int(other)])
        let (leftOne, leftOther) = (spareOne &- more, spareOther &+ more)
        if routes.overloadPrice == 0 { return leftOne < 0 || leftOther < 0 ? nil : 0 }
        let before = max(0, 0 &- spareOne) &+ max(0, 0 &- spareOther)
        let after = max(0, 0 &- leftOne) &+ max(0, 0 &- leftOther)
        return Int(after &- before) &* routes.overloadPrice
    }
}

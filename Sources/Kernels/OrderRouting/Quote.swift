/// What it would cost to take in an errand as things are.
public struct Quote: Sendable, Equatable {
    public var vehicle: Int
    /// On top of the present plan.
    public var extraCost: Int
    /// When service would begin at its last stop.
    public var begin: Int
}

extension LivePlan {
    /// The cheapest way to take in an errand without moving any other to another tour. nil: there is none. The plan
    /// stays as it is.
    public func quote(_ errand: Errand) throws(ProblemFault) -> Quote? {
        try quotes(errand, for: [errand.drop?.windows ?? []])[0]
    }

    /// The same question for every slot the errand's drop could have: thousands a second.
    public func quotes(_ errand: Errand, slots: [Window]) throws(ProblemFault) -> [Quote?] {
        try quotes(errand, for: slots.map { [$0] })
    }

    private func quotes(_ errand: Errand, for slots: [[Window]]) throws(ProblemFault) -> [Quote?] {
        try check(errand)
        let index = problem.errands.count
        var asked = errand
        var quotes: [Quote?] = []
        for windows in slots {
            if let drop = errand.drop, drop.windows != windows || asked.drop?.windows != windows {
                asked.drop?.windows = windows
                try check(asked)
            }
            let windowCount = search.terrain.windowCount
            guard search.terrain.join(TerrainDraft(asked, joining: search.terrain), at: index) else {
                quotes.append(try slowQuote(asked))
                continue
            }
            quotes.append(search.quote(index))
            search.terrain.leave(windowCount: windowCount)
        }
        return quotes
    }

    /// For an errand with rules the terrain was not made for: on a plan of its own.
    private func slowQuote(_ errand: Errand) throws(ProblemFault) -> Quote? {
        var wider = problem
        wider.initial = search.visits()
        wider.travel = search.terrain.grownTravel(places: search.terrain.placeCount)
        wider.errands.append(errand)
        let terrain = Terrain(try TerrainDraft(wider, spare: 0), room: 0)
        let other = Search(terrain, seed: 1)
        other.beginRound()
        other.takeInitial()
        other.keepRound()
        return other.quote(problem.errands.count)
    }
}

extension Search {
    /// The cheapest route for an errand that isn't planned.
    func quote(_ errand: Int) -> Quote? {
        var best = Int.max
        var slot: Int32 = -1
        func look(_ vehicle: Int32) {
            if !terrain.mayServe(errand, Int(vehicle)) { return }
            if terrain.traits.groups, !mayRide(errand, Int(vehicle)) { return }
            let price = inserter.evaluate(errand, slotOf[Int(vehicle)], below: best)
            if price < best {
                best = price
                slot = slotOf[Int(vehicle)]
            }
        }
        for index in 0..<lists.usedCount { look(lists.used[index]) }
        if usedVehicles < vehicleCap {
            for type in 0..<lists.typeCount where lists.unusedOne(type) >= 0 { look(lists.unusedOne(type)) }
        }
        if slot < 0 { return nil }
        _ = inserter.evaluate(errand, slot, below: .max)
        let route = routes.slots[Int(slot)]
        let trial = routes.take(Int(route.count) + inserter.spotCount, for: route.vehicle)
        defer { routes.give(back: trial) }
        routes.slots[Int(trial)].locked = routes.slots[Int(slot)].locked
        inserter.merge(slot, into: trial)
        let isFeasible = routes.schedule(trial)
        precondition(isFeasible, "an insertion was predicted to fit and does not")
        var begin: Int32 = 0
        for position in 1..<Int(routes.slots[Int(trial)].count + 1) {
            let hop = routes.slots[Int(trial)].hops[position]
            if terrain.ownerOf[Int(hop.node)] == errand { begin = hop.arrive + hop.wait }
        }
        return Quote(
            vehicle: Int(route.vehicle), extraCost: best / terrain.costScale, begin: terrain.base + Int(begin))
    }

    /// The movable visits of every vehicle.
    func visits() -> [[Visit]] {
        (0..<terrain.vehicleCount).map { vehicle in
            let route = routes.slots[Int(slotOf[vehicle])]
            return stride(from: Int(route.locked) + 1, through: Int(route.count), by: 1).map {
                visit(terrain.nodes[Int(route.hops[$0].node)])
            }
        }
    }
}

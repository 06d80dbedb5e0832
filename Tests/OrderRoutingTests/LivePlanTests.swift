import OrderRouting
import Testing

@Suite struct LivePlanTests {
    private func value(_ plan: Plan) -> Int { plan.totals.cost + plan.unserved.count * 1_000_000 }

    private func faults(_ live: LivePlan) -> [String] {
        PlanChecker.faults(live.plan, live.problem, cancelled: live.cancelled)
    }

    @Test(arguments: [Feature.pairs, .windows, .baskets, .breaks, .reloads, .skills, .setups, .mixed])
    func `a day full of events stays a valid plan`(_ feature: Feature) throws {
        for seed in UInt64(1)...12 {
            let problem = RoutingProblem.random(seed, stops: 24, vehicles: 4, [feature, .windows])
            let live = try LivePlan(problem, seed: seed, spareErrands: 4)
            var dice = Dice(seed &+ 77)
            for step in 0..<14 {
                let open = (0..<live.problem.errands.count).filter { !live.cancelled.contains($0) }
                let some = open[dice.roll(0...(open.count - 1))]
                let other = live.problem.errands[some]
                switch dice.roll(0...4) {
                case 0: _ = try live.add(other)
                case 1: _ = try live.cancel(some)
                case 2:
                    var late = other
                    for part in late.pickups.indices { late.pickups[part].windows = [Window(40, 120)] }
                    _ = try live.revise(some, late)
                case 3 where step == 9: _ = try live.lose(dice.roll(0...3))
                default: _ = live.improve(StopRule(iterations: 60))
                }
                #expect(faults(live) == [], "\(feature) seed \(seed) step \(step)")
            }
        }
    }

    @Test(arguments: [Feature.pairs, .windows, .baskets, .deliveries, .breaks])
    func `a quote is what the errand then costs`(_ feature: Feature) throws {
        for seed in UInt64(1)...20 {
            let problem = RoutingProblem.random(seed, stops: 20, vehicles: 4, [feature, .windows])
            let live = try LivePlan(problem, seed: seed)
            let before = live.plan
            let asked = problem.errands[0]
            let quote = try live.quote(asked)
            #expect(live.plan == before, "seed \(seed)")
            let changes = try live.add(asked)
            guard let quote else {
                #expect(live.plan.unserved.contains { $0.errand == problem.errands.count }, "seed \(seed)")
                continue
            }
            #expect(live.plan.totals.cost - before.totals.cost == quote.extraCost, "seed \(seed)")
            let own = changes.first { $0.errand == problem.errands.count }
            #expect(own?.toVehicle == quote.vehicle && own?.newBegin == quote.begin, "seed \(seed)")
        }
    }

    @Test func `quotes for slots leave the plan alone and agree with single quotes`() throws {
        let problem = RoutingProblem.random(5, stops: 30, vehicles: 4, [.windows])
        let live = try LivePlan(problem)
        let before = live.plan
        let slots = (0..<10).map { Window($0 * 15, $0 * 15 + 30) }
        var asked = problem.errands[1]
        let quotes = try live.quotes(asked, slots: slots)
        for (slot, quote) in zip(slots, quotes) {
            asked.drop!.windows = [slot]
            #expect(try live.quote(asked) == quote)
            if let quote { #expect(slot.open <= quote.begin && quote.begin <= slot.close) }
        }
        #expect(live.plan == before)
    }

    @Test func `what is done and locked stays first, what is aboard stays with its vehicle`() throws {
        for seed in UInt64(1)...20 {
            let problem = RoutingProblem.random(seed, stops: 20, vehicles: 3, [.windows, .baskets])
            let live = try LivePlan(problem, seed: seed)
            guard let tour = live.plan.tours.first else { continue }
            var vehicle = problem.vehicles[tour.vehicle]
            let count = min(3, tour.stops.count)
            vehicle.fixed = tour.stops.prefix(count).enumerated().map { index, stop in
                FixedVisit(stop.visit, leftAt: index < count - 1 ? stop.departure : nil)
            }
            vehicle.freeFrom = tour.stops[count - 1].departure
            _ = try live.revise(tour.vehicle, vehicle)
            _ = live.improve(StopRule(iterations: 200))
            #expect(faults(live) == [], "seed \(seed)")
            let now = live.plan.tours.first { $0.vehicle == tour.vehicle }
            #expect(now?.stops.prefix(count).map(\.visit) == tour.stops.prefix(count).map(\.visit), "seed \(seed)")
            #expect(now?.stops.prefix(count).allSatisfy(\.isFixed) == true, "seed \(seed)")
        }
    }

    @Test func `a new place is ridden to by its own ways`() throws {
        let problem = RoutingProblem.random(3, stops: 12, vehicles: 2, [.pairs])
        let live = try LivePlan(problem)
        let count = problem.travel[0].places
        let ways = PlaceWays(
            secondsFrom: Array(repeating: 47, count: count), secondsTo: Array(repeating: 59, count: count))
        let place = try live.addPlace([ways])
        #expect(place == count)
        var errand = problem.errands[0]
        errand.drop!.place = place
        let quote = try #require(try live.quote(errand))
        _ = try live.add(errand)
        #expect(quote.extraCost > 0)
        let stop = live.plan.tours.flatMap(\.stops).first { $0.place == place }
        #expect(stop?.visit == .drop(errand: problem.errands.count))
        #expect(throws: ProblemFault.self) {
            errand.drop!.place = place + 1
            _ = try live.quote(errand)
        }
    }

    @Test func `a lost vehicle rides no more`() throws {
        let problem = RoutingProblem.random(8, stops: 24, vehicles: 4, [.windows])
        let live = try LivePlan(problem)
        let victim = try #require(live.plan.tours.first?.vehicle)
        let changes = try live.lose(victim)
        #expect(!live.plan.tours.contains { $0.vehicle == victim })
        #expect(changes.contains { $0.fromVehicle == victim })
        _ = live.improve(StopRule(iterations: 100))
        #expect(!live.plan.tours.contains { $0.vehicle == victim })
        #expect(faults(live) == [])
    }
}

import Testing

@testable import OrderRouting

/// Routes remembered, plans made of them, plans begun anew. Debug builds compare every carried cost with one counted
/// anew.
@Suite struct PoolTests {
    private func search(_ problem: RoutingProblem, seed: UInt64) throws -> Search {
        let search = Search(Terrain(try TerrainDraft(problem)), seed: seed)
        search.start()
        return search
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `plans made of remembered routes keep every rule and cost less`(_ seed: UInt64) throws {
        let features: [Set<Feature>] = [
            [.windows, .pairs], [.deliveries, .windows], [.refusals, .limits], [.profiles],
        ]
        let problem = RoutingProblem.random(seed, stops: 60, vehicles: 8, features[Int(seed % 4)])
        let search = try search(problem, seed: seed)
        search.openPool()
        #expect(search.pool != nil, "seed \(seed)")
        for round in 1...4 {
            var budget = Budget(StopRule(iterations: 600))
            search.anneal(&budget, nil, warmth: 0.5)
            let before = search.best.cost
            let isBetter = search.recombine()
            #expect(isBetter == (search.best.cost < before), "seed \(seed) round \(round)")
            #expect(search.cost == search.recounted(), "seed \(seed) round \(round)")
            #expect(PlanChecker.faults(search.plan(iterations: 0), problem) == [], "seed \(seed) round \(round)")
        }
    }

    @Test func `a pool holds every set of errands once, in its cheapest order`() throws {
        let problem = RoutingProblem.random(5, stops: 40, vehicles: 4, [.pairs])
        let search = try search(problem, seed: 5)
        let pool = RoutePool(search.terrain, room: 64, width: 100)
        let slot = search.slotOf[Int(search.lists.used[0])]
        pool.note(search.routes.slots[Int(slot)], search.terrain)
        var dearer = search.routes.slots[Int(slot)]
        dearer.cost += 10
        pool.note(dearer, search.terrain)
        #expect(pool.entries.count == 1)
        #expect(pool.cost(pool.entries[0]) == search.routes.slots[Int(slot)].cost)
        var cheaper = dearer
        cheaper.cost -= 20
        pool.note(cheaper, search.terrain)
        #expect(pool.entries.count == 1 && pool.cost(pool.entries[0]) == cheaper.cost)
        pool.keep(pool.entries)
        pool.note(dearer, search.terrain)
        #expect(pool.entries == [0])
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `a plan begun anew has no more vehicles than the best`(_ seed: UInt64) throws {
        var problem = RoutingProblem.random(seed, stops: 40, vehicles: 6, [.pairs])
        problem.objective.fewestVehicles = true
        let search = try search(problem, seed: seed)
        var budget = Budget(StopRule(iterations: 3000))
        search.saveVehicles(&budget, share: 0.3, nil)
        let vehicles = search.best.usedVehicles
        if search.beginAnew(&budget, until: 0.9) {
            #expect(search.usedVehicles <= vehicles && search.absent.isEmpty, "seed \(seed)")
        }
        #expect(search.cost == search.recounted(), "seed \(seed)")
        #expect(search.best.usedVehicles <= vehicles, "seed \(seed)")
    }
}

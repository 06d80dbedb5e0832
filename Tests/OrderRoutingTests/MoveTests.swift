import Testing

@testable import OrderRouting

/// Small moves: what they predict against both routes written anew and scheduled.
@Suite struct MoveTests {
    private func search(_ seed: UInt64, _ features: Set<Feature>, isMixed: Bool = false) throws -> Search {
        var problem = RoutingProblem.random(seed, stops: 40, vehicles: 6, features)
        // One type of vehicle, with room to spare.
        for index in problem.vehicles.indices {
            problem.vehicles[index] = problem.vehicles[0]
            problem.vehicles[index].capacity = [30]
            problem.vehicles[index].limits.stops = 12
            if isMixed, index % 2 == 1 {
                problem.vehicles[index].start = 3
                problem.vehicles[index].capacity = [18]
                problem.vehicles[index].costs.perHour *= 2
            }
        }
        if !features.contains(.pairs) {
            problem.errands = problem.errands.map { errand in
                var drop = errand.drop ?? errand.pickups[0]
                drop.windows = Array(drop.windows.prefix(1))
                drop.load = [2]
                return Errand(drop: drop)
            }
        }
        let search = Search(Terrain(try TerrainDraft(problem)), seed: seed)
        search.start()
        return search
    }

    private func visits(_ search: Search, _ vehicle: Int32) -> [Int32] {
        let route = search.routes.slots[Int(search.slotOf[Int(vehicle)])]
        return (0..<Int(route.count)).map { route.hops[$0 + 1].node }
    }

    /// nil: one of them breaks a rule.
    private func cost(_ search: Search, _ vehicle: Int32, _ nodes: [Int32]) -> Int? {
        let slot = search.routes.take(nodes.count, for: vehicle)
        defer { search.routes.give(back: slot) }
        for (index, node) in nodes.enumerated() { search.routes.slots[Int(slot)].hops[index + 1].node = node }
        search.routes.slots[Int(slot)].count = Int32(nodes.count)
        return search.routes.schedule(slot) ? search.routes.slots[Int(slot)].cost : nil
    }

    /// Whether every drop comes after its pickup in the same route.
    private func isWhole(_ search: Search, _ nodes: [Int32]) -> Bool {
        nodes.indices.allSatisfy { index in
            let job = search.terrain.errands[Int(search.terrain.ownerOf[Int(nodes[index])])]
            if job.count == 1 { return true }
            let isFirst = job.firstNode == nodes[index]
            return isFirst
                ? nodes[index...].contains(job.firstNode + 1) : nodes[..<index].contains(job.firstNode)
        }
    }

    private func difference(_ search: Search, _ one: Seat, _ first: [Int32], _ two: Seat, _ second: [Int32]) -> Int? {
        guard isWhole(search, first), isWhole(search, second), let left = cost(search, one.vehicle, first),
            let right = cost(search, two.vehicle, second)
        else { return nil }
        let before = [one, two].reduce(0) { $0 + search.routes.slots[Int($1.slot)].cost }
        return left + right - before
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>, [Set<Feature>([.deliveries, .windows]), [.pairs]])
    func `an exchange of tails changes what it says`(_ seed: UInt64, _ features: Set<Feature>) throws {
        let search = try search(seed, features)
        try #require(TailExchange.supports(search))
        var found = 0
        for node in 0..<search.terrain.nodeCount {
            for other in 0..<search.terrain.nodeCount {
                guard let one = search.seat(node), let two = search.seat(other), one.vehicle != two.vehicle else {
                    continue
                }
                let (first, second) = (visits(search, one.vehicle), visits(search, two.vehicle))
                let left = Array(first[..<(one.position - 1)]) + Array(second[two.position...])
                let right = Array(second[..<two.position]) + Array(first[(one.position - 1)...])
                let wanted = difference(search, one, left, two, right)
                #expect(TailExchange(search, node, other)?.change == wanted, "seed \(seed): \(node) after \(other)")
                if wanted != nil { found += 1 }
            }
        }
        // Shipments leave few places where nothing is under way.
        if !features.contains(.pairs) { #expect(found > 0, "seed \(seed)") }
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>, [false, true])
    func `an exchange of segments changes what it says`(_ seed: UInt64, isMixed: Bool) throws {
        let search = try search(seed, [.deliveries, .windows], isMixed: isMixed)
        try #require(SegmentExchange.supports(search))
        var dice = Dice(seed)
        var found = 0
        for node in 0..<search.terrain.nodeCount {
            for other in 0..<search.terrain.nodeCount {
                guard let one = search.seat(node), let two = search.seat(other), one.vehicle != two.vehicle else {
                    continue
                }
                let (here, there) = (dice.roll(1...3), dice.roll(0...3))
                let (first, second) = (visits(search, one.vehicle), visits(search, two.vehicle))
                let start = one.position - 1
                var wanted: Int?
                if start + here <= first.count, two.position + there <= second.count {
                    let (own, theirs) = (first[start..<(start + here)], second[two.position..<(two.position + there)])
                    var (left, right) = (first, second)
                    left.replaceSubrange(start..<(start + here), with: theirs)
                    right.replaceSubrange(two.position..<(two.position + there), with: own)
                    wanted = difference(search, one, left, two, right)
                }
                let move = SegmentExchange(search, node, other, here, there)
                #expect(move?.change == wanted, "seed \(seed): \(here) from \(node) against \(there) after \(other)")
                if wanted != nil { found += 1 }
            }
        }
        #expect(found > 0, "seed \(seed)")
    }

    /// In a debug build every step compares its price with the cost counted anew.
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `annealing two types of vehicles with small moves and trades keeps every rule`(_ seed: UInt64) throws {
        var dials = Tuning()
        dials.tradeChance = 0.5
        for features in [
            Set<Feature>([.deliveries, .windows]), [.pairs], [.pairs, .windows, .limits],
            [.deliveries, .skills, .open], [.collections, .duty, .dimensions, .profiles, .refusals],
        ] {
            var problem = RoutingProblem.random(seed, stops: 40, vehicles: 6, features)
            for index in problem.vehicles.indices { problem.vehicles[index] = problem.vehicles[index % 2] }
            let plan = try problem.solve(StopRule(iterations: 800), seed: seed, tuning: dials, watch: nil)
            #expect(PlanChecker.faults(plan, problem) == [], "seed \(seed)")
        }
    }
}

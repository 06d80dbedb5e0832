import OrderRouting
import Testing

@Suite struct SearchTests {
    @Test func `equal seeds and iterations give equal plans, other seeds other ways there`() throws {
        let problem = RoutingProblem.random(11, stops: 60, vehicles: 6, [.windows, .baskets])
        let rule = StopRule(iterations: 300)
        let first = try problem.solve(rule, seed: 4)
        #expect(try problem.solve(rule, seed: 4) == first)
        let others = try (5...12).map { try problem.solve(StopRule(iterations: 3), seed: $0) }
        #expect(Set(others.map(\.totals.cost)).count > 1)
    }

    @Test func `one chain plans as solve does, two plan no worse and always the same`() async throws {
        let problem = RoutingProblem.random(12, stops: 40, vehicles: 5, [.windows])
        let rule = StopRule(iterations: 200)
        let alone = try problem.solve(rule, seed: 3)
        #expect(try await problem.solve(rule, seed: 3, chains: 1) == alone)
        let both = try await problem.solve(rule, seed: 3, chains: 2)
        #expect(try await problem.solve(rule, seed: 3, chains: 2) == both)
        #expect(both.totals.cost <= alone.totals.cost)
    }

    @Test func `chains tell how far they are`() async throws {
        let problem = RoutingProblem.random(15, stops: 30, vehicles: 5, [.windows, .pairs])
        let heard = Heard()
        let plan = try await problem.solve(StopRule(iterations: 2000), seed: 2, chains: 3) { heard.note($0) }
        let costs = heard.all.map(\.cost)
        #expect(costs.count > 2)
        #expect(costs == costs.sorted(by: >))
        #expect(costs.last == plan.totals.cost)
        #expect(PlanChecker.faults(plan, problem) == [])
    }

    /// Told by one task at a time.
    private final class Heard: @unchecked Sendable {
        private(set) var all: [OrderRouting.Progress] = []
        func note(_ progress: OrderRouting.Progress) { all.append(progress) }
    }

    @Test func `a cancelled search still has a plan`() throws {
        let problem = RoutingProblem.random(13, stops: 40, vehicles: 5, [.windows])
        var rule = StopRule(iterations: 1_000_000)
        rule.isCancelled = { true }
        let plan = try problem.solve(rule)
        #expect(plan.iterations < 100)
        #expect(PlanChecker.faults(plan, problem) == [])
        #expect(!plan.tours.isEmpty)
    }

    @Test func `the time rule asks the clock it is given`() throws {
        let problem = RoutingProblem.random(14, stops: 20, vehicles: 3, [.windows])
        let ticks = Ticker()
        let plan = try problem.solve(StopRule(seconds: 5, clock: { ticks.next() }))
        #expect(plan.iterations > 0 && plan.iterations < 1000)
    }

    /// Every question takes a tenth of a second.
    private final class Ticker: @unchecked Sendable {
        private var count = 0
        func next() -> Double {
            count += 1
            return Double(count) * 0.1
        }
    }

    @Test func `a warm start keeps what it is given`() throws {
        for seed in UInt64(1)...10 {
            var problem = RoutingProblem.random(seed, stops: 30, vehicles: 4, [.windows, .breaks, .reloads])
            let good = try problem.solve(StopRule(iterations: 800), seed: seed)
            problem.initial = Array(repeating: [], count: 4)
            for tour in good.tours { problem.initial[tour.vehicle] = tour.stops.map(\.visit) }
            let again = try problem.solve(StopRule(iterations: 1), seed: seed)
            #expect(PlanChecker.faults(again, problem) == [], "seed \(seed)")
            #expect(again.totals.cost <= good.totals.cost || again.unserved.count < good.unserved.count, "seed \(seed)")
        }
    }

    @Test func `fewest vehicles comes before cost`() throws {
        for seed in UInt64(1)...10 {
            var problem = RoutingProblem.random(seed, stops: 20, vehicles: 5, [.pairs])
            for index in problem.vehicles.indices { problem.vehicles[index].costs.fixed = 0 }
            let cheap = try problem.solve(StopRule(iterations: 600), seed: seed)
            problem.objective.fewestVehicles = true
            let few = try problem.solve(StopRule(iterations: 1200), seed: seed)
            #expect(few.totals.vehicles <= cheap.totals.vehicles, "seed \(seed)")
            #expect(PlanChecker.faults(few, problem) == [], "seed \(seed)")
        }
    }

    /// In a debug build every carried cost is compared with the one counted anew, overloads in between included.
    @Test func `a fleet filled to the brim ends without an overload`() throws {
        for seed in UInt64(1)...5 {
            var dice = Dice(seed)
            let places = 41
            let seconds = (0..<places * places).map { Int32($0 % (places + 1) == 0 ? 0 : 1 + ($0 * 7919) % 97) }
            var loads = (1..<places).map { _ in dice.roll(1...9) }
            let fleet = 4
            let capacity = (loads.reduce(0, +) + fleet - 1) / fleet
            loads[0] += capacity * fleet - loads.reduce(0, +)
            let errands = loads.enumerated().map { Errand(drop: .init(at: $0.offset + 1, load: [$0.element])) }
            let vehicle = Vehicle(start: 0, end: 0, shift: Window(0, 100_000), capacity: [capacity])
            var problem = RoutingProblem(
                travel: [Travel(places: places, seconds: seconds)],
                vehicles: Array(repeating: vehicle, count: fleet), errands: errands, loadDimensions: 1)
            problem.objective.fewestVehicles = true
            let plan = try problem.solve(StopRule(iterations: 3000), seed: seed)
            #expect(plan.totals.vehicles == fleet && plan.unserved.isEmpty, "seed \(seed)")
            #expect(PlanChecker.faults(plan, problem) == [], "seed \(seed)")
        }
    }

    @Test(arguments: [Feature.windows, .skills, .limits, .breaks, .noWay])
    func `one more rule never makes the optimum better`(_ feature: Feature) throws {
        for seed in UInt64(1)...8 {
            let free = RoutingProblem.random(seed, stops: 6, [])
            var bound = free
            let other = RoutingProblem.random(seed, stops: 6, [feature])
            for index in bound.vehicles.indices {
                bound.vehicles[index].limits = other.vehicles[index].limits
                bound.vehicles[index].breaks = other.vehicles[index].breaks
                bound.vehicles[index].skills = other.vehicles[index].skills
            }
            for index in bound.errands.indices {
                let donor = other.errands[index % other.errands.count]
                bound.errands[index].skills = donor.skills
                bound.errands[index].drop?.windows = donor.drop?.windows ?? []
            }
            let before = BruteForce.leastCost(free, left: 100_000)
            #expect(BruteForce.leastCost(bound, left: 100_000) >= before, "\(feature) seed \(seed)")
        }
    }
}

import OrderRouting
import Testing

@Suite struct OptimumTests {
    private static let left = 100_000

    private func value(_ plan: Plan, _ problem: RoutingProblem) -> Int {
        let missing = plan.unserved.map { problem.errands[$0.errand] }.filter { $0.refusalCost == nil }
        return plan.totals.cost + missing.reduce(0) { $0 + (1 + $1.priority) * Self.left }
    }

    @Test(arguments: Feature.allCases)
    func `small problems are solved to the optimum, whatever they ask for`(_ feature: Feature) throws {
        for seed in UInt64(1)...10 {
            let problem = RoutingProblem.random(seed, stops: feature == .mixed ? 5 : 6, [feature])
            let optimum = BruteForce.leastCost(problem, left: Self.left)
            let plan = try problem.solve(StopRule(iterations: 3000), seed: seed)
            #expect(PlanChecker.faults(plan, problem) == [], "\(feature) seed \(seed)")
            #expect(value(plan, problem) == optimum, "\(feature) seed \(seed)")
        }
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `eight stops with several rules at once are solved to the optimum`(_ seed: UInt64) throws {
        var dice = Dice(seed &+ 900)
        let rules = Feature.allCases.filter { ![.mixed, .noWay, .duty].contains($0) }
        let features: Set<Feature> = [
            .pairs, rules[dice.roll(0...(rules.count - 1))], rules[dice.roll(0...(rules.count - 1))],
            .baskets, .asymmetric,
        ]
        if features.isSuperset(of: [.fixed, .windows]) || features.isSuperset(of: [.fixed, .pins]) { return }
        let problem = RoutingProblem.random(seed, stops: 8, features)
        let optimum = BruteForce.leastCost(problem, left: Self.left)
        let plan = try problem.solve(StopRule(iterations: 5000), seed: seed)
        #expect(PlanChecker.faults(plan, problem) == [], "\(features) seed \(seed)")
        #expect(value(plan, problem) == optimum, "\(features) seed \(seed)")
    }
}

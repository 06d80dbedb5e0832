import OrderRouting
import Testing

@Suite struct OptimumTests {
    private static let left = 100_000

    private func value(_ plan: Plan, _ problem: RoutingProblem) -> Int {
        let missing = plan.unserved.filter { problem.errands[$0.errand].refusalCost == nil }.count
        return plan.totals.cost + missing * Self.left
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
}

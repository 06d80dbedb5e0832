import OrderRouting
import Testing

@Suite struct ReasonTests {
    /// One vehicle, one errand from 1 to 2; what spoils it says why.
    struct Case: Sendable, CustomTestStringConvertible {
        var reason: Plan.Reason
        var spoil: @Sendable (inout RoutingProblem) -> Void
        var testDescription: String { "\(reason)" }

        init(_ reason: Plan.Reason, _ spoil: @escaping @Sendable (inout RoutingProblem) -> Void) {
            (self.reason, self.spoil) = (reason, spoil)
        }
    }

    static let cases: [Case] = [
        Case(.noVehicleMayTakeIt) { $0.errands[0].skills = [1] },
        Case(.noVehicleMayTakeIt) { $0.errands[0].vehicles = [] },
        Case(.noVehicleMayTakeIt) { $0.vehicles = [] },
        Case(.tooLargeForEveryVehicle) { $0.errands[0].pickups[0].load = [4] },
        Case(.unreachable) {
            let no = Travel.noWay
            $0.travel = [Travel(places: 3, seconds: [0, 5, no, 5, 0, no, 7, 3, 0])]
        },
        Case(.windowsCannotBeMet) { $0.errands[0].drop!.windows = [Window(0, 3)] },
        Case(.windowsCannotBeMet) { $0.errands[0].drop!.windows = [Window(-9, -3)] },
        Case(.beyondLimits) { $0.vehicles[0].limits.stops = 1 },
        Case(.beyondLimits) { $0.vehicles[0].limits.metres = 10 },
        Case(.beyondLimits) { $0.vehicles[0].limits.dutySeconds = 10 },
        Case(.conflictsWithOthers) {
            $0.errands.append($0.errands[0])
            $0.errands[1].priority = 1
            $0.apart = [[0, 1]]
        },
        Case(.capacityTaken) {
            $0.errands[0].pickups[0].windows = [Window(5, 5)]
            $0.errands[0].drop!.windows = [Window(8, 20)]
            $0.errands.append($0.errands[0])
            $0.errands[0].pickups[0].load = [3]
            $0.errands[1].priority = 1
        },
        Case(.timeTaken) {
            $0.errands[0].pickups[0].windows = [Window(5, 5)]
            $0.errands[0].pickups[0].serviceSeconds = 9
            $0.errands[0].drop!.windows = [Window(17, 17)]
            $0.errands.append($0.errands[0])
            $0.errands[1].pickups[0].place = 0
            $0.errands[1].drop!.windows = [Window(21, 21)]
            $0.errands[1].priority = 1
        },
        Case(.notWorthIt) { $0.errands[0].refusalCost = 3 },
    ]

    @Test(arguments: cases)
    func `an errand left out says why`(_ one: Case) throws {
        var problem = FaultTests.sound()
        one.spoil(&problem)
        let plan = try problem.solve(StopRule(iterations: 200))
        #expect(plan.unserved.map(\.reason) == [one.reason])
        #expect(plan.unserved.map(\.errand) == [0])
        #expect(PlanChecker.faults(plan, problem) == [])
    }
}

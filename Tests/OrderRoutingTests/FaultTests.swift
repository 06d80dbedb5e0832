import OrderRouting
import Testing

@Suite struct FaultTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var element: String
        var rule: ProblemFault.Rule
        var spoil: @Sendable (inout RoutingProblem) -> Void
        var testDescription: String { "\(element): \(rule)" }

        init(_ element: String, _ rule: ProblemFault.Rule, _ spoil: @escaping @Sendable (inout RoutingProblem) -> Void)
        {
            (self.element, self.rule, self.spoil) = (element, rule, spoil)
        }
    }

    static func sound() -> RoutingProblem {
        let travel = Travel(places: 3, seconds: [0, 5, 7, 5, 0, 3, 7, 3, 0])
        let errand = Errand(pickups: [Errand.Stop(at: 1, load: [1])], drop: Errand.Stop(at: 2))
        return RoutingProblem(
            travel: [travel], vehicles: [Vehicle(start: 0, end: 0, shift: Window(0, 100), capacity: [3])],
            errands: [errand], loadDimensions: 1)
    }

    static let cases: [Case] = [
        Case("loadDimensions", .negative) { $0.loadDimensions = -1 },
        Case("travel", .wrongCount) { $0.travel = [] },
        Case("travel[0].seconds", .wrongCount) { $0.travel = [Travel(places: 3, seconds: [0])] },
        Case("travel[0].seconds[1][2]", .negative) {
            $0.travel = [Travel(places: 3, seconds: [0, 5, 7, 5, 0, -3, 7, 3, 0])]
        },
        Case("travel[0].seconds[0][1]", .tooLarge) {
            $0.travel = [Travel(places: 3, seconds: [0, .max - 1, 7, 5, 0, 3, 7, 3, 0])]
        },
        Case("vehicles[0].profile", .outOfRange) { $0.vehicles[0].profile = 1 },
        Case("vehicles[0].start", .outOfRange) { $0.vehicles[0].start = 3 },
        Case("vehicles[0].end", .outOfRange) { $0.vehicles[0].end = -1 },
        Case("vehicles[0].shift[0]", .windowEndsBeforeItBegins) { $0.vehicles[0].shift = Window(9, 8) },
        Case("vehicles[0].capacity", .wrongCount) { $0.vehicles[0].capacity = [1, 2] },
        Case("vehicles[0].capacity[0]", .tooLarge) { $0.vehicles[0].capacity = [.max] },
        Case("vehicles[0].pacePercent", .notPositive) { $0.vehicles[0].pacePercent = 0 },
        Case("vehicles[0].costs", .negative) { $0.vehicles[0].costs.perHour = -1 },
        Case("vehicles[0].limits", .negative) { $0.vehicles[0].limits.stops = -1 },
        Case("vehicles[0].breaks[0].seconds", .negative) { $0.vehicles[0].breaks = [Rest(windows: [], seconds: -1)] },
        Case("vehicles[0].reloads[0].place", .outOfRange) { $0.vehicles[0].reloads = [Reload(at: 9)] },
        Case("errands[0]", .noStops) {
            $0.errands[0].pickups = []
            $0.errands[0].drop = nil
        },
        Case("errands[0]", .dropMissing) {
            $0.errands[0].pickups.append($0.errands[0].pickups[0])
            $0.errands[0].drop = nil
        },
        Case("errands[0].pickups", .tooMany) {
            $0.errands[0].pickups = Array(repeating: $0.errands[0].pickups[0], count: 9)
        },
        Case("errands[0].drop.load", .loadOnBothSides) { $0.errands[0].drop!.load = [1] },
        Case("errands[0].pickups[0].place", .outOfRange) { $0.errands[0].pickups[0].place = 3 },
        Case("errands[0].pickups[0].load", .wrongCount) { $0.errands[0].pickups[0].load = [1, 1] },
        Case("errands[0].pickups[0].load[0]", .negative) { $0.errands[0].pickups[0].load = [-1] },
        Case("errands[0].pickups[0].serviceSeconds", .negative) { $0.errands[0].pickups[0].serviceSeconds = -1 },
        Case("errands[0].pickups[0].serviceSeconds", .tooLarge) { $0.errands[0].pickups[0].serviceSeconds = 1 << 31 },
        Case("errands[0].pickups[0].windows[0]", .tooLarge) {
            $0.errands[0].pickups[0].windows = [Window(.min, .max)]
        },
        Case("errands[0].pickups[0].windows[1]", .windowsOutOfOrder) {
            $0.errands[0].pickups[0].windows = [Window(5, 9), Window(9, 12)]
        },
        Case("errands[0].drop.setupSeconds", .negative) { $0.errands[0].drop!.setupSeconds = -2 },
        Case("errands[0].vehicles", .outOfRange) { $0.errands[0].vehicles = [1] },
        Case("errands[0].priority", .unknownPriority) { $0.errands[0].priority = 101 },
        Case("errands[0].refusalCost", .negative) { $0.errands[0].refusalCost = -1 },
        Case("errands[0].releasedAt", .releaseWithPickups) { $0.errands[0].releasedAt = 5 },
        Case("together[0]", .outOfRange) { $0.together = [[0, 1]] },
        Case("apart[0]", .visitedTwice) { $0.apart = [[0, 0]] },
        Case("vehicles[0].fixed[0]", .pickupNotBeforeDrop) { $0.vehicles[0].fixed = [FixedVisit(.drop(errand: 0))] },
        Case("vehicles[0].fixed[1]", .visitedTwice) {
            $0.vehicles[0].fixed = Array(repeating: FixedVisit(.pickup(errand: 0, part: 0)), count: 2)
        },
        Case("vehicles[0].fixed[0]", .outOfRange) { $0.vehicles[0].fixed = [FixedVisit(.pickup(errand: 0, part: 1))] },
        Case("vehicles[0].fixed[1]", .doneAfterLocked) {
            $0.vehicles[0].fixed = [
                FixedVisit(.pickup(errand: 0, part: 0)), FixedVisit(.drop(errand: 0), leftAt: 5),
            ]
        },
        Case("initial", .wrongCount) { $0.initial = [[], []] },
        Case("initial[0][0]", .outOfRange) { $0.initial = [[.drop(errand: 7)]] },
    ]

    @Test(arguments: cases)
    func `a broken problem is refused with its element and rule`(_ one: Case) throws {
        var problem = Self.sound()
        try problem.validate()
        one.spoil(&problem)
        let fault = #expect(throws: ProblemFault.self) { try problem.solve(StopRule(iterations: 1)) }
        #expect(fault?.element == one.element)
        #expect(fault?.rule == one.rule)
    }
}

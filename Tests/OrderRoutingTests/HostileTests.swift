import OrderRouting
import Testing

@Suite struct HostileTests {
    @Test func `nothing to do, nobody to do it, nowhere to go`() throws {
        let nowhere = Travel(places: 0, seconds: [])
        let empty = RoutingProblem(travel: [nowhere], vehicles: [], errands: [], loadDimensions: 0)
        #expect(try empty.solve(StopRule(iterations: 10)).tours.isEmpty)
        var idle = FaultTests.sound()
        idle.errands = []
        #expect(try idle.solve(StopRule(iterations: 10)).tours.isEmpty)
        var alone = FaultTests.sound()
        alone.vehicles = []
        #expect(try alone.solve(StopRule(iterations: 10)).unserved.map(\.reason) == [.noVehicleMayTakeIt])
    }

    @Test func `a town without a single street is left out whole`() throws {
        var problem = RoutingProblem.random(1, stops: 40, vehicles: 3, [])
        let places = problem.travel[0].places
        var seconds = [Int32](repeating: Travel.noWay, count: places * places)
        for place in 0..<places { seconds[place * places + place] = 0 }
        problem.travel = [Travel(places: places, seconds: seconds)]
        let plan = try problem.solve(StopRule(iterations: 50))
        #expect(plan.unserved.contains { $0.reason == .unreachable })
        #expect(PlanChecker.faults(plan, problem) == [])
    }

    @Test func `times far from zero change nothing but the times`() throws {
        var problem = RoutingProblem.random(2, stops: 20, vehicles: 3, [.windows])
        let near = try problem.solve(StopRule(iterations: 200))
        let shift = 1_790_000_000
        for index in problem.vehicles.indices {
            problem.vehicles[index].shift.open += shift
            problem.vehicles[index].shift.close += shift
        }
        for index in problem.errands.indices {
            func move(_ windows: [Window]) -> [Window] { windows.map { Window($0.open + shift, $0.close + shift) } }
            for part in problem.errands[index].pickups.indices {
                problem.errands[index].pickups[part].windows = move(problem.errands[index].pickups[part].windows)
            }
            if let drop = problem.errands[index].drop { problem.errands[index].drop!.windows = move(drop.windows) }
        }
        let far = try problem.solve(StopRule(iterations: 200))
        #expect(far.totals == near.totals)
        #expect(far.tours.map(\.end) == near.tours.map { $0.end + shift })
    }

    @Test func `the largest numbers allowed don't overflow`() throws {
        let big = 1 << 28
        let ways: [Int32] = [0, Int32(big), Int32(big), Int32(big), 0, Int32(big), Int32(big), Int32(big), 0]
        var vehicle = Vehicle(start: 0, end: 0, shift: Window(-(1 << 44), 1 << 44), capacity: [big])
        vehicle.costs = Costs(fixed: big, perHour: 3600, perKilometre: 0, perDutyHour: 0)
        let stop = Errand.Stop(at: 1, windows: [Window(-(1 << 44), 1 << 44)], serviceSeconds: big, load: [big])
        let errands = (0..<6).map { _ in Errand(pickups: [stop], drop: Errand.Stop(at: 2, serviceSeconds: big)) }
        let problem = RoutingProblem(
            travel: [Travel(places: 3, seconds: ways)], vehicles: [vehicle, vehicle], errands: errands,
            loadDimensions: 1)
        let plan = try problem.solve(StopRule(iterations: 100))
        #expect(plan.unserved.count + plan.tours.reduce(0) { $0 + $1.stops.count } / 2 == 6)
        #expect(PlanChecker.faults(plan, problem) == [])
    }

    @Test func `ten thousand errands get a plan`() throws {
        var dice = Dice(3)
        let places = 60
        var seconds = [Int32](repeating: 0, count: places * places)
        for cell in seconds.indices where cell % (places + 1) != 0 { seconds[cell] = Int32(dice.roll(60...900)) }
        let errands = (0..<10_000).map { _ in
            Errand(drop: Errand.Stop(at: dice.roll(1...(places - 1)), serviceSeconds: 60, load: [1]))
        }
        let vehicle = Vehicle(start: 0, end: 0, shift: Window(0, 36_000), capacity: [200])
        let problem = RoutingProblem(
            travel: [Travel(places: places, seconds: seconds)], vehicles: Array(repeating: vehicle, count: 30),
            errands: errands, loadDimensions: 1)
        let plan = try problem.solve(StopRule(iterations: 1))
        #expect(!plan.tours.isEmpty)
        #expect(PlanChecker.faults(plan, problem) == [])
    }

    /// More routes begin within one round than the search has met before.
    @Test func `a first plan may begin a hundred tours at once`() throws {
        let places = 301
        let seconds = (0..<places * places).map { cell in
            let (from, to) = (cell / places, cell % places)
            return Int32(from == to ? 0 : from == 0 || to == 0 ? 600 : 60 * abs(from - to))
        }
        let vehicle = Vehicle(start: 0, end: 0, shift: Window(0, 100_000), capacity: [3])
        let problem = RoutingProblem(
            travel: [Travel(places: places, seconds: seconds)], vehicles: Array(repeating: vehicle, count: 200),
            errands: (1..<places).map { Errand(drop: .init(at: $0, load: [1])) }, loadDimensions: 1)
        let plan = try problem.solve(StopRule(iterations: 20))
        #expect(plan.totals.vehicles >= 100 && plan.unserved.isEmpty)
        #expect(PlanChecker.faults(plan, problem) == [])
    }

    @Test func `locked visits that are hopelessly late stay where they are`() throws {
        var problem = FaultTests.sound()
        problem.errands[0].drop!.windows = [Window(1, 2)]
        problem.vehicles[0].fixed = [
            FixedVisit(.pickup(errand: 0, part: 0), leftAt: 500), FixedVisit(.drop(errand: 0)),
        ]
        let plan = try problem.solve(StopRule(iterations: 20))
        #expect(plan.tours.first?.stops.map(\.visit) == [.pickup(errand: 0, part: 0), .drop(errand: 0)])
        #expect(plan.tours.first?.stops.last?.lateSeconds ?? 0 > 400)
        #expect(plan.unserved == [])
    }

    @Test func `a late basket that is aboard is still delivered`() throws {
        var problem = FaultTests.sound()
        problem.errands[0].drop!.windows = [Window(1, 2)]
        problem.vehicles[0].fixed = [FixedVisit(.pickup(errand: 0, part: 0), leftAt: 50)]
        let plan = try problem.solve(StopRule(iterations: 20))
        #expect(plan.unserved == [])
        #expect(plan.tours.first?.stops.last?.lateSeconds == 51)
    }
}

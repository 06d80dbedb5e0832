import OrderRouting
import PlanFormats
import Testing

@Suite struct InstanceTests {
    static let all = SharedFolder.files([
        "solomon", "homberger", "lilim", "ortec", "pyvrp/HFVRP", "pyvrp/MDVRPTW", "pyvrp/MTVRPTWR",
    ])

    /// In a debug build every insertion's predicted cost is compared with the route counted anew, and every best
    /// plan's cost with the sum of its parts.
    @Test(arguments: all)
    func `every public instance is read and planned, prediction and recount agree`(_ name: String) throws {
        let file = try PlanFile(SharedFolder.bytes(name), objective: Objective(fewestVehicles: true))
        let size = file.problem.errands.count
        let plan = try file.problem.solve(StopRule(iterations: size > 300 ? 10 : 60))
        #expect(Replay.faults(plan, file.problem) == [])
        // Some fleets are so tight that a few rounds leave something out.
        #expect(plan.unserved.isEmpty || name.hasPrefix("ortec") || name.hasPrefix("pyvrp"))
    }

    @Test(arguments: [
        ("lilim/lc101.txt", 10, 828.94), ("lilim/lr101.txt", 19, 1650.80), ("solomon/C101.txt", 10, 828.94),
    ])
    func `easy instances come out at their best known values`(_ name: String, _ vehicles: Int, _ cost: Double) throws {
        guard SharedFolder.instances != nil else { return }
        let file = try PlanFile(SharedFolder.bytes(name), objective: Objective(fewestVehicles: true))
        let plan = try file.problem.solve(StopRule(iterations: 3000))
        #expect(plan.totals.vehicles == vehicles)
        #expect(abs(Double(plan.totals.cost) / file.scale - cost) < 0.01)
    }
}

/// Rides a plan's tours through the matrix and the windows.
enum Replay {
    static func faults(_ plan: Plan, _ problem: RoutingProblem) -> [String] {
        var faults: [String] = []
        var seen: Set<Visit> = []
        for tour in plan.tours {
            let vehicle = problem.vehicles[tour.vehicle]
            let travel = problem.travel[vehicle.profile]
            var (place, time) = (vehicle.start!, tour.departure)
            for stop in tour.stops {
                time += Int(travel.seconds[place * travel.places + stop.place])
                if stop.arrival != time {
                    faults.append("vehicle \(tour.vehicle): arrives \(stop.arrival), not \(time)")
                }
                if !seen.insert(stop.visit).inserted, stop.visit != .reload(0) { faults.append("\(stop.visit) twice") }
                if let most = vehicle.capacity.first, stop.load[0] > most { faults.append("load \(stop.load[0])") }
                time = stop.departure
                place = stop.place
                let windows: [Window] =
                    switch stop.visit {
                    case .pickup(let errand, let part): problem.errands[errand].pickups[part].windows
                    case .drop(let errand): problem.errands[errand].drop!.windows
                    default: []
                    }
                if let window = windows.first, !(window.open...window.close).contains(stop.begin) {
                    faults.append("\(stop.visit) at \(stop.begin)")
                }
            }
            time += Int(travel.seconds[place * travel.places + vehicle.end!])
            if time != tour.end || time > vehicle.shift.close { faults.append("vehicle \(tour.vehicle) ends \(time)") }
        }
        return faults
    }
}

import OrderRouting

/// Judges a plan by the problem's own words: replays every tour from the matrices. Shares no code with the solver.
struct PlanChecker {
    let problem: RoutingProblem
    let cancelled: Set<Int>
    private(set) var faults: [String] = []

    static func faults(_ plan: Plan, _ problem: RoutingProblem, cancelled: Set<Int> = []) -> [String] {
        var checker = PlanChecker(problem: problem, cancelled: cancelled)
        checker.check(plan)
        return checker.faults
    }

    private mutating func check(_ plan: Plan) {
        var riders = [Int?](repeating: nil, count: problem.errands.count)
        var visits: [Int: [Visit]] = [:]
        for tour in plan.tours {
            check(tour)
            for stop in tour.stops {
                switch stop.visit {
                case .pickup(let errand, _), .drop(let errand):
                    visits[errand, default: []].append(stop.visit)
                    if let rider = riders[errand], rider != tour.vehicle { faults.append("errand \(errand) split") }
                    riders[errand] = tour.vehicle
                default: break
                }
            }
        }
        let unserved = Set(plan.unserved.map(\.errand)).union(cancelled)
        for (index, errand) in problem.errands.enumerated() {
            var wanted: [Visit] = errand.pickups.indices.map { .pickup(errand: index, part: $0) }
            if errand.drop != nil { wanted.append(.drop(errand: index)) }
            let got = visits[index] ?? []
            let isComplete = Set(got) == Set(wanted) && got.count == wanted.count
            let fixed = problem.vehicles.flatMap(\.fixed).map(\.visit).filter(wanted.contains)
            if unserved.contains(index) {
                if got.contains(where: { !fixed.contains($0) }) { faults.append("errand \(index) half served") }
            } else if !isComplete {
                faults.append("errand \(index): \(got) of \(wanted)")
            }
            if let rider = riders[index] { check(errand, index, on: rider) }
        }
        for group in problem.together where Set(group.compactMap { riders[$0] }).count > 1 {
            faults.append("group \(group) torn apart")
        }
        for group in problem.apart {
            let used = group.compactMap { riders[$0] }
            if Set(used).count != used.count { faults.append("group \(group) rides together") }
        }
        let paid = plan.unserved.reduce(0) { $0 + (problem.errands[$1.errand].refusalCost ?? 0) }
        if plan.totals.cost != plan.tours.reduce(paid, { $0 + $1.totals.cost }) { faults.append("total cost") }
    }

    private mutating func check(_ errand: Errand, _ index: Int, on rider: Int) {
        if !errand.skills.isSubset(of: problem.vehicles[rider].skills) { faults.append("errand \(index): skills") }
        if let pins = errand.vehicles, !pins.contains(rider) { faults.append("errand \(index): not on \(rider)") }
    }

    private func spec(_ visit: Visit) -> Errand.Stop? {
        switch visit {
        case .pickup(let errand, let part): problem.errands[errand].pickups[part]
        case .drop(let errand): problem.errands[errand].drop
        default: nil
        }
    }

    private func seconds(_ vehicle: Vehicle, _ from: Int?, _ to: Int?) -> Int {
        guard let from, let to else { return 0 }
        let travel = problem.travel[vehicle.profile]
        let entry = travel.seconds[from * travel.places + to]
        return entry == Travel.noWay ? 1 << 40 : (Int(entry) * vehicle.pacePercent + 99) / 100
    }

    private func metres(_ vehicle: Vehicle, _ from: Int?, _ to: Int?) -> Int {
        guard let from, let to else { return 0 }
        let travel = problem.travel[vehicle.profile]
        return Int(travel.metres[from * travel.places + to])
    }

    private mutating func check(_ tour: Plan.Tour) {
        let vehicle = problem.vehicles[tour.vehicle]
        let name = "vehicle \(tour.vehicle)"
        let visits = tour.stops.map(\.visit)
        if visits.prefix(vehicle.fixed.count) != vehicle.fixed.map(\.visit)[...] {
            faults.append("\(name): fixed moved")
        }
        if tour.departure < vehicle.shift.open { faults.append("\(name): leaves early") }
        checkTimes(tour, vehicle, name)
        checkLoads(tour, vehicle, name)
        checkOrder(tour, name)
        let work = visits.filter { spec($0) != nil }.count
        if let most = vehicle.limits.stops, work > most { faults.append("\(name): \(work) stops") }
        if let most = vehicle.limits.metres, tour.totals.metres > most { faults.append("\(name): too far") }
        if let most = vehicle.limits.travelSeconds, tour.totals.travelSeconds > most {
            faults.append("\(name): travel")
        }
        if let most = vehicle.limits.dutySeconds, tour.end - tour.departure > most { faults.append("\(name): duty") }
        let reloads = visits.filter { if case .reload = $0 { true } else { false } }.count
        if let trips = vehicle.limits.trips, reloads >= trips, reloads > 0 { faults.append("\(name): trips") }
    }

    private mutating func checkTimes(_ tour: Plan.Tour, _ vehicle: Vehicle, _ name: String) {
        var place = vehicle.start
        var time = tour.departure
        var travelled = 0
        var far = 0
        var late = 0
        for (index, stop) in tour.stops.enumerated() {
            let wanted = spec(stop.visit)
            var expected = wanted?.place ?? place
            if case .reload(let reload) = stop.visit { expected = vehicle.reloads[reload].place }
            let way = seconds(vehicle, place, expected)
            travelled += way
            far += metres(vehicle, place, expected)
            let isDone = index < vehicle.fixed.count && vehicle.fixed[index].leftAt != nil
            if !isDone {
                if stop.arrival != time + way {
                    faults.append("\(name)[\(index)]: arrives \(stop.arrival), not \(time + way)")
                }
                var service = 0
                var windows: [Window] = []
                switch stop.visit {
                case .rest(let rest): (service, windows) = (vehicle.breaks[rest].seconds, vehicle.breaks[rest].windows)
                case .reload(let reload):
                    (service, windows) = (vehicle.reloads[reload].seconds, vehicle.reloads[reload].windows)
                default:
                    service = wanted!.serviceSeconds + (expected == place ? 0 : wanted!.setupSeconds)
                    windows = wanted!.windows
                }
                if stop.serviceSeconds != service {
                    faults.append("\(name)[\(index)]: service \(stop.serviceSeconds), not \(service)")
                }
                late += checkWindow(stop, windows, wanted, index, vehicle, name)
            }
            if stop.waitingSeconds < 0 || stop.slackSeconds < 0 { faults.append("\(name)[\(index)]: negative") }
            time = isDone ? vehicle.fixed[index].leftAt! : stop.departure
            if index == vehicle.fixed.count - 1 { time = max(time, vehicle.freeFrom ?? time) }
            place = expected
        }
        let home = seconds(vehicle, place, vehicle.end)
        if tour.end != time + home { faults.append("\(name): ends \(tour.end), not \(time + home)") }
        if tour.end > vehicle.shift.close, vehicle.fixed.isEmpty { faults.append("\(name): ends after its shift") }
        if vehicle.fixed.isEmpty {
            checkCost(tour, vehicle, travelled + home, far + metres(vehicle, place, vehicle.end), late)
        }
    }

    private mutating func checkWindow(
        _ stop: Plan.Stop, _ windows: [Window], _ wanted: Errand.Stop?, _ index: Int, _ vehicle: Vehicle, _ name: String
    ) -> Int {
        if index < vehicle.fixed.count || windows.isEmpty { return 0 }
        let late = max(0, stop.begin - windows.last!.close)
        var grace = wanted?.graceSeconds ?? 0
        if case .drop(let errand) = stop.visit {
            let pickups = problem.errands[errand].pickups.indices.map { Visit.pickup(errand: errand, part: $0) }
            if vehicle.fixed.contains(where: { pickups.contains($0.visit) }) { grace = .max }
        }
        if stop.lateSeconds != late || late > grace { faults.append("\(name)[\(index)]: late \(late)") }
        if late == 0, !windows.contains(where: { $0.open <= stop.begin && stop.begin <= $0.close }) {
            faults.append("\(name)[\(index)]: begins \(stop.begin) outside its windows")
        }
        return late
    }

    private mutating func checkCost(_ tour: Plan.Tour, _ vehicle: Vehicle, _ travelled: Int, _ far: Int, _ late: Int) {
        let costs = vehicle.costs
        if tour.totals.travelSeconds != travelled {
            faults.append("travel \(tour.totals.travelSeconds) not \(travelled)")
        }
        if tour.totals.metres != far { faults.append("metres \(tour.totals.metres) not \(far)") }
        var money = Double(costs.fixed) + Double(travelled * costs.perHour) / 3600
        money += Double(far * costs.perKilometre) / 1000
        money += Double((tour.end - tour.departure) * costs.perDutyHour) / 3600
        money += Double(late * problem.objective.lateCostPerHour) / 3600
        if abs(money - Double(tour.totals.cost)) > 2 + Double(tour.stops.count) {
            faults.append("vehicle \(tour.vehicle): cost \(tour.totals.cost), not \(money)")
        }
    }

    private mutating func checkOrder(_ tour: Plan.Tour, _ name: String) {
        for (index, stop) in tour.stops.enumerated() {
            guard case .drop(let errand) = stop.visit else { continue }
            let parts = problem.errands[errand].pickups.indices
            let before = tour.stops[..<index]
            for part in parts where !before.contains(where: { $0.visit == .pickup(errand: errand, part: part) }) {
                faults.append("\(name): errand \(errand) dropped before pickup \(part)")
            }
            if let most = problem.errands[errand].longestRideSeconds, !stop.isFixed, !parts.isEmpty,
                let first = before.first(where: { if case .pickup(errand, _) = $0.visit { true } else { false } }),
                stop.begin - first.departure > most
            {
                faults.append("\(name): errand \(errand) rides too long")
            }
        }
    }

    private mutating func checkLoads(_ tour: Plan.Tour, _ vehicle: Vehicle, _ name: String) {
        let dims = problem.loadDimensions
        if dims == 0 { return }
        var trips: [[Plan.Stop]] = [[]]
        for stop in tour.stops {
            if case .reload = stop.visit { trips.append([]) } else { trips[trips.count - 1].append(stop) }
        }
        for dim in 0..<dims {
            let most = vehicle.capacity.isEmpty ? Int.max : vehicle.capacity[dim]
            func amount(_ list: [Int]) -> Int { list.isEmpty ? 0 : list[dim] }
            var shipped = 0
            for trip in trips {
                var level = shipped
                for stop in trip {
                    if case .drop(let errand) = stop.visit, problem.errands[errand].pickups.isEmpty {
                        level += amount(problem.errands[errand].drop!.load)
                    }
                }
                if level > most, vehicle.fixed.isEmpty { faults.append("\(name): trip begins with \(level)") }
                for stop in trip {
                    switch stop.visit {
                    case .pickup(let errand, let part):
                        let taken = amount(problem.errands[errand].pickups[part].load)
                        level += taken
                        if problem.errands[errand].drop != nil { shipped += taken }
                    case .drop(let errand):
                        let owner = problem.errands[errand]
                        let brought = owner.pickups.reduce(0) { $0 + amount($1.load) }
                        shipped -= brought
                        level -= owner.pickups.isEmpty ? amount(owner.drop!.load) : brought
                        level += amount(owner.returns)
                    default: break
                    }
                    if level > most, !stop.isFixed { faults.append("\(name): load \(level) at \(stop.visit)") }
                    if level < 0 { faults.append("\(name): load \(level) at \(stop.visit)") }
                    if stop.load[dim] != level { faults.append("\(name): load told \(stop.load[dim]), is \(level)") }
                }
            }
        }
    }
}

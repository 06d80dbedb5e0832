import OrderRouting

/// The best plan by trying everything: every errand on every vehicle or none, every order. For a handful of stops.
struct BruteForce {
    let problem: RoutingProblem
    private var best = Int.max

    /// Least cost; a mandatory errand left out costs `left`.
    static func leastCost(_ problem: RoutingProblem, left: Int) -> Int {
        var force = BruteForce(problem: problem)
        force.assign(0, Array(repeating: [], count: problem.vehicles.count), 0, left)
        return force.best
    }

    private mutating func assign(_ errand: Int, _ loads: [[Int]], _ cost: Int, _ left: Int) {
        if cost >= best { return }
        if errand == problem.errands.count {
            for group in problem.together {
                let riders = Set(group.compactMap { one in loads.firstIndex { $0.contains(one) } })
                if riders.count > 1 { return }
            }
            for group in problem.apart where loads.contains(where: { Set($0).intersection(group).count > 1 }) { return }
            var sum = cost
            for (vehicle, errands) in loads.enumerated() where !errands.isEmpty {
                guard let tour = TourForce.leastCost(problem, vehicle, errands) else { return }
                sum += tour
            }
            best = min(best, sum)
            return
        }
        let one = problem.errands[errand]
        let holder = problem.vehicles.firstIndex { $0.fixed.contains { $0.visit.errand == errand } }
        if let holder {
            var more = loads
            more[holder].append(errand)
            assign(errand + 1, more, cost, left)
            return
        }
        for vehicle in problem.vehicles.indices where one.vehicles?.contains(vehicle) ?? true {
            if !one.skills.isSubset(of: problem.vehicles[vehicle].skills) { continue }
            var more = loads
            more[vehicle].append(errand)
            assign(errand + 1, more, cost, left)
        }
        assign(errand + 1, loads, cost + (one.refusalCost ?? left * (1 + one.priority)), left)
    }
}

extension Visit {
    /// The errand it is for.
    var errand: Int? {
        switch self {
        case .pickup(let errand, _), .drop(let errand): errand
        default: nil
        }
    }
}

/// The best order of one vehicle's errands, breaks and reloads.
struct TourForce {
    let problem: RoutingProblem
    let vehicle: Vehicle
    private var best: Int?
    private var pending: [Visit] = []
    private var sequence: [Visit] = []
    private var reloadsUsed = 0

    static func leastCost(_ problem: RoutingProblem, _ index: Int, _ errands: [Int]) -> Int? {
        var force = TourForce(problem: problem, vehicle: problem.vehicles[index])
        for errand in errands {
            for part in problem.errands[errand].pickups.indices {
                force.pending.append(.pickup(errand: errand, part: part))
            }
            if problem.errands[errand].drop != nil { force.pending.append(.drop(errand: errand)) }
        }
        force.sequence = force.vehicle.fixed.map(\.visit)
        force.pending.removeAll(where: force.sequence.contains)
        let shift = force.vehicle.shift
        for (rest, spec) in force.vehicle.breaks.enumerated() {
            let isInside =
                spec.windows.isEmpty
                || (spec.windows[0].open <= shift.close && spec.windows[spec.windows.count - 1].close >= shift.open)
            if isInside { force.pending.append(.rest(rest)) }
        }
        force.extend()
        return force.best
    }

    private mutating func extend() {
        if pending.isEmpty {
            if let cost = Replay.cost(problem, vehicle, sequence) { best = min(best ?? .max, cost) }
            return
        }
        for index in pending.indices {
            let visit = pending[index]
            if case .drop(let errand) = visit {
                let waits = pending.contains { if case .pickup(errand, _) = $0 { true } else { false } }
                if waits { continue }
            }
            if case .rest(let rest) = visit {
                let earlier = pending.contains { if case .rest(let other) = $0 { other < rest } else { false } }
                if earlier { continue }
            }
            pending.remove(at: index)
            sequence.append(visit)
            extend()
            sequence.removeLast()
            pending.insert(visit, at: index)
        }
        if reloadsUsed < min((vehicle.limits.trips ?? 3) - 1, 2), !sequence.isEmpty {
            for reload in vehicle.reloads.indices {
                if case .reload = sequence[sequence.count - 1] { continue }
                reloadsUsed += 1
                sequence.append(.reload(reload))
                extend()
                sequence.removeLast()
                reloadsUsed -= 1
            }
        }
    }
}

/// Rides one order of visits at its earliest. nil: it breaks a rule.
enum Replay {
    static func cost(_ problem: RoutingProblem, _ vehicle: Vehicle, _ visits: [Visit]) -> Int? {
        let travel = problem.travel[vehicle.profile]
        func way(_ from: Int?, _ to: Int?) -> (Int, Int)? {
            guard let from, let to else { return (0, 0) }
            let cell = from * travel.places + to
            if travel.seconds[cell] == Travel.noWay { return nil }
            return ((Int(travel.seconds[cell]) * vehicle.pacePercent + 99) / 100, Int(travel.metres[cell]))
        }
        var best: Int?
        // Leaving later than needed can only help duty time: try every start that could be the latest harmless one.
        let starts =
            vehicle.costs.perDutyHour > 0 || vehicle.limits.dutySeconds != nil
            ? Array(vehicle.shift.open...vehicle.shift.close) : [vehicle.shift.open]
        for start in starts {
            guard let cost = ride(problem, vehicle, visits, start, way) else { continue }
            best = min(best ?? .max, cost)
        }
        return best
    }

    private static func ride(
        _ problem: RoutingProblem, _ vehicle: Vehicle, _ visits: [Visit], _ start: Int,
        _ way: (Int?, Int?) -> (Int, Int)?
    ) -> Int? {
        var (time, place) = (start, vehicle.start)
        var (travelled, far, late) = (0, 0, 0)
        if !loadsFit(problem, vehicle, visits) { return nil }
        time = max(time, released(problem, visits[...]))
        if time > start, start > vehicle.shift.open { return nil }
        if visits.isEmpty || vehicle.fixed.isEmpty { time = max(time, vehicle.freeFrom ?? .min) }
        let leave = time
        var left: [Int: Int] = [:]
        for (index, visit) in visits.enumerated() {
            let (windows, service, target, grace) = asked(problem, vehicle, visit, at: place)
            guard let (seconds, metres) = way(place, target) else { return nil }
            travelled += seconds
            far += metres
            if index > 0, index == vehicle.fixed.count { time = max(time, vehicle.freeFrom ?? .min) }
            time += seconds
            if case .reload = visit { time = max(time, released(problem, visits[(index + 1)...])) }
            if !windows.isEmpty {
                if let window = windows.first(where: { time <= $0.close }) {
                    time = max(time, window.open)
                } else {
                    late += time - windows.last!.close
                    if time - windows.last!.close > grace { return nil }
                }
            }
            if case .drop(let errand) = visit, let most = problem.errands[errand].longestRideSeconds,
                let since = left[errand], time - since > most
            {
                return nil
            }
            time += service
            if case .pickup(let errand, _) = visit, left[errand] == nil { left[errand] = time }
            place = target
        }
        guard let (seconds, metres) = way(place, vehicle.end) else { return nil }
        travelled += seconds
        far += metres
        time += seconds
        let limits = vehicle.limits
        let work = visits.filter { if case .rest = $0 { false } else if case .reload = $0 { false } else { true } }
            .count
        if time > vehicle.shift.close || travelled > limits.travelSeconds ?? .max || far > limits.metres ?? .max {
            return nil
        }
        if work > limits.stops ?? .max || time - leave > limits.dutySeconds ?? .max { return nil }
        let costs = vehicle.costs
        return costs.fixed + travelled * costs.perHour / 3600 + far * costs.perKilometre / 1000
            + (time - leave) * costs.perDutyHour / 3600 + late * problem.objective.lateCostPerHour / 3600
    }

    /// Windows, service, place and grace of a visit coming from `place`.
    private static func asked(
        _ problem: RoutingProblem, _ vehicle: Vehicle, _ visit: Visit, at place: Int?
    ) -> ([Window], Int, Int?, Int) {
        switch visit {
        case .rest(let rest): return (vehicle.breaks[rest].windows, vehicle.breaks[rest].seconds, place, 0)
        case .reload(let reload):
            let spec = vehicle.reloads[reload]
            return (spec.windows, spec.seconds, spec.place, 0)
        case .pickup(let errand, let part): return asked(problem.errands[errand].pickups[part], at: place)
        case .drop(let errand): return asked(problem.errands[errand].drop!, at: place)
        }
    }

    private static func asked(_ stop: Errand.Stop, at place: Int?) -> ([Window], Int, Int?, Int) {
        let service = stop.serviceSeconds + (stop.place == place ? 0 : stop.setupSeconds)
        return (stop.windows, service, stop.place, stop.graceSeconds)
    }

    private static func released(_ problem: RoutingProblem, _ rest: ArraySlice<Visit>) -> Int {
        var latest = Int.min
        for visit in rest {
            if case .reload = visit { break }
            if case .drop(let errand) = visit { latest = max(latest, problem.errands[errand].releasedAt ?? .min) }
        }
        return latest
    }

    private static func loadsFit(_ problem: RoutingProblem, _ vehicle: Vehicle, _ visits: [Visit]) -> Bool {
        if vehicle.capacity.isEmpty { return true }
        func amount(_ list: [Int], _ dim: Int) -> Int { list.isEmpty ? 0 : list[dim] }
        for dim in 0..<problem.loadDimensions {
            var shipped = 0
            var index = 0
            while index <= visits.count {
                let end = visits[index...].firstIndex { if case .reload = $0 { true } else { false } } ?? visits.count
                var level = shipped
                for case .drop(let errand) in visits[index..<end] where problem.errands[errand].pickups.isEmpty {
                    level += amount(problem.errands[errand].drop!.load, dim)
                }
                if level > vehicle.capacity[dim] { return false }
                for visit in visits[index..<end] {
                    if case .pickup(let errand, let part) = visit {
                        let more = amount(problem.errands[errand].pickups[part].load, dim)
                        level += more
                        if problem.errands[errand].drop != nil { shipped += more }
                    }
                    if case .drop(let errand) = visit {
                        let owner = problem.errands[errand]
                        let brought = owner.pickups.reduce(0) { $0 + amount($1.load, dim) }
                        level -= owner.pickups.isEmpty ? amount(owner.drop!.load, dim) : brought
                        shipped -= brought
                        level += amount(owner.returns, dim)
                    }
                    if level > vehicle.capacity[dim] { return false }
                }
                index = end + 1
            }
        }
        return true
    }
}

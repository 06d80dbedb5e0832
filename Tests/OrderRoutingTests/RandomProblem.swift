import OrderRouting

/// Small random numbers for tests; the seed is printed with every failure.
struct Dice {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
    mutating func roll(_ range: ClosedRange<Int>) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return range.lowerBound + Int(state % UInt64(range.count))
    }
    mutating func chance(_ percent: Int) -> Bool { roll(1...100) <= percent }
}

/// Kinds of rules a random problem can have.
enum Feature: String, CaseIterable {
    case pairs, baskets, deliveries, collections, returns, windows, setups, skills, pins, breaks, reloads, limits
    case duty, grace, releases, rides, groups, refusals, open, dimensions, asymmetric, noWay, pace, mixed
    case profiles, priorities, fixed
}

extension RoutingProblem {
    /// A random problem with up to `stops` stops, two vehicles, and the features named.
    static func random(_ seed: UInt64, stops: Int, vehicles: Int = 2, _ features: Set<Feature>) -> RoutingProblem {
        var dice = Dice(seed)
        let places = max(4, stops)
        let isMixed = features.contains(.mixed)
        let has = { (feature: Feature) in
            features.contains(feature) || (isMixed && ![.noWay, .duty, .fixed].contains(feature))
        }
        var seconds = [Int32](repeating: 0, count: places * places)
        let spots = (0..<places).map { _ in (dice.roll(0...30), dice.roll(0...30)) }
        for from in 0..<places {
            for to in 0..<places where from != to {
                var way = abs(spots[from].0 - spots[to].0) + abs(spots[from].1 - spots[to].1) + 1
                if has(.asymmetric) { way += dice.roll(0...9) }
                seconds[from * places + to] = Int32(way)
                if features.contains(.noWay), dice.chance(10) { seconds[from * places + to] = Travel.noWay }
            }
        }
        let metres = seconds.map { $0 == Travel.noWay ? 0 : $0 * 10 }
        let dims = has(.dimensions) ? 2 : 1
        var errands: [Errand] = []
        var left = stops
        while left > 0 {
            let errand = Errand.random(&dice, has, features, places: places, dims: dims, left: left)
            left -= errand.pickups.count + (errand.drop == nil ? 0 : 1)
            errands.append(errand)
        }
        var fleet: [Vehicle] = []
        for index in 0..<vehicles { fleet.append(.random(&dice, has, index, places: places, dims: dims)) }
        var problem = RoutingProblem(
            travel: [Travel(places: places, seconds: seconds, metres: metres)], vehicles: fleet, errands: errands,
            loadDimensions: dims)
        problem.addRules(&dice, has)
        return problem
    }

    /// What concerns errands and vehicles together.
    private mutating func addRules(_ dice: inout Dice, _ has: (Feature) -> Bool) {
        for index in errands.indices where has(.pins) && dice.chance(20) {
            errands[index].vehicles = [dice.roll(0...(vehicles.count - 1))]
        }
        if has(.priorities) {
            for index in errands.indices { errands[index].priority = dice.roll(0...3) }
        }
        if has(.profiles) {
            let slower = travel[0].seconds.map { $0 == Travel.noWay || $0 == 0 ? $0 : $0 + Int32(dice.roll(0...12)) }
            travel.append(Travel(places: travel[0].places, seconds: slower, metres: travel[0].metres))
            vehicles[vehicles.count - 1].profile = 1
        }
        if has(.fixed) {
            let first = errands[0]
            let locked = first.pickups.isEmpty ? Visit.drop(errand: 0) : .pickup(errand: 0, part: 0)
            vehicles[0].fixed = [FixedVisit(locked)]
            if dice.chance(60) { vehicles[0].freeFrom = dice.roll(0...60) }
        }
        if has(.groups), errands.count >= 3 {
            if dice.chance(50) { apart = [[0, 1]] }
            if dice.chance(50) { together = [[0, 2]] }
        }
    }
}

extension Errand {
    static func random(
        _ dice: inout Dice, _ has: (Feature) -> Bool, _ features: Set<Feature>, places: Int, dims: Int, left: Int
    ) -> Errand {
        func stop(_ dice: inout Dice, loads: Bool) -> Stop {
            var stop = Stop(at: dice.roll(0...(places - 1)), serviceSeconds: dice.roll(0...3))
            if loads { stop.load = (0..<dims).map { _ in dice.roll(1...4) } }
            if has(.windows), dice.chance(60) {
                let open = dice.roll(0...90)
                stop.windows = [Window(open, open + dice.roll(10...60))]
                if dice.chance(40) {
                    let again = stop.windows[0].close + dice.roll(10...40)
                    stop.windows.append(Window(again, again + dice.roll(5...40)))
                }
            }
            if has(.setups), dice.chance(50) { stop.setupSeconds = dice.roll(1...6) }
            if has(.grace), !stop.windows.isEmpty, dice.chance(40) { stop.graceSeconds = dice.roll(5...50) }
            return stop
        }
        var errand: Errand
        let kind = dice.roll(0...99)
        if (features.contains(.deliveries) || has(.releases) || has(.returns) || has(.reloads)) && kind < 50 || left < 2
        {
            errand = Errand(drop: stop(&dice, loads: true))
            if has(.returns), dice.chance(60) { errand.returns = (0..<dims).map { _ in dice.roll(0...3) } }
            if has(.releases), dice.chance(50) { errand.releasedAt = dice.roll(0...60) }
        } else if has(.collections) && kind < 70 {
            errand = Errand(pickup: stop(&dice, loads: true))
        } else {
            let most = has(.baskets) ? min(3, left - 1) : 1
            let pickups = (0..<dice.roll(1...most)).map { _ in stop(&dice, loads: true) }
            errand = Errand(pickups: pickups, drop: stop(&dice, loads: false))
            if has(.rides), dice.chance(50) { errand.longestRideSeconds = dice.roll(20...80) }
        }
        if has(.skills), dice.chance(40) { errand.skills = [dice.roll(1...2)] }
        if has(.refusals), dice.chance(50) { errand.refusalCost = dice.roll(5...60) }
        return errand
    }
}

extension Vehicle {
    static func random(_ dice: inout Dice, _ has: (Feature) -> Bool, _ index: Int, places: Int, dims: Int) -> Vehicle {
        let open = has(.windows) ? dice.roll(0...20) : 0
        var vehicle = Vehicle(
            start: dice.roll(0...(places - 1)), end: dice.roll(0...(places - 1)),
            shift: Window(open, open + dice.roll(120...260)),
            capacity: (0..<dims).map { _ in dice.roll(4...9) })
        if has(.open), dice.chance(50) { vehicle.start = nil }
        if has(.open), dice.chance(50) { vehicle.end = nil }
        if has(.skills) { vehicle.skills = dice.chance(50) ? [1, 2] : [index + 1] }
        if has(.pace), dice.chance(50) { vehicle.pacePercent = dice.roll(80...150) }
        vehicle.costs.fixed = dice.roll(0...20)
        if has(.breaks), dice.chance(70) {
            let at = dice.roll(10...80)
            vehicle.breaks = [Rest(windows: [Window(at, at + dice.roll(5...60))], seconds: dice.roll(5...20))]
        }
        if has(.reloads), dice.chance(70) {
            vehicle.reloads = [Reload(at: dice.roll(0...(places - 1)), seconds: dice.roll(0...5))]
        }
        if has(.limits) {
            if dice.chance(40) { vehicle.limits.stops = dice.roll(2...6) }
            if dice.chance(40) { vehicle.limits.metres = dice.roll(400...1500) }
            if dice.chance(40) { vehicle.limits.travelSeconds = dice.roll(40...150) }
        }
        if has(.duty) {
            if dice.chance(60) { vehicle.limits.dutySeconds = dice.roll(60...150) }
            vehicle.costs.perDutyHour = dice.chance(50) ? 3600 : 0
        }
        return vehicle
    }
}

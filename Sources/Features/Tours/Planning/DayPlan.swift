import OrderRouting
import Orders
import Vocabulary

/// A day's deliveries and shifts as a question to the routing core, and its answer in our words. Pure: no clock, no IO.
struct DayPlan {
    static let pickupSeconds = 120
    static let dropSeconds = 180
    /// Rounds of improvement after the first plan: some 100 ms for a small town's day, the same plan for the same day.
    static let iterations = 3_000
    /// Dearer than any way: nothing is left behind to save metres.
    static let refusalCost = 1_000_000

    let deliveries: [Delivery]
    let shifts: [Shift]
    let problem: RoutingProblem

    /// Nothing starts before `now`. Vehicles of one speed share a matrix.
    init(_ deliveries: [Delivery], _ shifts: [Shift], from now: Instant, _ travelTimes: some TravelTimes) {
        self.deliveries = deliveries
        self.shifts = shifts
        var places = PlaceList()
        let errands = deliveries.map { Self.errand($0, &places) }
        let hubs = shifts.map { places.index(of: $0.hub) }
        let speeds = Array(Set(shifts.map(\.vehicle.metresPerHour))).sorted()
        let vehicles = zip(shifts, hubs).map { shift, hub in
            var vehicle = Vehicle(
                start: hub, end: hub, shift: Window(Int(shift.time.start.seconds), Int(shift.time.end.seconds)),
                capacity: shift.vehicle.capacity.dimensions)
            vehicle.profile = speeds.firstIndex(of: shift.vehicle.metresPerHour) ?? 0
            vehicle.freeFrom = Int(max(now, shift.time.start).seconds)
            return vehicle
        }
        problem = RoutingProblem(
            travel: speeds.map { travelTimes.travel(between: places.all, metresPerHour: $0) }, vehicles: vehicles,
            errands: errands, loadDimensions: 3)
    }

    /// The planned tours, and what no tour could take with the reason. The same day gives the same plan.
    func solve(seed: UInt64 = 1) throws(ProblemFault) -> (tours: [PlannedTour], left: [Left]) {
        guard !deliveries.isEmpty, !shifts.isEmpty else {
            return ([], deliveries.map { Left(purchase: $0, reason: .noVehicleMayTakeIt) })
        }
        let plan = try problem.solve(StopRule(iterations: Self.iterations), seed: seed)
        let tours = plan.tours.filter { !$0.stops.isEmpty }.map(planned)
        return (tours, plan.unserved.map { Left(purchase: deliveries[$0.errand], reason: $0.reason) })
    }

    /// A purchase that stays behind.
    struct Left {
        let purchase: Delivery
        let reason: Plan.Reason
    }

    /// All pickups before the door; unserved is dearer than any way, so that nothing is left behind to save metres.
    private static func errand(_ delivery: Delivery, _ places: inout PlaceList) -> Errand {
        let slot = Window(Int(delivery.window.start.seconds), Int(delivery.window.end.seconds))
        let pickups = delivery.pickups.map { pickup in
            Errand.Stop(
                at: places.index(of: pickup.place),
                windows: [Window(Int(pickup.readyFrom.seconds), max(slot.close, Int(pickup.readyFrom.seconds)))],
                serviceSeconds: pickupSeconds, load: pickup.cargo.dimensions)
        }
        let drop = Errand.Stop(at: places.index(of: delivery.door), windows: [slot], serviceSeconds: dropSeconds)
        var errand = Errand(pickups: pickups, drop: drop)
        errand.refusalCost = refusalCost
        return errand
    }

    private func planned(_ tour: Plan.Tour) -> PlannedTour {
        let stops = tour.stops.compactMap { stop -> PlannedStop? in
            switch stop.visit {
            case .pickup(let errand, let part):
                let delivery = deliveries[errand]
                let pickup = delivery.pickups[part]
                return PlannedStop(
                    delivery: delivery, order: pickup.order, place: pickup.place, label: pickup.label,
                    window: delivery.window(of: pickup),
                    begin: Instant(seconds: Int64(stop.begin)), serviceSeconds: Int64(stop.serviceSeconds),
                    lateSeconds: Int64(stop.lateSeconds))
            case .drop(let errand):
                let delivery = deliveries[errand]
                return PlannedStop(
                    delivery: delivery, order: nil, place: delivery.door, label: delivery.label,
                    window: delivery.window, begin: Instant(seconds: Int64(stop.begin)),
                    serviceSeconds: Int64(stop.serviceSeconds), lateSeconds: Int64(stop.lateSeconds))
            default: return nil
            }
        }
        return PlannedTour(
            shift: shifts[tour.vehicle], departs: Instant(seconds: Int64(tour.departure)),
            ends: Instant(seconds: Int64(tour.end)), travelSeconds: Int64(tour.totals.travelSeconds),
            metres: Int64(tour.totals.metres), stops: stops)
    }
}

/// A shift's way, as planned.
struct PlannedTour: Sendable {
    let shift: Shift
    let departs: Instant
    let ends: Instant
    let travelSeconds: Int64
    let metres: Int64
    let stops: [PlannedStop]

    /// The purchases it carries, in the order of their first stop.
    var deliveries: [Delivery] {
        var seen: Set<String> = []
        return stops.map(\.delivery).filter { seen.insert($0.purchase.description).inserted }
    }
}

/// One halt of a planned tour.
struct PlannedStop: Sendable {
    var kind: Stop.Kind { order == nil ? .drop : .pickup }
    let delivery: Delivery
    /// The order fetched here; `nil` at the door.
    let order: ID<RetailerOrder>?
    let place: Place
    let label: String
    let window: TimeWindow
    let begin: Instant
    let serviceSeconds: Int64
    let lateSeconds: Int64
}

/// Places in the order they were first named.
struct PlaceList {
    private(set) var all: [Place] = []
    private var known: [Place: Int] = [:]

    mutating func index(of place: Place) -> Int {
        if let index = known[place] { return index }
        known[place] = all.count
        all.append(place)
        return all.count - 1
    }
}

import Accounts
import OrderRouting
import Orders
import Postgres
import Vocabulary

/// What a visit of the routing core means to us.
enum Call {
    /// A halt that is stored already.
    case stored(Stop)
    /// An order to fetch, a door to go to: no halt yet.
    case pickup(Delivery, Int)
    case door(Delivery)
}

/// Turns the tours and purchases of a day into errands and visits, and keeps account of which is which.
struct ErrandLedger {
    private(set) var errands: [Errand] = []
    /// Errand → what its pickups and its drop are.
    private(set) var calls: [(pickups: [Call], drop: Call?)] = []
    /// Errand → the consignment it is; nil for what waits and for mere visits.
    private(set) var consignments: [ID<Consignment>?] = []
    private(set) var deliveries: [Delivery?] = []
    private(set) var fixed: [[FixedVisit]]
    private(set) var initial: [[Visit]]
    private(set) var places: PlaceList
    private let hands: [DayUnderWay.Hand]
    private let hubs: [Int]

    init(_ hands: [DayUnderWay.Hand]) {
        self.hands = hands
        fixed = hands.map { _ in [] }
        initial = hands.map { _ in [] }
        var places = PlaceList()
        hubs = hands.map { places.index(of: $0.shift.hub) }
        self.places = places
    }

    /// Whether the errand is a purchase on a tour that still has something to do.
    func rides(_ errand: Int) -> Bool { consignments[errand] != nil && deliveries[errand] != nil }

    /// Whether goods of it are aboard, so that it can go nowhere else.
    func isBegun(_ errand: Int) -> Bool {
        calls[errand].pickups.contains { if case .stored(let stop) = $0 { stop.state == .done } else { false } }
    }

    func call(_ visit: Visit) -> Call? {
        switch visit {
        case .pickup(let errand, let part): calls[errand].pickups[part]
        case .drop(let errand): calls[errand].drop
        default: nil
        }
    }

    func vehicle(_ index: Int, from now: Instant, _ speeds: [Int64]) -> Vehicle {
        let shift = hands[index].shift
        var vehicle = Vehicle(
            start: hubs[index], end: hubs[index],
            shift: Window(Int(shift.time.start.seconds), Int(shift.time.end.seconds)),
            capacity: shift.vehicle.capacity.dimensions)
        vehicle.profile = speeds.firstIndex(of: shift.vehicle.metresPerHour) ?? 0
        vehicle.freeFrom = Int(max(now, shift.time.start).seconds)
        vehicle.fixed = fixed[index]
        return vehicle
    }

    /// A purchase that waits for a tour.
    mutating func take(_ delivery: Delivery, _ pins: [ID<Purchase>: ID<Shift>]) {
        var errand = Errand(
            pickups: delivery.pickups.map { stop($0, delivery) }, drop: door(delivery))
        errand.refusalCost = DayPlan.refusalCost
        errand.vehicles = pin(delivery, pins)
        add(errand, (delivery.pickups.indices.map { .pickup(delivery, $0) }, .door(delivery)), nil, delivery)
    }

    /// A tour with its purchases: what is settled comes first and stays, then what is locked, then the rest as it
    /// stands.
    mutating func take(
        _ tour: Tour, _ riding: [DayUnderWay.Riding], hand: Int, _ pins: [ID<Purchase>: ID<Shift>]
    ) {
        var visits: [ID<Stop>: Visit] = [:]
        let perConsignment = Dictionary(grouping: tour.stops, by: \.consignment)
        for one in riding { ride(one, perConsignment[one.consignment] ?? [], hand, pins, &visits) }
        for stop in tour.stops where visits[stop.id] == nil && stop.isSettled { visits[stop.id] = mereVisit(stop) }
        var last = Int.min
        let settled = tour.stops.filter(\.isSettled).sorted { ($0.settled, $0.position) < ($1.settled, $1.position) }
        for stop in settled {
            guard let visit = visits[stop.id] else { continue }
            last = max(last, Int(stop.settled.seconds))
            fixed[hand].append(FixedVisit(visit, leftAt: last))
        }
        let open = tour.stops.filter { !$0.isSettled && visits[$0.id] != nil }
        let kept = (open.lastIndex { $0.isLocked || $0.state == .arrived } ?? -1) + 1
        for stop in open.prefix(kept) { fixed[hand].append(FixedVisit(visits[stop.id]!)) }
        initial[hand] = open.dropFirst(kept).map { visits[$0.id]! }
    }

    /// One purchase on a tour, split where goods go back to their shops.
    private mutating func ride(
        _ one: DayUnderWay.Riding, _ stops: [Stop], _ hand: Int, _ pins: [ID<Purchase>: ID<Shift>],
        _ visits: inout [ID<Stop>: Visit]
    ) {
        let returns = stops.filter { $0.kind == .return }
        let fetched = stops.filter { $0.kind == .pickup && $0.state == .done }
        for back in returns {
            guard let source = fetched.first(where: { $0.order == back.order }) else { continue }
            let errand = Errand(pickups: [stop(source, one.delivery)], drop: self.stop(back))
            add(errand, ([.stored(source)], .stored(back)), one.consignment, one.delivery, &visits)
        }
        let rest = fetched.filter { visits[$0.id] == nil }
        guard let door = stops.last(where: { $0.kind == .drop && ($0.state != .failed && $0.state != .skipped) }) else {
            for source in rest {
                let errand = Errand(pickup: stop(source, one.delivery))
                add(errand, ([.stored(source)], nil), nil, nil, &visits)
            }
            return
        }
        let open = stops.filter { $0.kind == .pickup && !$0.isSettled && one.delivery.has($0.order) }
        let known = Set(stops.compactMap(\.order))
        let isOpen = !door.isSettled
        let added =
            isOpen ? one.delivery.pickups.indices.filter { !known.contains(one.delivery.pickups[$0].order) } : []
        if rest.isEmpty && open.isEmpty && added.isEmpty { return }
        var errand = Errand(
            pickups: (rest + open).map { stop($0, one.delivery) }
                + added.map { stop(one.delivery.pickups[$0], one.delivery) },
            drop: isOpen ? self.door(one.delivery) : self.stop(door))
        errand.refusalCost = DayPlan.refusalCost
        errand.vehicles = pin(one.delivery, pins) ?? (one.isPinned ? [hand] : nil)
        let pickups = (rest + open).map { Call.stored($0) } + added.map { .pickup(one.delivery, $0) }
        add(errand, (pickups, .stored(door)), one.consignment, isOpen ? one.delivery : nil, &visits)
    }

    /// A settled halt without goods: it only says where the courier was.
    private mutating func mereVisit(_ stop: Stop) -> Visit {
        add(Errand(drop: self.stop(stop)), ([], .stored(stop)), nil, nil)
        return .drop(errand: errands.count - 1)
    }

    private mutating func add(
        _ errand: Errand, _ call: (pickups: [Call], drop: Call?), _ consignment: ID<Consignment>?,
        _ delivery: Delivery?, _ visits: inout [ID<Stop>: Visit]
    ) {
        add(errand, call, consignment, delivery)
        for (part, pickup) in call.pickups.enumerated() {
            if case .stored(let stop) = pickup { visits[stop.id] = .pickup(errand: errands.count - 1, part: part) }
        }
        if case .stored(let stop)? = call.drop { visits[stop.id] = .drop(errand: errands.count - 1) }
    }

    private mutating func add(
        _ errand: Errand, _ call: (pickups: [Call], drop: Call?), _ consignment: ID<Consignment>?,
        _ delivery: Delivery?
    ) {
        errands.append(errand)
        calls.append(call)
        consignments.append(consignment)
        deliveries.append(delivery)
    }

    private func pin(_ delivery: Delivery, _ pins: [ID<Purchase>: ID<Shift>]) -> [Int]? {
        guard let shift = pins[delivery.purchase] else { return nil }
        return hands.indices.filter { hands[$0].shift.id == shift }
    }

    // MARK: Stops

    private mutating func stop(_ pickup: Delivery.Pickup, _ delivery: Delivery) -> Errand.Stop {
        let ready = Int(pickup.readyFrom.seconds)
        return Errand.Stop(
            at: places.index(of: pickup.place), windows: [Window(ready, max(ready, Int(delivery.window.end.seconds)))],
            serviceSeconds: DayPlan.pickupSeconds, load: pickup.cargo.dimensions)
    }

    /// A stored pickup: with its goods, and its window while it is still to come.
    private mutating func stop(_ stored: Stop, _ delivery: Delivery) -> Errand.Stop {
        let pickup = delivery.pickups.first { $0.order == stored.order }
        if !stored.isSettled, let pickup { return stop(pickup, delivery) }
        return Errand.Stop(
            at: places.index(of: stored.place), serviceSeconds: Int(stored.serviceSeconds),
            load: pickup?.cargo.dimensions ?? [0, 0, 0])
    }

    private mutating func stop(_ stored: Stop) -> Errand.Stop {
        Errand.Stop(at: places.index(of: stored.place), serviceSeconds: Int(stored.serviceSeconds))
    }

    private mutating func door(_ delivery: Delivery) -> Errand.Stop {
        Errand.Stop(
            at: places.index(of: delivery.door),
            windows: [Window(Int(delivery.window.start.seconds), Int(delivery.window.end.seconds))],
            serviceSeconds: DayPlan.dropSeconds)
    }
}

extension Delivery {
    fileprivate func has(_ order: ID<RetailerOrder>?) -> Bool { pickups.contains { $0.order == order } }
}

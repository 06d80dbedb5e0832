import Accounts
import Orders
import Postgres
import Vocabulary

extension Tours {
    /// Writes what changes. `nil`: somebody was faster, and nothing was written.
    func store(_ replan: Replan, at desk: ReplanDesk) async throws -> [TourChange]? {
        let (sight, city) = (desk.sight, desk.city)
        let shifts = sight.shifts.map(\.id)
        return try await database.transaction(in: city) { tx in
            let tours = try tx.rows(LockActiveTours(city: city, shifts: shifts))
            let stops = try tx.rows(ListStops(city: city, tours: tours.map(\.id)))
            let open = try tx.rows(ListOpenConsignments(city: city, tours: tours.map(\.id)))
            guard sight.isSame(as: tours, stops, open) else { return nil }
            var desk = desk
            return try desk.write(replan, &tx)
        }
    }
}

/// Writes a replanned day, tour by tour, inside one transaction.
struct ReplanDesk: Sendable {
    let sight: DaySight
    let pins: [ID<Purchase>: ID<Shift>]
    let actor: Actor
    let city: CityID
    let now: Instant
    private var consignments: [ID<Purchase>: ID<Consignment>] = [:]
    private var changes: [TourChange] = []

    init(sight: DaySight, pins: [ID<Purchase>: ID<Shift>], actor: Actor, city: CityID, now: Instant) {
        (self.sight, self.pins, self.actor, self.city, self.now) = (sight, pins, actor, city, now)
        for open in sight.open { consignments[open.purchase] = open.id }
    }

    mutating func write(_ replan: Replan, _ tx: inout Tx) throws -> [TourChange] {
        for way in replan.ways where way.hand.tour == nil && !way.halts.isEmpty { try open(way, replan, &tx) }
        for way in replan.ways {
            if let tour = way.hand.tour { try goOn(tour, way, replan, &tx) }
        }
        for open in sight.open where isOver(open, replan) {
            try tx.run(CloseConsignment(city: city, consignment: open.id))
        }
        return changes
    }

    /// It leaves its tour for none, or all its orders were called off before anything was fetched.
    private func isOver(_ open: ListOpenConsignments.Open, _ replan: Replan) -> Bool {
        if replan.released.contains(open.id) { return true }
        let stops = sight.tours.flatMap(\.stops).filter { $0.consignment == open.id }
        return !sight.carried.ready.contains { $0.purchase == open.purchase } && !stops.contains(where: \.isSettled)
    }

    /// A shift that rode nothing gets a tour.
    private mutating func open(_ way: Replan.Way, _ replan: Replan, _ tx: inout Tx) throws {
        let id: ID<Tour> = .make(at: now)
        let frame = PlannedTour(
            shift: way.hand.shift, departs: way.departs, ends: way.ends, travelSeconds: way.travelSeconds,
            metres: way.metres, stops: [])
        try tx.run(InsertTour(city: city, id: id, tour: frame, at: now))
        try tx.run(AuditEntry(in: city, at: now, by: actor, "plan", "tour", id))
        _ = try lay(way, on: id, after: -1, &tx)
    }

    /// A tour that is there keeps what is settled and gets the rest anew; where that makes a difference it gets a new
    /// version.
    private mutating func goOn(_ tour: Tour, _ way: Replan.Way, _ replan: Replan, _ tx: inout Tx) throws {
        let version = tour.version + 1
        let last = tour.stops.filter(\.isSettled).map(\.position).max() ?? -1
        var found = try lay(way, on: tour.id, after: last, &tx)
        let staying = Set(replan.ways.flatMap(\.halts).compactMap { $0.call.stop?.id })
        let ours = Set(way.halts.compactMap { $0.call.stop?.id })
        for stop in tour.stops where !stop.isSettled && !ours.contains(stop.id) {
            if !staying.contains(stop.id) { try tx.run(DeleteStop(city: city, stop: stop.id)) }
            found.append((stop.id, stop.label, stop.arrival, nil))
        }
        if found.isEmpty { return }
        let state = state(of: tour, way)
        try tx.run(SetTourWay(city: city, tour: tour.id, state: state, way: way, version: version))
        if state == .completed || state == .cancelled { try tx.run(CloseConsignments(city: city, tour: tour.id)) }
        try tx.run(AuditEntry(in: city, at: now, by: actor, "replan", "tour", tour.id))
        if tour.state == .draft { return }
        for entry in found {
            let change = TourChange(
                tour: tour.id, version: version, stop: entry.stop,
                kind: entry.old == nil ? .added : entry.new == nil ? .removed : .moved, label: entry.label,
                old: entry.old, new: entry.new)
            changes.append(change)
            try tx.run(InsertTourChange(city: city, change: change, at: now))
        }
    }

    /// A tour from which everything was taken is over.
    private func state(of tour: Tour, _ way: Replan.Way) -> TourState {
        if !way.halts.isEmpty || tour.stops.awaitsNextStep { return tour.state }
        return tour.state == .inProgress ? .completed : .cancelled
    }

    private typealias Difference = (stop: ID<Stop>, label: String, old: Instant?, new: Instant?)

    /// Lays the halts on a tour, in order; answers those that are new there or stand elsewhere than before.
    private mutating func lay(
        _ way: Replan.Way, on tour: ID<Tour>, after last: Int, _ tx: inout Tx
    ) throws -> [Difference] {
        var found: [Difference] = []
        let before = (way.hand.tour?.stops ?? []).filter { !$0.isSettled }.map(\.id)
        for (index, halt) in way.halts.enumerated() {
            let position = last + 1 + index
            guard let stop = halt.call.stop else {
                found.append(try add(halt, at: position, on: tour, &tx))
                continue
            }
            try move(halt, to: tour, &tx)
            let window = window(of: halt) ?? stop.window
            let isHere = stop.tour == tour
            let shift = halt.begin.seconds - stop.arrival.seconds
            let isMoved = before.firstIndex(of: stop.id) != index || abs(shift) >= 60
            if isHere && !isMoved && shift == 0 && stop.position == position { continue }
            try tx.run(
                PlaceStop(city: city, stop: stop.id, tour: tour, position: position, halt: halt, window: window))
            if !isHere || isMoved { found.append((stop.id, stop.label, isHere ? stop.arrival : nil, halt.begin)) }
        }
        return found
    }

    /// The consignment comes along with its first halt.
    private mutating func move(_ halt: Replan.Halt, to tour: ID<Tour>, _ tx: inout Tx) throws {
        guard let open = sight.open.first(where: { $0.id == halt.consignment }) else { return }
        let isPinned = open.isPinned || pins[open.purchase] != nil
        if open.tour == tour && open.isPinned == isPinned { return }
        try tx.run(MoveConsignment(city: city, consignment: open.id, tour: tour, isPinned: isPinned))
    }

    /// A pickup opens when its shop says; `nil`: as it was.
    private func window(of halt: Replan.Halt) -> TimeWindow? {
        guard let stop = halt.call.stop, stop.kind == .pickup,
            let open = sight.open.first(where: { $0.id == stop.consignment }),
            let delivery = sight.carried.ready.first(where: { $0.purchase == open.purchase }),
            let pickup = delivery.pickups.first(where: { $0.order == stop.order })
        else { return nil }
        return delivery.window(of: pickup)
    }

    private mutating func add(
        _ halt: Replan.Halt, at position: Int, on tour: ID<Tour>, _ tx: inout Tx
    ) throws -> Difference {
        let id: ID<Stop> = .make(at: now)
        let planned = halt.planned
        let consignment = try consignment(of: planned.delivery, on: tour, &tx)
        try tx.run(
            InsertStop(city: city, id: id, tour: tour, consignment: consignment, position: position, stop: planned))
        return (id, planned.label, nil, halt.begin)
    }

    private mutating func consignment(
        of delivery: Delivery, on tour: ID<Tour>, _ tx: inout Tx
    ) throws -> ID<Consignment> {
        if let known = consignments[delivery.purchase] { return known }
        let id: ID<Consignment> = .make(at: now)
        consignments[delivery.purchase] = id
        try tx.run(InsertConsignments(city: city, tour: tour, ids: [id], deliveries: [delivery]))
        if pins[delivery.purchase] != nil {
            try tx.run(MoveConsignment(city: city, consignment: id, tour: tour, isPinned: true))
        }
        return id
    }
}

extension Replan.Halt {
    /// A halt that is to be stored anew.
    fileprivate var planned: PlannedStop {
        switch call {
        case .pickup(let delivery, let part):
            let pickup = delivery.pickups[part]
            return PlannedStop(
                delivery: delivery, order: pickup.order, place: pickup.place, label: pickup.label,
                window: delivery.window(of: pickup), begin: begin, serviceSeconds: serviceSeconds,
                lateSeconds: lateSeconds)
        case .door(let delivery):
            return PlannedStop(
                delivery: delivery, order: nil, place: delivery.door, label: delivery.label, window: delivery.window,
                begin: begin, serviceSeconds: serviceSeconds, lateSeconds: lateSeconds)
        case .stored: preconditionFailure("a stored halt is not stored anew")
        }
    }
}

import Cities
import Postgres
import Retailers
import Vocabulary

let slotColumns = """
    slots.id, slots.template_id, slots.method, slots.zone_id, slots.branch_id, slots.day, slots.starts_at,
    slots.ends_at, slots.cutoff_at, slots.state, slots.places, slots.booked, slots.fee_cents, slots.free_from_cents,
    slots.is_pinned, slots.version
    """

extension Slot {
    init(_ row: inout Row) throws(Fault) {
        id = try row.next()
        template = try row.next()
        method = try row.next()
        zone = try row.next()
        branch = try row.next()
        day = try row.next()
        window = try TimeWindow(start: row.next(), end: row.next())
        cutoff = try row.next()
        state = try row.next()
        places = try row.next()
        booked = try row.next()
        price = try SlotPrice(&row)
        isPinned = try row.next()
        version = try row.next()
    }
}

/// One slot as it stands.
struct FindSlot: Statement {
    static let sql = "SELECT \(slotColumns) FROM slots WHERE city_id = $1 AND id = $2"
    let city: CityID
    let slot: ID<Slot>
    func bind(_ parameters: inout Parameters) { parameters.add(city, slot) }
    static func decode(_ row: inout Row) throws(Fault) -> Slot { try Slot(&row) }
}

/// The slots of one place that begin in a time, those still to order for.
struct FindOpenSlots: Statement {
    static let sql = """
        SELECT \(slotColumns)
          FROM slots
         WHERE city_id = $1 AND (zone_id = $2 OR branch_id = ANY ($3::uuid[]))
           AND starts_at >= $4 AND starts_at < $5 AND cutoff_at > $6 AND state = 'open' AND booked < places
         ORDER BY starts_at, ends_at, id
         LIMIT 2000
        """
    let city: CityID
    let zone: ID<DeliveryZone>?
    let branches: [ID<Branch>]
    let span: TimeWindow
    let now: Instant
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, zone, branches, span.start, span.end, now)
    }
    static func decode(_ row: inout Row) throws(Fault) -> Slot { try Slot(&row) }
}

/// The slots of a template from a day on, locked by id.
struct LockSlotsOfTemplate: Statement {
    static let sql = """
        SELECT \(slotColumns) FROM slots
         WHERE city_id = $1 AND template_id = $2 AND day >= $3
         ORDER BY id
           FOR NO KEY UPDATE
        """
    let city: CityID
    let template: ID<SlotTemplate>
    let from: CalendarDay
    func bind(_ parameters: inout Parameters) { parameters.add(city, template, from) }
    static func decode(_ row: inout Row) throws(Fault) -> Slot { try Slot(&row) }
}

/// The slots that a time touches, locked by id.
struct LockSlotsWithin: Statement {
    static let sql = """
        SELECT \(slotColumns) FROM slots
         WHERE city_id = $1 AND starts_at < $3 AND ends_at > $2 AND state <> 'withdrawn' AND NOT is_pinned
         ORDER BY id
           FOR NO KEY UPDATE
        """
    let city: CityID
    let span: TimeWindow
    func bind(_ parameters: inout Parameters) { parameters.add(city, span.start, span.end) }
    static func decode(_ row: inout Row) throws(Fault) -> Slot { try Slot(&row) }
}

/// New slots of one template. Those that are there already stay: a fee or free-from price below zero stands for none.
struct InsertSlots: Statement {
    static let sql = """
        INSERT INTO slots (city_id, id, template_id, method, zone_id, branch_id, day, starts_at, ends_at, cutoff_at,
                           state, places, fee_cents, free_from_cents)
        SELECT $1, new.id, $2, $3, $4, $5, new.day, new.starts_at, new.ends_at, new.cutoff_at, new.state, new.places,
               NULLIF(new.fee, -1), NULLIF(new.free_from, -1)
          FROM unnest($6::uuid[], $7::date[], $8::timestamptz[], $9::timestamptz[], $10::timestamptz[], $11::text[],
                      $12::bigint[], $13::bigint[], $14::bigint[])
               AS new (id, day, starts_at, ends_at, cutoff_at, state, places, fee, free_from)
        ON CONFLICT (city_id, template_id, starts_at) DO NOTHING
        """
    let city: CityID
    let template: SlotTemplate
    let slots: [Slot]
    func bind(_ parameters: inout Parameters) {
        parameters.add(
            city, template.id, template.place.method, template.place.zone, template.place.branch)
        parameters.add(slots.map(\.id), slots.map(\.day), slots.map(\.window.start), slots.map(\.window.end))
        parameters.add(slots.map(\.cutoff), slots.map(\.state), slots.map(\.places))
        let none = Money(cents: -1)
        parameters.add(slots.map { $0.price?.fee ?? none }, slots.map { $0.price?.freeFrom ?? none })
    }
}

/// What its template, an exception, a blackout or an operator says of a slot now. Less than booked is refused.
struct UpdateSlot: Statement {
    static let sql = """
        UPDATE slots
           SET ends_at = $3, cutoff_at = $4, state = $5, places = $6, fee_cents = $7, free_from_cents = $8,
               is_pinned = $9, version = version + 1
         WHERE city_id = $1 AND id = $2
        """
    static let refusals: [String: any Problem] = ["slots_places_left": SlotProblem.belowBooked([])]
    let city: CityID
    let slot: Slot
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, slot.id, slot.window.end, slot.cutoff, slot.state, slot.places)
        parameters.add(slot.price?.fee, slot.price?.freeFrom, slot.isPinned)
    }
}

/// One slot, locked.
struct LockSlot: Statement {
    static let sql = "SELECT \(slotColumns) FROM slots WHERE city_id = $1 AND id = $2 FOR NO KEY UPDATE"
    let city: CityID
    let slot: ID<Slot>
    func bind(_ parameters: inout Parameters) { parameters.add(city, slot) }
    static func decode(_ row: inout Row) throws(Fault) -> Slot { try Slot(&row) }
}

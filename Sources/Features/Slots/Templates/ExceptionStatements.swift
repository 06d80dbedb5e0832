import Cities
import Postgres
import Retailers
import Vocabulary

extension SlotException {
    init(_ row: inout Row) throws(Fault) {
        id = try row.next()
        template = try row.next()
        day = try row.next()
        let isClosed: Bool = try row.next()
        let first: Int? = try row.next()
        let last: Int? = try row.next()
        let places: Int64? = try row.next()
        let fee: Money? = try row.next()
        reason = try row.next()
        version = try row.next()
        guard !isClosed else {
            change = .closed
            return
        }
        let minutes: Range<Int>? = if let first, let last { first..<last } else { nil }
        change = .changed(minutes: minutes, places: places, fee: fee)
    }
}

/// The exceptions of a template from a day on.
struct ListExceptions: Statement {
    static let sql = """
        SELECT id, template_id, day, is_closed, first_minute, last_minute, places, fee_cents, reason, version
          FROM slot_exceptions
         WHERE city_id = $1 AND template_id = $2 AND day >= $3
         ORDER BY day
         LIMIT 1000
        """
    let city: CityID
    let template: ID<SlotTemplate>
    let from: CalendarDay
    func bind(_ parameters: inout Parameters) { parameters.add(city, template, from) }
    static func decode(_ row: inout Row) throws(Fault) -> SlotException { try SlotException(&row) }
}

/// A new exception, or (its template locked, its version compared) the changed one.
struct PutException: Statement {
    static let sql = """
        INSERT INTO slot_exceptions
               (city_id, id, template_id, day, is_closed, first_minute, last_minute, places, fee_cents, reason)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (city_id, id) DO UPDATE
           SET day = excluded.day, is_closed = excluded.is_closed, first_minute = excluded.first_minute,
               last_minute = excluded.last_minute, places = excluded.places, fee_cents = excluded.fee_cents,
               reason = excluded.reason, version = slot_exceptions.version + 1
        """
    static let refusals: [String: any Problem] = [
        "slot_exceptions_once_a_day": SlotProblem.taken("an exception for this day")
    ]
    let city: CityID
    let exception: SlotException
    func bind(_ parameters: inout Parameters) {
        var minutes: Range<Int>?
        var places: Int64?
        var fee: Money?
        if case .changed(let otherMinutes, let otherPlaces, let otherFee) = exception.change {
            (minutes, places, fee) = (otherMinutes, otherPlaces, otherFee)
        }
        parameters.add(city, exception.id, exception.template, exception.day, exception.change == .closed)
        parameters.add(minutes?.lowerBound, minutes?.upperBound, places, fee, exception.reason)
    }
}

struct DeleteException: Statement {
    static let sql = "DELETE FROM slot_exceptions WHERE city_id = $1 AND id = $2"
    let city: CityID
    let exception: ID<SlotException>
    func bind(_ parameters: inout Parameters) { parameters.add(city, exception) }
}

/// The blackouts that end later than this.
struct ListBlackouts: Statement {
    static let sql = """
        SELECT id, method, zone_id, branch_id, starts_at, ends_at, reason, version
          FROM slot_blackouts
         WHERE city_id = $1 AND ends_at > $2
         ORDER BY starts_at, id
         LIMIT 1000
        """
    let city: CityID
    let after: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, after) }
    static func decode(_ row: inout Row) throws(Fault) -> Blackout {
        try Blackout(
            id: row.next(), method: row.next(), zone: row.next(), branch: row.next(),
            window: TimeWindow(start: row.next(), end: row.next()), reason: row.next(), version: row.next())
    }
}

struct InsertBlackout: Statement {
    static let sql = """
        INSERT INTO slot_blackouts (city_id, id, method, zone_id, branch_id, starts_at, ends_at, reason)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """
    static let refusals: [String: any Problem] = [
        "slot_blackouts_city_id_zone_id_fkey": SlotProblem.unfit(
            FieldProblem("/zone", "unknown", "is no zone of this city")),
        "slot_blackouts_city_id_branch_id_fkey": SlotProblem.unfit(
            FieldProblem("/branch", "unknown", "is no branch of this city")),
    ]
    let city: CityID
    let blackout: Blackout
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, blackout.id, blackout.method, blackout.zone, blackout.branch)
        parameters.add(blackout.window.start, blackout.window.end, blackout.reason)
    }
}

struct DeleteBlackout: Statement {
    static let sql = "DELETE FROM slot_blackouts WHERE city_id = $1 AND id = $2 AND version = $3"
    let city: CityID
    let blackout: ID<Blackout>
    let version: Int64
    func bind(_ parameters: inout Parameters) { parameters.add(city, blackout, version) }
}

import Postgres
import Vocabulary

private let holdColumns = """
    slot_holds.id, slot_holds.slot_id, slot_holds.holder, slot_holds.state, slot_holds.fee_cents,
    slot_holds.free_from_cents, slot_holds.expires_at, slot_holds.purchase_id
    """

extension Hold {
    init(_ row: inout Row) throws(Fault) {
        id = try row.next()
        slot = try row.next()
        holder = try Holder(row.next())
        state = try row.next()
        price = try SlotPrice(fee: row.next(), freeFrom: row.next())
        expires = try row.next()
        purchase = try row.next()
    }
}

/// A hold and its slot, the hold locked.
struct LockHold: Statement {
    static let sql = """
        SELECT \(holdColumns), \(slotColumns)
          FROM slot_holds JOIN slots ON slots.city_id = slot_holds.city_id AND slots.id = slot_holds.slot_id
         WHERE slot_holds.city_id = $1
           AND (slot_holds.id = $2 OR slot_holds.purchase_id = $3 AND slot_holds.state <> 'released')
           FOR UPDATE OF slot_holds
        """
    let city: CityID
    let name: LockedHold.Name
    func bind(_ parameters: inout Parameters) { parameters.add(city, name.hold, name.purchase) }
    static func decode(_ row: inout Row) throws(Fault) -> (Hold, Slot) { try (Hold(&row), Slot(&row)) }
}

/// What a hold took of each pool. Always a statement of its own behind the lock: its snapshot is then younger than
/// whatever the lock waited for.
struct FindDebits: Statement {
    static let sql = """
        SELECT slot_debits.pool_id, slot_debits.amount
          FROM slot_holds JOIN slot_debits ON slot_debits.city_id = slot_holds.city_id
           AND slot_debits.hold_id = slot_holds.id
         WHERE slot_holds.city_id = $1
           AND (slot_holds.id = $2 OR slot_holds.purchase_id = $3 AND slot_holds.state <> 'released')
         ORDER BY slot_debits.pool_id
        """
    let city: CityID
    let name: LockedHold.Name
    func bind(_ parameters: inout Parameters) { parameters.add(city, name.hold, name.purchase) }
    static func decode(_ row: inout Row) throws(Fault) -> Debit { try Debit(pool: row.next(), amount: row.next()) }
}

/// Which of a holder's two places are in use.
struct FindOpenHolds: Statement {
    static let sql = "SELECT id, ordinal FROM slot_holds WHERE city_id = $1 AND holder = $2 AND state = 'held'"
    let city: CityID
    let holder: Holder
    func bind(_ parameters: inout Parameters) { parameters.add(city, holder.text) }
    static func decode(_ row: inout Row) throws(Fault) -> (ID<Hold>, Int) { try (row.next(), row.next()) }
}

/// Holds whose time is over, locked; others' locks are passed by, never waited for. With a slot or a holder: only
/// theirs. The debits of a hold never change while it is held, so the arrays belong to the locked row.
struct LockExpiredHolds: Statement {
    struct Expired: Sendable {
        let hold: ID<Hold>
        let slot: ID<Slot>
        let debits: [Debit]
    }

    static let sql = """
        SELECT id, slot_id,
               ARRAY (SELECT pool_id FROM slot_debits
                       WHERE city_id = $1 AND hold_id = slot_holds.id ORDER BY pool_id),
               ARRAY (SELECT amount FROM slot_debits
                       WHERE city_id = $1 AND hold_id = slot_holds.id ORDER BY pool_id)
          FROM slot_holds
         WHERE city_id = $1 AND state = 'held' AND expires_at <= $2
           AND ($3::uuid IS NULL OR slot_id = $3 OR holder = $4)
         ORDER BY expires_at
         LIMIT $5
           FOR UPDATE SKIP LOCKED
        """
    let city: CityID
    let now: Instant
    var slot: ID<Slot>?
    var holder: Holder?
    var limit = 20
    func bind(_ parameters: inout Parameters) { parameters.add(city, now, slot, holder?.text, limit) }
    static func decode(_ row: inout Row) throws(Fault) -> Expired {
        let hold: ID<Hold> = try row.next()
        let slot: ID<Slot> = try row.next()
        let pools: [ID<Pool>] = try row.next()
        let amounts: [Int64] = try row.next()
        return Expired(hold: hold, slot: slot, debits: zip(pools, amounts).map { Debit(pool: $0, amount: $1) })
    }
}

struct InsertHold: Statement {
    static let sql = """
        INSERT INTO slot_holds (city_id, id, slot_id, holder, ordinal, fee_cents, free_from_cents, held_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """
    /// Two requests of one holder chose the same number: the second one is one too many, or comes too fast.
    static let refusals: [String: any Problem] = ["slot_holds_open_once": SlotProblem.tooManyHolds]
    let city: CityID
    let hold: Hold
    let ordinal: Int
    let now: Instant
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, hold.id, hold.slot, hold.holder.text, ordinal)
        parameters.add(hold.price.fee, hold.price.freeFrom, now, hold.expires)
    }
}

struct InsertDebits: Statement {
    static let sql = """
        INSERT INTO slot_debits (city_id, hold_id, pool_id, amount)
        SELECT $1, $2, taken.pool_id, taken.amount FROM unnest($3::uuid[], $4::bigint[]) AS taken (pool_id, amount)
        """
    let city: CityID
    let hold: ID<Hold>
    let debits: [Debit]
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, hold, debits.map(\.pool), debits.map(\.amount))
    }
}

struct DeleteDebits: Statement {
    static let sql = "DELETE FROM slot_debits WHERE city_id = $1 AND hold_id = $2"
    let city: CityID
    let hold: ID<Hold>
    func bind(_ parameters: inout Parameters) { parameters.add(city, hold) }
}

/// Held → booked. The caller holds the row's lock and has looked at its state.
struct BookHold: Statement {
    static let sql = """
        UPDATE slot_holds SET state = 'booked', purchase_id = $3 WHERE city_id = $1 AND id = $2
        """
    let city: CityID
    let hold: ID<Hold>
    let purchase: ID<Hold.Purchase>
    func bind(_ parameters: inout Parameters) { parameters.add(city, hold, purchase) }
}

/// Booked → used: the goods were handed over. The place stays taken.
struct UseHold: Statement {
    static let sql = "UPDATE slot_holds SET state = 'used' WHERE city_id = $1 AND id = $2"
    let city: CityID
    let hold: ID<Hold>
    func bind(_ parameters: inout Parameters) { parameters.add(city, hold) }
}

struct ExtendHold: Statement {
    static let sql = "UPDATE slot_holds SET expires_at = $3 WHERE city_id = $1 AND id = $2"
    let city: CityID
    let hold: ID<Hold>
    let expires: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, hold, expires) }
}

/// Held or booked → released. The caller holds the row's lock.
struct EndHold: Statement {
    static let sql = """
        UPDATE slot_holds SET state = 'released', ended_at = $3, end_reason = $4 WHERE city_id = $1 AND id = $2
        """
    let city: CityID
    let hold: ID<Hold>
    let now: Instant
    let reason: Hold.EndReason
    func bind(_ parameters: inout Parameters) { parameters.add(city, hold, now, reason) }
}

/// What a holder holds now.
struct ListHolds: Statement {
    static let sql = """
        SELECT \(holdColumns) FROM slot_holds
         WHERE city_id = $1 AND holder = $2 AND state = 'held' AND expires_at > $3
         ORDER BY expires_at
        """
    let city: CityID
    let holder: Holder
    let now: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, holder.text, now) }
    static func decode(_ row: inout Row) throws(Fault) -> Hold { try Hold(&row) }
}

/// The holds and bookings of some slots: whom a change would hit.
struct ListTaken: Statement {
    struct Taken: Sendable {
        let hold: ID<Hold>
        let slot: ID<Slot>
        let state: Hold.State
        let purchase: ID<Hold.Purchase>?
    }

    static let sql = """
        SELECT id, slot_id, state, purchase_id FROM slot_holds
         WHERE city_id = $1 AND slot_id = ANY ($2::uuid[]) AND state IN ('held', 'booked', 'used')
         ORDER BY slot_id, id
         LIMIT 50
        """
    let city: CityID
    let slots: [ID<Slot>]
    func bind(_ parameters: inout Parameters) { parameters.add(city, slots) }
    static func decode(_ row: inout Row) throws(Fault) -> Taken {
        try Taken(hold: row.next(), slot: row.next(), state: row.next(), purchase: row.next())
    }
}

/// The holds and bookings that took of a rule's pools.
struct ListTakenOfRule: Statement {
    static let sql = """
        SELECT DISTINCT slot_holds.id, slot_holds.slot_id, slot_holds.state, slot_holds.purchase_id
          FROM pools
          JOIN slot_debits ON slot_debits.city_id = pools.city_id AND slot_debits.pool_id = pools.id
          JOIN slot_holds ON slot_holds.city_id = slot_debits.city_id AND slot_holds.id = slot_debits.hold_id
         WHERE pools.city_id = $1 AND pools.rule_id = $2 AND pools.ends_at > $3 AND pools.booked > $4
           AND slot_holds.state IN ('held', 'booked', 'used')
         ORDER BY 2, 1
         LIMIT 50
        """
    let city: CityID
    let rule: ID<PoolRule>
    let now: Instant
    let amount: Int64
    func bind(_ parameters: inout Parameters) { parameters.add(city, rule, now, amount) }
    static func decode(_ row: inout Row) throws(Fault) -> ListTaken.Taken {
        try ListTaken.Taken(hold: row.next(), slot: row.next(), state: row.next(), purchase: row.next())
    }
}

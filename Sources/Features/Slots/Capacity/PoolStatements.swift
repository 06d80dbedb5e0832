import Cities
import Postgres
import Retailers
import Vocabulary

let poolColumns = """
    pools.id, pools.method, pools.zone_id, pools.retailer_id, pools.branch_id, pools.unit, pools.starts_at,
    pools.ends_at, pools.amount, pools.booked
    """

extension Pool {
    init(_ row: inout Row) throws(Fault) {
        id = try row.next()
        scope = try PoolScope(&row)
        unit = try row.next()
        window = try TimeWindow(start: row.next(), end: row.next())
        amount = try row.next()
        booked = try row.next()
    }
}

extension PoolScope {
    /// Four columns: method, zone, retailer, branch.
    init(_ row: inout Row) throws(Fault) {
        self.init(method: try row.next(), zone: try row.next(), retailer: try row.next(), branch: try row.next())
    }
}

/// The pools that may concern a slot and these shops.
struct FindPools: Statement {
    static let sql = """
        SELECT \(poolColumns)
          FROM slots
          JOIN pools ON pools.city_id = slots.city_id
           AND pools.starts_at <= slots.starts_at AND pools.ends_at > slots.starts_at
         WHERE slots.city_id = $1 AND slots.id = $2
           AND (pools.method IS NULL OR pools.method = slots.method)
           AND (pools.zone_id IS NULL OR pools.zone_id = slots.zone_id)
           AND (pools.retailer_id IS NULL OR pools.retailer_id = ANY ($3::uuid[]))
           AND (pools.branch_id IS NULL OR pools.branch_id = ANY ($4::uuid[]))
        """
    let city: CityID
    let slot: ID<Slot>
    let load: Load
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, slot, load.shares.map(\.retailer), load.shares.map(\.branch))
    }
    static func decode(_ row: inout Row) throws(Fault) -> Pool { try Pool(&row) }
}

/// The pools that may concern a hold's slot and these shops.
struct FindPoolsOfHold: Statement {
    static let sql = """
        SELECT \(poolColumns)
          FROM slot_holds
          JOIN slots ON slots.city_id = slot_holds.city_id AND slots.id = slot_holds.slot_id
          JOIN pools ON pools.city_id = slots.city_id
           AND pools.starts_at <= slots.starts_at AND pools.ends_at > slots.starts_at
         WHERE slot_holds.city_id = $1
           AND (slot_holds.id = $2 OR slot_holds.purchase_id = $3 AND slot_holds.state <> 'released')
           AND (pools.method IS NULL OR pools.method = slots.method)
           AND (pools.zone_id IS NULL OR pools.zone_id = slots.zone_id)
           AND (pools.retailer_id IS NULL OR pools.retailer_id = ANY ($4::uuid[]))
           AND (pools.branch_id IS NULL OR pools.branch_id = ANY ($5::uuid[]))
        """
    let city: CityID
    let name: LockedHold.Name
    let load: Load
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, name.hold, name.purchase, load.shares.map(\.retailer), load.shares.map(\.branch))
    }
    static func decode(_ row: inout Row) throws(Fault) -> Pool { try Pool(&row) }
}

/// Takes from a pool, or gives back. Unconditional: too much is refused by the CHECK.
struct ChangePool: Statement {
    static let sql = "UPDATE pools SET booked = booked + $3 WHERE city_id = $1 AND id = $2"
    static let refusals: [String: any Problem] = ["pools_places_left": SlotProblem.limitReached]
    let city: CityID
    let pool: ID<Pool>
    let amount: Int64
    func bind(_ parameters: inout Parameters) { parameters.add(city, pool, amount) }
}

/// Takes a place of a slot, or gives it back. Unconditional: one too many is refused by the CHECK.
struct ChangeSlot: Statement {
    static let sql = "UPDATE slots SET booked = booked + $3 WHERE city_id = $1 AND id = $2"
    static let refusals: [String: any Problem] = ["slots_places_left": SlotProblem.full]
    let city: CityID
    let slot: ID<Slot>
    let places: Int64
    func bind(_ parameters: inout Parameters) { parameters.add(city, slot, places) }
}

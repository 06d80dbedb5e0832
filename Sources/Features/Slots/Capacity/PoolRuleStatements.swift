import Cities
import Postgres
import Retailers
import Vocabulary

extension PoolRule {
    init(_ row: inout Row) throws(Fault) {
        id = try row.next()
        name = try row.next()
        scope = try PoolScope(&row)
        unit = try row.next()
        amount = try row.next()
        weekdays = Set(try row.next(as: [Int].self))
        firstMinute = try row.next()
        lastMinute = try row.next()
        version = try row.next()
    }
}

private let ruleColumns = """
    id, name, method, zone_id, retailer_id, branch_id, unit, amount, weekdays, first_minute, last_minute, version
    """

struct ListPoolRules: Statement {
    static let sql = "SELECT \(ruleColumns) FROM pool_rules WHERE city_id = $1 ORDER BY name, id LIMIT 1000"
    let city: CityID
    func bind(_ parameters: inout Parameters) { parameters.add(city) }
    static func decode(_ row: inout Row) throws(Fault) -> PoolRule { try PoolRule(&row) }
}

/// The rule, locked: whoever makes or changes its pools holds this.
struct LockPoolRule: Statement {
    static let sql = "SELECT \(ruleColumns) FROM pool_rules WHERE city_id = $1 AND id = $2 FOR UPDATE"
    let city: CityID
    let rule: ID<PoolRule>
    func bind(_ parameters: inout Parameters) { parameters.add(city, rule) }
    static func decode(_ row: inout Row) throws(Fault) -> PoolRule { try PoolRule(&row) }
}

struct PutPoolRule: Statement {
    static let sql = """
        INSERT INTO pool_rules (city_id, id, name, method, zone_id, retailer_id, branch_id, unit, amount, weekdays,
                                first_minute, last_minute)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        ON CONFLICT (city_id, id) DO UPDATE
           SET name = excluded.name, amount = excluded.amount, version = pool_rules.version + 1
        """
    static let refusals: [String: any Problem] = [
        "pool_rules_city_id_zone_id_fkey": SlotProblem.unfit(
            FieldProblem("/zone", "unknown", "is no zone of this city")),
        "pool_rules_city_id_retailer_id_fkey": SlotProblem.unfit(
            FieldProblem("/retailer", "unknown", "is no retailer of this city")),
        "pool_rules_city_id_branch_id_fkey": SlotProblem.unfit(
            FieldProblem("/branch", "unknown", "is no branch of this city")),
    ]
    let city: CityID
    let rule: PoolRule
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, rule.id, rule.name, rule.scope.method, rule.scope.zone, rule.scope.retailer)
        parameters.add(rule.scope.branch, rule.unit, rule.amount, rule.weekdays.sorted())
        parameters.add(rule.firstMinute, rule.lastMinute)
    }
}

/// The pools of a rule for days to come; those that are there stay.
struct InsertPools: Statement {
    static let sql = """
        INSERT INTO pools (city_id, id, rule_id, unit, amount, method, zone_id, retailer_id, branch_id, starts_at,
                           ends_at)
        SELECT $1, new.id, $2, $3, $4, $5, $6, $7, $8, new.starts_at, new.ends_at
          FROM unnest($9::uuid[], $10::timestamptz[], $11::timestamptz[]) AS new (id, starts_at, ends_at)
        ON CONFLICT (city_id, rule_id, starts_at) DO NOTHING
        """
    let city: CityID
    let rule: PoolRule
    let pools: [(id: ID<Pool>, window: TimeWindow)]
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, rule.id, rule.unit, rule.amount, rule.scope.method, rule.scope.zone)
        parameters.add(rule.scope.retailer, rule.scope.branch, pools.map(\.id), pools.map(\.window.start))
        parameters.add(pools.map(\.window.end))
    }
}

/// The amount of a rule's pools from now on. Less than booked is refused.
struct SetPoolAmounts: Statement {
    static let sql = """
        UPDATE pools SET amount = $3, version = version + 1
         WHERE city_id = $1 AND rule_id = $2 AND ends_at > $4 AND amount <> $3
        """
    static let refusals: [String: any Problem] = ["pools_places_left": SlotProblem.belowBooked([])]
    let city: CityID
    let rule: PoolRule
    let now: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, rule.id, rule.amount, now) }
}

/// The pools of a rule from now on, locked by id.
struct LockPoolsOfRule: Statement {
    static let sql = """
        SELECT \(poolColumns) FROM pools
         WHERE city_id = $1 AND rule_id = $2 AND ends_at > $3
         ORDER BY id
           FOR NO KEY UPDATE
        """
    let city: CityID
    let rule: ID<PoolRule>
    let now: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, rule, now) }
    static func decode(_ row: inout Row) throws(Fault) -> Pool { try Pool(&row) }
}

/// The pools that slots of a time may be concerned by.
struct FindPoolsBetween: Statement {
    static let sql = """
        SELECT \(poolColumns) FROM pools
         WHERE city_id = $1 AND starts_at < $3 AND ends_at > $2
           AND (zone_id IS NULL OR zone_id = $4)
           AND (retailer_id IS NULL OR retailer_id = ANY ($5::uuid[]))
           AND (branch_id IS NULL OR branch_id = ANY ($6::uuid[]))
        """
    let city: CityID
    let span: TimeWindow
    let zone: ID<DeliveryZone>?
    let load: Load
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, span.start, span.end, zone, load.shares.map(\.retailer), load.shares.map(\.branch))
    }
    static func decode(_ row: inout Row) throws(Fault) -> Pool { try Pool(&row) }
}

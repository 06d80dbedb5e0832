import Cities
import Postgres
import Retailers
import Vocabulary
import Web

private let templateColumns = """
    id, name, zone_id, branch_id, kind, weekdays, first_minute, last_minute, width_minutes, step_minutes, horizon_days,
    cutoff, lead_minutes, holidays, valid_from, valid_until, places, fee_cents, free_from_cents, price_rules, is_active,
    version
    """

extension SlotTemplate {
    init(_ row: inout Row) throws(Fault) {
        id = try row.next()
        name = try row.next()
        place = try SlotPlace(zone: row.next(), branch: row.next())
        pattern = try SlotPattern(
            kind: row.next(), weekdays: Set(row.next(as: [Int].self)), firstMinute: row.next(), lastMinute: row.next(),
            widthMinutes: row.next(), stepMinutes: row.next())
        horizonDays = try row.next()
        cutoff = try row.next()
        leadMinutes = try row.next()
        onHolidays = try row.next()
        validFrom = try row.next()
        validUntil = try row.next()
        places = try row.next()
        prices = try PriceTable(otherwise: SlotPrice(&row), rules: PriceRule.stored(row.next()))
        isActive = try row.next()
        version = try row.next()
    }
}

extension SlotPrice {
    /// Two columns: the fee, and from which value on there is none. `nil` without a fee.
    init?(_ row: inout Row) throws(Fault) {
        let fee: Money? = try row.next()
        let freeFrom: Money? = try row.next()
        guard let fee else { return nil }
        self.init(fee: fee, freeFrom: freeFrom)
    }
}

extension SlotPlace {
    init(zone: ID<DeliveryZone>?, branch: ID<Branch>?) throws(Fault) {
        if let zone {
            self = .delivery(zone)
        } else if let branch {
            self = .pickup(branch)
        } else {
            throw Fault(.unexpected, "a slot template without a place")
        }
    }
}

extension PriceRule {
    /// Reads what `text(of:)` wrote.
    static func stored(_ text: JSONText) throws(Fault) -> [PriceRule] {
        do {
            return try JSON(parsing: text.utf8).array(0...100) { (json) throws(RequestProblem) in
                try PriceRule(json: json)
            }
        } catch {
            throw Fault(.unexpected, "stored price rules cannot be read: \(error)")
        }
    }

    static func text(of rules: [PriceRule]) -> JSONText {
        var json = JSONWriter()
        json.array(rules)
        return JSONText(json.bytes)
    }
}

/// All templates of a city, by name.
struct ListTemplates: Statement {
    static let sql = "SELECT \(templateColumns) FROM slot_templates WHERE city_id = $1 ORDER BY name, id LIMIT 1000"
    let city: CityID
    func bind(_ parameters: inout Parameters) { parameters.add(city) }
    static func decode(_ row: inout Row) throws(Fault) -> SlotTemplate { try SlotTemplate(&row) }
}

struct FindTemplate: Statement {
    static let sql = "SELECT \(templateColumns) FROM slot_templates WHERE city_id = $1 AND id = $2"
    let city: CityID
    let template: ID<SlotTemplate>
    func bind(_ parameters: inout Parameters) { parameters.add(city, template) }
    static func decode(_ row: inout Row) throws(Fault) -> SlotTemplate { try SlotTemplate(&row) }
}

/// The template, locked: whoever makes or changes its slots holds this.
struct LockTemplate: Statement {
    static let sql = "SELECT \(templateColumns) FROM slot_templates WHERE city_id = $1 AND id = $2 FOR UPDATE"
    let city: CityID
    let template: ID<SlotTemplate>
    func bind(_ parameters: inout Parameters) { parameters.add(city, template) }
    static func decode(_ row: inout Row) throws(Fault) -> SlotTemplate { try SlotTemplate(&row) }
}

/// A new template, or (with its row locked and its version compared) the changed one.
struct PutTemplate: Statement {
    static let sql = """
        INSERT INTO slot_templates (city_id, id, name, method, zone_id, branch_id, kind, weekdays, first_minute,
               last_minute, width_minutes, step_minutes, horizon_days, cutoff, lead_minutes, holidays, valid_from,
               valid_until, places, fee_cents, free_from_cents, price_rules, is_active)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                $23)
        ON CONFLICT (city_id, id) DO UPDATE
           SET name = excluded.name, kind = excluded.kind, weekdays = excluded.weekdays,
               first_minute = excluded.first_minute, last_minute = excluded.last_minute,
               width_minutes = excluded.width_minutes, step_minutes = excluded.step_minutes,
               horizon_days = excluded.horizon_days, cutoff = excluded.cutoff, lead_minutes = excluded.lead_minutes,
               holidays = excluded.holidays, valid_from = excluded.valid_from, valid_until = excluded.valid_until,
               places = excluded.places, fee_cents = excluded.fee_cents, free_from_cents = excluded.free_from_cents,
               price_rules = excluded.price_rules, is_active = excluded.is_active,
               version = slot_templates.version + 1
        """
    static let refusals: [String: any Problem] = [
        "slot_templates_city_id_zone_id_fkey": SlotProblem.unfit(
            FieldProblem("/zone", "unknown", "is no zone of this city")),
        "slot_templates_city_id_branch_id_fkey": SlotProblem.unfit(
            FieldProblem("/branch", "unknown", "is no branch of this city")),
    ]
    let city: CityID
    let template: SlotTemplate
    func bind(_ parameters: inout Parameters) {
        let pattern = template.pattern
        parameters.add(city, template.id, template.name, template.place.method, template.place.zone)
        parameters.add(template.place.branch, pattern.kind, pattern.weekdays.sorted(), pattern.firstMinute)
        parameters.add(pattern.lastMinute, pattern.widthMinutes, pattern.stepMinutes, template.horizonDays)
        parameters.add(template.cutoff, template.leadMinutes, template.onHolidays, template.validFrom)
        parameters.add(template.validUntil, template.places, template.prices.otherwise?.fee)
        parameters.add(template.prices.otherwise?.freeFrom, PriceRule.text(of: template.prices.rules))
        parameters.add(template.isActive)
    }
}

import Accounts
import Cities
import Postgres
import Vocabulary

extension Retailer {
    init(_ row: inout Row) throws(Fault) {
        id = try row.next()
        profile = try RetailerProfile(&row)
        mode = try row.next()
        state = try row.next()
        imprint = try row.next()
        pause = try Pause(stored: row.next(), row.next())
        version = try row.next()
    }
}

extension RetailerProfile {
    fileprivate init(_ row: inout Row) throws(Fault) {
        self.init(name: try row.next(), trade: try row.next())
        description = try row.next()
        phone = try row.next()
        email = try row.next()
        website = try row.next()
        deliveryHint = try row.next()
    }

    fileprivate func add(to parameters: inout Parameters) {
        parameters.add(name, trade, description, phone, email, website, deliveryHint)
    }
}

private let unknownTrade: [String: any Problem] = [
    "retailers_city_id_trade_fkey": RetailerProblem.unknownTrade
]

/// The published ones after a name, in its order. Branches decide on the district.
struct ListRetailers: Statement {
    static let sql = """
        SELECT id, name, trade, description, phone, email, website, delivery_hint, mode, state, imprint, paused_until,
               pause_notice, version
          FROM retailers AS r
         WHERE city_id = $1 AND state = 'approved' AND (name, id) > ($2, $3)
           AND ($4::text IS NULL OR trade = $4)
           AND ($5::uuid IS NULL OR EXISTS
                (SELECT FROM branches AS b WHERE b.city_id = $1 AND b.retailer_id = r.id AND b.district_id = $5))
         ORDER BY name, id LIMIT $6
        """
    let city: CityID
    let after: DirectoryPosition
    let filter: DirectoryFilter
    let limit: Int
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, after.name, after.id, filter.trade, filter.district, limit)
    }
    static func decode(_ row: inout Row) throws(Fault) -> Retailer { try Retailer(&row) }
}

struct FindRetailer: Statement {
    static let sql = """
        SELECT id, name, trade, description, phone, email, website, delivery_hint, mode, state, imprint, paused_until,
               pause_notice, version
          FROM retailers WHERE city_id = $1 AND id = $2
        """
    let city: CityID
    let retailer: RetailerID
    func bind(_ parameters: inout Parameters) { parameters.add(city, retailer) }
    static func decode(_ row: inout Row) throws(Fault) -> Retailer { try Retailer(&row) }
}

/// One retailer, held until the transaction ends.
struct LockRetailer: Statement {
    static let sql = """
        SELECT id, name, trade, description, phone, email, website, delivery_hint, mode, state, imprint, paused_until,
               pause_notice, version
          FROM retailers WHERE city_id = $1 AND id = $2 FOR UPDATE
        """
    let city: CityID
    let retailer: RetailerID
    func bind(_ parameters: inout Parameters) { parameters.add(city, retailer) }
    static func decode(_ row: inout Row) throws(Fault) -> Retailer { try Retailer(&row) }
}

struct InsertRetailer: Statement {
    static let sql = """
        INSERT INTO retailers
               (city_id, id, mode, state, source, source_key, source_row, created_at,
                name, trade, description, phone, email, website, delivery_hint)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        """
    static let refusals = unknownTrade
    let city: CityID
    let retailer: Retailer
    let source: ImportSource?
    let at: Instant
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, retailer.id, retailer.mode, retailer.state, source?.kind, source?.key, source?.row, at)
        retailer.profile.add(to: &parameters)
    }
}

/// Profile and mode anew; the caller holds the row.
struct UpdateRetailer: Statement {
    static let sql = """
        UPDATE retailers
           SET mode = $3, name = $4, trade = $5, description = $6, phone = $7, email = $8, website = $9,
               delivery_hint = $10, version = version + 1
         WHERE city_id = $1 AND id = $2
        """
    static let refusals = unknownTrade
    let city: CityID
    let retailer: RetailerID
    let mode: RetailerMode
    let profile: RetailerProfile
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, retailer, mode)
        profile.add(to: &parameters)
    }
}

struct SetRetailerState: Statement {
    static let sql = "UPDATE retailers SET state = $3, version = version + 1 WHERE city_id = $1 AND id = $2"
    let city: CityID
    let retailer: RetailerID
    let state: RetailerState
    func bind(_ parameters: inout Parameters) { parameters.add(city, retailer, state) }
}

struct SetRetailerMode: Statement {
    static let sql = "UPDATE retailers SET mode = $3, version = version + 1 WHERE city_id = $1 AND id = $2"
    let city: CityID
    let retailer: RetailerID
    let mode: RetailerMode
    func bind(_ parameters: inout Parameters) { parameters.add(city, retailer, mode) }
}

struct PauseRetailer: Statement {
    static let sql = """
        UPDATE retailers SET paused_until = $3, pause_notice = $4, version = version + 1 WHERE city_id = $1 AND id = $2
        """
    let city: CityID
    let retailer: RetailerID
    let pause: Pause?
    func bind(_ parameters: inout Parameters) { parameters.add(city, retailer, pause?.until, pause?.notice) }
}

// MARK: Imprints

struct FindImprint: Statement {
    static let sql = """
        SELECT legal_name, legal_form, representative, street, postcode, town, email, phone, register, vat_id
          FROM imprints WHERE city_id = $1 AND retailer_id = $2 AND number = $3
        """
    let city: CityID
    let retailer: RetailerID
    let number: Int64
    func bind(_ parameters: inout Parameters) { parameters.add(city, retailer, number) }
    static func decode(_ row: inout Row) throws(Fault) -> Imprint {
        try Imprint(
            legalName: row.next(), legalForm: row.next(), representative: row.next(), street: row.next(),
            postcode: row.next(), town: row.next(), email: row.next(), phone: row.next(), register: row.next(),
            vatID: row.next())
    }
}

/// The next version of an imprint, in force at once; the caller holds the retailer's row.
struct InsertImprint: Statement {
    static let sql = """
        WITH added AS (
            INSERT INTO imprints
                   (city_id, retailer_id, number, valid_from, legal_name, legal_form, representative, street, postcode,
                    town, email, phone, register, vat_id)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        )
        UPDATE retailers SET imprint = $3, version = version + 1 WHERE city_id = $1 AND id = $2
        """
    let city: CityID
    let retailer: RetailerID
    let number: Int64
    let at: Instant
    let imprint: Imprint
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, retailer, number, at, imprint.legalName, imprint.legalForm, imprint.representative)
        parameters.add(imprint.street, imprint.postcode, imprint.town, imprint.email, imprint.phone)
        parameters.add(imprint.register, imprint.vatID)
    }
}

// MARK: Trades

struct ListTrades: Statement {
    static let sql = "SELECT slug, name_de, name_en FROM trades WHERE city_id = $1 ORDER BY slug"
    let city: CityID
    func bind(_ parameters: inout Parameters) { parameters.add(city) }
    static func decode(_ row: inout Row) throws(Fault) -> Trade {
        try Trade(slug: row.next(), german: row.next(), english: row.next())
    }
}

/// The common trades; those a town has already keep their names.
struct AddTrades: Statement {
    static let sql = """
        INSERT INTO trades (city_id, slug, name_de, name_en)
        SELECT $1, slug, german, english FROM unnest($2::text[], $3::text[], $4::text[]) AS t (slug, german, english)
        ON CONFLICT DO NOTHING
        """
    let city: CityID
    let trades: [Trade]
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, trades.map(\.slug), trades.map(\.german), trades.map(\.english))
    }
}

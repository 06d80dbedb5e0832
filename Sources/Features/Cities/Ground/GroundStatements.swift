import Postgres
import Vocabulary
import Web

struct ListDistricts: Statement {
    static let sql = "SELECT id, slug, name, area, version FROM districts WHERE city_id = $1 ORDER BY slug"
    let city: CityID
    func bind(_ parameters: inout Parameters) { parameters.add(city) }
    static func decode(_ row: inout Row) throws(Fault) -> District { try District(&row) }
}

/// Adds a district, or changes the one of the same slug if it is at `version` (`nil`: whatever it is at).
struct PutDistrict: Statement {
    static let sql = """
        INSERT INTO districts (city_id, id, slug, name, area) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (city_id, slug) DO UPDATE SET name = excluded.name, area = excluded.area,
               version = districts.version + 1
         WHERE $6::bigint IS NULL OR districts.version = $6
        RETURNING id, slug, name, area, version
        """
    static let refusals: [String: any Problem] = ["districts_slug_shape": CityProblem.slugShape]
    let city: CityID
    let district: District
    let version: Int64?
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, district.id, district.slug, district.name, district.area.text, version)
    }
    static func decode(_ row: inout Row) throws(Fault) -> District { try District(&row) }
}

struct ListZones: Statement {
    static let sql = "SELECT \(zoneColumns) FROM zones WHERE city_id = $1 ORDER BY slug"
    let city: CityID
    func bind(_ parameters: inout Parameters) { parameters.add(city) }
    static func decode(_ row: inout Row) throws(Fault) -> DeliveryZone { try DeliveryZone(&row) }
}

/// Adds a zone, or changes the one of the same slug if it is at `version` (`nil`: whatever it is at). A zone's pause
/// is changed by `PauseZone` alone.
struct PutZone: Statement {
    static let sql = """
        INSERT INTO zones (city_id, id, slug, name, area, priority, fee_cents, free_from_cents, minimum_cents,
               paused_until, pause_notice)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (city_id, slug) DO UPDATE SET name = excluded.name, area = excluded.area,
               priority = excluded.priority, fee_cents = excluded.fee_cents,
               free_from_cents = excluded.free_from_cents, minimum_cents = excluded.minimum_cents,
               version = zones.version + 1
         WHERE $12::bigint IS NULL OR zones.version = $12
        RETURNING \(zoneColumns)
        """
    static let refusals: [String: any Problem] = ["zones_slug_shape": CityProblem.slugShape]
    let city: CityID
    let zone: DeliveryZone
    let version: Int64?
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, zone.id, zone.slug, zone.name, zone.area.text, zone.priority, zone.fee)
        parameters.add(zone.freeFrom, zone.minimum, zone.pause?.until, zone.pause?.notice, version)
    }
    static func decode(_ row: inout Row) throws(Fault) -> DeliveryZone { try DeliveryZone(&row) }
}

/// Rests deliveries to a zone, or lets them go on (`nil`).
struct PauseZone: Statement {
    static let sql = """
        UPDATE zones SET paused_until = $3, pause_notice = $4, version = version + 1
         WHERE city_id = $1 AND slug = $2 RETURNING \(zoneColumns)
        """
    let city: CityID
    let slug: String
    let pause: Pause?
    func bind(_ parameters: inout Parameters) { parameters.add(city, slug, pause?.until, pause?.notice) }
    static func decode(_ row: inout Row) throws(Fault) -> DeliveryZone { try DeliveryZone(&row) }
}

private let zoneColumns = """
    id, slug, name, area, priority, fee_cents, free_from_cents, minimum_cents, paused_until, pause_notice, version
    """

extension District {
    init(_ row: inout Row) throws(Fault) {
        id = try row.next()
        slug = try row.next()
        name = try row.next()
        area = try Area(row.next(as: JSONText.self))
        version = try row.next()
    }
}

extension DeliveryZone {
    init(_ row: inout Row) throws(Fault) {
        id = try row.next()
        slug = try row.next()
        name = try row.next()
        area = try Area(row.next(as: JSONText.self))
        priority = try row.next()
        fee = try row.next()
        freeFrom = try row.next()
        minimum = try row.next()
        pause = try Pause(&row)
        version = try row.next()
    }
}

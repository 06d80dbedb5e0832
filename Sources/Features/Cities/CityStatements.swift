import Postgres
import Vocabulary
import Web

private let cityColumns = """
    id, slug, name, time_zone, land, languages, centre_lat, centre_lon, settings, paused_until, pause_notice, version
    """

extension City {
    init(_ row: inout Row) throws(Fault) {
        id = try row.next()
        slug = try row.next()
        name = try row.next()
        zone = try row.next()
        land = try row.next()
        languages = try row.next()
        let latitude: Double = try row.next()
        let longitude: Double = try row.next()
        guard let centre = Place(latitude: latitude, longitude: longitude) else {
            throw Fault(.unexpected, "a city's centre is off the earth")
        }
        self.centre = centre
        settings = try CitySettings(row.next(as: JSONText.self))
        pause = try Pause(&row)
        version = try row.next()
    }
}

extension Pause {
    /// Two columns: until when, and the notice.
    init?(_ row: inout Row) throws(Fault) {
        let until: Instant? = try row.next()
        let notice: String? = try row.next()
        guard let until else { return nil }
        self.init(until: until, notice: notice)
    }
}

/// The town of a slug. Cities are shared, so every node may ask.
struct FindCity: Statement {
    static let sql = "SELECT \(cityColumns) FROM cities WHERE slug = $1"
    let slug: String
    func bind(_ parameters: inout Parameters) { parameters.add(slug) }
    static func decode(_ row: inout Row) throws(Fault) -> City { try City(&row) }
}

struct ListCities: Statement {
    static let sql = "SELECT \(cityColumns) FROM cities ORDER BY slug"
    static func decode(_ row: inout Row) throws(Fault) -> City { try City(&row) }
}

struct InsertCity: Statement {
    static let sql = """
        INSERT INTO cities (id, slug, name, time_zone, land, languages, centre_lat, centre_lon, settings)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """
    static let refusals: [String: any Problem] = ["cities_slug_once": CityProblem.slugTaken]
    let city: City
    func bind(_ parameters: inout Parameters) {
        parameters.add(city.id, city.slug, city.name, city.zone, city.land, city.languages)
        parameters.add(city.centre.latitude, city.centre.longitude, city.settings.text)
    }
}

struct UpdateCity: Statement {
    static let sql = """
        UPDATE cities SET name = $3, settings = $4, paused_until = $5, pause_notice = $6, version = version + 1
         WHERE id = $1 AND version = $2
        """
    let city: CityID
    let version: Int64
    let name: String
    let settings: CitySettings
    let pause: Pause?
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, version, name, settings.text, pause?.until, pause?.notice)
    }
}

struct ListDistricts: Statement {
    static let sql = "SELECT id, slug, name, area FROM districts WHERE city_id = $1 ORDER BY slug"
    let city: CityID
    func bind(_ parameters: inout Parameters) { parameters.add(city) }
    static func decode(_ row: inout Row) throws(Fault) -> District {
        let id: ID<District> = try row.next()
        let slug: String = try row.next()
        let name: String = try row.next()
        return District(id: id, slug: slug, name: name, area: try Area(row.next(as: JSONText.self)))
    }
}

/// Adds a district, or changes the one of the same slug.
struct PutDistrict: Statement {
    static let sql = """
        INSERT INTO districts (city_id, id, slug, name, area) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (city_id, slug) DO UPDATE SET name = excluded.name, area = excluded.area,
               version = districts.version + 1
         WHERE (districts.name, districts.area) IS DISTINCT FROM (excluded.name, excluded.area)
        """
    let city: CityID
    let district: District
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, district.id, district.slug, district.name, district.area.text)
    }
}

struct ListZones: Statement {
    static let sql = """
        SELECT id, slug, name, area, priority, fee_cents, free_from_cents, minimum_cents, paused_until, pause_notice
          FROM zones WHERE city_id = $1 ORDER BY slug
        """
    let city: CityID
    func bind(_ parameters: inout Parameters) { parameters.add(city) }
    static func decode(_ row: inout Row) throws(Fault) -> DeliveryZone {
        let id: ID<DeliveryZone> = try row.next()
        let slug: String = try row.next()
        let name: String = try row.next()
        let area = try Area(row.next(as: JSONText.self))
        let priority: Int = try row.next()
        let fee: Money = try row.next()
        let freeFrom: Money? = try row.next()
        let minimum: Money = try row.next()
        return DeliveryZone(
            id: id, slug: slug, name: name, area: area, priority: priority, fee: fee, freeFrom: freeFrom,
            minimum: minimum, pause: try Pause(&row))
    }
}

/// Adds a zone, or changes the one of the same slug.
struct PutZone: Statement {
    static let sql = """
        INSERT INTO zones (city_id, id, slug, name, area, priority, fee_cents, free_from_cents, minimum_cents,
               paused_until, pause_notice)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (city_id, slug) DO UPDATE SET name = excluded.name, area = excluded.area,
               priority = excluded.priority, fee_cents = excluded.fee_cents,
               free_from_cents = excluded.free_from_cents, minimum_cents = excluded.minimum_cents,
               paused_until = excluded.paused_until, pause_notice = excluded.pause_notice,
               version = zones.version + 1
        """
    let city: CityID
    let zone: DeliveryZone
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, zone.id, zone.slug, zone.name, zone.area.text, zone.priority, zone.fee)
        parameters.add(zone.freeFrom, zone.minimum, zone.pause?.until, zone.pause?.notice)
    }
}

extension CitySettings {
    /// What is stored.
    var text: JSONText {
        var json = JSONWriter()
        write(to: &json)
        return JSONText(json.bytes)
    }
}

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
    static let refusals: [String: any Problem] = [
        "cities_slug_once": CityProblem.slugTaken, "cities_slug_shape": CityProblem.slugShape,
    ]
    let city: City
    func bind(_ parameters: inout Parameters) {
        parameters.add(city.id, city.slug, city.name, city.zone, city.land, city.languages)
        parameters.add(city.centre.latitude, city.centre.longitude, city.settings.text)
    }
}

struct UpdateSettings: Statement {
    static let sql = "UPDATE cities SET settings = $3, version = version + 1 WHERE id = $1 AND version = $2"
    let city: CityID
    let version: Int64
    let settings: CitySettings
    func bind(_ parameters: inout Parameters) { parameters.add(city, version, settings.text) }
}

/// Rests ordering in the whole town, or lets it go on (`nil`).
struct PauseTown: Statement {
    static let sql = "UPDATE cities SET paused_until = $2, pause_notice = $3, version = version + 1 WHERE id = $1"
    let city: CityID
    let pause: Pause?
    func bind(_ parameters: inout Parameters) { parameters.add(city, pause?.until, pause?.notice) }
}

extension CitySettings {
    /// What is stored.
    var text: JSONText {
        var json = JSONWriter()
        write(to: &json)
        return JSONText(json.bytes)
    }
}

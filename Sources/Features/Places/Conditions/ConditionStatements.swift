import Cities
import OSMExtract
import Postgres
import Vocabulary

/// Conditions that are not over.
struct ListStreetConditions: Statement {
    static let sql = """
        SELECT id, note, area, speed_percent, profiles, starts_at, ends_at
          FROM street_conditions WHERE city_id = $1 AND ends_at > $2 ORDER BY starts_at, id
        """
    let city: CityID
    let now: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, now) }
    static func decode(_ row: inout Row) throws(Fault) -> StreetCondition {
        let id: ID<StreetCondition> = try row.next()
        let note: String = try row.next()
        let area = try Area(stored: row.next(as: JSONText.self))
        let speed: Int = try row.next()
        let profiles: [String] = try row.next()
        let time = try TimeWindow(start: row.next(), end: row.next())
        return StreetCondition(
            id: id, note: note, area: area, speedPercent: speed,
            profiles: profiles.compactMap { RoadProfile(rawValue: $0) }, time: time)
    }
}

struct InsertStreetCondition: Statement {
    static let sql = """
        INSERT INTO street_conditions (city_id, id, note, area, speed_percent, profiles, starts_at, ends_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """
    let city: CityID
    let condition: StreetCondition
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, condition.id, condition.note, condition.area.stored, condition.speedPercent)
        parameters.add(condition.profiles.map(\.rawValue), condition.time.start, condition.time.end)
    }
}

struct DeleteStreetCondition: Statement {
    static let sql = "DELETE FROM street_conditions WHERE city_id = $1 AND id = $2 RETURNING id"
    let city: CityID
    let id: ID<StreetCondition>
    func bind(_ parameters: inout Parameters) { parameters.add(city, id) }
    static func decode(_ row: inout Row) throws(Fault) -> ID<StreetCondition> { try row.next() }
}

import Postgres
import Vocabulary

/// One change, told with the transaction that made it.
package struct Announcement: Statement {
    package static let sql = """
        INSERT INTO outbox (city_id, aggregate, aggregate_id, version, event, payload, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """
    let city: CityID
    let aggregate: String
    let id: ID<AnyObject>
    let version: Int64
    let event: String
    let payload: JSONText
    let at: Instant

    /// `payload` holds ids and states, no personal data; the writer holds the aggregate's row lock, so that positions
    /// of one aggregate follow its versions.
    package init<Thing>(
        in city: CityID, at instant: Instant, _ aggregate: String, _ id: ID<Thing>, version: Int64, _ event: String,
        payload: JSONText = JSONText(Array("{}".utf8))
    ) {
        self.city = city
        self.aggregate = aggregate
        self.id = id.cast()
        self.version = version
        self.event = event
        self.payload = payload
        at = instant
    }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(city, aggregate, id, version, event, payload, at)
    }
}

/// An announced change, as readers of the outbox see it.
package struct Announced: Sendable {
    package let position: Int64
    package let aggregate: String
    package let id: ID<AnyObject>
    package let version: Int64
    package let event: String
    package let payload: JSONText
    package let at: Instant
}

/// What was announced behind a position. Rows of transactions that may still be overtaken are not shown: nothing
/// appears later at a position that a reader has passed.
package struct ReadOutbox: Statement {
    package static let sql = """
        SELECT position, aggregate, aggregate_id, version, event, payload, at FROM outbox
         WHERE city_id = $1 AND position > $2 AND writer < pg_snapshot_xmin(pg_current_snapshot())
         ORDER BY position LIMIT $3
        """
    let city: CityID
    let position: Int64
    let limit: Int

    package init(city: CityID, after position: Int64, limit: Int) {
        self.city = city
        self.position = position
        self.limit = limit
    }
    package func bind(_ parameters: inout Parameters) { parameters.add(city, position, limit) }
    package static func decode(_ row: inout Row) throws(Fault) -> Announced {
        try Announced(
            position: row.next(), aggregate: row.next(), id: row.next(), version: row.next(), event: row.next(),
            payload: row.next(), at: row.next())
    }
}

/// Drops announcements older than readers are promised (seven days).
struct ForgetAnnouncements: Statement {
    static let sql = "DELETE FROM outbox WHERE city_id = $1 AND at < $2"
    let city: CityID
    let before: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, before) }
}

import Accounts
import Postgres
import Vocabulary

/// How far a reader of the feed has come. Opaque: writer and position of the last change read.
package struct FeedPosition: Sendable, Hashable, Comparable {
    package let writer: Int64
    package let position: Int64

    package init(writer: Int64, position: Int64) {
        self.writer = writer
        self.position = position
    }

    package static let start = FeedPosition(writer: 0, position: 0)
    package static func < (left: Self, right: Self) -> Bool {
        (left.writer, left.position) < (right.writer, right.position)
    }
}

/// An offer that was added, changed, hidden or sold out; read it again.
package struct CatalogueChange: Sendable, Hashable {
    package let position: FeedPosition
    package let offer: ID<Offer>
    package let product: ID<Product>
    package let retailer: RetailerID
}

/// Changes of transactions older than every one that still runs: nothing can appear before them any more. Where some
/// behind the position were forgotten, a row without an offer says so, first of all.
struct ReadChanges: Statement {
    static let sql = """
        (SELECT writer::text::bigint, position, NULL::uuid, NULL::uuid, NULL::uuid FROM catalogue_floors
          WHERE city_id = $1 AND (writer, position) > ($2::text::xid8, $3::bigint))
        UNION ALL
        (SELECT writer::text::bigint, position, offer_id, product_id, retailer_id FROM catalogue_changes
          WHERE city_id = $1 AND (writer, position) > ($2::text::xid8, $3::bigint)
            AND writer < pg_snapshot_xmin(pg_current_snapshot())
          ORDER BY writer, position LIMIT $4)
        """
    let city: CityID
    let after: FeedPosition
    let limit: Int
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, String(after.writer), after.position, limit)
    }
    /// `nil`: something was forgotten.
    static func decode(_ row: inout Row) throws(Fault) -> CatalogueChange? {
        let position = FeedPosition(writer: try row.next(), position: try row.next())
        let offer: ID<Offer>? = try row.next()
        let product: ID<Product>? = try row.next()
        let retailer: RetailerID? = try row.next()
        guard let offer, let product, let retailer else { return nil }
        return CatalogueChange(position: position, offer: offer, product: product, retailer: retailer)
    }
}

/// Where a reader begins that will read everything there is *after* asking this.
struct ReadFeedHead: Statement {
    static let sql = "SELECT (pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1)"
    static func decode(_ row: inout Row) throws(Fault) -> FeedPosition {
        FeedPosition(writer: try row.next(), position: Int64.max)
    }
}

/// Tells the feed that an offer changed.
struct AnnounceOffer: Statement {
    static let sql = """
        INSERT INTO catalogue_changes (city_id, offer_id, product_id, retailer_id) VALUES ($1, $2, $3, $4)
        """
    let city: CityID
    let offer: Offer
    func bind(_ parameters: inout Parameters) { parameters.add(city, offer.id, offer.product, offer.retailer) }
}

/// Tells the feed that every offer of a product changed, because its words did.
struct AnnounceProduct: Statement {
    static let sql = """
        INSERT INTO catalogue_changes (city_id, offer_id, product_id, retailer_id)
        SELECT city_id, id, product_id, retailer_id FROM offers WHERE city_id = $1 AND product_id = $2
        """
    let city: CityID
    let product: ID<Product>
    func bind(_ parameters: inout Parameters) { parameters.add(city, product) }
}

/// Removes changes older than a moment, and remembers the last of them.
struct ForgetChanges: Statement {
    static let sql = """
        WITH gone AS (
            DELETE FROM catalogue_changes
             WHERE city_id = $1 AND at < $2 AND writer < pg_snapshot_xmin(pg_current_snapshot())
            RETURNING writer, position)
        INSERT INTO catalogue_floors (city_id, writer, position)
        SELECT $1, writer, position FROM gone ORDER BY writer DESC, position DESC LIMIT 1
        ON CONFLICT (city_id) DO UPDATE SET writer = excluded.writer, position = excluded.position
         WHERE (excluded.writer, excluded.position) > (catalogue_floors.writer, catalogue_floors.position)
        """
    let city: CityID
    let before: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, before) }
}

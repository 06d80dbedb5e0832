import Accounts
import Postgres
import Retailers
import Vocabulary

/// What is counted of an offer: units in the shop, and how many of them belong to baskets and orders.
package struct StockLevel: Sendable, Hashable {
    package let offer: ID<Offer>
    package let onHand: Int64
    package let allocated: Int64
    package var available: Int64 { onHand - allocated }
}

extension StockLevel {
    fileprivate init(_ row: inout Row) throws(Fault) {
        offer = try row.next()
        onHand = try row.next()
        allocated = try row.next()
    }
}

/// The levels of these offers; offers that count nothing have none.
package struct ReadStock: Statement {
    package static let sql = """
        SELECT offer_id, on_hand, allocated FROM stock_levels WHERE city_id = $1 AND offer_id = ANY($2::uuid[])
        """
    let city: CityID
    let offers: [ID<Offer>]
    package init(city: CityID, offers: [ID<Offer>]) {
        self.city = city
        self.offers = offers
    }
    package func bind(_ parameters: inout Parameters) { parameters.add(city, offers) }
    package static func decode(_ row: inout Row) throws(Fault) -> StockLevel { try StockLevel(&row) }
}

/// Units of several offers, each offer at most once: the parameters of the four statements below.
package struct StockLines: Sendable {
    let offers: [ID<Offer>]
    let quantities: [Int64]

    /// Lines of the same offer are added up.
    package init(_ lines: [(offer: ID<Offer>, quantity: Int64)]) {
        var sums: [ID<Offer>: Int64] = [:]
        for line in lines { sums[line.offer, default: 0] += line.quantity }
        offers = sums.keys.sorted()
        quantities = offers.map { sums[$0]! }
    }
}

/// Takes the rows in the order (branch, offer), so that two baskets never wait for each other in a circle; then the
/// update needs no WHERE that could silently hit nothing: too little is refused by the CHECK.
private let lockedLines = """
    (SELECT s.offer_id, l.quantity
       FROM stock_levels s
       JOIN unnest($2::uuid[], $3::bigint[]) AS l (offer_id, quantity) ON l.offer_id = s.offer_id
      WHERE s.city_id = $1
      ORDER BY s.branch_id, s.offer_id
        FOR UPDATE OF s)
    """

/// Tells search where the last unit went or the first came back.
private let announcement = """
    INSERT INTO catalogue_changes (city_id, offer_id, product_id, retailer_id)
    SELECT o.city_id, o.id, o.product_id, o.retailer_id
      FROM moved m JOIN offers o ON o.city_id = $1 AND o.id = m.offer_id
     WHERE
    """

/// Puts units of tracked offers aside for a basket. All or nothing: `soldOut` where one offer has too few left. Offers
/// that count nothing are passed over.
package struct HoldStock: Statement {
    package static let sql = """
        WITH moved AS (
            UPDATE stock_levels s SET allocated = s.allocated + l.quantity
              FROM \(lockedLines) AS l WHERE s.city_id = $1 AND s.offer_id = l.offer_id
            RETURNING s.offer_id, s.on_hand - s.allocated AS available, l.quantity)
        \(announcement) m.available = 0
        """
    package static let refusals: [String: any Problem] = ["stock_enough": CatalogueProblem.soldOut]
    let city: CityID
    let lines: StockLines
    package init(city: CityID, lines: StockLines) {
        self.city = city
        self.lines = lines
    }
    package func bind(_ parameters: inout Parameters) { parameters.add(city, lines.offers, lines.quantities) }
}

/// Gives held units back. An offer that began to be counted after the hold has nothing to give back: not below zero.
package struct ReleaseStock: Statement {
    package static let sql = """
        WITH moved AS (
            UPDATE stock_levels s SET allocated = greatest(s.allocated - l.quantity, 0)
              FROM \(lockedLines) AS l WHERE s.city_id = $1 AND s.offer_id = l.offer_id
            RETURNING s.offer_id, s.on_hand - s.allocated AS available, l.quantity)
        \(announcement) m.available BETWEEN 1 AND m.quantity
        """
    let city: CityID
    let lines: StockLines
    package init(city: CityID, lines: StockLines) {
        self.city = city
        self.lines = lines
    }
    package func bind(_ parameters: inout Parameters) { parameters.add(city, lines.offers, lines.quantities) }
}

/// Held units are sold: they leave the shop's count. What can still be sold stays the same.
package struct BookStock: Statement {
    package static let sql = """
        UPDATE stock_levels s SET allocated = greatest(s.allocated - l.quantity, 0),
               on_hand = greatest(s.on_hand - l.quantity, 0)
          FROM \(lockedLines) AS l WHERE s.city_id = $1 AND s.offer_id = l.offer_id
        """
    package static let refusals: [String: any Problem] = ["stock_enough": CatalogueProblem.soldOut]
    let city: CityID
    let lines: StockLines
    package init(city: CityID, lines: StockLines) {
        self.city = city
        self.lines = lines
    }
    package func bind(_ parameters: inout Parameters) { parameters.add(city, lines.offers, lines.quantities) }
}

/// Sold units come back onto the shelf: an order was refused or cancelled after it was booked.
package struct ReturnStock: Statement {
    package static let sql = """
        WITH moved AS (
            UPDATE stock_levels s SET on_hand = s.on_hand + l.quantity
              FROM \(lockedLines) AS l WHERE s.city_id = $1 AND s.offer_id = l.offer_id
            RETURNING s.offer_id, s.on_hand - s.allocated AS available, l.quantity)
        \(announcement) m.available BETWEEN 1 AND m.quantity
        """
    let city: CityID
    let lines: StockLines
    package init(city: CityID, lines: StockLines) {
        self.city = city
        self.lines = lines
    }
    package func bind(_ parameters: inout Parameters) { parameters.add(city, lines.offers, lines.quantities) }
}

/// Finds the levels that reports speak of and holds them until the transaction ends: one branch's tracked offers by SKU
/// or GTIN.
struct MatchStock: Statement {
    static let sql = """
        SELECT r.position, s.offer_id, s.on_hand, s.allocated, s.observed_at
          FROM unnest($4::bigint[], $5::text[], $6::boolean[]) AS r (position, article, is_gtin)
          JOIN offers o ON o.city_id = $1 AND o.retailer_id = $2 AND o.branch_id = $3 AND o.state <> 'archived'
           AND o.stock_mode = 'tracked'
          JOIN variants v ON v.city_id = o.city_id AND v.id = o.variant_id
           AND CASE WHEN r.is_gtin THEN v.gtin = r.article ELSE o.sku = r.article END
          JOIN stock_levels s ON s.city_id = o.city_id AND s.offer_id = o.id
         ORDER BY s.branch_id, s.offer_id
           FOR UPDATE OF s
        """
    let city: CityID
    let retailer: RetailerID
    let branch: ID<Branch>
    let reports: [StockReport]
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, retailer, branch)
        parameters.add(Array(reports.indices), reports.map(\.article), reports.map(\.isGTIN))
    }
    static func decode(_ row: inout Row) throws(Fault) -> (position: Int, count: StockCount) {
        let position: Int = try row.next()
        let level = try StockLevel(&row)
        return (position, StockCount(level: level, observedAt: try row.next()))
    }
}

/// Writes counts; the rows are held already.
struct SaveStock: Statement {
    static let sql = """
        WITH moved AS (
            UPDATE stock_levels s SET on_hand = c.on_hand, observed_at = c.observed_at
              FROM unnest($2::uuid[], $3::bigint[], $4::timestamptz[]) AS c (offer_id, on_hand, observed_at)
             WHERE s.city_id = $1 AND s.offer_id = c.offer_id
            RETURNING s.offer_id)
        \(announcement) true
        """
    let city: CityID
    let counts: [StockCount]
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, counts.map(\.level.offer), counts.map(\.level.onHand), counts.map(\.observedAt))
    }
}

/// The level of an offer that begins to be counted, or is counted anew by hand.
struct PutStockLevel: Statement {
    static let sql = """
        INSERT INTO stock_levels AS s (city_id, offer_id, branch_id, on_hand, observed_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (city_id, offer_id) DO UPDATE
           SET on_hand = greatest(excluded.on_hand, s.allocated), observed_at = excluded.observed_at
        """
    let city: CityID
    let offer: ID<Offer>
    let branch: ID<Branch>
    let onHand: Int64
    let now: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, offer, branch, onHand, now) }
}

/// An offer is no longer counted.
struct DropStockLevel: Statement {
    static let sql = "DELETE FROM stock_levels WHERE city_id = $1 AND offer_id = $2"
    let city: CityID
    let offer: ID<Offer>
    func bind(_ parameters: inout Parameters) { parameters.add(city, offer) }
}

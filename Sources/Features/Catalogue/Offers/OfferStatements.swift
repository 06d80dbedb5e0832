import Accounts
import Postgres
import Vocabulary

/// Offers with variant, deposit and stock: what every list and page shows.
private let offerColumns = """
    o.id, o.retailer_id, o.branch_id, o.product_id, o.sku, o.price_cents, o.sale_price_cents, o.sale_starts_at, \
    o.sale_ends_at, o.stock_mode, CASE WHEN o.stock_mode = 'tracked' THEN coalesce(s.on_hand - s.allocated, 0) END, \
    o.state, o.version, v.id, v.product_id, v.title, v.gtin, v.content_thousandths, v.content_measure, \
    v.content_parts, v.drained_thousandths, v.is_loose, v.options, \
    d.code, d.kinds, d.counts, d.each_cents
    """

private let offerJoins = """
      JOIN variants v ON v.city_id = o.city_id AND v.id = o.variant_id
      LEFT JOIN stock_levels s ON s.city_id = o.city_id AND s.offer_id = o.id
      LEFT JOIN deposit_types d ON d.code = o.deposit_code
    """

extension Offer {
    init(_ row: inout Row) throws(Fault) {
        id = try row.next()
        retailer = try row.next()
        branch = try row.next()
        product = try row.next()
        sku = try row.next()
        tag = try PriceTag(&row)
        stockMode = try row.next()
        available = try row.next()
        state = try row.next()
        version = try row.next()
        variant = try Variant(&row)
        deposit = try DepositType(&row)
    }
}

extension PriceTag {
    /// Four columns: price, sale price, its start, its end.
    init(_ row: inout Row) throws(Fault) {
        let regular: Money = try row.next()
        let price: Money? = try row.next()
        let startsAt: Instant? = try row.next()
        let endsAt: Instant? = try row.next()
        self.init(regular: regular, sale: price.map { Sale(price: $0, startsAt: startsAt, endsAt: endsAt) })
    }

    /// The same four as parameters.
    func bind(_ parameters: inout Parameters) {
        parameters.add(regular, sale?.price, sale?.startsAt, sale?.endsAt)
    }
}

extension DepositType {
    /// Four columns: the code, and the components' kinds, counts and amounts.
    init?(_ row: inout Row) throws(Fault) {
        let code: String? = try row.next()
        let kinds: [String]? = try row.next()
        let counts: [Int64]? = try row.next()
        let amounts: [Int64]? = try row.next()
        guard let code, let kinds, let counts, let amounts else { return nil }
        let components = kinds.indices.map {
            Component(kind: kinds[$0], count: counts[$0], each: Money(cents: amounts[$0]))
        }
        self.init(code: code, components: components)
    }
}

/// The published offers of these products, but for those of some retailers.
struct ListOffersOfProducts: Statement {
    static let sql = """
        SELECT \(offerColumns) FROM offers o \(offerJoins)
         WHERE o.city_id = $1 AND o.product_id = ANY($2::uuid[]) AND o.state = 'published'
           AND o.retailer_id <> ALL($3::uuid[])
         ORDER BY o.price_cents, o.id
        """
    let city: CityID
    let products: [ID<Product>]
    var without: [RetailerID] = []
    func bind(_ parameters: inout Parameters) { parameters.add(city, products, without) }
    static func decode(_ row: inout Row) throws(Fault) -> Offer { try Offer(&row) }
}

/// The published offers of all products behind one id and up to another, product by product, cheapest first.
struct ListOffersOfProductRange: Statement {
    static let sql = """
        SELECT \(offerColumns) FROM offers o \(offerJoins)
         WHERE o.city_id = $1 AND o.product_id > $2 AND o.product_id <= $3 AND o.state = 'published'
         ORDER BY o.product_id, o.price_cents, o.id
        """
    let city: CityID
    let after: ID<Product>
    let last: ID<Product>
    func bind(_ parameters: inout Parameters) { parameters.add(city, after, last) }
    static func decode(_ row: inout Row) throws(Fault) -> Offer { try Offer(&row) }
}

/// A retailer's own offers of a product, whatever their state.
struct ListOwnOffersOfProduct: Statement {
    static let sql = """
        SELECT \(offerColumns) FROM offers o \(offerJoins)
         WHERE o.city_id = $1 AND o.product_id = $2 AND o.retailer_id = $3
         ORDER BY o.id
        """
    let city: CityID
    let product: ID<Product>
    let retailer: RetailerID
    func bind(_ parameters: inout Parameters) { parameters.add(city, product, retailer) }
    static func decode(_ row: inout Row) throws(Fault) -> Offer { try Offer(&row) }
}

/// A retailer's offers in the order of their ids: the published ones, or all but the archived.
struct ListOffersOfRetailer: Statement {
    static let sql = """
        SELECT \(offerColumns) FROM offers o \(offerJoins)
         WHERE o.city_id = $1 AND o.retailer_id = $2 AND o.id > $3
           AND (o.state = 'published' OR $4 AND o.state <> 'archived')
         ORDER BY o.id LIMIT $5
        """
    let city: CityID
    let retailer: RetailerID
    let after: ID<Offer>
    let isForStaff: Bool
    let limit: Int
    func bind(_ parameters: inout Parameters) { parameters.add(city, retailer, after, isForStaff, limit) }
    static func decode(_ row: inout Row) throws(Fault) -> Offer { try Offer(&row) }
}

/// These offers, whatever their state. Orders freezes what it reads here.
package struct FindOffers: Statement {
    package static let sql = """
        SELECT \(offerColumns) FROM offers o \(offerJoins)
         WHERE o.city_id = $1 AND o.id = ANY($2::uuid[])
        """
    let city: CityID
    let offers: [ID<Offer>]
    package init(city: CityID, offers: [ID<Offer>]) {
        self.city = city
        self.offers = offers
    }
    package func bind(_ parameters: inout Parameters) { parameters.add(city, offers) }
    package static func decode(_ row: inout Row) throws(Fault) -> Offer { try Offer(&row) }
}

/// Holds one of a retailer's offers until the transaction ends.
struct LockOffer: Statement {
    static let sql = "SELECT id FROM offers WHERE city_id = $1 AND retailer_id = $2 AND id = $3 FOR UPDATE"
    let city: CityID
    let retailer: RetailerID
    let offer: ID<Offer>
    func bind(_ parameters: inout Parameters) { parameters.add(city, retailer, offer) }
    static func decode(_ row: inout Row) throws(Fault) -> ID<Offer> { try row.next() }
}

struct InsertOffer: Statement {
    static let sql = """
        INSERT INTO offers (city_id, id, retailer_id, branch_id, product_id, variant_id, key, sku, price_cents,
               sale_price_cents, sale_starts_at, sale_ends_at, deposit_code, stock_mode, state, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        """
    static let refusals: [String: any Problem] = [
        "offers_key_once": CatalogueProblem.skuTaken,
        "offers_city_id_branch_id_fkey": CatalogueProblem.branchUnknown,
        "offers_deposit_code_fkey": CatalogueProblem.depositUnknown,
    ]
    let city: CityID
    let offer: Offer
    let depositCode: String?
    let now: Instant
    func bind(_ parameters: inout Parameters) {
        let key = offer.sku.map { "sku:\($0)" } ?? "offer:\(offer.id)"
        parameters.add(city, offer.id, offer.retailer, offer.branch, offer.product, offer.variant.id)
        parameters.add(key, offer.sku)
        offer.tag.bind(&parameters)
        parameters.add(depositCode, offer.stockMode, offer.state, now)
    }
}

struct UpdateOffer: Statement {
    static let sql = """
        UPDATE offers SET price_cents = $4, sale_price_cents = $5, sale_starts_at = $6, sale_ends_at = $7,
               deposit_code = $8, stock_mode = $9, state = $10, changed_at = $11, version = version + 1
         WHERE city_id = $1 AND id = $2 AND version = $3
        """
    static let refusals: [String: any Problem] = ["offers_deposit_code_fkey": CatalogueProblem.depositUnknown]
    let city: CityID
    let offer: Offer
    let tag: PriceTag
    let depositCode: String?
    let stockMode: StockMode
    let state: OfferState
    let now: Instant
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, offer.id, offer.version)
        tag.bind(&parameters)
        parameters.add(depositCode, stockMode, state, now)
    }
}

struct LogPrice: Statement {
    static let sql = """
        INSERT INTO price_log (city_id, offer_id, since, price_cents, sale_price_cents, sale_starts_at, sale_ends_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """
    let city: CityID
    let offer: ID<Offer>
    let since: Instant
    let tag: PriceTag
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, offer, since)
        tag.bind(&parameters)
    }
}

/// Every price these offers had, by offer.
struct ReadPriceLog: Statement {
    static let sql = """
        SELECT offer_id, since, price_cents, sale_price_cents, sale_starts_at, sale_ends_at
          FROM price_log WHERE city_id = $1 AND offer_id = ANY($2::uuid[]) ORDER BY offer_id, position
        """
    let city: CityID
    let offers: [ID<Offer>]
    func bind(_ parameters: inout Parameters) { parameters.add(city, offers) }
    static func decode(_ row: inout Row) throws(Fault) -> (offer: ID<Offer>, entry: PriceHistory.Entry) {
        let offer: ID<Offer> = try row.next()
        let since: Instant = try row.next()
        return (offer, PriceHistory.Entry(since: since, tag: try PriceTag(&row)))
    }
}

/// Deposit types of a country, the commonest first.
struct ListDeposits: Statement {
    static let sql = """
        SELECT code, kinds, counts, each_cents FROM deposit_types WHERE country = $1 ORDER BY rank
        """
    let country: String
    func bind(_ parameters: inout Parameters) { parameters.add(country) }
    static func decode(_ row: inout Row) throws(Fault) -> DepositType? { try DepositType(&row) }
}

struct ListVATRates: Statement {
    static let sql = "SELECT vat_class, valid_from, basis_points FROM vat_rates WHERE country = $1 ORDER BY valid_from"
    let country: String
    func bind(_ parameters: inout Parameters) { parameters.add(country) }
    static func decode(_ row: inout Row) throws(Fault) -> VATRates.Rate {
        let vatClass: VATClass = try row.next()
        let from: CalendarDay = try row.next()
        return VATRates.Rate(vatClass, from: from, basisPoints: try row.next())
    }
}

import Accounts
import Postgres
import Retailers
import Vocabulary

/// The words of a product that a list can bring.
struct ProductWords: Hashable, Sendable {
    var title: String
    var family: String?
    var brand: String?
    var shelf: String?
    var category: ID<Category>?
    var description: String?
    var ingredients: String?
    var origin: String?
    var vatClass: VATClass?
    var minimumAge: Int
}

/// The sides of a variant that a list can bring.
struct VariantPack: Hashable, Sendable {
    var title: String
    var gtin: String?
    var content: Content?
    var isLoose: Bool
}

/// The terms of an offer that a list can bring.
struct ListedTerms: Hashable, Sendable {
    var sku: String?
    var tag: PriceTag
    var depositCode: String?
    var stockMode: StockMode
    /// Only where stock is counted.
    var onHand: Int64?
    var state: OfferState
}

/// How far a retailer may change the words of a product.
enum WordAccess: String, Stored {
    /// It described the product and is alone in selling it.
    case all
    /// Nobody's product, or one that others sell too: what is not said yet may be said.
    case blanks
    case nothing
}

/// A product and variant that exist already.
struct KnownGoods: Sendable {
    let product: ID<Product>
    /// `nil` where only the product is known, by its family.
    let variant: ID<Variant>?
    let access: WordAccess
    let words: ProductWords
    let pack: VariantPack
    /// Food facts that no list brings but a gate may ask for.
    let isAllergenDeclared: Bool
    let isFoodBusinessNamed: Bool
}

/// An offer of the branch as it stands.
struct StoredOffer: Sendable {
    let offer: ID<Offer>
    let key: String
    let goods: KnownGoods
    let terms: ListedTerms
    let allocated: Int64
    let isImported: Bool
}

private let goodsColumns = """
    p.id, v.id,
    CASE WHEN p.retailer_id IS NULL THEN 'blanks' WHEN p.retailer_id <> $2 THEN 'nothing'
         WHEN EXISTS (SELECT FROM offers x WHERE x.city_id = $1 AND x.product_id = p.id
                         AND x.retailer_id <> $2 AND x.state <> 'archived') THEN 'blanks' ELSE 'all' END,
    p.title, p.family, p.brand, p.shelf, p.category_id, p.description, p.ingredients, p.origin, p.vat_class,
    p.minimum_age, coalesce(v.title, ''), v.gtin, v.content_thousandths, v.content_measure,
    coalesce(v.content_parts, 1), v.drained_thousandths, coalesce(v.is_loose, false), p.allergens IS NOT NULL,
    p.food_business IS NOT NULL
    """

extension KnownGoods {
    init(_ row: inout Row) throws(Fault) {
        product = try row.next()
        variant = try row.next()
        access = try row.next()
        words = ProductWords(
            title: try row.next(), family: try row.next(), brand: try row.next(), shelf: try row.next(),
            category: try row.next(), description: try row.next(), ingredients: try row.next(),
            origin: try row.next(), vatClass: try row.next(), minimumAge: try row.next())
        pack = VariantPack(
            title: try row.next(), gtin: try row.next(), content: try Content(&row), isLoose: try row.next())
        isAllergenDeclared = try row.next()
        isFoodBusinessNamed = try row.next()
    }
}

/// Every offer of a branch, archived ones too, with all that a list can change.
struct ReadStoredOffers: Statement {
    static let sql = """
        SELECT o.id, o.key, o.is_imported, coalesce(s.allocated, 0), o.sku, o.price_cents, o.sale_price_cents,
               o.sale_starts_at, o.sale_ends_at, o.deposit_code, o.stock_mode,
               CASE WHEN o.stock_mode = 'tracked' THEN coalesce(s.on_hand, 0) END, o.state, \(goodsColumns)
          FROM offers o
          JOIN products p ON p.city_id = o.city_id AND p.id = o.product_id
          JOIN variants v ON v.city_id = o.city_id AND v.id = o.variant_id
          LEFT JOIN stock_levels s ON s.city_id = o.city_id AND s.offer_id = o.id
         WHERE o.city_id = $1 AND o.retailer_id = $2 AND o.branch_id = $3
         ORDER BY o.key
        """
    let city: CityID
    let retailer: RetailerID
    let branch: ID<Branch>
    func bind(_ parameters: inout Parameters) { parameters.add(city, retailer, branch) }
    static func decode(_ row: inout Row) throws(Fault) -> StoredOffer {
        let offer: ID<Offer> = try row.next()
        let key: String = try row.next()
        let isImported: Bool = try row.next()
        let allocated: Int64 = try row.next()
        let sku: String? = try row.next()
        let tag = try PriceTag(&row)
        let terms = ListedTerms(
            sku: sku, tag: tag, depositCode: try row.next(), stockMode: try row.next(), onHand: try row.next(),
            state: try row.next())
        return StoredOffer(
            offer: offer, key: key, goods: try KnownGoods(&row), terms: terms, allocated: allocated,
            isImported: isImported)
    }
}

/// Goods that new lines can be joined to: by GTIN in the whole city, by key in the retailer's other branches, by family
/// among what the retailer described.
struct ReadKnownVariants: Statement {
    static let sql = """
        SELECT 'gtin', v.gtin, \(goodsColumns)
          FROM variants v JOIN products p ON p.city_id = v.city_id AND p.id = v.product_id
         WHERE v.city_id = $1 AND v.gtin = ANY($3::text[])
         UNION ALL
        SELECT DISTINCT ON (o.key) 'key', o.key, \(goodsColumns)
          FROM offers o JOIN products p ON p.city_id = o.city_id AND p.id = o.product_id
          JOIN variants v ON v.city_id = o.city_id AND v.id = o.variant_id
         WHERE o.city_id = $1 AND o.retailer_id = $2 AND o.key = ANY($4::text[])
         UNION ALL
        SELECT DISTINCT ON (p.family) 'family', p.family, \(goodsColumns)
          FROM products p LEFT JOIN variants v ON v.city_id = p.city_id AND v.product_id IS NULL
         WHERE p.city_id = $1 AND p.retailer_id = $2 AND p.family = ANY($5::text[])
        """
    let city: CityID
    let retailer: RetailerID
    let gtins: [String]
    let keys: [String]
    let families: [String]
    func bind(_ parameters: inout Parameters) { parameters.add(city, retailer, gtins, keys, families) }
    static func decode(_ row: inout Row) throws(Fault) -> (kind: String, name: String, goods: KnownGoods) {
        let kind: String = try row.next()
        let name: String = try row.next()
        return (kind, name, try KnownGoods(&row))
    }
}

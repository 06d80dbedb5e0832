import Accounts
import Postgres
import Vocabulary

private let productColumns = """
    p.id, p.retailer_id, p.category_id, p.title, p.brand, p.shelf, p.description, p.ingredients, p.allergens, \
    p.may_contain, p.additives, p.origin, p.food_business, p.nutrition, p.diet, p.source, p.minimum_age, p.vat_class, \
    p.version, p.axes
    """

extension Product {
    init(_ row: inout Row) throws(Fault) {
        id = try row.next()
        describer = try row.next()
        category = try row.next()
        title = try row.next()
        brand = try row.next()
        shelf = try row.next()
        description = try row.next()
        food = try FoodFacts(&row)
        nutrition = try row.next()
        diet = try row.next()
        source = try row.next()
        minimumAge = try row.next()
        vatClass = try row.next()
        version = try row.next()
        axes = try row.next()
    }
}

extension FoodFacts {
    /// Six columns: ingredients, allergens, may contain, additives, origin, food business.
    init(_ row: inout Row) throws(Fault) {
        self.init(ingredients: try row.next())
        let contains: [String]? = try row.next()
        let mayContain: [String]? = try row.next()
        if let contains, let mayContain {
            allergens = .declared(
                contains: Set(contains.compactMap { Allergen(rawValue: $0) }),
                mayContain: Set(mayContain.compactMap { Allergen(rawValue: $0) }))
        }
        additives = try row.next()
        origin = try row.next()
        foodBusiness = try row.next()
    }
}

extension AllergenStatement {
    /// As stored: both lists, or none where nobody has said anything.
    var lists: (contains: [String], mayContain: [String])? {
        guard case .declared(let contains, let mayContain) = self else { return nil }
        return (contains.sorted().map(\.rawValue), mayContain.sorted().map(\.rawValue))
    }
}

/// The products of these ids, in no order.
package struct FindProducts: Statement {
    package static let sql = "SELECT \(productColumns) FROM products p WHERE p.city_id = $1 AND p.id = ANY($2::uuid[])"
    let city: CityID
    let products: [ID<Product>]
    package func bind(_ parameters: inout Parameters) { parameters.add(city, products) }
    package static func decode(_ row: inout Row) throws(Fault) -> Product { try Product(&row) }
}

struct FindProductByGTIN: Statement {
    static let sql = """
        SELECT \(productColumns) FROM variants v
          JOIN products p ON p.city_id = v.city_id AND p.id = v.product_id
         WHERE v.city_id = $1 AND v.gtin = $2
        """
    let city: CityID
    let gtin: GTIN
    func bind(_ parameters: inout Parameters) { parameters.add(city, gtin.canonical) }
    static func decode(_ row: inout Row) throws(Fault) -> Product { try Product(&row) }
}

/// Products of a category and those below it that somebody offers (but for some retailers), in the order of their ids.
///
/// The first of each category by the index, then the first of those: a join instead reads the whole catalogue.
/// `OFFSET 0` keeps the question for an offer a look-up a product.
struct ListProductsOfCategory: Statement {
    static let sql = """
        WITH RECURSIVE below AS (
            SELECT id FROM categories WHERE city_id = $1 AND id = $2
             UNION
            SELECT c.id FROM categories c JOIN below b ON c.parent_id = b.id WHERE c.city_id = $1
        ), page AS (
            SELECT first.id FROM below CROSS JOIN LATERAL (
                SELECT p.id FROM products p
                 WHERE p.city_id = $1 AND p.category_id = below.id AND p.id > $3
                   AND EXISTS (SELECT FROM offers o
                                WHERE o.city_id = $1 AND o.product_id = p.id AND o.state = 'published'
                                  AND o.retailer_id <> ALL($5::uuid[]) OFFSET 0)
                 ORDER BY p.id LIMIT $4) AS first
             ORDER BY first.id LIMIT $4
        )
        SELECT \(productColumns) FROM page JOIN products p ON p.city_id = $1 AND p.id = page.id ORDER BY p.id
        """
    let city: CityID
    let category: ID<Category>
    let after: ID<Product>
    let limit: Int
    let without: [RetailerID]
    func bind(_ parameters: inout Parameters) { parameters.add(city, category, after, limit, without) }
    static func decode(_ row: inout Row) throws(Fault) -> Product { try Product(&row) }
}

/// The products that somebody offers, in the order of their ids, for a search index that starts from nothing.
///
/// The page comes from the offers' index behind the last id: asked of the products instead, each page reads all offers
/// before it. `OFFSET 0` keeps the look-up of a product a look-up.
struct ListOfferedProducts: Statement {
    static let sql = """
        WITH page AS (
            SELECT DISTINCT product_id AS id FROM offers
             WHERE city_id = $1 AND product_id > $2 AND state = 'published' ORDER BY product_id LIMIT $3
        )
        SELECT p.* FROM page CROSS JOIN LATERAL (
            SELECT \(productColumns) FROM products p WHERE p.city_id = $1 AND p.id = page.id OFFSET 0) AS p
         ORDER BY p.id
        """
    let city: CityID
    let after: ID<Product>
    let limit: Int
    func bind(_ parameters: inout Parameters) { parameters.add(city, after, limit) }
    static func decode(_ row: inout Row) throws(Fault) -> Product { try Product(&row) }
}

struct InsertProduct: Statement {
    static let sql = """
        INSERT INTO products (city_id, id, retailer_id, category_id, title, brand, shelf, description, ingredients,
               allergens, may_contain, additives, origin, food_business, minimum_age, vat_class, changed_at, axes)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text[], $11::text[], $12, $13, $14, $15, $16, $17, $18)
        """
    static let refusals: [String: any Problem] = [
        "products_city_id_category_id_fkey": CatalogueProblem.categoryUnknown
    ]
    let city: CityID
    let product: Product
    let now: Instant
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, product.id, product.describer)
        product.bindWords(&parameters)
        parameters.add(now, product.axes)
    }
}

struct UpdateProduct: Statement {
    static let sql = """
        UPDATE products SET category_id = $4, title = $5, brand = $6, shelf = $7, description = $8, ingredients = $9,
               allergens = $10::text[], may_contain = $11::text[], additives = $12, origin = $13, food_business = $14,
               minimum_age = $15, vat_class = $16, changed_at = $17, version = version + 1
         WHERE city_id = $1 AND id = $2 AND version = $3
        """
    static let refusals = InsertProduct.refusals
    let city: CityID
    let product: Product
    let now: Instant
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, product.id, product.version)
        product.bindWords(&parameters)
        parameters.add(now)
    }
}

extension Product {
    /// Thirteen parameters: what `InsertProduct` and `UpdateProduct` have in common.
    fileprivate func bindWords(_ parameters: inout Parameters) {
        let allergens = food.allergens.lists
        parameters.add(category, title, brand, shelf, description, food.ingredients)
        parameters.add(allergens?.contains, allergens?.mayContain, food.additives, food.origin, food.foodBusiness)
        parameters.add(minimumAge, vatClass)
    }
}

/// Whether anybody but this retailer offers the product.
struct IsSoldByOthers: Statement {
    static let sql = """
        SELECT EXISTS (SELECT FROM offers
                        WHERE city_id = $1 AND product_id = $2 AND retailer_id <> $3 AND state <> 'archived')
        """
    let city: CityID
    let product: ID<Product>
    let retailer: RetailerID
    func bind(_ parameters: inout Parameters) { parameters.add(city, product, retailer) }
    static func decode(_ row: inout Row) throws(Fault) -> Bool { try row.next() }
}

struct InsertVariant: Statement {
    static let sql = """
        INSERT INTO variants (city_id, id, product_id, title, gtin, content_thousandths, content_measure, content_parts,
               drained_thousandths, is_loose, options)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """
    static let refusals: [String: any Problem] = ["variants_gtin_once": CatalogueProblem.gtinTaken]
    let city: CityID
    let variant: Variant
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, variant.id, variant.product, variant.title, variant.gtin)
        parameters.add(variant.content?.thousandths, variant.content?.measure, variant.content?.parts ?? 1)
        parameters.add(variant.content?.drainedThousandths, variant.isLoose, variant.options)
    }
}

struct ListVariants: Statement {
    static let sql = """
        SELECT v.id, v.product_id, v.title, v.gtin, v.content_thousandths, v.content_measure, v.content_parts,
               v.drained_thousandths, v.is_loose, v.options
          FROM variants v WHERE v.city_id = $1 AND v.product_id = $2 ORDER BY v.id
        """
    let city: CityID
    let product: ID<Product>
    func bind(_ parameters: inout Parameters) { parameters.add(city, product) }
    static func decode(_ row: inout Row) throws(Fault) -> Variant { try Variant(&row) }
}

extension Variant {
    init(_ row: inout Row) throws(Fault) {
        id = try row.next()
        product = try row.next()
        title = try row.next()
        gtin = try row.next()
        content = try Content(&row)
        isLoose = try row.next()
        options = try row.next()
    }
}

extension Content {
    /// Four columns: thousandths, measure, parts, drained thousandths.
    init?(_ row: inout Row) throws(Fault) {
        let thousandths: Int64? = try row.next()
        let measure: Measure? = try row.next()
        let parts: Int = try row.next()
        let drained: Int64? = try row.next()
        guard let thousandths, let measure else { return nil }
        self.init(thousandths: thousandths, measure: measure, parts: parts, drainedThousandths: drained)
    }
}

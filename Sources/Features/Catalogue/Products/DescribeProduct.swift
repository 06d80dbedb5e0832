import Accounts
import Cities
import Postgres
import Retailers
import Vocabulary

/// What a retailer says about a product it is the first to sell.
package struct NewProduct: Sendable {
    package struct NewVariant: Sendable {
        package let title: String
        package let gtin: GTIN?
        package let content: Content?
        package let isLoose: Bool
        package var options: [String] = []

        package init(title: String = "", gtin: GTIN? = nil, content: Content?, isLoose: Bool = false) {
            self.title = title
            self.gtin = gtin
            self.content = content
            self.isLoose = isLoose
        }
    }

    package var title: String
    package var category: ID<Category>?
    package var brand: String?
    package var description: String?
    package var food = FoodFacts()
    package var minimumAge = 0
    package var vatClass: VATClass?
    /// What the variants differ in.
    package var axes: [String] = []
    /// At least one.
    package var variants: [NewVariant]

    package init(title: String, variants: [NewVariant]) {
        self.title = title
        self.variants = variants
    }
}

extension Catalogue {
    /// Adds a product described by `retailer`, with its variants; answers its id.
    static func describe(
        _ new: NewProduct, by retailer: RetailerID, at now: Instant, in city: CityID, _ tx: inout Tx
    ) throws -> (product: Product, variants: [Variant]) {
        let product = Product(
            id: .make(at: now), describer: retailer, category: new.category, title: new.title, brand: new.brand,
            shelf: nil, description: new.description, food: new.food, nutrition: nil, diet: [], source: nil,
            minimumAge: new.minimumAge, vatClass: new.vatClass, version: 1, axes: new.axes)
        try tx.run(InsertProduct(city: city, product: product, now: now))
        let variants = new.variants.map {
            Variant(
                id: .make(at: now), product: product.id, title: $0.title, gtin: $0.gtin?.canonical,
                content: $0.content, isLoose: $0.isLoose, options: $0.options)
        }
        for variant in variants { try tx.run(InsertVariant(city: city, variant: variant)) }
        return (product, variants)
    }

    /// Changes the words of a product. Only who described it may, and only while nobody else sells it.
    package func redescribe(
        _ id: ID<Product>, version: Int64, by retailer: RetailerID, with act: Act,
        _ change: @escaping @Sendable (inout Product) -> Void
    ) async throws -> Product {
        let (now, city) = (clock.now(), act.city.id)
        return try await database.transaction(in: city) { tx in
            guard var product = try tx.first(FindProducts(city: city, products: [id])), product.describer == retailer
            else { throw CatalogueProblem.unknown }
            if try tx.first(IsSoldByOthers(city: city, product: id, retailer: retailer)) == true {
                throw CatalogueProblem.sharedProduct
            }
            guard product.version == version else { throw CatalogueProblem.stale }
            change(&product)
            guard try tx.count(UpdateProduct(city: city, product: product, now: now)) == 1 else {
                throw CatalogueProblem.stale
            }
            try tx.run(AnnounceProduct(city: city, product: id))
            try tx.run(AuditEntry(in: city, at: now, by: act.actor, "describe", "product", id))
            guard let after = try tx.first(FindProducts(city: city, products: [id])) else {
                throw CatalogueProblem.unknown
            }
            return after
        }
    }
}

import Accounts
import Postgres
import Retailers
import Vocabulary

/// A product's page: what it is, where it stands in the tree, who sells it.
package struct ProductPage: Sendable {
    package let product: Product
    package let path: [Category]
    package let variants: [Variant]
    package let offers: [Offer]
    /// By offer on sale: the lowest price of the 30 days before (PAngV § 11).
    package let lowestBefore: [ID<Offer>: Money]
    /// What can be had with an offer.
    package let choices: [ID<Offer>: [ChoiceGroup]]
    /// The product's own or a category's, whichever is higher.
    package let minimumAge: Int
}

extension Catalogue {
    package func page(of id: ID<Product>, in city: CityID) async throws -> ProductPage {
        let closed = try await closedRetailers(in: city)
        let (found, variants, offers, choices) = try await database.look { tx in
            let product = try tx.ask(FindProducts(city: city, products: [id]))
            let variants = try tx.ask(ListVariants(city: city, product: id))
            let offers = try tx.ask(ListOffersOfProducts(city: city, products: [id], without: closed))
            let choices = try tx.ask(FindChoicesOfProduct(city: city, product: id))
            let sold = try tx.answer(offers)
            return (
                try tx.answer(product).first, try tx.answer(variants), sold, try tx.answer(choices).groups(of: sold)
            )
        }
        guard let product = found else { throw CatalogueProblem.unknown }
        let categories = try await categories(in: city)
        let path = product.category.map(categories.path) ?? []
        return ProductPage(
            product: product, path: path, variants: variants, offers: offers,
            lowestBefore: try await lowestPrices(of: offers, in: city),
            choices: choices,
            minimumAge: max(product.minimumAge, categories.rules(for: product.category).minimumAge))
    }

    /// Products of a category and below it that somebody offers, each with its offers, by id.
    package func products(
        of category: ID<Category>, after: ID<Product>?, limit: Int, in city: CityID
    ) async throws -> [OfferedProduct] {
        let after = after ?? ID(high: 0, low: 0)
        let closed = try await closedRetailers(in: city)
        let (products, offers) = try await database.look { tx in
            let products = try tx.rows(
                ListProductsOfCategory(city: city, category: category, after: after, limit: limit, without: closed))
            let ids = products.map(\.id)
            return (products, try tx.rows(ListOffersOfProducts(city: city, products: ids, without: closed)))
        }
        let byProduct = Dictionary(grouping: offers, by: \.product)
        let tree = try await categories(in: city)
        return products.map { OfferedProduct($0, offers: byProduct[$0.id] ?? [], in: tree) }
    }

    /// Retailers whose goods the public does not see.
    private func closedRetailers(in city: CityID) async throws -> [RetailerID] {
        try await database.recent(ListClosedRetailers(city: city), "\(city)")
    }

    /// A retailer's offers with their products, by the offer's id. Staff sees drafts and paused ones too; to others a
    /// retailer that is not approved is `.unknown`.
    package func offers(
        of retailer: RetailerID, after: ID<Offer>?, limit: Int, isForStaff: Bool = false, in city: CityID
    ) async throws -> [OfferedProduct] {
        if !isForStaff, try await closedRetailers(in: city).contains(retailer) { throw CatalogueProblem.unknown }
        let offers = try await database.read(
            ListOffersOfRetailer(
                city: city, retailer: retailer, after: after ?? ID(high: 0, low: 0), isForStaff: isForStaff,
                limit: limit))
        return try await joined(offers, in: city)
    }

    /// These offers with their products, whatever their state, in no order: what a basket looks at.
    package func offers(_ ids: [ID<Offer>], in city: CityID) async throws -> [OfferedProduct] {
        let offers = try await database.read(FindOffers(city: city, offers: ids))
        return try await joined(offers, in: city)
    }

    /// The product of a GTIN.
    package func product(gtin: GTIN, in city: CityID) async throws -> Product {
        guard let product = try await database.first(FindProductByGTIN(city: city, gtin: gtin)) else {
            throw CatalogueProblem.unknown
        }
        return product
    }

    /// Each offer with its product, in their order.
    private func joined(_ offers: [Offer], in city: CityID) async throws -> [OfferedProduct] {
        async let tree = categories(in: city)
        let products = try await database.read(FindProducts(city: city, products: Array(Set(offers.map(\.product)))))
        let byID = Dictionary(products.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let categories = try await tree
        return offers.compactMap { offer in
            byID[offer.product].map { OfferedProduct($0, offers: [offer], in: categories) }
        }
    }

    private func lowestPrices(of offers: [Offer], in city: CityID) async throws -> [ID<Offer>: Money] {
        let now = clock.now()
        let reduced = offers.filter { $0.tag.sale?.isOn(at: now) == true }.map(\.id)
        guard !reduced.isEmpty else { return [:] }
        let log = try await database.read(ReadPriceLog(city: city, offers: reduced))
        return Dictionary(grouping: log, by: \.offer).compactMapValues { entries in
            let history = PriceHistory(entries.map(\.entry))
            return history.reductionStart(at: now).flatMap(history.lowestPrice(inThirtyDaysBefore:))
        }
    }
}

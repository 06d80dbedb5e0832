import Postgres
import Vocabulary

/// What search needs of one product.
package struct OfferedProduct: Sendable {
    package let product: Product
    /// Published ones, cheapest first; empty where nobody offers it any more.
    package let offers: [Offer]
    /// The product's own or a category's, whichever is higher.
    package let minimumAge: Int

    init(_ product: Product, offers: [Offer], in tree: CategoryTree) {
        self.product = product
        self.offers = offers
        minimumAge = max(product.minimumAge, tree.rules(for: product.category).minimumAge)
    }
}

extension Catalogue {
    /// Changes after a position, oldest first, at most `limit`. Only such that no running transaction can come before.
    /// Throws `FeedForgotten` where some of them are gone: then everything must be read anew.
    package func changes(after position: FeedPosition, limit: Int, in city: CityID) async throws -> [CatalogueChange] {
        let rows = try await database.read(ReadChanges(city: city, after: position, limit: limit))
        guard rows.allSatisfy({ $0 != nil }) else { throw FeedForgotten() }
        return rows.compactMap { $0 }
    }

    /// Where a reader begins that first asks this and then reads everything with `offeredProducts`.
    package func feedHead() async throws -> FeedPosition {
        guard let head = try await database.first(ReadFeedHead()) else {
            throw Fault(.unexpected, "the feed has no head")
        }
        return head
    }

    /// All products that somebody offers, by id, page by page.
    package func offeredProducts(
        after product: ID<Product>?, limit: Int, in city: CityID
    ) async throws -> [OfferedProduct] {
        let after = product ?? ID(high: 0, low: 0)
        async let tree = categories(in: city)
        let products = try await database.read(ListOfferedProducts(city: city, after: after, limit: limit))
        guard let last = products.last?.id else { return [] }
        let offers = try await database.read(ListOffersOfProductRange(city: city, after: after, last: last))
        let categories = try await tree
        // Both are in the order of the products; one that lost its last offer in between keeps an empty list.
        var rest = offers[...]
        return products.map { product in
            rest = rest.drop { $0.product < product.id }
            let own = rest.prefix { $0.product == product.id }
            rest = rest.dropFirst(own.count)
            return OfferedProduct(product, offers: Array(own), in: categories)
        }
    }

    /// These products with their published offers, by id; an id that is no product is left out.
    package func offeredProducts(_ ids: [ID<Product>], in city: CityID) async throws -> [OfferedProduct] {
        async let offers = database.read(ListOffersOfProducts(city: city, products: ids))
        async let tree = categories(in: city)
        let products = try await database.read(FindProducts(city: city, products: ids))
        let byProduct = Dictionary(grouping: try await offers, by: \.product)
        let categories = try await tree
        return products.sorted { $0.id < $1.id }.map {
            OfferedProduct($0, offers: byProduct[$0.id] ?? [], in: categories)
        }
    }

    /// So long a reader may be away before it must read everything anew.
    static let changesKeptSeconds: Int64 = 2 * 86_400

    /// Drops old changes, so that the feed does not grow for ever.
    package func forgetChanges(in city: CityID) async throws {
        let before = clock.now() - Self.changesKeptSeconds
        try await database.transaction(in: city) { tx in
            try tx.run(ForgetChanges(city: city, before: before))
        }
    }
}

/// Changes behind this position were forgotten: the reader was away for too long and must read everything anew.
package struct FeedForgotten: Error {}

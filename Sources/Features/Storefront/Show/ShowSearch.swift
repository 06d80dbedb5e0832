import Accounts
import Catalogue
import Cities
import Retailers
import Vocabulary

/// What the town's search found, each list with the best first.
package struct Found: Sendable {
    let products: [ID<Product>]
    let shops: [RetailerID]

    package init(products: [ID<Product>], shops: [RetailerID]) {
        self.products = products
        self.shops = shops
    }
}

/// A question to the town's search.
package struct Question: Sendable {
    package let text: String
    /// The last word may be half a word.
    package let isTyping: Bool
    /// Of products and of shops, each.
    package let limit: Int
    package let city: City
}

extension Storefront {
    /// Asks the search; handed in by the program, so that pages work with whatever answers.
    package typealias Find = @Sendable (Question) async throws -> Found

    private static let perPage = 24
    private static let whileTyping = 5

    func search(_ text: String, _ visit: Visit) async throws -> SearchPage {
        let wording = visit.wording
        guard !text.isEmpty else {
            return SearchPage(
                heading: wording[.searchHeading], query: "", summary: wording[.typeSomething], shops: [], products: [],
                wasAsked: false)
        }
        let found = try await find(Question(text: text, isTyping: false, limit: Self.perPage, city: visit.city))
        let (products, shops, names) = try await load(found, visit)
        return SearchPage(
            heading: wording.text(.searchHeadingFor, ["query": text]), query: text,
            summary: wording.text(
                .found, ["products": wording.grouped(products.count), "shops": wording.grouped(shops.count)]),
            shops: shops.map { ShopCard($0, visit) }, products: products.map { ProductCard($0, shops: names, visit) },
            wasAsked: true)
    }

    /// What to offer while somebody types: shops first, they are few.
    func suggestions(_ text: String, _ visit: Visit) async throws -> SuggestionList {
        guard !text.isEmpty else { return SuggestionList(hits: []) }
        let found = try await find(Question(text: text, isTyping: true, limit: Self.whileTyping, city: visit.city))
        let (products, shops, names) = try await load(found, visit)
        let cards = shops.prefix(2).map { ShopCard($0, visit) }.map { ($0.name, $0.trade, $0.href) }
        let goods = products.map { ProductCard($0, shops: names, visit) }.map { card in
            (card.title, [card.price, card.seller].compactMap(\.self).joined(separator: " "), card.href)
        }
        let hits = (cards + goods).enumerated().map { index, hit in
            SuggestionList.Hit(number: index, title: hit.0, detail: hit.1, href: hit.2)
        }
        return SuggestionList(hits: hits)
    }

    /// The rows of what was found, in its order. What has gone in the meantime is left out.
    private func load(
        _ found: Found, _ visit: Visit
    ) async throws -> (products: [OfferedProduct], shops: [DirectoryEntry], names: [RetailerID: String]) {
        async let directory = retailers.everything(in: visit.city)
        let offered = try await catalogue.offeredProducts(found.products, in: visit.city.id)
        let products = Dictionary(uniqueKeysWithValues: offered.map { ($0.product.id, $0) })
        let entries = Dictionary(uniqueKeysWithValues: try await directory.map { ($0.retailer.id, $0) })
        return (
            found.products.compactMap { products[$0] }.filter { !$0.offers.isEmpty },
            found.shops.compactMap { entries[$0] }, entries.mapValues(\.retailer.profile.name)
        )
    }
}

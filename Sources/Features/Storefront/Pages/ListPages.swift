/// Shops and products for a question.
struct SearchPage: Sendable {
    let heading: String
    let query: String
    let summary: String
    let shops: [ShopCard]
    let products: [ProductCard]
    let hasShops: Bool
    let hasProducts: Bool
    /// Asked, and nothing found.
    let isEmpty: Bool

    init(heading: String, query: String, summary: String, shops: [ShopCard], products: [ProductCard], wasAsked: Bool) {
        self.heading = heading
        self.query = query
        self.summary = summary
        self.shops = shops
        self.products = products
        hasShops = !shops.isEmpty
        hasProducts = !products.isEmpty
        isEmpty = wasAsked && shops.isEmpty && products.isEmpty
    }
}

/// Options below the search field while somebody types.
struct SuggestionList: Sendable {
    let hits: [Hit]

    struct Hit: Sendable {
        let number: Int
        let title: String
        let detail: String
        let href: String
    }
}

/// The directory.
struct ShopsPage: Sendable {
    let heading: String
    let summary: String
    let shops: [ShopCard]
    let districts: [Choice]
    let trades: [Choice]
    let isOpenOnly: Bool
    /// Address of the next page.
    let next: String?
}

/// A few words and links: the list of towns, a page that is missing.
struct LinksPage: Sendable {
    let heading: String
    let words: String?
    let links: [Link]

    struct Link: Sendable {
        let word: String
        let href: String
    }
}

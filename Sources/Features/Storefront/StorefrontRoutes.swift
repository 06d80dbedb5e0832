import Cities
import HTTPTypes
import Hummingbird
import Vocabulary
import Web

/// `/` and `/cities/{city}`: pages for people; the API of the same things stands below `/v1`.
package struct StorefrontRoutes: Sendable {
    let storefront: Storefront

    package init(storefront: Storefront) { self.storefront = storefront }

    package func mount(on root: Endpoints<WebContext>) {
        root.get("", use: entrance)
        root.get("assets/{asset}", use: asset)
        root.group("cities/{city}")
            .get(use: front)
            .get("search", use: search)
            .get("suggestions", use: suggestions)
            .get("map", use: map)
            .get("shops", use: shops)
            .get("shops/{shop}", use: shop)
            .get("products/{product}", use: product)
    }

    @Sendable func entrance(_ request: Request, _ context: WebContext) async throws -> Answer {
        let towns = try await storefront.cities.all()
        guard let only = towns.first, towns.count == 1 else {
            return storefront.choice(of: towns, for: try Reader(request))
        }
        return try await page(.front, request, context, of: only.slug) { try await $0.front($1) }
    }

    @Sendable func front(_ request: Request, _ context: WebContext) async throws -> Answer {
        try await page(.front, request, context) { try await $0.front($1) }
    }

    @Sendable func search(_ request: Request, _ context: WebContext) async throws -> Answer {
        let text = try request.searchText()
        return try await page(.search, request, context) { try await $0.search(text, $1) }
    }

    /// A fragment for the script of the search form: options of a listbox.
    @Sendable func suggestions(_ request: Request, _ context: WebContext) async throws -> Answer {
        let reader = try Reader(request)
        let visit = try await storefront.visit(context.path("city"), by: reader)
        let list = try await storefront.suggestions(request.searchText(), visit)
        return storefront.fragment(.suggestions, list, for: reader)
    }

    @Sendable func shops(_ request: Request, _ context: WebContext) async throws -> Answer {
        var query = try request.query()
        var wish = ShopsWish()
        wish.district = try query.optional("district", characters: 0...80)
        wish.trade = try query.optional("trade", characters: 0...80)
        wish.isOpenOnly = try query.optional("open", characters: 0...5) == "true"
        wish.after = try query.optional("after", characters: 1...300)
        return try await page(.shops, request, context) { [wish] in try await $0.shops(wish, $1) }
    }

    @Sendable func map(_ request: Request, _ context: WebContext) async throws -> Answer {
        try await page(.map, request, context) { try await $0.map($1) }
    }

    @Sendable func shop(_ request: Request, _ context: WebContext) async throws -> Answer {
        try await page(.shop, request, context) { try await $0.shop(context.id("shop"), $1) }
    }

    @Sendable func product(_ request: Request, _ context: WebContext) async throws -> Answer {
        try await page(.product, request, context) { try await $0.product(context.id("product"), $1) }
    }

    @Sendable func asset(_ request: Request, _ context: WebContext) async throws -> Answer {
        try storefront.asset(named: context.path("asset"), for: Reader(request))
    }
}

extension Request {
    /// `q` without blanks around it; a text that is too long is cut, a person meant something all the same.
    fileprivate func searchText() throws -> String {
        var query = try query()
        let text = try query.optional("q", characters: 0...1000) ?? ""
        return String(text.prefix(100).split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }
}

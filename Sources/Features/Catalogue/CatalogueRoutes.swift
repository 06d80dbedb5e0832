import Accounts
import Cities
import HTTPTypes
import Hummingbird
import Vocabulary
import Web

/// What anybody may see of the catalogue; the retailers' own routes are mounted with it.
package struct CatalogueRoutes: Sendable {
    let catalogue: Catalogue
    private let kept: KeptAnswers

    package init(catalogue: Catalogue) {
        self.catalogue = catalogue
        kept = KeptAnswers(seconds: catalogue.recentSeconds)
    }

    package func mount(on city: Endpoints<CityContext>) {
        city.get("products/{product}", use: product)
            .get("gtins/{gtin}", use: productByGTIN)
            .get("categories", use: categories)
            .get("categories/{category}/products", use: products)
            .get("retailers/{retailer}/offers", use: offers)
            .get("deposit-types", use: deposits)
        AssortmentRoutes(catalogue: catalogue).mount(on: city)
        CategoryRoutes(catalogue: catalogue).mount(on: city)
        ScanRoutes(catalogue: catalogue).mount(on: city)
        ChoiceRoutes(catalogue: catalogue).mount(on: city)
        ListRoutes(catalogue: catalogue).mount(on: city)
    }

    @Sendable func product(_ request: Request, _ context: CityContext) async throws -> Answer {
        try request.noQuery()
        let id: ID<Product> = try context.id("product")
        return try await kept.answer(request) {
            let page = try await catalogue.page(of: id, in: context.city.id)
            return Answer(ProductView(page, at: catalogue.clock.now())).shared
        }
    }

    @Sendable func productByGTIN(_ request: Request, _ context: CityContext) async throws -> Answer {
        try request.noQuery()
        let gtin: GTIN = try context.path("gtin")
        return try await kept.answer(request) {
            let product = try await catalogue.product(gtin: gtin, in: context.city.id)
            let page = try await catalogue.page(of: product.id, in: context.city.id)
            return Answer(ProductView(page, at: catalogue.clock.now())).shared
        }
    }

    @Sendable func categories(_ request: Request, _ context: CityContext) async throws -> Answer {
        try request.noQuery()
        let tree = try await catalogue.categories(in: context.city.id)
        return Answer(Page(tree.categories.map(CategoryView.init))).shared.hashed(for: request)
    }

    @Sendable func products(_ request: Request, _ context: CityContext) async throws -> Answer {
        var query = try request.query()
        let listing = try context.listing(&query, keys: 1)
        try query.end()
        let category: ID<Category> = try context.id("category")
        return try await kept.answer(request) {
            let items = try await catalogue.products(
                of: category, after: listing.after.flatMap { ID($0[0]) }, limit: listing.fetch, in: context.city.id)
            let now = catalogue.clock.now()
            let page = listing.page(
                items, key: { [$0.product.id.description] }, view: { OfferedProductView($0, at: now) })
            return Answer(page).shared
        }
    }

    @Sendable func offers(_ request: Request, _ context: CityContext) async throws -> Answer {
        var query = try request.query()
        let listing = try context.listing(&query, keys: 1)
        try query.end()
        let retailer: RetailerID = try context.id("retailer")
        return try await kept.answer(request) {
            let items = try await catalogue.offers(
                of: retailer, after: listing.after.flatMap { ID($0[0]) }, limit: listing.fetch, in: context.city.id)
            let now = catalogue.clock.now()
            let page = listing.page(
                items, key: { [$0.offers[0].id.description] }, view: { OfferedProductView($0, at: now) })
            return Answer(page).shared
        }
    }

    @Sendable func deposits(_ request: Request, _ context: CityContext) async throws -> Answer {
        try request.noQuery()
        return Answer(Page(try await catalogue.deposits().map(DepositTypeView.init))).shared.hashed(for: request)
    }
}

extension Answer {
    /// What caches may keep for a moment.
    fileprivate var shared: Answer {
        var answer = self
        answer.headers[.cacheControl] = "public, max-age=30, stale-while-revalidate=60"
        return answer
    }
}

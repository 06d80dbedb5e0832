import Cities
import HTTPTypes
import Hummingbird
import Vocabulary
import Web

/// What anybody may see of the catalogue; the retailers' own routes are mounted with it.
package struct CatalogueRoutes: Sendable {
    let catalogue: Catalogue

    package init(catalogue: Catalogue) { self.catalogue = catalogue }

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
        let page = try await catalogue.page(of: context.id("product"), in: context.city.id)
        return Answer(ProductView(page, at: catalogue.clock.now())).shared(for: request)
    }

    @Sendable func productByGTIN(_ request: Request, _ context: CityContext) async throws -> Answer {
        try request.noQuery()
        let gtin: GTIN = try context.path("gtin")
        let product = try await catalogue.product(gtin: gtin, in: context.city.id)
        let page = try await catalogue.page(of: product.id, in: context.city.id)
        return Answer(ProductView(page, at: catalogue.clock.now())).shared(for: request)
    }

    @Sendable func categories(_ request: Request, _ context: CityContext) async throws -> Answer {
        try request.noQuery()
        let tree = try await catalogue.categories(in: context.city.id)
        return Answer(Page(tree.categories.map(CategoryView.init))).shared(for: request)
    }

    @Sendable func products(_ request: Request, _ context: CityContext) async throws -> Answer {
        var query = try request.query()
        let listing = try context.listing(&query, keys: 1)
        try query.end()
        let items = try await catalogue.products(
            of: context.id("category"), after: listing.after.flatMap { ID($0[0]) }, limit: listing.fetch,
            in: context.city.id)
        let now = catalogue.clock.now()
        let page = listing.page(items, key: { [$0.product.id.description] }, view: { OfferedProductView($0, at: now) })
        return Answer(page).shared(for: request)
    }

    @Sendable func offers(_ request: Request, _ context: CityContext) async throws -> Answer {
        var query = try request.query()
        let listing = try context.listing(&query, keys: 1)
        try query.end()
        let items = try await catalogue.offers(
            of: context.id("retailer"), after: listing.after.flatMap { ID($0[0]) }, limit: listing.fetch,
            in: context.city.id)
        let now = catalogue.clock.now()
        let page = listing.page(
            items, key: { [$0.offers[0].id.description] }, view: { OfferedProductView($0, at: now) })
        return Answer(page).shared(for: request)
    }

    @Sendable func deposits(_ request: Request, _ context: CityContext) async throws -> Answer {
        try request.noQuery()
        return Answer(Page(try await catalogue.deposits().map(DepositTypeView.init))).shared(for: request)
    }
}

extension Answer {
    /// What caches may keep for a moment, with a tag out of the bytes.
    fileprivate func shared(for request: Request) -> Answer {
        var answer = self
        answer.headers[.cacheControl] = "public, max-age=30, stale-while-revalidate=60"
        return answer.hashed(for: request)
    }
}

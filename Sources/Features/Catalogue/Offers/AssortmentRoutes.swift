import Accounts
import Cities
import Hummingbird
import Postgres
import Retailers
import Vocabulary
import Web

/// `/retailers/{retailer}/assortment`, `…/products`, `…/stock-reports`: what a retailer's people and tills do with
/// their offers.
struct AssortmentRoutes: Sendable {
    let catalogue: Catalogue

    func mount(on city: Endpoints<CityContext>) {
        let staff = city.group("retailers/{retailer}", as: StaffContext.self, who: "the retailer's people")
        staff.group("assortment")
            .get(use: list)
            .post(use: add)
            .get("{offer}", use: show)
            .patch("{offer}", use: change)
        staff.get("products/{product}", use: product)
            .patch("products/{product}", use: describe)
            .post("stock-reports", use: report)
    }

    @Sendable func list(_ request: Request, _ context: StaffContext) async throws -> Page<OfferedProductView> {
        try context.require(.viewer, scope: .catalogue)
        var query = try request.query()
        let listing = try context.listing(&query, keys: 1)
        try query.end()
        let items = try await catalogue.offers(
            of: context.retailer, after: listing.after.flatMap { ID($0[0]) }, limit: listing.fetch,
            isForStaff: true, in: context.city.id)
        let now = catalogue.clock.now()
        let view = { OfferedProductView($0, at: now, isForStaff: true) }
        return listing.page(items, key: { [$0.offers[0].id.description] }, view: view)
    }

    @Sendable func add(_ request: Request, _ context: StaffContext) async throws -> Answer {
        try request.noQuery()
        try context.require(.manager, scope: .catalogue)
        let new = try await NewOffer(json: request.json(upTo: 262_144))
        let offer = try await catalogue.offer(new, by: context.retailer, with: context.act)
        let path = "/v1/cities/\(context.city.slug)/retailers/\(context.retailer)/assortment/\(offer.id)"
        return .created(view(offer), at: path).version(offer.version, for: request)
    }

    @Sendable func show(_ request: Request, _ context: StaffContext) async throws -> Answer {
        try request.noQuery()
        try context.require(.viewer, scope: .catalogue)
        let found = try await catalogue.offers([context.id("offer")], in: context.city.id).first?.offers.first
        guard let offer = found, offer.retailer == context.retailer else { throw CatalogueProblem.unknown }
        return Answer(view(offer)).version(offer.version, for: request)
    }

    @Sendable func change(_ request: Request, _ context: StaffContext) async throws -> Answer {
        try request.noQuery()
        try context.require(.manager, scope: .catalogue)
        let version = try request.expectedVersion()
        let patch = try await OfferPatch(json: request.mergePatch())
        let offer = try await catalogue.change(
            context.id("offer"), version: version, of: context.retailer, with: context.act, patch.apply)
        return Answer(view(offer)).version(offer.version, for: request)
    }

    @Sendable func product(_ request: Request, _ context: StaffContext) async throws -> Answer {
        try request.noQuery()
        try context.require(.viewer, scope: .catalogue)
        let product = try await catalogue.page(of: context.id("product"), in: context.city.id).product
        guard product.describer == context.retailer else { throw CatalogueProblem.unknown }
        return Answer(OwnProductView(product: product)).version(product.version, for: request)
    }

    @Sendable func describe(_ request: Request, _ context: StaffContext) async throws -> Answer {
        try request.noQuery()
        try context.require(.manager, scope: .catalogue)
        let version = try request.expectedVersion()
        let patch = try await ProductPatch(json: request.mergePatch())
        let product = try await catalogue.redescribe(
            context.id("product"), version: version, by: context.retailer, with: context.act, patch.apply)
        return Answer(OwnProductView(product: product)).version(product.version, for: request)
    }

    @Sendable func report(_ request: Request, _ context: StaffContext) async throws -> Answer {
        try request.noQuery()
        try context.require(.picker, scope: .catalogue)
        _ = try request.idempotencyKey()
        let json = try await request.json(upTo: 4 << 20)
        let batch = try StockBatch(json: json)
        let once: Once<[StockOutcome]> = try context.once(request, json, by: context.caller.subject) {
            StockReportView(batch: batch, outcomes: $0)
        }
        let answered = try await catalogue.report(batch, of: context.retailer, in: context.city.id, once: once)
        return Answer(answered)
    }

    private func view(_ offer: Offer) -> OfferView { OfferView(offer, at: catalogue.clock.now(), isForStaff: true) }
}

extension StaffContext {
    /// Who acts, for the trail.
    var act: Act { Act(in: city, by: actor) }
}

import Accounts
import Cities
import Hummingbird
import Vocabulary
import Web

/// `/retailers/{retailer}/selling-terms`: how a retailer answers, prepares and keeps.
struct SellingTermsRoutes: Sendable {
    let retailers: Retailers

    func mount(on city: Endpoints<CityContext>) {
        city.group("retailers/{retailer}", as: StaffContext.self, who: "the retailer's people")
            .get("selling-terms", use: show)
            .put("selling-terms", use: put)
    }

    @Sendable func show(_ request: Request, _ context: StaffContext) async throws -> Answer {
        try request.noQuery()
        try context.require(.viewer, scope: .orders)
        let terms = try await retailers.sellingTerms(of: context.retailer, in: context.city.id)
        return Answer(terms).version(terms.version, for: request)
    }

    @Sendable func put(_ request: Request, _ context: StaffContext) async throws -> Answer {
        try request.noQuery()
        try context.require(.manager)
        let version = try request.expectedVersion()
        let wish = try await SellingTerms(json: request.json(upTo: 16_384))
        let terms = try await retailers.sell(under: wish, at: version, by: context.retailer, with: context.act)
        return Answer(terms).version(terms.version, for: request)
    }
}

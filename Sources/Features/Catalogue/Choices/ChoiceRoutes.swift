import Accounts
import Cities
import Hummingbird
import Retailers
import Vocabulary
import Web

/// `…/assortment/{offer}/choices`: what can be had with an offer.
struct ChoiceRoutes: Sendable {
    let catalogue: Catalogue

    func mount(on city: Endpoints<CityContext>) {
        city.group("retailers/{retailer}/assortment/{offer}", as: StaffContext.self, who: "the retailer's people")
            .get("choices", use: show)
            .put("choices", use: put)
    }

    @Sendable func show(_ request: Request, _ context: StaffContext) async throws -> Answer {
        try request.noQuery()
        try context.require(.viewer, scope: .catalogue)
        let found = try await catalogue.choices(
            of: context.id("offer"), by: context.retailer, in: context.city.id)
        return Answer(ChoicesView(groups: found.groups)).version(found.version, for: request)
    }

    @Sendable func put(_ request: Request, _ context: StaffContext) async throws -> Answer {
        try request.noQuery()
        try context.require(.manager, scope: .catalogue)
        let version = try request.expectedVersion()
        let wish = try await ChoicesWish(json: request.json(upTo: 262_144))
        let now = try await catalogue.put(
            wish, for: context.id("offer"), at: version, by: context.retailer, with: context.act)
        return Answer(ChoicesView(groups: now.groups)).version(now.version, for: request)
    }
}

/// `{"groups": […]}`
struct ChoicesView: View {
    let groups: [ChoiceGroup]

    func write(to json: inout JSONWriter) { json.object { $0.array("groups", groups) } }
}

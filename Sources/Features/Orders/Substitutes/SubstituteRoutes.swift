import Accounts
import Cities
import Hummingbird
import Vocabulary
import Web

/// Other goods for missing ones: shops offer them under `…/orders/{order}/lines/{position}/substitute`, residents
/// answer under `…/purchases/{purchase}/orders/{order}/lines/{position}/answer`.
struct SubstituteRoutes: Sendable {
    let orders: Orders

    func mount(on city: Endpoints<CityContext>) {
        city.group("retailers/{retailer}/orders/{order}", as: StaffContext.self, who: "the retailer's people")
            .post("lines/{position}/substitute", use: propose)
        city.group("purchases/{purchase}/orders/{order}", as: ResidentContext.self, who: "resident or guest")
            .post("lines/{position}/answer", use: answer)
    }

    @Sendable func propose(_ request: Request, _ context: StaffContext) async throws -> OrderView {
        try context.require(.picker, scope: .orders)
        try request.noQuery()
        let wish = try await SubstituteWish(json: request.json())
        let key = try LineKey(context.id("order"), context.path("position"))
        return OrderView(
            order: try await orders.propose(
                wish, for: key, of: context.retailer, in: context.city, by: context.actor))
    }

    @Sendable func answer(_ request: Request, _ context: ResidentContext) async throws -> PurchaseView {
        try request.noQuery()
        var fields = try await request.json().object()
        let accepts: Bool = try fields.required("accepts")
        try fields.end()
        let key = try LineKey(context.id("order"), context.path("position"))
        return PurchaseView(
            purchase: try await orders.decide(
                accepts, on: key, of: context.id("purchase"), for: context.caller.subject, in: context.city,
                by: context.actor))
    }
}

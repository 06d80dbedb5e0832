import Accounts
import Cities
import Hummingbird
import Vocabulary
import Web

/// `/purchase-claims`: who ordered as a guest and has an account now.
package struct ClaimRoutes: Sendable {
    let orders: Orders
    let accounts: Accounts

    package init(orders: Orders, accounts: Accounts) {
        self.orders = orders
        self.accounts = accounts
    }

    package func mount(on city: Endpoints<CityContext>) {
        city.group("purchase-claims", as: ResidentContext.self, who: "resident or guest").post(use: claim)
    }

    /// The guest's token proves that the purchases were theirs. A guest cannot claim from another guest.
    @Sendable func claim(_ request: Request, _ context: ResidentContext) async throws -> ClaimView {
        try request.noQuery()
        guard context.account != nil else { throw RequestProblem.forbidden }
        var fields = try await request.json().object()
        let token = try fields.required("guestToken", characters: 10...200)
        try fields.end()
        let guest = try await accounts.caller(for: token, in: context.city)
        guard case .guest = guest.kind else { throw AccountProblem.tokenRefused }
        return ClaimView(
            purchases: try await orders.claim(
                from: guest.subject, for: context.caller.subject, in: context.city.id, by: context.actor))
    }
}

/// `{"purchases": [id]}`
struct ClaimView: View {
    let purchases: [ID<Purchase>]

    func write(to json: inout JSONWriter) { json.object { $0.array("purchases", purchases) } }
}

import Cities
import Hummingbird
import Vocabulary
import Web

/// `/identities`, `/me/identities`: coming in by the word of a configured issuer.
struct IdentityRoutes: Sendable {
    let accounts: Accounts

    func mount(on city: Endpoints<CityContext>) {
        city.post("identities", use: register)
        city.group(as: SignedInContext.self, who: "anyone signed in").post("me/identities", use: link)
    }

    @Sendable func register(_ request: Request, _ context: CityContext) async throws -> Answer {
        try request.noQuery()
        let newcomer = try await Newcomer(json: request.json(upTo: 16_384))
        let account = try await accounts.register(newcomer, in: context.city)
        return .created(AccountView(account: account, memberships: [Membership(role: .resident)]), at: "me")
    }

    @Sendable func link(_ request: Request, _ context: SignedInContext) async throws -> Answer {
        try request.noQuery()
        var fields = try await request.json(upTo: 16_384).object()
        let token = try fields.required("token", characters: 1...8192)
        try fields.end()
        let actor = context.caller.actor(as: .resident, requestId: context.requestId)
        try await accounts.link(token, to: context.account, in: context.city, by: actor)
        return .noContent
    }
}

/// `{"token", "email", "displayName", "language"?}`
extension Newcomer: JSONReadable {
    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        token = try fields.required("token", characters: 1...8192)
        email = try fields.required("email")
        name = try fields.required("displayName", characters: 1...120)
        language = try fields.optional("language", characters: 2...35) ?? "de"
        try fields.end()
    }
}

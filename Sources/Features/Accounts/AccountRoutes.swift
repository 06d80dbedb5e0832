import Cities
import Hummingbird
import Vocabulary
import Web

/// `/accounts`, `/sessions`, `/me`: how people come in.
package struct AccountRoutes: Sendable {
    let accounts: Accounts

    package init(accounts: Accounts) { self.accounts = accounts }

    package func mount(on city: Endpoints<CityContext>) {
        city.post("accounts", use: register)
            .post("sessions", use: signIn)
            .post("sessions/refreshment", use: refresh)
            .post("sessions/end", use: signOut)
            .post("guests", use: makeGuest)
        city.group(as: SignedInContext.self, who: "anyone signed in").get("me", use: me)
        IdentityRoutes(accounts: accounts).mount(on: city)
        MemberRoutes(accounts: accounts).mount(on: city)
    }

    @Sendable func register(_ request: Request, _ context: CityContext) async throws -> Answer {
        try request.noQuery()
        let wish = try await Registration(json: request.json(upTo: 8192))
        let account = try await accounts.register(
            wish.email, name: wish.name, language: wish.language, password: wish.password, in: context.city.id)
        return .created(AccountView(account: account, memberships: [Membership(role: .resident)]), at: "me")
    }

    @Sendable func signIn(_ request: Request, _ context: CityContext) async throws -> SignedInView {
        try request.noQuery()
        let credentials = try await Credentials(json: request.json(upTo: 8192))
        let signedIn = try await accounts.signIn(credentials.email, credentials.password, in: context.city.id)
        return SignedInView(signedIn: signedIn)
    }

    @Sendable func refresh(_ request: Request, _ context: CityContext) async throws -> SignedInView {
        try request.noQuery()
        let token = try await RefreshToken(json: request.json(upTo: 8192))
        return SignedInView(signedIn: try await accounts.refresh(token.text, in: context.city.id))
    }

    @Sendable func signOut(_ request: Request, _ context: CityContext) async throws -> Answer {
        try request.noQuery()
        let token = try await RefreshToken(json: request.json(upTo: 8192))
        try await accounts.signOut(token.text, in: context.city.id)
        return .noContent
    }

    @Sendable func makeGuest(_ request: Request, _ context: CityContext) async throws -> Answer {
        try request.noQuery()
        return Answer(GuestView(token: accounts.tokens.issueGuest()), status: .created)
    }

    @Sendable func me(_ request: Request, _ context: SignedInContext) async throws -> AccountView {
        try request.noQuery()
        let account = try await accounts.account(context.account, in: context.city.id)
        return AccountView(account: account, memberships: Array(context.caller.memberships))
    }
}

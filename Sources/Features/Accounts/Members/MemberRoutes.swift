import Cities
import Hummingbird
import Vocabulary
import Web

/// `/memberships`, `/retailers/{retailer}/members`, `…/keys`: who may do what, people and machines.
struct MemberRoutes: Sendable {
    let accounts: Accounts

    func mount(on city: Endpoints<CityContext>) {
        city.group("memberships", as: OperatorContext.self, who: "city operator")
            .post(use: grant)
            .post("revocation", use: revoke)
        let staff = city.group("retailers/{retailer}", as: StaffContext.self, who: "the retailer's people")
        staff.group("members")
            .get(use: members)
            .post(use: addMember)
            .post("revocation", use: removeMember)
        staff.group("keys")
            .get(use: keys)
            .post(use: makeKey)
            .delete("{key}", use: revokeKey)
    }

    @Sendable func grant(_ request: Request, _ context: OperatorContext) async throws -> Answer {
        try request.noQuery()
        let wish = try await MembershipWish(json: request.json(upTo: 8192))
        if wish.membership.role == .admin, !context.isAdmin { throw RequestProblem.forbidden }
        let account = try await accounts.account(of: wish.email, in: context.city.id)
        try await accounts.grant(wish.membership, to: account, in: context.city.id, by: context.actor)
        return .noContent
    }

    @Sendable func revoke(_ request: Request, _ context: OperatorContext) async throws -> Answer {
        try request.noQuery()
        let wish = try await MembershipWish(json: request.json(upTo: 8192))
        if wish.membership.role == .admin, !context.isAdmin { throw RequestProblem.forbidden }
        let account = try await accounts.account(of: wish.email, in: context.city.id)
        try await accounts.revoke(wish.membership, of: account, in: context.city.id, by: context.actor)
        return .noContent
    }

    @Sendable func members(_ request: Request, _ context: StaffContext) async throws -> Page<MemberView> {
        try request.noQuery()
        try context.require(.owner)
        return Page(try await accounts.members(of: context.retailer, in: context.city.id).map(MemberView.init))
    }

    @Sendable func addMember(_ request: Request, _ context: StaffContext) async throws -> Answer {
        try request.noQuery()
        try context.require(.owner)
        let wish = try await MembershipWish(json: request.json(upTo: 8192), in: context.retailer)
        let account = try await accounts.account(of: wish.email, in: context.city.id)
        try await accounts.grant(wish.membership, to: account, in: context.city.id, by: context.actor)
        return .noContent
    }

    @Sendable func removeMember(_ request: Request, _ context: StaffContext) async throws -> Answer {
        try request.noQuery()
        try context.require(.owner)
        let wish = try await MembershipWish(json: request.json(upTo: 8192), in: context.retailer)
        let account = try await accounts.account(of: wish.email, in: context.city.id)
        try await accounts.revoke(wish.membership, of: account, in: context.city.id, by: context.actor)
        return .noContent
    }

    @Sendable func keys(_ request: Request, _ context: StaffContext) async throws -> Page<MachineKeyView> {
        try request.noQuery()
        try context.require(.owner)
        let keys = try await accounts.keys(of: context.retailer, in: context.city.id)
        return Page(keys.map { MachineKeyView(key: $0, secret: nil) })
    }

    @Sendable func makeKey(_ request: Request, _ context: StaffContext) async throws -> Answer {
        try request.noQuery()
        try context.require(.owner)
        guard case .account(let creator) = context.caller.kind else { throw RequestProblem.forbidden }
        let wish = try await KeyWish(json: request.json(upTo: 8192))
        let made = try await accounts.makeKey(
            wish.name, scopes: wish.scopes, for: context.retailer, in: context.city.id, by: creator, context.actor)
        return Answer(MachineKeyView(key: made.key, secret: made.secret), status: .created)
    }

    @Sendable func revokeKey(_ request: Request, _ context: StaffContext) async throws -> Answer {
        try request.noQuery()
        try context.require(.owner)
        let key = try context.id("key", as: ID<MachineKey>.self)
        try await accounts.revokeKey(key, of: context.retailer, in: context.city.id, by: context.actor)
        return .noContent
    }
}

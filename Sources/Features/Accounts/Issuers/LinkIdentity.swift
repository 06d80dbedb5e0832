import Cities
import Postgres
import Vocabulary

/// Somebody who comes with an issuer's word and has no account yet.
struct Newcomer: Sendable {
    let token: String
    let email: Email
    let name: String
    let language: String
}

extension Accounts {
    /// The account of an issuer's token in this city, with its rights as our tables have them.
    func caller(issued token: IssuedToken, in city: City) async throws -> Caller {
        let (claims, issuer) = try await issuers.identify(token, in: city)
        guard let account = try await database.first(FindIdentity(city: city.id, claims: claims), in: city.id) else {
            throw AccountProblem.notRegistered
        }
        var rights = Set(try await database.read(FindMemberships(city: city.id, account: account), in: city.id))
        if !issuer.operatorLevels.isEmpty, !issuer.operatorLevels.contains(claims.level ?? "") {
            rights = rights.filter { $0.role != .operator && $0.role != .admin }
        }
        guard !rights.isEmpty else { throw AccountProblem.tokenRefused }
        return Caller(kind: .account(account), memberships: rights)
    }

    /// Makes a resident's account without a password for whom an issuer knows.
    func register(_ newcomer: Newcomer, in city: City) async throws -> Account {
        let claims = try await claims(of: newcomer.token, in: city)
        let now = clock.now()
        let account = Account(
            id: .make(at: now), email: newcomer.email, displayName: newcomer.name, language: newcomer.language,
            version: 1)
        try await database.transaction(in: city.id) { tx in
            try tx.run(InsertAccount(city: city.id, account: account, password: nil))
            let resident = Membership(role: .resident)
            try tx.run(GrantMembership(in: city.id, id: .make(at: now), account: account.id, resident))
            try tx.run(InsertIdentity(city: city.id, claims: claims, account: account.id, at: now))
            let actor = Actor(subject: account.id.description, role: Role.resident.rawValue)
            try tx.run(AuditEntry(in: city.id, at: now, by: actor, "register", "account", account.id))
        }
        return account
    }

    /// Lets an account be entered with an issuer's token from now on.
    func link(_ token: String, to account: ID<Account>, in city: City, by actor: Actor) async throws {
        let claims = try await claims(of: token, in: city)
        let now = clock.now()
        try await database.transaction(in: city.id) { tx in
            try tx.run(InsertIdentity(city: city.id, claims: claims, account: account, at: now))
            try tx.run(AuditEntry(in: city.id, at: now, by: actor, "link-identity", "account", account))
        }
    }

    private func claims(of text: String, in city: City) async throws -> IssuedClaims {
        guard let token = IssuedToken(text) else { throw AccountProblem.identityRefused }
        do {
            return try await issuers.identify(token, in: city).claims
        } catch AccountProblem.tokenRefused {
            throw AccountProblem.identityRefused
        }
    }
}

import Cities
import Postgres
import Vocabulary

/// What a person gets for the right password: a short token to show, a long one to get the next.
package struct SignedIn: Sendable {
    package let account: ID<Account>
    package let accessToken: String
    package let refreshToken: String
}

extension Accounts {
    /// How long a refresh token lives.
    static let refreshSeconds: Int64 = 30 * 86_400

    /// Makes an account with the role of a resident.
    package func register(
        _ email: Email, name: String, language: String, password: String, in city: CityID
    ) async throws -> Account {
        let hash = try await passwords.hash(password)
        let now = clock.now()
        let account = Account(id: .make(at: now), email: email, displayName: name, language: language, version: 1)
        try await database.transaction(in: city) { tx in
            try tx.run(InsertAccount(city: city, account: account, password: hash))
            try tx.run(GrantMembership(in: city, id: .make(at: now), account: account.id, Membership(role: .resident)))
            let actor = Actor(subject: account.id.description, role: Role.resident.rawValue)
            try tx.run(AuditEntry(in: city, at: now, by: actor, "register", "account", account.id))
        }
        return account
    }

    /// Signs in by address and password. Unknown addresses take as long and are told the same.
    package func signIn(_ email: Email, _ password: String, in city: CityID) async throws -> SignedIn {
        let known = try await database.first(FindPassword(city: city, email: email), in: city)
        guard try await passwords.matches(password, known?.password), let account = known?.id else {
            throw AccountProblem.wrongPassword
        }
        let now = clock.now()
        let next = NextSession(of: account, family: .make(at: now), at: now)
        try await database.transaction(in: city) { tx in try tx.run(next.insert(in: city)) }
        return try await signedIn(next, in: city, at: now)
    }

    /// The next pair for a refresh token, which is spent by this. A token that comes twice signs its family out.
    package func refresh(_ token: String, in city: CityID) async throws -> SignedIn {
        let now = clock.now()
        let next = try await database.transaction(in: city) { tx -> NextSession? in
            guard let session = try tx.first(LockSession(city: city, hash: Secret.hash(token))) else { return nil }
            guard !session.isSpent, session.expiresAt > now else {
                try tx.run(RevokeFamily(city: city, family: session.family))
                return nil
            }
            let next = NextSession(of: session.account, family: session.family, at: now)
            try tx.run(SpendSession(city: city, session: session.id))
            try tx.run(next.insert(in: city))
            return next
        }
        guard let next else { throw AccountProblem.tokenRefused }
        return try await signedIn(next, in: city, at: now)
    }

    /// Ends the family of a refresh token. Nothing is told about a token that is unknown.
    package func signOut(_ token: String, in city: CityID) async throws {
        try await database.transaction(in: city) { tx in
            guard let session = try tx.first(LockSession(city: city, hash: Secret.hash(token))) else { return }
            try tx.run(RevokeFamily(city: city, family: session.family))
        }
    }

    private func signedIn(_ next: NextSession, in city: CityID, at now: Instant) async throws -> SignedIn {
        let token = try await tokens.issue(for: next.session.account, in: city, at: now)
        return SignedIn(account: next.session.account, accessToken: token, refreshToken: next.secret)
    }
}

/// A refresh token about to be given out.
private struct NextSession: Sendable {
    let secret = Secret.make(Secret.refreshPrefix)
    let session: Session

    init(of account: ID<Account>, family: ID<Session>, at now: Instant) {
        session = Session(
            id: .make(at: now), account: account, family: family, isSpent: false,
            expiresAt: now + Accounts.refreshSeconds)
    }

    func insert(in city: CityID) -> InsertSession {
        InsertSession(city: city, session: session, hash: Secret.hash(secret))
    }
}

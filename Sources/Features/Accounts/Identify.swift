import Cities
import HTTPTypes
import Hummingbird
import Postgres
import Vocabulary
import Web

extension Accounts {
    /// Reads the bearer token, if there is one, and leaves the caller among the proofs. Rights are read anew each time,
    /// so that what was taken away is gone with the next request. A token that is not valid here is refused, also where
    /// none would be needed.
    @Sendable package func identify(_ request: Request, _ context: inout CityContext) async throws {
        guard let header = request.headers[.authorization] else { return }
        guard header.utf8.count <= 8300, header.lowercased().hasPrefix("bearer ") else {
            throw AccountProblem.tokenRefused
        }
        let caller = try await caller(for: String(header.dropFirst(7)), in: context.city)
        context.proofs[Caller.self] = caller
        context.trail.mark(subject: caller.subject)
    }

    /// Who holds this token. Throws `AccountProblem.tokenRefused`.
    package func caller(for token: String, in city: City) async throws -> Caller {
        if token.hasPrefix(Secret.guestPrefix) {
            guard let guest = tokens.guest(of: token) else { throw AccountProblem.tokenRefused }
            return Caller(kind: .guest(guest), memberships: [])
        }
        if token.hasPrefix(Secret.machinePrefix) {
            let question = FindMachineKey(city: city.id, hash: Secret.hash(token))
            guard let key = try await database.first(question, in: city.id) else { throw AccountProblem.tokenRefused }
            return Caller(kind: .machine(key.id, scopes: Set(key.scopes), retailer: key.retailer), memberships: [])
        }
        if let issued = IssuedToken(token), issuers.claim(issued) { return try await caller(issued: issued, in: city) }
        let account = try await tokens.account(of: token, in: city.id, at: clock.now())
        let rights = try await database.read(FindMemberships(city: city.id, account: account), in: city.id)
        guard !rights.isEmpty else { throw AccountProblem.tokenRefused }
        return Caller(kind: .account(account), memberships: Set(rights))
    }
}

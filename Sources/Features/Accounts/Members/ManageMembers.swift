import Postgres
import Vocabulary

extension Accounts {
    /// A retailer's people.
    package func members(of retailer: RetailerID, in city: CityID) async throws -> [Member] {
        try await database.transaction(in: city) { tx in
            try tx.rows(ListMembers(city: city, retailer: retailer))
        }
    }

    /// Gives an account a role, in the town or in one retailer.
    package func grant(
        _ membership: Membership, to account: ID<Account>, in city: CityID, by actor: Actor
    ) async throws {
        let now = clock.now()
        try await database.transaction(in: city) { tx in
            try tx.run(GrantMembership(in: city, id: .make(at: now), account: account, membership))
            try tx.run(
                AuditEntry(in: city, at: now, by: actor, "grant-\(membership.role.rawValue)", "account", account))
        }
    }

    /// Takes a role away; it is gone with the next request. A retailer's last owner stays.
    package func revoke(
        _ membership: Membership, of account: ID<Account>, in city: CityID, by actor: Actor
    ) async throws {
        let now = clock.now()
        try await database.transaction(in: city) { tx in
            if membership.role == .owner, let retailer = membership.retailer {
                let owners = try tx.rows(ListMembers(city: city, retailer: retailer)).filter { $0.role == .owner }
                guard owners.contains(where: { $0.account != account }) else { throw AccountProblem.lastOwner }
            }
            let removal = RevokeMembership(city: city, account: account, membership: membership)
            guard try tx.count(removal) == 1 else { throw AccountProblem.unknown }
            try tx.run(
                AuditEntry(in: city, at: now, by: actor, "revoke-\(membership.role.rawValue)", "account", account))
        }
    }

    /// The account of an id, while it is active.
    package func account(_ id: ID<Account>, in city: CityID) async throws -> Account {
        guard let account = try await database.first(FindAccount(city: city, account: id), in: city) else {
            throw AccountProblem.unknown
        }
        return account
    }

    /// The account of an address.
    package func account(of email: Email, in city: CityID) async throws -> ID<Account> {
        guard let found = try await database.first(FindPassword(city: city, email: email), in: city) else {
            throw AccountProblem.unknown
        }
        return found.id
    }
}

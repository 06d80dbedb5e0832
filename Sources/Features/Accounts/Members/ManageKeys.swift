import Postgres
import Vocabulary

extension Accounts {
    /// A new key; its secret is shown this once. `retailer`: the key can reach that retailer's things alone.
    package func makeKey(
        _ name: String, scopes: [Scope], for retailer: RetailerID?, in city: CityID, by creator: ID<Account>,
        _ actor: Actor
    ) async throws -> (key: MachineKey, secret: String) {
        let now = clock.now()
        let secret = Secret.make(Secret.machinePrefix)
        let key = MachineKey(id: .make(at: now), name: name, scopes: scopes, retailer: retailer, createdAt: now)
        try await database.transaction(in: city) { tx in
            try tx.run(InsertMachineKey(city: city, key: key, hash: Secret.hash(secret), creator: creator))
            try tx.run(AuditEntry(in: city, at: now, by: actor, "make-key", "machine-key", key.id))
        }
        return (key, secret)
    }

    /// The keys that live.
    package func keys(of retailer: RetailerID?, in city: CityID) async throws -> [MachineKey] {
        try await database.read(ListMachineKeys(city: city, retailer: retailer), in: city)
    }

    /// Ends a key at once.
    package func revokeKey(
        _ key: ID<MachineKey>, of retailer: RetailerID?, in city: CityID, by actor: Actor
    ) async throws {
        let now = clock.now()
        try await database.transaction(in: city) { tx in
            let revocation = RevokeMachineKey(city: city, key: key, retailer: retailer, at: now)
            guard try tx.count(revocation) == 1 else { throw AccountProblem.unknown }
            try tx.run(AuditEntry(in: city, at: now, by: actor, "revoke-key", "machine-key", key))
        }
    }
}

import Accounts
import Postgres
import Vocabulary

extension Orders {
    /// What somebody ordered and put into baskets as a guest becomes their account's; from then on the guest's token
    /// shows nothing of it. Answers the purchases that moved; doing it again moves nothing.
    package func claim(
        from guest: String, for account: String, in city: CityID, by actor: Actor
    ) async throws -> [ID<Purchase>] {
        let now = clock.now()
        return try await database.transaction(in: city) { tx in
            let moved = try tx.ask(ClaimPurchases(city: city, guest: guest, account: account))
            try tx.run(ClaimBaskets(city: city, guest: guest, account: account))
            let purchases = try tx.answer(moved).sorted()
            for purchase in purchases {
                try tx.run(AuditEntry(in: city, at: now, by: actor, "claim", "purchase", purchase))
            }
            return purchases
        }
    }
}

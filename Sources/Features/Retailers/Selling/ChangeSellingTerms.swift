import Accounts
import Cities
import Postgres
import Vocabulary

extension Retailers {
    /// How a retailer sells; the defaults where it has said nothing.
    package func sellingTerms(of retailer: RetailerID, in city: CityID) async throws -> SellingTerms {
        try await database.first(FindSellingTerms(city: city, retailers: [retailer]))?.terms ?? SellingTerms()
    }

    /// Says anew how a retailer sells. Orders placed before keep what held then. Throws `.stale`.
    package func sell(
        under terms: SellingTerms, at version: Int64, by retailer: RetailerID, with act: Act
    ) async throws -> SellingTerms {
        let (city, now) = (act.city.id, clock.now())
        return try await database.transaction(in: city) { tx in
            _ = try tx.hold(retailer, at: nil, in: city)
            let question = FindSellingTerms(city: city, retailers: [retailer])
            guard try tx.first(question)?.terms.version ?? 0 == version else { throw RetailerProblem.stale }
            try tx.run(PutSellingTerms(city: city, retailer: retailer, terms: terms))
            try tx.run(AuditEntry(in: city, at: now, by: act.actor, "sell-under", "retailer", retailer))
            return try tx.first(question)?.terms ?? terms
        }
    }
}

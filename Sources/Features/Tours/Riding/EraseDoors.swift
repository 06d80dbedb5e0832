import Orders
import Postgres
import Vocabulary

extension Tours {
    static let doorsAtOnce = 1000

    /// Forgets at which doors tours ended once their purchases' contacts are forgotten: the street goes, the place
    /// stays to a kilometre. Answers how many.
    package func eraseDoors(in city: CityID) async throws -> Int {
        let before = clock.now() - Orders::Orders.contactSeconds
        return try await database.transaction(in: city) { tx in
            try tx.count(EraseDoors(city: city, before: before, limit: Self.doorsAtOnce))
        }
    }
}

import Postgres
import Vocabulary

extension Orders {
    /// Who got it where is kept for the 14 days of withdrawal and half a year of complaints after the delivery.
    package static let contactSeconds: Int64 = (14 + 183) * 86_400
    static let contactsAtOnce = 1000

    /// Erases names, addresses and telephone numbers whose time is over; the receipt's amounts stay. Answers how many.
    package func eraseContacts(in city: CityID) async throws -> Int {
        let now = clock.now()
        return try await database.transaction(in: city) { tx in
            try tx.count(
                EraseContacts(city: city, endedBefore: now - Self.contactSeconds, at: now, limit: Self.contactsAtOnce))
        }
    }
}

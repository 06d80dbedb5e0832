import Accounts
import Postgres
import Vocabulary

/// Days of the books, both included.
package struct BookDays: Hashable, Sendable {
    package let first: CalendarDay
    package let last: CalendarDay

    package init(first: CalendarDay, last: CalendarDay) {
        self.first = first
        self.last = last
    }
}

/// One kind of event of one account and rate, summed over days.
package struct BookLine: Hashable, Sendable {
    package let kind: Posting.Kind
    package let account: LedgerAccount
    package let basisPoints: Int64?
    /// Debits positive, credits negative.
    package let amount: Money
    package let postings: Int
}

/// What a retailer sold, gave back and was paid, and what it is owed.
package struct RetailerStatement: Sendable {
    package let retailer: RetailerID
    package let days: BookDays
    /// Sums by kind, account and rate; of all accounts, so that they sum to zero.
    package let lines: [BookLine]
    /// Owed to the retailer before the first day.
    package let opening: Money
    /// Owed to it after the last day.
    package let closing: Money

    /// What the retailer's own accounts say; the rest is the other side of each posting.
    package var own: [BookLine] { lines.filter { LedgerAccount.retailers.contains($0.account) } }
}

/// The whole city's books.
package struct LedgerFigures: Sendable {
    package let days: BookDays
    package let lines: [BookLine]
    /// Postings, retailers, purchases or days that don't sum to zero: always 0.
    package let imbalances: Int
}

extension Payments {
    /// The statement of a retailer. Reads the books alone: it can be made again at any time and comes out the same.
    package func statement(of retailer: RetailerID, _ days: BookDays, in city: CityID) async throws
        -> RetailerStatement
    {
        let lines = try await database.read(SumBooks(city: city, days: days, retailer: retailer), in: city)
        let opening = try await owed(to: retailer, before: days.first, in: city)
        let closing = try await owed(to: retailer, before: days.last + 1, in: city)
        return RetailerStatement(retailer: retailer, days: days, lines: lines, opening: opening, closing: closing)
    }

    /// All accounts over some days, and whether the books add up.
    package func figures(_ days: BookDays, in city: CityID) async throws -> LedgerFigures {
        let lines = try await database.read(SumBooks(city: city, days: days, retailer: nil), in: city)
        let imbalances = try await database.read(FindImbalances(city: city, days: days), in: city)
        return LedgerFigures(days: days, lines: lines, imbalances: imbalances.count)
    }

    private func owed(to retailer: RetailerID, before day: CalendarDay, in city: CityID) async throws -> Money {
        let owed = SumOwed(city: city, retailer: retailer, before: day)
        return try await database.first(owed, in: city) ?? .zero
    }
}

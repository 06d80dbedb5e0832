import Accounts
import Postgres
import Retailers
import Vocabulary

extension Catalogue {
    /// Takes a batch of reports for one branch, in their order; answers what became of each.
    package func report(
        _ reports: [StockReport], branch: ID<Branch>, of retailer: RetailerID, in city: CityID
    ) async throws -> [StockOutcome] {
        try await database.transaction(in: city) { tx in
            try Self.report(reports, branch: branch, of: retailer, in: city, &tx)
        }
    }

    /// The same under a caller's key: a movement sent twice is added once.
    package func report(
        _ batch: StockBatch, of retailer: RetailerID, in city: CityID, once: Once<[StockOutcome]>
    ) async throws -> Answered {
        try await database.transaction(in: city, once: once) { tx in
            try Self.report(batch.reports, branch: batch.branch, of: retailer, in: city, &tx)
        }
    }

    static func report(
        _ reports: [StockReport], branch: ID<Branch>, of retailer: RetailerID, in city: CityID, _ tx: inout Tx
    ) throws -> [StockOutcome] {
        let matches = try tx.rows(MatchStock(city: city, retailer: retailer, branch: branch, reports: reports))
        var outcomes = Array(repeating: StockOutcome.unknown, count: reports.count)
        var counts: [ID<Offer>: StockCount] = [:]
        for match in matches.sorted(by: { $0.position < $1.position }) {
            let known = counts[match.count.level.offer] ?? match.count
            switch known.applying(reports[match.position]) {
            case .late: outcomes[match.position] = .late
            case .taken(let count):
                counts[match.count.level.offer] = count
                outcomes[match.position] = .taken
            }
        }
        if !counts.isEmpty { try tx.run(SaveStock(city: city, counts: Array(counts.values))) }
        return outcomes
    }
}

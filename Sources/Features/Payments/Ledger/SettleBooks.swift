import Accounts
import Postgres
import Vocabulary

extension Payments {
    /// A courier or a shop handed over cash. `cause` names the event: told twice, it is `.postedAlready`.
    package func settle(_ amount: Money, cause: ID<Posting.Cause>, _ stamp: LedgerStamp) async throws {
        try await write(MoneyPostings.settlement(cause, amount), stamp, "settle")
    }

    /// A retailer was paid what it is owed, or part of it. `cause` names the transfer.
    package func pay(
        _ amount: Money, to retailer: RetailerID, cause: ID<Posting.Cause>, _ stamp: LedgerStamp
    ) async throws {
        try await write(MoneyPostings.payout(cause, amount, to: retailer), stamp, "pay-out")
    }

    private func write(_ posting: Posting, _ stamp: LedgerStamp, _ action: String) async throws {
        try await database.transaction(in: stamp.city) { tx in
            try posting.write(stamp, &tx)
            try tx.run(AuditEntry(in: stamp.city, at: stamp.at, by: stamp.actor, action, "posting", posting.cause))
        }
    }
}

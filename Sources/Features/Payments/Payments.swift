import Postgres
import Vocabulary

/// Money in, money back, and the books.
///
/// Others call `charge` and `LockedPayment` inside their own transaction, so that money follows the order's state in
/// one commit. Figures and statements are reads.
package struct Payments: Sendable {
    let database: Database
    let clock: Clock
    /// One for each method that is offered.
    let providers: [PaymentMethod: any PaymentProvider]

    package init(
        database: Database, clock: Clock, providers: [any PaymentProvider] = [CashProvider(), InvoiceProvider()]
    ) {
        self.database = database
        self.clock = clock
        self.providers = Dictionary(uniqueKeysWithValues: providers.map { ($0.method, $0) })
    }

    package static let statements: [any Statement.Type] = [
        InsertPayment.self, InsertShare.self, LockPayment.self, FindShares.self, UpdatePayment.self, ChangeShare.self,
        InsertRefund.self, SettleRefund.self, InsertPosting.self, InsertEntries.self,
        SumBooks.self, SumOwed.self, FindImbalances.self,
    ]

    /// The methods residents can choose from.
    package var methods: [PaymentMethod] { providers.keys.sorted { $0.rawValue < $1.rawValue } }
}

import Accounts
import Postgres
import Vocabulary
import Web

/// The accounts of the books. Debits are positive, credits negative.
package enum LedgerAccount: String, Stored, CaseIterable, JSONWritable, Sendable {
    /// What residents owe.
    case receivable
    /// Net value of goods, owed to the retailer that sold them.
    case retailerPayable = "retailer_payable"
    /// Net deposits, owed back for empties or to the retailer.
    case deposit
    /// Net delivery fees, the city's.
    case delivery
    /// VAT by rate; the retailer's where the posting has one, else the city's.
    case vat
    /// Money in couriers' and shops' hands.
    case cash
    case bank
    /// Refunds promised and not yet paid.
    case refundsDue = "refunds_due"
    /// Refunds that a courier organisation answers for.
    case courierClaims = "courier_claims"
    case cityCost = "city_cost"
    case platformCost = "platform_cost"

    /// What of a retailer's postings is its own: it gets the negative of their sum.
    package static let retailers: Set<LedgerAccount> = [.retailerPayable, .deposit, .vat]
}

/// One line of a posting.
package struct LedgerEntry: Hashable, Sendable {
    package let account: LedgerAccount
    /// Where the amount is one rate's net or VAT.
    package let basisPoints: Int64?
    package let amount: Money

    package init(_ account: LedgerAccount, _ amount: Money, basisPoints: Int64? = nil) {
        self.account = account
        self.basisPoints = basisPoints
        self.amount = amount
    }
}

/// One event in the books: entries that sum to zero, of at most one purchase, one order and one retailer.
package struct Posting: Sendable, Equatable {
    package enum Kind: String, Stored, CaseIterable, JSONWritable, Sendable {
        case sale, delivery, reversal
        case deliveryReversal = "delivery_reversal"
        case capture
        case deliveryCapture = "delivery_capture"
        case refund
        case refundPaid = "refund_paid"
        case settlement, payout
    }
    /// What a posting is about. The purchase and the order are known here by their ids alone.
    package struct Subject: Hashable, Sendable {
        package var purchase: ID<Payment.Purchase>?
        package var order: ID<Payment.Order>?
        package var retailer: RetailerID?

        package init(
            purchase: ID<Payment.Purchase>? = nil, order: ID<Payment.Order>? = nil, retailer: RetailerID? = nil
        ) {
            self.purchase = purchase
            self.order = order
            self.retailer = retailer
        }
    }
    /// The event's identity: the same kind and cause told twice is refused.
    package enum Cause {}

    package let kind: Kind
    package let cause: ID<Cause>
    package let subject: Subject
    package let entries: [LedgerEntry]

    /// Leaves out entries of nothing. Entries that do not sum to zero are a bug.
    package init(_ kind: Kind, cause: ID<Cause>, about subject: Subject, _ entries: [LedgerEntry]) {
        precondition(entries.map(\.amount).sum() == .zero, "a posting sums to zero")
        self.kind = kind
        self.cause = cause
        self.subject = subject
        self.entries = entries.filter { $0.amount != .zero }
    }
}

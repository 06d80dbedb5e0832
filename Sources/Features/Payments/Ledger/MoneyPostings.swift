import Accounts
import Postgres
import Vocabulary
import Web

/// Where money is once it came in.
package enum Purse: String, CaseIterable, JSONReadable, Sendable {
    case cash
    case bank

    var account: LedgerAccount { self == .cash ? .cash : .bank }
}

/// Who bears a refund.
package enum LiableParty: String, Stored, CaseIterable, JSONReadable, JSONWritable, Sendable {
    case retailer
    /// The courier organisation.
    case courier
    case city
    case platform
}

/// Postings that move money rather than create a claim.
enum MoneyPostings {
    /// A resident paid an order's share.
    static func capture(
        _ amount: Money, of order: ID<Payment.Order>, about subject: Posting.Subject, into purse: Purse
    ) -> Posting {
        Posting(.capture, cause: order.cast(), about: subject, received(amount, into: purse))
    }

    /// A resident paid the delivery fee.
    static func deliveryCapture(_ amount: Money, in purchase: ID<Payment.Purchase>, into purse: Purse) -> Posting {
        Posting(
            .deliveryCapture, cause: purchase.cast(), about: .init(purchase: purchase), received(amount, into: purse))
    }

    /// A refund is owed. A retailer that answers for it gives back net, VAT and deposit as it got them; for all others
    /// it is a cost, and the sale stands.
    static func refund(
        _ refund: ID<Refund>, of charge: ShareCharge, in purchase: ID<Payment.Purchase>, by liable: LiableParty
    ) -> Posting {
        let promised = LedgerEntry(.refundsDue, -charge.total)
        switch liable {
        case .retailer:
            return Posting(
                .refund, cause: refund.cast(), about: charge.subject(in: purchase),
                charge.credits.map(\.reversed) + [promised])
        case .courier, .city, .platform:
            let subject = Posting.Subject(purchase: purchase, order: charge.order)
            return Posting(
                .refund, cause: refund.cast(), about: subject, [LedgerEntry(liable.account, charge.total), promised])
        }
    }

    /// A promised refund was paid.
    static func refundPaid(
        _ refund: ID<Refund>, _ amount: Money, about subject: Posting.Subject, from purse: Purse
    ) -> Posting {
        Posting(
            .refundPaid, cause: refund.cast(), about: subject,
            [LedgerEntry(.refundsDue, amount), LedgerEntry(purse.account, -amount)])
    }

    /// A retailer got what it was owed.
    static func payout(_ cause: ID<Posting.Cause>, _ amount: Money, to retailer: RetailerID) -> Posting {
        Posting(
            .payout, cause: cause, about: .init(retailer: retailer),
            [LedgerEntry(.retailerPayable, amount), LedgerEntry(.bank, -amount)])
    }

    /// A courier or a shop handed over the cash it had taken in.
    static func settlement(_ cause: ID<Posting.Cause>, _ amount: Money) -> Posting {
        Posting(.settlement, cause: cause, about: .init(), [LedgerEntry(.bank, amount), LedgerEntry(.cash, -amount)])
    }

    private static func received(_ amount: Money, into purse: Purse) -> [LedgerEntry] {
        [LedgerEntry(purse.account, amount), LedgerEntry(.receivable, -amount)]
    }
}

extension LiableParty {
    fileprivate var account: LedgerAccount {
        switch self {
        case .retailer: .retailerPayable
        case .courier: .courierClaims
        case .city: .cityCost
        case .platform: .platformCost
        }
    }
}

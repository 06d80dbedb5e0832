import Accounts
import Vocabulary

/// What one retailer sells in a purchase: goods and deposits by line or by rate, VAT already computed by line.
package struct ShareCharge: Sendable, Equatable {
    package let order: ID<Payment.Order>
    package let retailer: RetailerID
    package let goods: [TaxedAmount]
    package let deposits: [TaxedAmount]

    package init(
        order: ID<Payment.Order>, retailer: RetailerID, goods: [TaxedAmount], deposits: [TaxedAmount] = []
    ) {
        self.order = order
        self.retailer = retailer
        self.goods = goods.byRate()
        self.deposits = deposits.byRate()
    }

    package var total: Money { goods.gross() + deposits.gross() }

    /// Nothing of it is left.
    package var emptied: ShareCharge { ShareCharge(order: order, retailer: retailer, goods: []) }

    /// What is more here than there.
    package func minus(_ other: ShareCharge) -> ShareCharge {
        ShareCharge(
            order: order, retailer: retailer, goods: goods + other.goods.map { -$0 },
            deposits: deposits + other.deposits.map { -$0 })
    }

    func subject(in purchase: ID<Payment.Purchase>) -> Posting.Subject {
        Posting.Subject(purchase: purchase, order: order, retailer: retailer)
    }

    /// What the retailer, its tax office and the depositors get; the credit side.
    var credits: [LedgerEntry] {
        goods.flatMap { $0.credits(.retailerPayable) } + deposits.flatMap { $0.credits(.deposit) }
    }

    /// The sale: the resident owes it.
    func sale(in purchase: ID<Payment.Purchase>) -> Posting {
        Posting(
            .sale, cause: order.cast(), about: subject(in: purchase), [LedgerEntry(.receivable, total)] + credits)
    }

    /// This much of the sale never happened (refused, cancelled, short): the same entries with the other sign.
    func reversal(in purchase: ID<Payment.Purchase>, cause: ID<Posting.Cause>) -> Posting {
        let entries = [LedgerEntry(.receivable, -total)] + credits.map(\.reversed)
        return Posting(.reversal, cause: cause, about: subject(in: purchase), entries)
    }
}

/// Delivery fees are the city's sale, at the rates of the goods they bring.
enum DeliveryPostings {
    static func sale(_ fee: [TaxedAmount], in purchase: ID<Payment.Purchase>) -> Posting {
        let entries = [LedgerEntry(.receivable, fee.gross())] + fee.flatMap { $0.credits(.delivery) }
        return Posting(.delivery, cause: purchase.cast(), about: .init(purchase: purchase), entries)
    }

    static func reversal(_ fee: [TaxedAmount], in purchase: ID<Payment.Purchase>) -> Posting {
        let entries = sale(fee, in: purchase).entries.map(\.reversed)
        return Posting(.deliveryReversal, cause: purchase.cast(), about: .init(purchase: purchase), entries)
    }
}

extension TaxedAmount {
    /// The net to one account, the VAT to its own.
    func credits(_ account: LedgerAccount) -> [LedgerEntry] {
        [
            LedgerEntry(account, -net, basisPoints: basisPoints),
            LedgerEntry(.vat, -vat, basisPoints: basisPoints),
        ]
    }
}

extension LedgerEntry {
    var reversed: LedgerEntry { LedgerEntry(account, -amount, basisPoints: basisPoints) }
}

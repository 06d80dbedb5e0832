import Postgres
import Vocabulary

extension LockedPayment {
    /// An order's share came in: cash at the door or in the shop, or money on the account. All that is open of it;
    /// answers how much. Only queues.
    package mutating func capture(
        _ order: ID<Payment.Order>, into purse: Purse, _ stamp: LedgerStamp, _ tx: inout Tx
    ) throws -> Money {
        let share = try share(of: order)
        let amount = share.open
        guard amount > .zero else { return .zero }
        try change(share, ShareChange(captured: amount), stamp, &tx)
        let subject = Posting.Subject(purchase: payment.purchase, order: order, retailer: share.retailer)
        try MoneyPostings.capture(amount, of: order, about: subject, into: purse).write(stamp, &tx)
        try receive(amount, stamp, &tx)
        return amount
    }

    /// The delivery fee came in; answers how much. Only queues.
    package mutating func captureDelivery(into purse: Purse, _ stamp: LedgerStamp, _ tx: inout Tx) throws -> Money {
        let amount = openDelivery
        guard amount > .zero else { return .zero }
        try MoneyPostings.deliveryCapture(amount, in: payment.purchase, into: purse).write(stamp, &tx)
        try receive(amount, stamp, &tx)
        return amount
    }

    private mutating func receive(_ amount: Money, _ stamp: LedgerStamp, _ tx: inout Tx) throws {
        payment.captured += amount
        payment.authorised = max(payment.authorised, payment.captured)
        try save(stamp, &tx)
    }
}

import Postgres
import Vocabulary

extension LockedPayment {
    /// Gives back what was paid for part of an order, or all of it. Somebody is liable, always. The refund is owed from
    /// now on and leaves by `payRefund`. Throws `.refundBeyondCaptured`. Only queues.
    package mutating func refund(_ refund: Refund, _ stamp: LedgerStamp, _ tx: inout Tx) throws {
        let share = try share(of: refund.charge.order)
        let amount = refund.charge.total
        guard amount > .zero, share.refunded + amount <= share.captured else {
            throw PaymentProblem.refundBeyondCaptured
        }
        try change(share, ShareChange(refunded: amount), stamp, &tx)
        try tx.run(InsertRefund(payment: payment.id, refund: refund, stamp: stamp))
        try MoneyPostings.refund(refund.id, of: refund.charge, in: payment.purchase, by: refund.liable)
            .write(stamp, &tx)
        payment.refunded += amount
        try save(stamp, &tx)
    }

    /// A promised refund was handed over or transferred. Only queues; paying twice is `.postedAlready`.
    package func payRefund(_ refund: Refund, from purse: Purse, _ stamp: LedgerStamp, _ tx: inout Tx) throws {
        let subject = Posting.Subject(purchase: payment.purchase, order: refund.charge.order)
        try tx.run(SettleRefund(city: stamp.city, refund: refund.id))
        try MoneyPostings.refundPaid(refund.id, refund.charge.total, about: subject, from: purse).write(stamp, &tx)
    }
}

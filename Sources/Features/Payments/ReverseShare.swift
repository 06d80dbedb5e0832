import Postgres
import Vocabulary

extension LockedPayment {
    /// Before money came in: an order becomes less (short, a line removed) or nothing (refused, cancelled:
    /// `becomes: charge.emptied`). `cause` names the event; for a refusal or cancellation take the order's id.
    /// Throws `.captured` where money came in, `.beyondShare`. Only queues.
    package mutating func reverse(
        _ charge: ShareCharge, becomes rest: ShareCharge, cause: ID<Posting.Cause>, _ stamp: LedgerStamp,
        _ tx: inout Tx
    ) throws {
        let share = try share(of: charge.order)
        let less = charge.minus(rest)
        guard share.captured == .zero else { throw PaymentProblem.captured }
        guard less.total >= .zero, less.total <= share.open else { throw PaymentProblem.beyondShare }
        try change(share, ShareChange(reversed: less.total), stamp, &tx)
        try less.reversal(in: payment.purchase, cause: cause).write(stamp, &tx)
        try lower(by: less.total, stamp, &tx)
    }

    /// No order is left: the delivery fee is not owed either. Nothing happens where there was none or it was paid.
    /// `fee`: as it was charged, by rate. Only queues.
    package mutating func reverseDelivery(_ fee: [TaxedAmount], _ stamp: LedgerStamp, _ tx: inout Tx) throws {
        guard payment.delivery > .zero, payment.captured == .zero else { return }
        guard fee.gross() == payment.delivery else { throw PaymentProblem.beyondShare }
        try DeliveryPostings.reversal(fee, in: payment.purchase).write(stamp, &tx)
        let delivery = payment.delivery
        payment.delivery = .zero
        try lower(by: delivery, stamp, &tx)
    }

    /// An authorisation falls with what it was given for.
    private mutating func lower(by amount: Money, _ stamp: LedgerStamp, _ tx: inout Tx) throws {
        payment.amount = payment.amount - amount
        payment.authorised = min(payment.authorised, payment.amount)
        try save(stamp, &tx)
    }
}

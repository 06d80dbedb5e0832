import Accounts
import Postgres
import Vocabulary

/// A purchase's payment whose row this transaction has locked, with its shares.
///
/// Lock it behind the order, the hold and stock. Each act queues its writes and answers the payment as it will be; use
/// the answer for a second act in the same transaction.
package struct LockedPayment: Sendable {
    package var payment: Payment
    package var shares: [ID<Payment.Order>: PaymentShare]

    /// Two questions on their way in one flush; redeem with `answer`.
    package struct Question: Sendable {
        fileprivate let payment: Asked<LockPayment>
        fileprivate let shares: Asked<FindShares>
    }

    package static func ask(
        _ purchase: ID<Payment.Purchase>, in city: CityID, _ tx: inout Tx
    ) throws -> Question {
        Question(
            payment: try tx.ask(LockPayment(city: city, purchase: purchase)),
            shares: try tx.ask(FindShares(city: city, purchase: purchase)))
    }

    /// What was asked for, or `PaymentProblem.unknown`.
    package static func answer(_ question: Question, _ tx: inout Tx) throws -> LockedPayment {
        let payment = try tx.answer(question.payment).first
        let shares = try tx.answer(question.shares)
        guard let payment else { throw PaymentProblem.unknown }
        return LockedPayment(
            payment: payment, shares: Dictionary(uniqueKeysWithValues: shares.map { ($0.order, $0) }))
    }

    /// The share of an order, or `PaymentProblem.unknown`.
    package func share(of order: ID<Payment.Order>) throws(PaymentProblem) -> PaymentShare {
        guard let share = shares[order] else { throw .unknown }
        return share
    }

    /// What the delivery fee still lacks.
    var openDelivery: Money {
        let captured = shares.values.map(\.captured).sum()
        return payment.delivery - (payment.captured - captured)
    }

    /// Writes the payment as its amounts now say.
    mutating func save(_ stamp: LedgerStamp, _ tx: inout Tx) throws {
        payment.state = payment.stateOfAmounts
        try tx.run(UpdatePayment(city: stamp.city, payment: payment))
    }

    mutating func change(
        _ share: PaymentShare, _ change: ShareChange, _ stamp: LedgerStamp, _ tx: inout Tx
    ) throws {
        shares[share.order] = PaymentShare(
            order: share.order, retailer: share.retailer, amount: share.amount,
            reversed: share.reversed + change.reversed, captured: share.captured + change.captured,
            refunded: share.refunded + change.refunded)
        try tx.run(ChangeShare(city: stamp.city, order: share.order, change: change))
    }
}

/// By how much a share's sums rise.
struct ShareChange: Sendable {
    var reversed = Money.zero
    var captured = Money.zero
    var refunded = Money.zero
}

import Accounts
import Postgres
import Vocabulary

struct InsertPayment: Statement {
    static let sql = """
        INSERT INTO payments (city_id, id, purchase_id, method, state, amount_cents, delivery_cents, authorised_cents,
                              due_on, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """
    static let refusals: [String: any Problem] = ["payments_purchase_once": PaymentProblem.chargedAlready]
    let city: CityID
    let payment: Payment
    let at: Instant
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, payment.id, payment.purchase, payment.method, payment.state)
        parameters.add(payment.amount, payment.delivery, payment.authorised, payment.due, at)
    }
}

struct InsertShare: Statement {
    static let sql = """
        INSERT INTO payment_shares (city_id, payment_id, order_id, retailer_id, amount_cents)
        VALUES ($1, $2, $3, $4, $5)
        """
    let city: CityID
    let payment: ID<Payment>
    let share: ShareCharge
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, payment, share.order, share.retailer, share.total)
    }
}

/// The payment of a purchase, locked.
struct LockPayment: Statement {
    static let sql = """
        SELECT id, purchase_id, method, state, amount_cents, delivery_cents, authorised_cents, captured_cents,
               refunded_cents, due_on
          FROM payments
         WHERE city_id = $1 AND purchase_id = $2
           FOR UPDATE
        """
    let city: CityID
    let purchase: ID<Payment.Purchase>
    func bind(_ parameters: inout Parameters) { parameters.add(city, purchase) }
    static func decode(_ row: inout Row) throws(Fault) -> Payment {
        try Payment(
            id: row.next(), purchase: row.next(), method: row.next(), state: row.next(), amount: row.next(),
            delivery: row.next(), authorised: row.next(), captured: row.next(), refunded: row.next(), due: row.next())
    }
}

/// The shares of a purchase, read behind the payment's lock that guards them.
struct FindShares: Statement {
    static let sql = """
        SELECT payment_shares.order_id, payment_shares.retailer_id, payment_shares.amount_cents,
               payment_shares.reversed_cents, payment_shares.captured_cents, payment_shares.refunded_cents
          FROM payments JOIN payment_shares
            ON payment_shares.city_id = payments.city_id AND payment_shares.payment_id = payments.id
         WHERE payments.city_id = $1 AND payments.purchase_id = $2
        """
    let city: CityID
    let purchase: ID<Payment.Purchase>
    func bind(_ parameters: inout Parameters) { parameters.add(city, purchase) }
    static func decode(_ row: inout Row) throws(Fault) -> PaymentShare {
        try PaymentShare(
            order: row.next(), retailer: row.next(), amount: row.next(), reversed: row.next(), captured: row.next(),
            refunded: row.next())
    }
}

struct UpdatePayment: Statement {
    static let sql = """
        UPDATE payments
           SET state = $3, amount_cents = $4, delivery_cents = $5, authorised_cents = $6, captured_cents = $7,
               refunded_cents = $8, version = version + 1
         WHERE city_id = $1 AND id = $2
        """
    static let refusals: [String: any Problem] = [
        "payments_refunded_within_captured": PaymentProblem.refundBeyondCaptured
    ]
    let city: CityID
    let payment: Payment
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, payment.id, payment.state, payment.amount, payment.delivery, payment.authorised)
        parameters.add(payment.captured, payment.refunded)
    }
}

/// Unconditional sums; what does not fit is refused by a CHECK.
struct ChangeShare: Statement {
    static let sql = """
        UPDATE payment_shares
           SET reversed_cents = reversed_cents + $3, captured_cents = captured_cents + $4,
               refunded_cents = refunded_cents + $5
         WHERE city_id = $1 AND order_id = $2
        """
    static let refusals: [String: any Problem] = [
        "payment_shares_reversed_within_amount": PaymentProblem.beyondShare,
        "payment_shares_refunded_within_captured": PaymentProblem.refundBeyondCaptured,
    ]
    let city: CityID
    let order: ID<Payment.Order>
    let change: ShareChange
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, order, change.reversed, change.captured, change.refunded)
    }
}

struct InsertRefund: Statement {
    static let sql = """
        INSERT INTO refunds (city_id, id, payment_id, order_id, amount_cents, deposit_cents, liable, reason,
                             requested_by, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """
    let payment: ID<Payment>
    let refund: Refund
    let stamp: LedgerStamp
    func bind(_ parameters: inout Parameters) {
        let charge = refund.charge
        parameters.add(stamp.city, refund.id, payment, charge.order, charge.total, charge.deposits.gross())
        parameters.add(refund.liable, refund.reason, stamp.actor.subject, stamp.at)
    }
}

struct SettleRefund: Statement {
    static let sql = "UPDATE refunds SET state = 'settled' WHERE city_id = $1 AND id = $2"
    let city: CityID
    let refund: ID<Refund>
    func bind(_ parameters: inout Parameters) { parameters.add(city, refund) }
}

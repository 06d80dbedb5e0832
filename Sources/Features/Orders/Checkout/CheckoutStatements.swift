import Accounts
import Catalogue
import Payments
import Postgres
import Retailers
import Slots
import Vocabulary
import Web

extension Checkout.State: Stored {}
extension UnitPrice.Reference: Stored {}

/// A checkout's own row.
struct CheckoutRow: Sendable {
    let basket: ID<Basket>?
    let holder: String
    let state: Checkout.State
    let hash: String
    let method: SlotMethod
    let payment: PaymentMethod
    let fee: Money
    let minimumAge: Int
    let expires: Instant
    let answers: AnswerRules
    /// How often its time was prolonged.
    let extensions: Int
}

struct LockCheckout: Statement {
    static let sql = """
        SELECT basket_id, holder, state, hash, method, payment, fee_cents, minimum_age, expires_at, accepting,
               answering, answer_seconds, extensions
          FROM checkouts WHERE city_id = $1 AND id = $2 FOR UPDATE
        """
    let city: CityID
    let checkout: ID<Checkout>
    func bind(_ parameters: inout Parameters) { parameters.add(city, checkout) }
    static func decode(_ row: inout Row) throws(Fault) -> CheckoutRow {
        try CheckoutRow(
            basket: row.next(), holder: row.next(), state: row.next(), hash: row.next(), method: row.next(),
            payment: row.next(), fee: row.next(), minimumAge: row.next(), expires: row.next(),
            answers: AnswerRules(&row), extensions: row.next())
    }
}

/// Makes a checkout, or makes the one of this hold anew.
struct PutCheckout: Statement {
    static let sql = """
        INSERT INTO checkouts (city_id, id, basket_id, holder, state, hash, method, payment, fee_cents, minimum_age,
               contact, expires_at, accepting, answering, answer_seconds)
        VALUES ($1, $2, $3, $4, 'open', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        ON CONFLICT (city_id, id) DO UPDATE SET basket_id = excluded.basket_id, state = 'open', hash = excluded.hash,
               accepting = excluded.accepting, answering = excluded.answering, answer_seconds = excluded.answer_seconds,
               method = excluded.method, payment = excluded.payment, fee_cents = excluded.fee_cents,
               minimum_age = excluded.minimum_age, contact = excluded.contact, expires_at = excluded.expires_at
        """
    let city: CityID
    let checkout: Checkout
    let basket: ID<Basket>?
    let contact: Contact
    let holder: String
    let answers: AnswerRules
    func bind(_ parameters: inout Parameters) {
        let summary = checkout.summary
        var contact = JSONWriter()
        self.contact.write(to: &contact)
        parameters.add(city, checkout.id, basket, holder, checkout.hash, summary.method, summary.payment)
        parameters.add(summary.fee, summary.minimumAge, JSONText(contact.bytes), checkout.expires)
        let limits = answers.seconds.sorted { $0.key < $1.key }
        parameters.add(answers.accepting.sorted(), limits.map(\.key), limits.map(\.value))
    }
}

/// Placed or expired. Who was to get it is not kept here any longer.
struct EndCheckout: Statement {
    static let sql = "UPDATE checkouts SET state = $3, contact = '{}' WHERE city_id = $1 AND id = $2"
    let city: CityID
    let checkout: ID<Checkout>
    let state: Checkout.State
    func bind(_ parameters: inout Parameters) { parameters.add(city, checkout, state) }
}

/// Checkouts whose time is over; those that somebody works on are left for the next round.
struct LockExpiredCheckouts: Statement {
    static let sql = """
        SELECT id FROM checkouts WHERE city_id = $1 AND state = 'open' AND expires_at <= $2
         ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED
        """
    let city: CityID
    let now: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, now) }
    static func decode(_ row: inout Row) throws(Fault) -> ID<Checkout> { try row.next() }
}

struct DeleteCheckoutLines: Statement {
    static let sql = "DELETE FROM checkout_lines WHERE city_id = $1 AND checkout_id = $2"
    let city: CityID
    let checkout: ID<Checkout>
    func bind(_ parameters: inout Parameters) { parameters.add(city, checkout) }
}

/// All lines in one statement.
struct InsertCheckoutLines: Statement {
    static let sql = """
        INSERT INTO checkout_lines (city_id, checkout_id, position, offer_id, retailer_id, branch_id, imprint, title,
               quantity, price_cents, vat_basis_points, unit_price_cents, unit_price_per, deposit_code, deposit_cents,
               minimum_age, grams, litres_thousandths, substitution, choices)
        SELECT $1, $2, l.* FROM unnest($3::integer[], $4::uuid[], $5::uuid[], $6::uuid[], $7::bigint[], $8::text[],
               $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::text[], $14::text[], $15::bigint[],
               $16::integer[], $17::bigint[], $18::bigint[], $19::text[], $20::jsonb[])
               AS a (position, offer, retailer, branch, imprint, title, quantity, price, vat, unit_price, per, deposit,
                     deposit_cents, age, grams, litres, substitution, choices),
               LATERAL (SELECT a.position, a.offer, a.retailer, a.branch, nullif(a.imprint, -1), a.title, a.quantity,
                     a.price, a.vat, nullif(a.unit_price, -1), nullif(a.per, ''), nullif(a.deposit, ''),
                     a.deposit_cents, a.age, a.grams, a.litres, a.substitution, a.choices) AS l
        """
    let city: CityID
    let checkout: ID<Checkout>
    let lines: [SaleLine]
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, checkout, Array(lines.indices), lines.map(\.offer), lines.map(\.retailer))
        parameters.add(lines.map(\.branch), lines.map { $0.imprint ?? -1 }, lines.map(\.title), lines.map(\.quantity))
        parameters.add(lines.map(\.price), lines.map(\.vatBasisPoints), lines.map { $0.unitPrice?.money.cents ?? -1 })
        parameters.add(lines.map { $0.unitPrice?.per.rawValue ?? "" }, lines.map { $0.depositCode ?? "" })
        parameters.add(lines.map(\.deposit), lines.map(\.minimumAge), lines.map(\.grams))
        parameters.add(lines.map(\.litresThousandths), lines.map(\.substitution), lines.map(\.choices.stored))
    }
}

struct ListCheckoutLines: Statement {
    static let sql = """
        SELECT offer_id, retailer_id, branch_id, imprint, title, quantity, price_cents, vat_basis_points,
               unit_price_cents, unit_price_per, deposit_code, deposit_cents, minimum_age, grams, litres_thousandths,
               substitution, choices
          FROM checkout_lines WHERE city_id = $1 AND checkout_id = $2 ORDER BY position
        """
    let city: CityID
    let checkout: ID<Checkout>
    func bind(_ parameters: inout Parameters) { parameters.add(city, checkout) }
    static func decode(_ row: inout Row) throws(Fault) -> SaleLine { try SaleLine(&row) }
}

extension SaleLine {
    init(_ row: inout Row) throws(Fault) {
        offer = try row.next()
        retailer = try row.next()
        branch = try row.next()
        imprint = try row.next()
        title = try row.next()
        quantity = try row.next()
        price = try row.next()
        vatBasisPoints = try row.next()
        let money: Money? = try row.next()
        let per: UnitPrice.Reference? = try row.next()
        unitPrice = money.flatMap { money in per.map { (money, $0) } }
        depositCode = try row.next()
        deposit = try row.next()
        minimumAge = try row.next()
        grams = try row.next()
        litresThousandths = try row.next()
        substitution = try row.next()
        choices = try [SaleChoice](stored: row.next())
    }
}

/// More time for an open checkout; the fourth time is refused.
struct ExtendCheckout: Statement {
    static let sql = """
        UPDATE checkouts SET expires_at = $3, extensions = extensions + 1 WHERE city_id = $1 AND id = $2
        """
    static let refusals: [String: any Problem] = ["checkouts_extended_thrice_at_most": OrderProblem.extendedEnough]
    let city: CityID
    let checkout: ID<Checkout>
    let expires: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, checkout, expires) }
}

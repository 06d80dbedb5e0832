import Accounts
import Catalogue
import Payments
import Postgres
import Retailers
import Slots
import Vocabulary

private let purchaseColumns = """
    p.id, p.code, p.holder, p.method, p.payment, p.slot_start, p.slot_end, p.fee_cents, p.fee_rates, p.fee_gross, \
    p.fee_vat, p.total_cents, p.minimum_age, p.placed_at
    """

extension Purchase {
    init(_ row: inout Row) throws(Fault) {
        id = try row.next()
        code = try row.next()
        holder = try row.next()
        method = try row.next()
        payment = try row.next()
        let start: Instant = try row.next()
        window = TimeWindow(start: start, end: try row.next())
        fee = try row.next()
        let rates: [Int64] = try row.next()
        let gross: [Int64] = try row.next()
        let vat: [Int64] = try row.next()
        feeByRate = rates.indices.map {
            TaxedAmount(basisPoints: rates[$0], gross: Money(cents: gross[$0]), vat: Money(cents: vat[$0]))
        }
        total = try row.next()
        minimumAge = try row.next()
        placed = try row.next()
    }
}

struct InsertPurchase: Statement {
    static let sql = """
        INSERT INTO purchases (city_id, id, code, holder, method, payment, slot_id, slot_start, slot_end, fee_cents,
               fee_rates, fee_gross, fee_vat, total_cents, minimum_age, summary_hash, placed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        """
    static let refusals: [String: any Problem] = ["purchases_code_once": OrderProblem.codeTaken]
    let city: CityID
    let purchase: Purchase
    let slot: ID<Slot>
    let hash: String
    func bind(_ parameters: inout Parameters) {
        let rates = purchase.feeByRate
        parameters.add(city, purchase.id, purchase.code, purchase.holder, purchase.method, purchase.payment, slot)
        parameters.add(purchase.window.start, purchase.window.end, purchase.fee, rates.map(\.basisPoints))
        parameters.add(rates.map(\.gross), rates.map(\.vat), purchase.total, purchase.minimumAge, hash, purchase.placed)
    }
}

/// The contact as it stands in the checkout, and the code for the door.
struct InsertContact: Statement {
    static let sql = """
        INSERT INTO delivery_contacts (city_id, purchase_id, name, phone, email, street, house_number, postcode, town,
               lat, lon, note, door_code)
        SELECT city_id, $3, contact ->> 'name', contact ->> 'phone', contact ->> 'email', contact ->> 'street',
               contact ->> 'houseNumber', contact ->> 'postcode', contact ->> 'town',
               (contact -> 'place' ->> 'latitude')::double precision,
               (contact -> 'place' ->> 'longitude')::double precision, contact ->> 'note', $4
          FROM checkouts WHERE city_id = $1 AND id = $2
        """
    let city: CityID
    let checkout: ID<Checkout>
    let purchase: ID<Purchase>
    let doorCode: String
    func bind(_ parameters: inout Parameters) { parameters.add(city, checkout, purchase, doorCode) }
}

/// All orders of a purchase in one statement.
struct InsertOrders: Statement {
    static let sql = """
        INSERT INTO retailer_orders (city_id, id, purchase_id, retailer_id, branch_id, number, state, imprint,
               total_cents, answer_until, changed_at)
        SELECT $1, id, $2, retailer, branch, number, 'placed', nullif(imprint, -1), total, answer_until, $10
          FROM unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::integer[], $7::bigint[], $8::bigint[], $9::timestamptz[])
               AS o (id, retailer, branch, number, imprint, total, answer_until)
        """
    let city: CityID
    let orders: [RetailerOrder]
    let at: Instant
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, orders[0].purchase, orders.map(\.id), orders.map(\.retailer), orders.map(\.branch))
        parameters.add(orders.map(\.number), orders.map { $0.lines.first?.sale.imprint ?? -1 }, orders.map(\.total))
        parameters.add(orders.map(\.answerUntil), at)
    }
}

/// The lines of a checkout become the lines of the orders of their retailers.
struct InsertOrderLines: Statement {
    static let sql = """
        INSERT INTO order_lines (city_id, order_id, position, offer_id, title, quantity, price_cents, vat_basis_points,
               unit_price_cents, unit_price_per, deposit_code, deposit_cents, minimum_age, grams, litres_thousandths,
               substitution, choices)
        SELECT l.city_id, o.id, l.position, l.offer_id, l.title, l.quantity, l.price_cents, l.vat_basis_points,
               l.unit_price_cents, l.unit_price_per, l.deposit_code, l.deposit_cents, l.minimum_age, l.grams,
               l.litres_thousandths, l.substitution, l.choices
          FROM checkout_lines l
          JOIN unnest($3::uuid[], $4::uuid[]) AS o (id, retailer) ON o.retailer = l.retailer_id
         WHERE l.city_id = $1 AND l.checkout_id = $2
        """
    let city: CityID
    let checkout: ID<Checkout>
    let orders: [RetailerOrder]
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, checkout, orders.map(\.id), orders.map(\.retailer))
    }
}

/// A purchase with its door code, for its holder.
struct FindPurchase: Statement {
    static let sql = """
        SELECT \(purchaseColumns), c.door_code FROM purchases p
          JOIN delivery_contacts c ON c.city_id = p.city_id AND c.purchase_id = p.id
         WHERE p.city_id = $1 AND p.id = $2 AND p.holder = $3
        """
    let city: CityID
    let purchase: ID<Purchase>
    let holder: String
    func bind(_ parameters: inout Parameters) { parameters.add(city, purchase, holder) }
    static func decode(_ row: inout Row) throws(Fault) -> Purchase {
        var purchase = try Purchase(&row)
        purchase.doorCode = try row.next()
        return purchase
    }
}

/// A holder's purchases, the newest first.
struct ListPurchases: Statement {
    static let sql = """
        SELECT \(purchaseColumns) FROM purchases p
         WHERE p.city_id = $1 AND p.holder = $2 AND p.id < $3 ORDER BY p.id DESC LIMIT $4
        """
    let city: CityID
    let holder: String
    let before: ID<Purchase>
    let limit: Int
    func bind(_ parameters: inout Parameters) { parameters.add(city, holder, before, limit) }
    static func decode(_ row: inout Row) throws(Fault) -> Purchase { try Purchase(&row) }
}

/// A purchase, held until the transaction ends: every act on any of its orders takes this lock first.
struct LockPurchase: Statement {
    static let sql = "SELECT \(purchaseColumns) FROM purchases p WHERE p.city_id = $1 AND p.id = $2 FOR UPDATE"
    let city: CityID
    let purchase: ID<Purchase>
    func bind(_ parameters: inout Parameters) { parameters.add(city, purchase) }
    static func decode(_ row: inout Row) throws(Fault) -> Purchase { try Purchase(&row) }
}

/// The same by one of its orders.
struct LockPurchaseOfOrder: Statement {
    static let sql = """
        SELECT \(purchaseColumns) FROM purchases p
          JOIN retailer_orders o ON o.city_id = p.city_id AND o.purchase_id = p.id
         WHERE o.city_id = $1 AND o.id = $2 FOR UPDATE OF p
        """
    let city: CityID
    let order: ID<RetailerOrder>
    func bind(_ parameters: inout Parameters) { parameters.add(city, order) }
    static func decode(_ row: inout Row) throws(Fault) -> Purchase { try Purchase(&row) }
}

/// Replaces what is personal of contacts whose purchase ended long ago.
struct EraseContacts: Statement {
    static let sql = """
        UPDATE delivery_contacts SET name = '–', phone = NULL, email = NULL, street = NULL, house_number = NULL,
               postcode = NULL, town = NULL, lat = NULL, lon = NULL, note = NULL, erased_at = $3
         WHERE city_id = $1 AND purchase_id IN (
               SELECT c.purchase_id FROM purchases p
                 JOIN delivery_contacts c ON c.city_id = p.city_id AND c.purchase_id = p.id
                WHERE p.city_id = $1 AND p.slot_start < $2 AND p.slot_end < $2 AND c.erased_at IS NULL
                ORDER BY p.slot_start LIMIT $4)
        """
    let city: CityID
    let endedBefore: Instant
    let at: Instant
    let limit: Int
    func bind(_ parameters: inout Parameters) { parameters.add(city, endedBefore, at, limit) }
}

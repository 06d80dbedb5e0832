import Accounts
import Catalogue
import Postgres
import Retailers
import Vocabulary

private let orderColumns = """
    id, purchase_id, retailer_id, branch_id, number, state, total_cents, answer_until, reason, version, ready_at, \
    fetch_until
    """

/// A line `l` of an order `o`.
private let lineColumns = """
    l.position, l.picked, l.state, l.replaces, l.replaces_units, l.answer_until, l.replaced, l.offer_id, \
    o.retailer_id, o.branch_id, o.imprint, l.title, l.quantity, l.price_cents, l.vat_basis_points, \
    l.unit_price_cents, l.unit_price_per, l.deposit_code, l.deposit_cents, l.minimum_age, l.grams, \
    l.litres_thousandths, l.substitution, l.choices
    """

extension OrderLine {
    init(_ row: inout Row) throws(Fault) {
        let position: Int = try row.next()
        let picked: Int64? = try row.next()
        let substitute = try Substitute(&row)
        let replaced: Int64 = try row.next()
        self.init(position: position, sale: try SaleLine(&row), picked: picked)
        (self.substitute, self.replaced) = (substitute, replaced)
    }
}

extension RetailerOrder {
    init(_ row: inout Row) throws(Fault) {
        id = try row.next()
        purchase = try row.next()
        retailer = try row.next()
        branch = try row.next()
        number = try row.next()
        state = try row.next()
        total = try row.next()
        answerUntil = try row.next()
        reason = try row.next()
        version = try row.next()
        ready = try row.next()
        fetchUntil = try row.next()
    }
}

/// All orders of these purchases.
struct ListOrders: Statement {
    static let sql = """
        SELECT \(orderColumns) FROM retailer_orders
         WHERE city_id = $1 AND purchase_id = ANY ($2::uuid[]) ORDER BY purchase_id, number
        """
    let city: CityID
    let purchases: [ID<Purchase>]
    func bind(_ parameters: inout Parameters) { parameters.add(city, purchases) }
    static func decode(_ row: inout Row) throws(Fault) -> RetailerOrder { try RetailerOrder(&row) }
}

/// A retailer's orders, the oldest first, in these states, with their lines: a row a line. One statement, so that
/// no order loses its lines to a change between two.
struct ListInbox: Statement {
    static let sql = """
        WITH page AS (
            SELECT \(orderColumns), imprint FROM retailer_orders
             WHERE city_id = $1 AND retailer_id = $2 AND id > $3 AND state = ANY ($4::text[]) ORDER BY id LIMIT $5
        )
        SELECT \(orderColumns.split(separator: ", ").map { "o.\($0)" }.joined(separator: ", ")), \(lineColumns)
          FROM page o JOIN order_lines l ON l.city_id = $1 AND l.order_id = o.id ORDER BY o.id, l.position
        """
    let city: CityID
    let retailer: RetailerID
    let after: ID<RetailerOrder>
    let states: [OrderState]
    let limit: Int
    func bind(_ parameters: inout Parameters) { parameters.add(city, retailer, after, states, limit) }
    static func decode(_ row: inout Row) throws(Fault) -> (order: RetailerOrder, line: OrderLine) {
        try (RetailerOrder(&row), OrderLine(&row))
    }
}

/// One order of a retailer.
struct FindOrder: Statement {
    static let sql = "SELECT \(orderColumns) FROM retailer_orders WHERE city_id = $1 AND retailer_id = $2 AND id = $3"
    let city: CityID
    let retailer: RetailerID
    let order: ID<RetailerOrder>
    func bind(_ parameters: inout Parameters) { parameters.add(city, retailer, order) }
    static func decode(_ row: inout Row) throws(Fault) -> RetailerOrder { try RetailerOrder(&row) }
}

/// The lines of these orders, each order's in its own sequence.
struct ListOrderLines: Statement {
    static let sql = """
        SELECT l.order_id, \(lineColumns)
          FROM order_lines l JOIN retailer_orders o ON o.city_id = l.city_id AND o.id = l.order_id
         WHERE l.city_id = $1 AND l.order_id = ANY ($2::uuid[]) ORDER BY l.order_id, l.position
        """
    let city: CityID
    let orders: [ID<RetailerOrder>]
    func bind(_ parameters: inout Parameters) { parameters.add(city, orders) }
    static func decode(_ row: inout Row) throws(Fault) -> (order: ID<RetailerOrder>, line: OrderLine) {
        try (row.next(), OrderLine(&row))
    }
}

struct SetOrderState: Statement {
    static let sql = """
        UPDATE retailer_orders SET state = $3, reason = coalesce($4, reason), changed_at = $5, version = version + 1
         WHERE city_id = $1 AND id = $2
        """
    let city: CityID
    let order: ID<RetailerOrder>
    let state: OrderState
    let reason: String?
    let at: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, order, state, reason, at) }
}

/// What was packed of each line.
struct SetPicked: Statement {
    static let sql = """
        UPDATE order_lines l SET picked = p.count
          FROM unnest($3::integer[], $4::bigint[]) AS p (position, count)
         WHERE l.city_id = $1 AND l.order_id = $2 AND l.position = p.position
        """
    let city: CityID
    let order: ID<RetailerOrder>
    let picks: [(position: Int, count: Int64)]
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, order, picks.map(\.position), picks.map(\.count))
    }
}

/// What a retailer has to pick for slots that begin in a stretch of time.
struct ListPicks: Statement {
    static let sql = """
        SELECT o.branch_id, p.slot_start, p.slot_end, l.offer_id,
               concat_ws(' + ', l.title,
                         (SELECT string_agg(c ->> 'title', ' + ') FROM jsonb_array_elements(l.choices) c)),
               o.id, p.code || '-' || o.number, l.quantity - l.replaced
          FROM retailer_orders o
          JOIN purchases p ON p.city_id = o.city_id AND p.id = o.purchase_id
          JOIN order_lines l ON l.city_id = o.city_id AND l.order_id = o.id
         WHERE o.city_id = $1 AND o.retailer_id = $2 AND o.state IN ('accepted', 'picking')
           AND l.state IN ('ordered', 'substituted') AND l.replaced < l.quantity
           AND p.slot_start >= $3 AND p.slot_start < $4
         ORDER BY p.slot_start, o.branch_id, l.offer_id, o.id
        """
    let city: CityID
    let retailer: RetailerID
    let time: TimeWindow
    func bind(_ parameters: inout Parameters) { parameters.add(city, retailer, time.start, time.end) }
    static func decode(_ row: inout Row) throws(Fault) -> PickRow {
        let branch: ID<Branch> = try row.next()
        let start: Instant = try row.next()
        let window = TimeWindow(start: start, end: try row.next())
        return try PickRow(
            branch: branch, window: window, offer: row.next(), title: row.next(),
            part: PickList.Part(order: row.next(), label: row.next(), quantity: row.next()))
    }
}

import Accounts
import Catalogue
import Postgres
import Vocabulary

extension OrderLine.Substitute {
    /// Four columns: state, position and units of what it stands for, until when the resident may answer.
    init?(_ row: inout Row) throws(Fault) {
        let state: String = try row.next()
        let replaces: Int? = try row.next()
        let units: Int64? = try row.next()
        let until: Instant? = try row.next()
        guard let known = State(rawValue: state), let replaces, let units else { return nil }
        self.init(state: known, replaces: replaces, units: units, answerUntil: until)
    }
}

/// A line that stands for another one. The order's purchase is locked by the caller.
struct InsertSubstitute: Statement {
    static let sql = """
        INSERT INTO order_lines (city_id, order_id, position, offer_id, title, quantity, price_cents, vat_basis_points,
               unit_price_cents, unit_price_per, deposit_code, deposit_cents, minimum_age, grams, litres_thousandths,
               substitution, choices, state, replaces, replaces_units, answer_until)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'none', '[]', $16, $17, $18, $19)
        """
    static let refusals: [String: any Problem] = ["order_lines_one_substitute": OrderProblem.substituteUnfit]
    let city: CityID
    let order: ID<RetailerOrder>
    let line: OrderLine
    func bind(_ parameters: inout Parameters) {
        let (sale, substitute) = (line.sale, line.substitute)
        parameters.add(city, order, line.position, sale.offer, sale.title, sale.quantity, sale.price)
        parameters.add(sale.vatBasisPoints, sale.unitPrice?.money, sale.unitPrice?.per, sale.depositCode, sale.deposit)
        parameters.add(sale.minimumAge, sale.grams, sale.litresThousandths, substitute?.state, substitute?.replaces)
        parameters.add(substitute?.units, substitute?.answerUntil)
    }
}

struct SetSubstituteState: Statement {
    static let sql = "UPDATE order_lines SET state = $4 WHERE city_id = $1 AND order_id = $2 AND position = $3"
    let city: CityID
    let order: ID<RetailerOrder>
    let position: Int
    let state: OrderLine.Substitute.State
    func bind(_ parameters: inout Parameters) { parameters.add(city, order, position, state) }
}

/// So many units of a line are stood for by another one.
struct SetReplaced: Statement {
    static let sql = "UPDATE order_lines SET replaced = $4 WHERE city_id = $1 AND order_id = $2 AND position = $3"
    let city: CityID
    let order: ID<RetailerOrder>
    let position: Int
    let units: Int64
    func bind(_ parameters: inout Parameters) { parameters.add(city, order, position, units) }
}

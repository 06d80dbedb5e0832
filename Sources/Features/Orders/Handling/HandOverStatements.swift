import Accounts
import Postgres
import Vocabulary

/// The code that is said where the goods are given.
struct FindDoorCode: Statement {
    static let sql = "SELECT door_code FROM delivery_contacts WHERE city_id = $1 AND purchase_id = $2"
    let city: CityID
    let purchase: ID<Purchase>
    func bind(_ parameters: inout Parameters) { parameters.add(city, purchase) }
    static func decode(_ row: inout Row) throws(Fault) -> String { try row.next() }
}

/// A pickup waits since then, until then.
struct SetReady: Statement {
    static let sql = "UPDATE retailer_orders SET ready_at = $3, fetch_until = $4 WHERE city_id = $1 AND id = $2"
    let city: CityID
    let order: ID<RetailerOrder>
    let at: Instant
    let until: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, order, at, until) }
}

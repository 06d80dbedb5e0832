import Accounts
import Postgres
import Vocabulary

/// Retailers whose goods nobody may see: not approved (yet), suspended, gone.
package struct ListClosedRetailers: Statement {
    package static let sql = "SELECT id FROM retailers WHERE city_id = $1 AND state <> 'approved'"
    let city: CityID

    package init(city: CityID) { self.city = city }
    package func bind(_ parameters: inout Parameters) { parameters.add(city) }
    package static func decode(_ row: inout Row) throws(Fault) -> RetailerID { try row.next() }
}

import Accounts
import Postgres
import Vocabulary

/// A guest's purchases become an account's.
struct ClaimPurchases: Statement {
    static let sql = "UPDATE purchases SET holder = $3 WHERE city_id = $1 AND holder = $2 RETURNING id"
    let city: CityID
    let guest: String
    let account: String
    func bind(_ parameters: inout Parameters) { parameters.add(city, guest, account) }
    static func decode(_ row: inout Row) throws(Fault) -> ID<Purchase> { try row.next() }
}

/// A guest's baskets become an account's.
struct ClaimBaskets: Statement {
    static let sql = "UPDATE baskets SET holder = $3, version = version + 1 WHERE city_id = $1 AND holder = $2"
    let city: CityID
    let guest: String
    let account: String
    func bind(_ parameters: inout Parameters) { parameters.add(city, guest, account) }
}

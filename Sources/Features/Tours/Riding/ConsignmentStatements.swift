import Orders
import Postgres
import Vocabulary

/// Which purchase each consignment of these tours is.
struct ListConsignments: Statement {
    static let sql = "SELECT id, purchase_id FROM consignments WHERE city_id = $1 AND tour_id = ANY ($2::uuid[])"
    let city: CityID
    let tours: [ID<Tour>]
    func bind(_ parameters: inout Parameters) { parameters.add(city, tours) }
    static func decode(_ row: inout Row) throws(Fault) -> (id: ID<Consignment>, purchase: ID<Purchase>) {
        let id: ID<Consignment> = try row.next()
        return (id, try row.next())
    }
}

/// The tour a stop belongs to.
struct FindTourOfStop: Statement {
    static let sql = "SELECT tour_id FROM stops WHERE city_id = $1 AND id = $2"
    let city: CityID
    let stop: ID<Stop>
    func bind(_ parameters: inout Parameters) { parameters.add(city, stop) }
    static func decode(_ row: inout Row) throws(Fault) -> ID<Tour> { try row.next() }
}

/// Purchases that ride on a tour that is not cancelled.
struct ListRidingPurchases: Statement {
    static let sql = "SELECT purchase_id FROM consignments WHERE city_id = $1 AND is_open"
    let city: CityID
    func bind(_ parameters: inout Parameters) { parameters.add(city) }
    static func decode(_ row: inout Row) throws(Fault) -> ID<Purchase> { try row.next() }
}

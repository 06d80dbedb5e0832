import Accounts
import Postgres
import Retailers
import Vocabulary

private let dueColumns = """
    p.id, o.id, o.branch_id, o.state, p.slot_start, p.slot_end, p.minimum_age, c.lat, c.lon,
    concat_ws(' ', c.street, c.house_number), c.door_code, sum(l.grams * (l.quantity - l.replaced))::bigint,
    sum(l.litres_thousandths * (l.quantity - l.replaced))::bigint,
    coalesce(sum(l.quantity - l.replaced) FILTER (WHERE l.deposit_code LIKE 'crate%'), 0)::bigint
    """
private let dueTables = """
    purchases p
      JOIN retailer_orders o ON o.city_id = p.city_id AND o.purchase_id = p.id
      JOIN order_lines l ON l.city_id = o.city_id AND l.order_id = o.id AND l.state IN ('ordered', 'substituted')
      JOIN delivery_contacts c ON c.city_id = p.city_id AND c.purchase_id = p.id
    """
private let dueGroups = """
    p.id, p.city_id, o.id, o.branch_id, o.state, o.number, p.slot_start, p.slot_end, p.minimum_age, c.lat, c.lon,
    c.street, c.house_number, c.door_code
    """

/// Orders of deliveries in a stretch of time that are accepted, being packed or ready.
package struct ListDueOrders: Statement {
    package static let sql = """
        SELECT \(dueColumns) FROM \(dueTables)
         WHERE p.city_id = $1 AND p.method = 'delivery' AND p.slot_start < $3 AND p.slot_end > $2
           AND o.state IN ('accepted', 'picking', 'ready')
         GROUP BY \(dueGroups) ORDER BY p.id, o.number
        """
    let city: CityID
    let time: TimeWindow

    package init(city: CityID, time: TimeWindow) {
        self.city = city
        self.time = time
    }
    package func bind(_ parameters: inout Parameters) { parameters.add(city, time.start, time.end) }
    package static func decode(_ row: inout Row) throws(Fault) -> DueOrder { try DueOrder(&row) }
}

/// All orders of these purchases that were taken on and not called off.
package struct ListCarriedOrders: Statement {
    package static let sql = """
        SELECT \(dueColumns) FROM \(dueTables)
         WHERE p.city_id = $1 AND p.id = ANY ($2::uuid[])
           AND o.state IN ('accepted', 'picking', 'ready', 'handed_over', 'completed', 'returned')
         GROUP BY \(dueGroups) ORDER BY p.id, o.number
        """
    let city: CityID
    let purchases: [ID<Purchase>]

    package init(city: CityID, purchases: [ID<Purchase>]) {
        self.city = city
        self.purchases = purchases
    }
    package func bind(_ parameters: inout Parameters) { parameters.add(city, purchases) }
    package static func decode(_ row: inout Row) throws(Fault) -> DueOrder { try DueOrder(&row) }
}

extension DueOrder {
    fileprivate init(_ row: inout Row) throws(Fault) {
        let purchase: ID<Purchase> = try row.next()
        let order: ID<RetailerOrder> = try row.next()
        let branch: ID<Branch> = try row.next()
        let state: OrderState = try row.next()
        let start: Instant = try row.next()
        let window = TimeWindow(start: start, end: try row.next())
        let age: Int = try row.next()
        let latitude: Double? = try row.next()
        let longitude: Double? = try row.next()
        var door: Place?
        if let latitude, let longitude { door = Place(latitude: latitude, longitude: longitude) }
        try self.init(
            purchase: purchase, order: order, branch: branch, state: state, window: window, minimumAge: age,
            door: door, street: row.next(), doorCode: row.next(), grams: row.next(), litresThousandths: row.next(),
            crates: row.next())
    }
}

/// The name and note of a door, for the courier whose tour goes there.
package struct FindDoor: Statement {
    package static let sql = """
        SELECT purchase_id, name, phone, note FROM delivery_contacts
         WHERE city_id = $1 AND purchase_id = ANY ($2::uuid[])
        """
    let city: CityID
    let purchases: [ID<Purchase>]

    package init(city: CityID, purchases: [ID<Purchase>]) {
        self.city = city
        self.purchases = purchases
    }
    package func bind(_ parameters: inout Parameters) { parameters.add(city, purchases) }
    package static func decode(_ row: inout Row) throws(Fault) -> Door {
        try Door(purchase: row.next(), name: row.next(), phone: row.next(), note: row.next())
    }
}

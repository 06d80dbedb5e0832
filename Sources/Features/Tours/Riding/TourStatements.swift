import Accounts
import Orders
import Postgres
import Vocabulary

let tourColumns = """
    id, courier_id, shift_id, state, departs_at, ends_at, travel_seconds, metres, version
    """

extension Tour {
    init(_ row: inout Row) throws(Fault) {
        id = try row.next()
        courier = try row.next()
        shift = try row.next()
        state = try row.next()
        departs = try row.next()
        ends = try row.next()
        travelSeconds = try row.next()
        metres = try row.next()
        version = try row.next()
    }
}

struct InsertTour: Statement {
    static let sql = """
        INSERT INTO tours (city_id, id, shift_id, courier_id, state, departs_at, ends_at, travel_seconds, metres,
               created_at)
        VALUES ($1, $2, $3, $4, 'draft', $5, $6, $7, $8, $9)
        """
    let city: CityID
    let id: ID<Tour>
    let tour: PlannedTour
    let at: Instant
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, id, tour.shift.id, tour.shift.courier, tour.departs, tour.ends)
        parameters.add(tour.travelSeconds, tour.metres, at)
    }
}

/// Tours that touch a stretch of time.
struct ListTours: Statement {
    static let sql = """
        SELECT \(tourColumns) FROM tours WHERE city_id = $1 AND ends_at > $2 AND departs_at < $3 ORDER BY departs_at, id
        """
    let city: CityID
    let time: TimeWindow
    func bind(_ parameters: inout Parameters) { parameters.add(city, time.start, time.end) }
    static func decode(_ row: inout Row) throws(Fault) -> Tour { try Tour(&row) }
}

/// A courier's own tours that are published and not over for long.
struct ListCourierTours: Statement {
    static let sql = """
        SELECT \(tourColumns) FROM tours
         WHERE city_id = $1 AND courier_id = $2 AND state IN ('published', 'in_progress', 'completed') AND ends_at > $3
         ORDER BY departs_at, id
        """
    let city: CityID
    let courier: ID<Account>
    let since: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, courier, since) }
    static func decode(_ row: inout Row) throws(Fault) -> Tour { try Tour(&row) }
}

struct LockTour: Statement {
    static let sql = "SELECT \(tourColumns) FROM tours WHERE city_id = $1 AND id = $2 FOR UPDATE"
    let city: CityID
    let tour: ID<Tour>
    func bind(_ parameters: inout Parameters) { parameters.add(city, tour) }
    static func decode(_ row: inout Row) throws(Fault) -> Tour { try Tour(&row) }
}

struct FindTour: Statement {
    static let sql = "SELECT \(tourColumns) FROM tours WHERE city_id = $1 AND id = $2"
    let city: CityID
    let tour: ID<Tour>
    func bind(_ parameters: inout Parameters) { parameters.add(city, tour) }
    static func decode(_ row: inout Row) throws(Fault) -> Tour { try Tour(&row) }
}

struct SetTourState: Statement {
    static let sql = "UPDATE tours SET state = $3, version = version + 1 WHERE city_id = $1 AND id = $2"
    let city: CityID
    let tour: ID<Tour>
    let state: TourState
    func bind(_ parameters: inout Parameters) { parameters.add(city, tour, state) }
}

/// One round trip for all consignments of a tour.
struct InsertConsignments: Statement {
    static let sql = """
        INSERT INTO consignments (city_id, id, purchase_id, tour_id, minimum_age, code_hash)
        SELECT $1, id, purchase, $2, age, decode(code, 'hex')
          FROM unnest($3::uuid[], $4::uuid[], $5::integer[], $6::text[]) AS c (id, purchase, age, code)
        """
    static let refusals: [String: any Problem] = ["consignments_once_a_purchase": TourProblem.alreadyRiding]
    let city: CityID
    let tour: ID<Tour>
    let ids: [ID<Consignment>]
    let deliveries: [Delivery]
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, tour, ids, deliveries.map(\.purchase), deliveries.map(\.minimumAge))
        parameters.add(deliveries.map { $0.codeHash.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() })
    }
}

struct CloseConsignments: Statement {
    static let sql = "UPDATE consignments SET is_open = false WHERE city_id = $1 AND tour_id = $2"
    let city: CityID
    let tour: ID<Tour>
    func bind(_ parameters: inout Parameters) { parameters.add(city, tour) }
}

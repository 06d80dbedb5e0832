import Accounts
import Orders
import Postgres
import Vocabulary

private let stopColumns = """
    id, tour_id, consignment_id, kind, order_id, position, lat, lon, label, window_start, window_end, arrival_at,
    service_seconds, late_seconds, state, is_locked, failure, next_step, settled_at, version
    """

extension Stop {
    init(_ row: inout Row) throws(Fault) {
        id = try row.next()
        tour = try row.next()
        consignment = try row.next()
        kind = try row.next()
        order = try row.next()
        position = try row.next()
        place = try Place.next(in: &row)
        label = try row.next()
        let start: Instant = try row.next()
        window = TimeWindow(start: start, end: try row.next())
        arrival = try row.next()
        serviceSeconds = try row.next()
        lateSeconds = try row.next()
        state = try row.next()
        isLocked = try row.next()
        failure = try row.next()
        nextStep = try row.next()
        settledAt = try row.next()
        version = try row.next()
    }
}

/// One halt of a tour about to be stored.
struct InsertStop: Statement {
    static let sql = """
        INSERT INTO stops (city_id, id, tour_id, consignment_id, kind, order_id, position, lat, lon, label,
               window_start, window_end, arrival_at, service_seconds, late_seconds)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        """
    let city: CityID
    let id: ID<Stop>
    let tour: ID<Tour>
    let consignment: ID<Consignment>
    let position: Int
    let stop: PlannedStop
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, id, tour, consignment, stop.kind, stop.order, position)
        parameters.add(stop.place.latitude, stop.place.longitude, stop.label, stop.window.start, stop.window.end)
        parameters.add(stop.begin, stop.serviceSeconds, stop.lateSeconds)
    }
}

/// The halts of several tours, each tour's in order.
struct ListStops: Statement {
    static let sql = """
        SELECT \(stopColumns) FROM stops WHERE city_id = $1 AND tour_id = ANY ($2::uuid[]) ORDER BY tour_id, position
        """
    let city: CityID
    let tours: [ID<Tour>]
    func bind(_ parameters: inout Parameters) { parameters.add(city, tours) }
    static func decode(_ row: inout Row) throws(Fault) -> Stop { try Stop(&row) }
}

/// What is known of a door: purchase, code, age.
struct FindConsignment: Statement {
    struct Door: Sendable {
        let purchase: ID<Purchase>
        let minimumAge: Int
        let codeHash: [UInt8]
    }

    static let sql = "SELECT purchase_id, minimum_age, code_hash FROM consignments WHERE city_id = $1 AND id = $2"
    let city: CityID
    let consignment: ID<Consignment>
    func bind(_ parameters: inout Parameters) { parameters.add(city, consignment) }
    static func decode(_ row: inout Row) throws(Fault) -> Door {
        let purchase: ID<Purchase> = try row.next()
        let age: Int = try row.next()
        let code: Bytes = try row.next()
        return Door(purchase: purchase, minimumAge: age, codeHash: code.bytes)
    }
}

struct SettleStop: Statement {
    static let sql = """
        UPDATE stops SET state = $3, failure = $4, device_at = $5, settled_at = $6, version = version + 1
         WHERE city_id = $1 AND id = $2
        """
    let city: CityID
    let stop: ID<Stop>
    let state: StopState
    let failure: StopFailure?
    let deviceAt: Instant
    let at: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, stop, state, failure, deviceAt, at) }
}

/// What was answered to a device's command.
struct FindCommand: Statement {
    static let sql = "SELECT outcome FROM courier_commands WHERE city_id = $1 AND id = $2 AND courier_id = $3"
    let city: CityID
    let command: ID<CourierCommand>
    let courier: ID<Account>
    func bind(_ parameters: inout Parameters) { parameters.add(city, command, courier) }
    static func decode(_ row: inout Row) throws(Fault) -> String { try row.next() }
}

struct InsertCommand: Statement {
    static let sql = """
        INSERT INTO courier_commands (city_id, id, courier_id, stop_id, action, sequence, device_at, received_at,
               outcome)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """
    static let refusals: [String: any Problem] = ["courier_commands_pkey": TourProblem.commandTaken]
    let city: CityID
    let courier: ID<Account>
    let command: CourierCommand
    let at: Instant
    let outcome: String
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, command.id, courier, command.stop, command.action.rawValue, command.sequence)
        parameters.add(command.deviceAt, at, outcome)
    }
}

/// Two decimals of a degree are a kilometre.
struct EraseDoors: Statement {
    static let sql = """
        UPDATE stops SET label = '–', lat = round(lat::numeric, 2)::double precision,
               lon = round(lon::numeric, 2)::double precision
         WHERE city_id = $1 AND id IN (
               SELECT id FROM stops
                WHERE city_id = $1 AND kind = 'drop' AND window_end < $2 AND label <> '–' ORDER BY id LIMIT $3)
        """
    let city: CityID
    let before: Instant
    let limit: Int
    func bind(_ parameters: inout Parameters) { parameters.add(city, before, limit) }
}

/// A halt once more: pending, at another position, perhaps of another kind.
struct CopyStop: Statement {
    static let sql = """
        INSERT INTO stops (city_id, id, tour_id, consignment_id, kind, order_id, position, lat, lon, label,
               window_start, window_end, arrival_at, service_seconds)
        SELECT city_id, $3, tour_id, consignment_id, $4, order_id, $5, lat, lon, label,
               window_start, window_end, arrival_at, service_seconds
          FROM stops WHERE city_id = $1 AND id = $2
        """
    let city: CityID
    let source: ID<Stop>
    let id: ID<Stop>
    let kind: Stop.Kind
    let position: Int
    func bind(_ parameters: inout Parameters) { parameters.add(city, source, id, kind, position) }
}

struct ShiftStop: Statement {
    static let sql = "UPDATE stops SET position = $3, version = version + 1 WHERE city_id = $1 AND id = $2"
    let city: CityID
    let stop: ID<Stop>
    let position: Int
    func bind(_ parameters: inout Parameters) { parameters.add(city, stop, position) }
}

struct SetNextStep: Statement {
    static let sql = "UPDATE stops SET next_step = $3, version = version + 1 WHERE city_id = $1 AND id = $2"
    let city: CityID
    let stop: ID<Stop>
    let step: NextStep
    func bind(_ parameters: inout Parameters) { parameters.add(city, stop, step) }
}

/// Expected times of halts to come, those that differ alone.
struct SetTimes: Statement {
    static let sql = """
        UPDATE stops SET arrival_at = t.at, late_seconds = t.late
          FROM unnest($2::uuid[], $3::timestamptz[], $4::bigint[]) AS t (id, at, late)
         WHERE city_id = $1 AND stops.id = t.id AND (arrival_at, late_seconds) <> (t.at, t.late)
        """
    let city: CityID
    let times: [(stop: ID<Stop>, begin: Instant, lateSeconds: Int64)]
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, times.map(\.stop), times.map(\.begin), times.map(\.lateSeconds))
    }
}

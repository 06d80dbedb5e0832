import Accounts
import Orders
import Postgres
import Vocabulary

/// Tours of these shifts that are not over.
struct ListActiveTours: Statement {
    static let sql = """
        SELECT \(tourColumns) FROM tours
         WHERE city_id = $1 AND shift_id = ANY ($2::uuid[]) AND state IN ('draft', 'published', 'in_progress')
         ORDER BY departs_at, id
        """
    let city: CityID
    let shifts: [ID<Shift>]
    func bind(_ parameters: inout Parameters) { parameters.add(city, shifts) }
    static func decode(_ row: inout Row) throws(Fault) -> Tour { try Tour(&row) }
}

/// The same, held until the transaction ends.
struct LockActiveTours: Statement {
    static let sql = """
        SELECT \(tourColumns) FROM tours
         WHERE city_id = $1 AND shift_id = ANY ($2::uuid[]) AND state IN ('draft', 'published', 'in_progress')
         ORDER BY id FOR UPDATE
        """
    let city: CityID
    let shifts: [ID<Shift>]
    func bind(_ parameters: inout Parameters) { parameters.add(city, shifts) }
    static func decode(_ row: inout Row) throws(Fault) -> Tour { try Tour(&row) }
}

/// Consignments of these tours that ride.
struct ListOpenConsignments: Statement {
    struct Open: Sendable, Equatable {
        let id: ID<Consignment>
        let purchase: ID<Purchase>
        let tour: ID<Tour>
        let isPinned: Bool
    }

    static let sql = """
        SELECT id, purchase_id, tour_id, is_pinned FROM consignments
         WHERE city_id = $1 AND tour_id = ANY ($2::uuid[]) AND is_open ORDER BY id
        """
    let city: CityID
    let tours: [ID<Tour>]
    func bind(_ parameters: inout Parameters) { parameters.add(city, tours) }
    static func decode(_ row: inout Row) throws(Fault) -> Open {
        try Open(id: row.next(), purchase: row.next(), tour: row.next(), isPinned: row.next())
    }
}

struct ListReadyTimes: Statement {
    static let sql = "SELECT order_id, ready_at FROM ready_times WHERE city_id = $1 AND order_id = ANY ($2::uuid[])"
    let city: CityID
    let orders: [ID<RetailerOrder>]
    func bind(_ parameters: inout Parameters) { parameters.add(city, orders) }
    static func decode(_ row: inout Row) throws(Fault) -> (order: ID<RetailerOrder>, at: Instant) {
        let order: ID<RetailerOrder> = try row.next()
        return (order, try row.next())
    }
}

struct PutReadyTime: Statement {
    static let sql = """
        INSERT INTO ready_times (city_id, order_id, ready_at) VALUES ($1, $2, $3)
        ON CONFLICT (city_id, order_id) DO UPDATE SET ready_at = excluded.ready_at
        """
    static let refusals: [String: any Problem] = ["ready_times_city_id_order_id_fkey": TourProblem.unknownPurchase]
    let city: CityID
    let order: ID<RetailerOrder>
    let at: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, order, at) }
}

struct LoseShift: Statement {
    static let sql = "UPDATE shifts SET lost_at = coalesce(lost_at, $3) WHERE city_id = $1 AND id = $2"
    let city: CityID
    let shift: ID<Shift>
    let at: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, shift, at) }
}

/// Moves a consignment to a tour; `isPinned` as given.
struct MoveConsignment: Statement {
    static let sql = "UPDATE consignments SET tour_id = $3, is_pinned = $4 WHERE city_id = $1 AND id = $2"
    let city: CityID
    let consignment: ID<Consignment>
    let tour: ID<Tour>
    let isPinned: Bool
    func bind(_ parameters: inout Parameters) { parameters.add(city, consignment, tour, isPinned) }
}

struct CloseConsignment: Statement {
    static let sql = "UPDATE consignments SET is_open = false WHERE city_id = $1 AND id = $2"
    let city: CityID
    let consignment: ID<Consignment>
    func bind(_ parameters: inout Parameters) { parameters.add(city, consignment) }
}

/// Gives a halt its place on a tour, and its times.
struct PlaceStop: Statement {
    static let sql = """
        UPDATE stops SET tour_id = $3, position = $4, arrival_at = $5, late_seconds = $6, window_start = $7,
               window_end = $8, version = version + 1
         WHERE city_id = $1 AND id = $2
        """
    let city: CityID
    let stop: ID<Stop>
    let tour: ID<Tour>
    let position: Int
    let halt: Replan.Halt
    let window: TimeWindow
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, stop, tour, position, halt.begin, halt.lateSeconds, window.start, window.end)
    }
}

struct DeleteStop: Statement {
    static let sql = "DELETE FROM stops WHERE city_id = $1 AND id = $2 AND state = 'pending'"
    let city: CityID
    let stop: ID<Stop>
    func bind(_ parameters: inout Parameters) { parameters.add(city, stop) }
}

/// A tour's figures after a change; its version is given.
struct SetTourWay: Statement {
    static let sql = """
        UPDATE tours SET state = $3, departs_at = $4, ends_at = $5, travel_seconds = $6, metres = $7, version = $8
         WHERE city_id = $1 AND id = $2
        """
    let city: CityID
    let tour: ID<Tour>
    let state: TourState
    let way: Replan.Way
    let version: Int64
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, tour, state, way.departs, way.ends, way.travelSeconds, way.metres, version)
    }
}

struct InsertTourChange: Statement {
    static let sql = """
        INSERT INTO tour_changes (city_id, tour_id, version, stop_id, kind, label, old_at, new_at, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """
    let city: CityID
    let change: TourChange
    let at: Instant
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, change.tour, change.version, change.stop, change.kind, change.label)
        parameters.add(change.old, change.new, at)
    }
}

/// What has changed on a tour after a version, oldest first.
struct ListTourChanges: Statement {
    static let sql = """
        SELECT tour_id, version, stop_id, kind, label, old_at, new_at FROM tour_changes
         WHERE city_id = $1 AND tour_id = $2 AND version > $3 ORDER BY version, coalesce(new_at, old_at), stop_id
        """
    let city: CityID
    let tour: ID<Tour>
    let since: Int64
    func bind(_ parameters: inout Parameters) { parameters.add(city, tour, since) }
    static func decode(_ row: inout Row) throws(Fault) -> TourChange {
        try TourChange(
            tour: row.next(), version: row.next(), stop: row.next(), kind: row.next(), label: row.next(),
            old: row.next(), new: row.next())
    }
}

/// Locks the open halts up to a position, and unlocks those after it.
struct LockStops: Statement {
    static let sql = """
        UPDATE stops SET is_locked = position <= $3, version = version + 1
         WHERE city_id = $1 AND tour_id = $2 AND state IN ('pending', 'arrived') AND is_locked <> (position <= $3)
        """
    let city: CityID
    let tour: ID<Tour>
    let through: Int
    func bind(_ parameters: inout Parameters) { parameters.add(city, tour, through) }
}

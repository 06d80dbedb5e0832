import Accounts
import Postgres
import Vocabulary

extension Cargo {
    init(_ row: inout Row) throws(Fault) {
        grams = try row.next()
        litres = try row.next()
        crates = try row.next()
    }
}

extension CourierVehicle {
    init(_ row: inout Row) throws(Fault) {
        id = try row.next()
        name = try row.next()
        capacity = try Cargo(&row)
        metresPerHour = try row.next()
        isCooled = try row.next()
    }
}

struct ListVehicles: Statement {
    static let sql = """
        SELECT id, name, load_grams, load_litres, load_crates, metres_per_hour, is_cooled FROM vehicles
         WHERE city_id = $1 AND is_active ORDER BY name
        """
    let city: CityID
    func bind(_ parameters: inout Parameters) { parameters.add(city) }
    static func decode(_ row: inout Row) throws(Fault) -> CourierVehicle { try CourierVehicle(&row) }
}

struct InsertVehicle: Statement {
    static let sql = """
        INSERT INTO vehicles (city_id, id, name, load_grams, load_litres, load_crates, metres_per_hour, is_cooled)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """
    static let refusals: [String: any Problem] = ["vehicles_name_once": TourProblem.nameTaken]
    let city: CityID
    let vehicle: CourierVehicle
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, vehicle.id, vehicle.name, vehicle.capacity.grams, vehicle.capacity.litres)
        parameters.add(vehicle.capacity.crates, vehicle.metresPerHour, vehicle.isCooled)
    }
}

/// Shifts that touch a stretch of time.
struct ListShifts: Statement {
    static let sql = """
        SELECT s.id, s.courier_id, s.starts_at, s.ends_at, s.hub_lat, s.hub_lon, s.lost_at IS NOT NULL,
               v.id, v.name, v.load_grams, v.load_litres, v.load_crates, v.metres_per_hour, v.is_cooled
          FROM shifts s JOIN vehicles v ON v.city_id = s.city_id AND v.id = s.vehicle_id
         WHERE s.city_id = $1 AND s.ends_at > $2 AND s.starts_at < $3 ORDER BY s.starts_at, s.id
        """
    let city: CityID
    let time: TimeWindow
    func bind(_ parameters: inout Parameters) { parameters.add(city, time.start, time.end) }
    static func decode(_ row: inout Row) throws(Fault) -> Shift { try Shift(&row) }
}

/// Shifts that no tour uses yet.
struct ListFreeShifts: Statement {
    static let sql = """
        SELECT s.id, s.courier_id, s.starts_at, s.ends_at, s.hub_lat, s.hub_lon, s.lost_at IS NOT NULL,
               v.id, v.name, v.load_grams, v.load_litres, v.load_crates, v.metres_per_hour, v.is_cooled
          FROM shifts s JOIN vehicles v ON v.city_id = s.city_id AND v.id = s.vehicle_id
         WHERE s.city_id = $1 AND s.ends_at > $2 AND s.starts_at < $3 AND s.lost_at IS NULL
           AND NOT EXISTS (SELECT FROM tours t WHERE t.city_id = s.city_id AND t.shift_id = s.id
                              AND t.state IN ('draft', 'published', 'in_progress'))
         ORDER BY s.starts_at, s.id
        """
    let city: CityID
    let time: TimeWindow
    func bind(_ parameters: inout Parameters) { parameters.add(city, time.start, time.end) }
    static func decode(_ row: inout Row) throws(Fault) -> Shift { try Shift(&row) }
}

extension Shift {
    init(_ row: inout Row) throws(Fault) {
        id = try row.next()
        courier = try row.next()
        let start: Instant = try row.next()
        time = TimeWindow(start: start, end: try row.next())
        hub = try Place.next(in: &row)
        isLost = try row.next()
        vehicle = try CourierVehicle(&row)
    }
}

extension Place {
    /// Two columns: latitude and longitude.
    static func next(in row: inout Row) throws(Fault) -> Place {
        let latitude: Double = try row.next()
        let longitude: Double = try row.next()
        guard let place = Place(latitude: latitude, longitude: longitude) else {
            throw Fault(.unexpected, "a stored place is off the earth")
        }
        return place
    }
}

struct InsertShift: Statement {
    static let sql = """
        INSERT INTO shifts (city_id, id, courier_id, vehicle_id, starts_at, ends_at, hub_lat, hub_lon)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """
    static let refusals: [String: any Problem] = [
        "shifts_once": TourProblem.shiftTwice, "shifts_city_id_vehicle_id_fkey": TourProblem.unknown,
        "shifts_city_id_courier_id_fkey": TourProblem.unknownPerson,
    ]
    let city: CityID
    let id: ID<Shift>
    let courier: ID<Account>
    let vehicle: ID<CourierVehicle>
    let time: TimeWindow
    let hub: Place
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, id, courier, vehicle, time.start, time.end, hub.latitude, hub.longitude)
    }
}

struct FindShift: Statement {
    static let sql = """
        SELECT s.id, s.courier_id, s.starts_at, s.ends_at, s.hub_lat, s.hub_lon, s.lost_at IS NOT NULL,
               v.id, v.name, v.load_grams, v.load_litres, v.load_crates, v.metres_per_hour, v.is_cooled
          FROM shifts s JOIN vehicles v ON v.city_id = s.city_id AND v.id = s.vehicle_id
         WHERE s.city_id = $1 AND s.id = $2
        """
    let city: CityID
    let shift: ID<Shift>
    func bind(_ parameters: inout Parameters) { parameters.add(city, shift) }
    static func decode(_ row: inout Row) throws(Fault) -> Shift { try Shift(&row) }
}

/// The shifts that tours are ridden on.
struct ListShiftsOfTours: Statement {
    static let sql = """
        SELECT s.id, s.courier_id, s.starts_at, s.ends_at, s.hub_lat, s.hub_lon, s.lost_at IS NOT NULL,
               v.id, v.name, v.load_grams, v.load_litres, v.load_crates, v.metres_per_hour, v.is_cooled
          FROM shifts s JOIN vehicles v ON v.city_id = s.city_id AND v.id = s.vehicle_id
         WHERE s.city_id = $1 AND s.id = ANY ($2::uuid[])
        """
    let city: CityID
    let shifts: [ID<Shift>]
    func bind(_ parameters: inout Parameters) { parameters.add(city, shifts) }
    static func decode(_ row: inout Row) throws(Fault) -> Shift { try Shift(&row) }
}

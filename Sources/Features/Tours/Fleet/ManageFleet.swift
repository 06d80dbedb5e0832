import Accounts
import Postgres
import Vocabulary

extension Tours {
    package func vehicles(in city: CityID) async throws -> [CourierVehicle] {
        try await database.read(ListVehicles(city: city), in: city)
    }

    /// Puts a vehicle into service; its name is its own in the town.
    package func addVehicle(
        _ name: String, capacity: Cargo, metresPerHour: Int64, isCooled: Bool, in city: CityID, by actor: Actor
    ) async throws -> CourierVehicle {
        let now = clock.now()
        let vehicle = CourierVehicle(
            id: .make(at: now), name: name, capacity: capacity, metresPerHour: metresPerHour, isCooled: isCooled)
        try await database.transaction(in: city) { tx in
            try tx.run(InsertVehicle(city: city, vehicle: vehicle))
            try tx.run(AuditEntry(in: city, at: now, by: actor, "add", "vehicle", vehicle.id))
        }
        return vehicle
    }

    /// Shifts that touch `time`.
    package func shifts(_ time: TimeWindow, in city: CityID) async throws -> [Shift] {
        try await database.read(ListShifts(city: city, time: time), in: city)
    }

    /// Puts a courier on a vehicle for a time.
    package func addShift(
        of courier: ID<Account>, on vehicle: ID<CourierVehicle>, _ time: TimeWindow, from hub: Place, in city: CityID,
        by actor: Actor
    ) async throws -> ID<Shift> {
        let now = clock.now()
        let id: ID<Shift> = .make(at: now)
        try await database.transaction(in: city) { tx in
            try tx.run(InsertShift(city: city, id: id, courier: courier, vehicle: vehicle, time: time, hub: hub))
            try tx.run(AuditEntry(in: city, at: now, by: actor, "add", "shift", id))
        }
        return id
    }
}

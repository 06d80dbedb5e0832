import Accounts
import Vocabulary

/// What couriers ride.
package struct CourierVehicle: Sendable, Equatable {
    package let id: ID<CourierVehicle>
    package let name: String
    package let capacity: Cargo
    package let metresPerHour: Int64
    package let isCooled: Bool
}

/// How much of everything: goods to carry, or room for them.
package struct Cargo: Sendable, Equatable {
    package var grams: Int64
    package var litres: Int64
    package var crates: Int64

    package init(grams: Int64, litres: Int64, crates: Int64) {
        self.grams = grams
        self.litres = litres
        self.crates = crates
    }

    /// In the order the routing core is told.
    var dimensions: [Int] { [Int(grams), Int(litres), Int(crates)] }
}

/// A courier on a vehicle, from when to when, from and back to which hub.
package struct Shift: Sendable, Equatable {
    package let id: ID<Shift>
    package let courier: ID<Account>
    package let vehicle: CourierVehicle
    package let time: TimeWindow
    package let hub: Place
    /// The courier is out: nothing new is given to the shift.
    package var isLost = false
}

import Orders
import Retailers
import Vocabulary

/// One purchase to bring: what to fetch where, and the door.
package struct Delivery: Sendable {
    /// Goods of one shop.
    package struct Pickup: Sendable {
        package let order: ID<RetailerOrder>
        package let place: Place
        /// What the courier reads: the shop's name and street.
        package let label: String
        package let readyFrom: Instant
        package let cargo: Cargo
    }

    package let purchase: ID<Purchase>
    package let pickups: [Pickup]
    package let door: Place
    /// The street and number; the courier's own view adds the name while the tour runs.
    package let label: String
    /// The slot that was promised.
    package let window: TimeWindow
    package let minimumAge: Int
    /// SHA-256 of the code that the resident says at the door.
    package let codeHash: [UInt8]
}

extension Delivery {
    /// From when the shop is ready to the end of the slot.
    func window(of pickup: Pickup) -> TimeWindow {
        TimeWindow(start: min(pickup.readyFrom, window.end - 1), end: window.end)
    }
}

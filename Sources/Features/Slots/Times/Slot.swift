import Cities
import Postgres
import Retailers
import Vocabulary
import Web

/// How goods reach a resident.
package enum SlotMethod: String, Stored, CaseIterable, JSONReadable, JSONWritable, Sendable {
    case delivery
    case pickup
}

/// Whether a slot takes bookings. `withdrawn`: its template no longer asks for it.
package enum SlotState: String, Stored, CaseIterable, JSONReadable, JSONWritable, Sendable {
    case open
    case blocked
    case withdrawn
}

/// A time in which goods arrive (or can be fetched), with a number of places.
package struct Slot: Sendable, Equatable {
    package let id: ID<Slot>
    package let template: ID<SlotTemplate>
    package let method: SlotMethod
    /// Where deliveries of this slot go; `nil` for pickups.
    package let zone: ID<DeliveryZone>?
    /// Where goods are fetched; `nil` for deliveries.
    package let branch: ID<Branch>?
    /// The day it belongs to, on the city's clock.
    package let day: CalendarDay
    package var window: TimeWindow
    /// The last moment to order for it; this moment itself is too late.
    package var cutoff: Instant
    package var state: SlotState
    package var places: Int64
    package let booked: Int64
    /// `nil`: what its zone costs.
    package var price: SlotPrice?
    package var isPinned: Bool
    package let version: Int64

    /// Why nobody may take a place now, `nil` where one may. Pools and pauses are asked elsewhere.
    package func refusal(at now: Instant) -> SlotProblem? {
        if state != .open { return .notOpen }
        if now >= cutoff { return .tooLate }
        return booked < places ? nil : .full
    }

    /// What it costs as long as the zone costs that much; pickups without a price cost nothing.
    package func price(in zone: SlotPrice?) -> SlotPrice { price ?? zone ?? SlotPrice(fee: .zero) }
}

/// What a slot costs: nothing from a value of goods on, where there is one.
package struct SlotPrice: Hashable, Sendable {
    package let fee: Money
    package let freeFrom: Money?

    package init(fee: Money, freeFrom: Money? = nil) {
        self.fee = fee
        self.freeFrom = freeFrom
    }

    /// The delivery fee for goods of this value (deposits not counted).
    package func fee(forGoods value: Money) -> Money {
        if let freeFrom, value >= freeFrom { return .zero }
        return fee
    }
}

extension DeliveryZone {
    /// The zone's own price.
    var price: SlotPrice { SlotPrice(fee: fee, freeFrom: freeFrom) }
}

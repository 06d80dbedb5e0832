import Cities
import Retailers
import Vocabulary

/// What differs on one day of a template. What is `nil` stays as the template says.
package struct SlotException: Sendable, Equatable {
    package let id: ID<SlotException>
    package let template: ID<SlotTemplate>
    package let day: CalendarDay
    package let change: DayChange
    /// Residents see it where the day is closed.
    package let reason: String
    package let version: Int64
}

/// Closed, or other hours, places or price for the day.
package enum DayChange: Sendable, Hashable {
    case closed
    /// `minutes`: first and last of the day.
    case changed(minutes: Range<Int>?, places: Int64?, fee: Money?)
}

/// No new bookings in a time; what is `nil` concerns all.
package struct Blackout: Sendable, Equatable {
    package let id: ID<Blackout>
    package let method: SlotMethod?
    package let zone: ID<DeliveryZone>?
    package let branch: ID<Branch>?
    package let window: TimeWindow
    package let reason: String
    package let version: Int64

    /// Whether it stops bookings of a slot.
    package func stops(_ slot: Slot) -> Bool {
        window.overlaps(slot.window) && (method == nil || method == slot.method) && (zone == nil || zone == slot.zone)
            && (branch == nil || branch == slot.branch)
    }
}

import Postgres
import Vocabulary
import Web

/// Whom a hold belongs to: an account's id, or the hash of a guest's token. An opaque text of 1…200 characters.
package struct Holder: Hashable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }
}

/// One place of one slot: held for a while, then booked for a purchase and used, or released.
package struct Hold: Sendable, Equatable {
    /// The purchase it was booked for, known here by its id alone.
    package enum Purchase {}

    package enum State: String, Stored, JSONWritable, Sendable {
        case held
        case booked
        case used
        case released
    }

    package enum EndReason: String, Stored, Sendable {
        /// The resident let it go.
        case dropped
        case expired
        /// Every shop refused.
        case refused
        case cancelled
        /// Another slot took its place.
        case moved
    }

    package let id: ID<Hold>
    package let slot: ID<Slot>
    package let holder: Holder
    package let state: State
    /// As it was when the place was taken; later changes of the slot do not touch it.
    package let price: SlotPrice
    package let expires: Instant
    package let purchase: ID<Purchase>?

    /// A place is held for ten minutes.
    package static let lifeSeconds: Int64 = 600
    /// So many at once for one holder; the numbers of `slot_holds.ordinal`.
    static let ordinals: ClosedRange<Int> = 1...2

    /// Why it cannot be turned into a booking, `nil` where it can.
    package func refusal(at now: Instant) -> SlotProblem? {
        switch state {
        case .held: now < expires ? nil : .holdExpired
        case .booked, .used: .holdSpent
        case .released: .holdExpired
        }
    }
}

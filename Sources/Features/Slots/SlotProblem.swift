import Vocabulary

/// Every "no" about slots, holds and capacity.
package enum SlotProblem: Problem, Equatable {
    case unknown
    /// The last place went to somebody else.
    case full
    /// A limit on orders, items, value or load has too little left for this basket.
    case limitReached
    /// Its cutoff has passed.
    case tooLate
    /// Blocked by an operator, or no longer offered.
    case notOpen
    /// The city or the zone takes no orders for a while.
    case paused
    /// Nobody delivers to that place.
    case notServed
    /// A shop of the basket cannot have it ready by then.
    case notReady
    case holdUnknown
    case holdExpired
    /// The hold is of another slot than the purchase asks for, or was turned into a booking already.
    case holdSpent
    /// Two places at most may be held at once.
    case tooManyHolds
    /// Less than what is booked already; `fields` name the bookings.
    case belowBooked([FieldProblem])
    /// Something stands on it already.
    case taken(String)
    case unfit(FieldProblem)
    case stale

    package var kind: ProblemKind {
        switch self {
        case .unknown, .holdUnknown: .notFound
        case .full, .limitReached, .tooLate, .notOpen, .paused, .notReady, .holdExpired, .holdSpent, .belowBooked,
            .taken:
            .conflict
        case .notServed, .unfit: .invalid
        case .stale: .stale
        case .tooManyHolds: .tooMany
        }
    }

    package var code: String {
        switch self {
        case .unknown: "slots/unknown"
        case .full: "slots/full"
        case .limitReached: "slots/limit-reached"
        case .tooLate: "slots/too-late"
        case .notOpen: "slots/not-open"
        case .paused: "slots/paused"
        case .notServed: "slots/not-served"
        case .notReady: "slots/not-ready"
        case .holdUnknown: "slots/hold-unknown"
        case .holdExpired: "slots/hold-expired"
        case .holdSpent: "slots/hold-spent"
        case .tooManyHolds: "slots/too-many-holds"
        case .belowBooked: "slots/below-booked"
        case .taken: "slots/taken"
        case .unfit: "slots/unfit"
        case .stale: "stale"
        }
    }

    package var sentence: String {
        switch self {
        case .unknown: "There is no such slot."
        case .full: "The last place in this slot is taken."
        case .limitReached: "This slot has no room left for a basket of this size."
        case .tooLate: "It is too late to order for this slot."
        case .notOpen: "This slot is not offered."
        case .paused: "No orders are taken at the moment."
        case .notServed: "Nobody delivers to this place."
        case .notReady: "A shop of this basket cannot have it ready in time."
        case .holdUnknown: "There is no such hold."
        case .holdExpired: "The place was held for too long and is free again."
        case .holdSpent: "This hold was used already."
        case .tooManyHolds: "Two places at most can be held at once."
        case .belowBooked: "More is booked already."
        case .taken(let what): "There is already \(what)."
        case .unfit(let field): "\(field.pointer) \(field.sentence)."
        case .stale: "It was changed since it was read. Read it again."
        }
    }

    package var fields: [FieldProblem] {
        switch self {
        case .belowBooked(let bookings): bookings
        case .unfit(let field): [field]
        default: []
        }
    }

    package var retryAfterSeconds: Int? { self == .tooManyHolds ? 60 : nil }
}

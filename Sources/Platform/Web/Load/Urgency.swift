/// What is kept up longest when there is more to do than can be done, from what is given up first.
package enum Urgency: Int, CaseIterable, Sendable, Comparable {
    case exports
    case browsing
    case orders
    case payments
    case couriers
    /// Never waits and is never turned away.
    case health

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// The part of all places that may be taken when one of this kind comes in: the rest is for what is more urgent.
    var share: Double {
        switch self {
        case .exports: 0.5
        case .browsing: 0.75
        case .orders: 0.875
        case .payments: 0.9375
        case .couriers, .health: 1
        }
    }
}

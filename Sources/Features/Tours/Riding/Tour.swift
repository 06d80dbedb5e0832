import Accounts
import Orders
import Postgres
import Vocabulary

/// A courier's way through a day.
package struct Tour: Sendable {
    package let id: ID<Tour>
    package let courier: ID<Account>
    package let shift: ID<Shift>
    package let state: TourState
    package let departs: Instant
    package let ends: Instant
    package let travelSeconds: Int64
    package let metres: Int64
    package let version: Int64
    package var stops: [Stop] = []
}

package enum TourState: String, Stored, CaseIterable, Sendable {
    case draft, published
    case inProgress = "in_progress"
    case completed, cancelled
}

/// What can happen to a tour as a whole.
package enum TourEvent: CaseIterable, Sendable {
    case publish, start, complete, cancel

    /// From where, to where. This table is the whole state machine.
    var step: (from: Set<TourState>, to: TourState) {
        switch self {
        case .publish: ([.draft], .published)
        case .start: ([.published], .inProgress)
        case .complete: ([.inProgress], .completed)
        case .cancel: ([.draft, .published], .cancelled)
        }
    }
}

extension TourState {
    /// The state after the event, or the "no".
    package func after(_ event: TourEvent) throws(TourProblem) -> TourState {
        guard event.step.from.contains(self) else { throw .wrongState(rawValue) }
        return event.step.to
    }
}

/// One halt: fetch a shop's goods, or bring them to the door.
package struct Stop: Sendable {
    package enum Kind: String, Stored, Sendable {
        case pickup, drop
        /// Goods that nobody took go back to their shop.
        case `return`
    }

    package let id: ID<Stop>
    package let tour: ID<Tour>
    package let consignment: ID<Consignment>
    package let kind: Kind
    package let order: ID<RetailerOrder>?
    package let position: Int
    package let place: Place
    package let label: String
    package let window: TimeWindow
    package let arrival: Instant
    package let serviceSeconds: Int64
    package let lateSeconds: Int64
    package let state: StopState
    package let isLocked: Bool
    package let failure: StopFailure?
    /// What was decided after the failure.
    package let nextStep: NextStep?
    package let settledAt: Instant?
    package let version: Int64

    /// Nothing more happens here.
    var isSettled: Bool { state == .done || state == .failed || state == .skipped }
    /// When it was settled, as far as it is.
    var settled: Instant { settledAt ?? arrival }
}

/// What goes together to one door.
package enum Consignment {}

package enum StopState: String, Stored, CaseIterable, Sendable {
    case pending, arrived, done, failed, skipped
}

/// Why a stop did not work out.
package enum StopFailure: String, Stored, CaseIterable, Sendable {
    case nobodyHome = "nobody_home"
    case addressNotFound = "address_not_found"
    case refused
    case tooYoung = "too_young"
    case shopClosed = "shop_closed"
    case goodsMissing = "goods_missing"
    case damaged

    /// Some happen at the door, some at the shop.
    func fits(_ kind: Stop.Kind) -> Bool {
        switch self {
        case .nobodyHome, .addressNotFound, .refused, .tooYoung: kind == .drop
        case .shopClosed: kind != .drop
        case .goodsMissing: kind == .pickup
        case .damaged: kind != .return
        }
    }
}

/// What a courier reports of a stop.
package enum StopEvent: Sendable, Equatable {
    case arrive
    case finish
    case fail(StopFailure)
}

extension StopState {
    /// The state after the event; what is settled stays settled.
    package func after(_ event: StopEvent) throws(TourProblem) -> StopState {
        switch (self, event) {
        case (.pending, .arrive): .arrived
        case (.pending, .finish), (.arrived, .finish): .done
        case (.pending, .fail), (.arrived, .fail): .failed
        default: throw .stopSettled(rawValue)
        }
    }
}

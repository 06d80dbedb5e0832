import Accounts
import Postgres
import Vocabulary

/// Where one retailer's order stands.
package enum OrderState: String, Stored, CaseIterable, Sendable {
    case placed, accepted, refused, picking, ready
    case handedOver = "handed_over"
    case completed, cancelled, returned

    /// Nothing more will come of it.
    package var isOver: Bool { [.refused, .completed, .cancelled, .returned].contains(self) }
    /// It was called off before the goods left: money, stock and capacity went back.
    package var isCalledOff: Bool { self == .refused || self == .cancelled }
}

/// What can happen to an order.
package enum OrderEvent: String, CaseIterable, Sendable {
    case accept, refuse, startPicking, finishPicking, handOver, complete, cancel, bringBack
    /// Called off when work was done already: somebody answers for it.
    case writeOff

    /// From where, to where. This table is the whole state machine.
    var step: (from: Set<OrderState>, to: OrderState) {
        switch self {
        case .accept: ([.placed], .accepted)
        case .refuse: ([.placed], .refused)
        case .startPicking: ([.accepted], .picking)
        case .finishPicking: ([.picking], .ready)
        case .handOver: ([.ready], .handedOver)
        case .complete: ([.handedOver], .completed)
        case .cancel: ([.placed, .accepted], .cancelled)
        case .bringBack: ([.handedOver], .returned)
        case .writeOff: ([.picking, .ready], .cancelled)
        }
    }
}

extension OrderState {
    /// The state after the event, or the "no".
    package func after(_ event: OrderEvent) throws(OrderProblem) -> OrderState {
        guard event.step.from.contains(self) else { throw .wrongState(self) }
        return event.step.to
    }
}

/// What a purchase looks like as a whole: never stored, always derived from its orders (product.md 4.2).
package enum PurchaseState: String, Sendable {
    case placed
    case partlyReady = "partly_ready"
    case onTheWay = "on_the_way"
    case completed
    case partlyCancelled = "partly_cancelled"
    case cancelled

    package init(_ orders: some Collection<OrderState>) {
        let living = orders.filter { !$0.isCalledOff }
        if living.isEmpty {
            self = .cancelled
        } else if living.allSatisfy({ $0 == .completed || $0 == .returned }) {
            self = .completed
        } else if living.contains(.handedOver) || living.contains(.completed) {
            self = .onTheWay
        } else if living.contains(.ready) {
            self = .partlyReady
        } else {
            self = living.count < orders.count ? .partlyCancelled : .placed
        }
    }
}

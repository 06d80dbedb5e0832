import Accounts
import OrderRouting
import Orders
import Postgres
import Vocabulary

/// How the tours of a day go on.
struct Replan {
    /// One halt that is still to come.
    struct Halt {
        let call: Call
        let consignment: ID<Consignment>?
        let begin: Instant
        let lateSeconds: Int64
        let serviceSeconds: Int64
    }

    /// What one shift has before it.
    struct Way {
        let hand: DayUnderWay.Hand
        var halts: [Halt] = []
        var departs: Instant
        var ends: Instant
        var travelSeconds: Int64 = 0
        var metres: Int64 = 0
    }

    /// One a shift, in the order of the day's hands.
    private(set) var ways: [Way]
    /// Purchases that no tour can take now.
    private(set) var left: [(delivery: Delivery, reason: String)] = []
    /// Consignments that leave their tours for none.
    private(set) var released: Set<ID<Consignment>> = []

    init(_ day: DayUnderWay, _ plan: Plan?) {
        ways = day.hands.map {
            Way(hand: $0, departs: $0.tour?.departs ?? $0.shift.time.start, ends: $0.tour?.ends ?? $0.shift.time.start)
        }
        guard let plan else {
            left = day.waiting.map { ($0, "\(Plan.Reason.noVehicleMayTakeIt)") }
            return
        }
        for tour in plan.tours { take(tour, day) }
        for unserved in plan.unserved { leave(unserved, day) }
    }

    private mutating func take(_ tour: Plan.Tour, _ day: DayUnderWay) {
        let isUnderWay = day.hands[tour.vehicle].tour?.stops.contains(where: \.isSettled) ?? false
        if !isUnderWay { ways[tour.vehicle].departs = Instant(seconds: Int64(tour.departure)) }
        ways[tour.vehicle].ends = Instant(seconds: Int64(tour.end))
        ways[tour.vehicle].travelSeconds = Int64(tour.totals.travelSeconds)
        ways[tour.vehicle].metres = Int64(tour.totals.metres)
        for stop in tour.stops {
            guard let call = day.ledger.call(stop.visit), !call.isSettled else { continue }
            ways[tour.vehicle].halts.append(
                Halt(
                    call: call, consignment: day.ledger.consignment(stop.visit),
                    begin: Instant(seconds: Int64(stop.begin)), lateSeconds: Int64(stop.lateSeconds),
                    serviceSeconds: Int64(stop.serviceSeconds)))
        }
    }

    /// What is aboard stays on its tour whatever becomes of it; the rest goes back to those who wait.
    private mutating func leave(_ unserved: Plan.Unserved, _ day: DayUnderWay) {
        guard let delivery = day.ledger.deliveries[unserved.errand] else { return }
        guard let consignment = day.ledger.consignments[unserved.errand] else {
            left.append((delivery, "\(unserved.reason)"))
            return
        }
        guard day.ledger.isBegun(unserved.errand) else {
            left.append((delivery, "\(unserved.reason)"))
            released.insert(consignment)
            return
        }
        let riding = day.riding.first { $0.consignment == consignment }
        guard let way = ways.indices.first(where: { ways[$0].hand.tour?.id == riding?.tour }) else { return }
        let calls = day.ledger.calls[unserved.errand]
        for call in calls.pickups + [calls.drop].compactMap({ $0 }) where !call.isSettled {
            guard case .stored(let stop) = call else { continue }
            ways[way].halts.append(
                Halt(
                    call: call, consignment: consignment, begin: stop.arrival, lateSeconds: stop.lateSeconds,
                    serviceSeconds: stop.serviceSeconds))
        }
        left.append((delivery, ways[way].hand.shift.isLost ? "aboardLostCourier" : "\(unserved.reason)"))
    }
}

extension Call {
    var isSettled: Bool { if case .stored(let stop) = self { stop.isSettled } else { false } }

    /// The stored halt it is.
    var stop: Stop? { if case .stored(let stop) = self { stop } else { nil } }
}

extension ErrandLedger {
    func consignment(_ visit: Visit) -> ID<Consignment>? {
        switch visit {
        case .pickup(let errand, _), .drop(let errand): consignments[errand]
        default: nil
        }
    }
}

/// What a new version of a tour makes different for one stop.
package struct TourChange: Sendable, Equatable {
    package enum Kind: String, Stored, Sendable {
        case added, removed, moved
    }

    package let tour: ID<Tour>
    package let version: Int64
    package let stop: ID<Stop>
    package let kind: Kind
    package let label: String
    /// When it was to begin; `nil` where it was not there.
    package let old: Instant?
    /// When it is to begin; `nil` where it is gone.
    package let new: Instant?
}

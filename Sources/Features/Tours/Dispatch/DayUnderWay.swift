import Accounts
import OrderRouting
import Orders
import Postgres
import Vocabulary

/// A day while it is ridden, as a question to the routing core: what is done and locked stays, the rest may move.
/// Pure: no clock, no IO.
struct DayUnderWay {
    /// A shift with the tour it rides; a vehicle of the question.
    struct Hand {
        let shift: Shift
        let tour: Tour?
    }

    /// One purchase that rides.
    struct Riding {
        let consignment: ID<Consignment>
        let tour: ID<Tour>
        let isPinned: Bool
        /// As it is now; orders that were called off are not in it.
        let delivery: Delivery
    }

    let hands: [Hand]
    let riding: [Riding]
    let waiting: [Delivery]
    /// Purchase → the shift somebody put it on.
    let pins: [ID<Purchase>: ID<Shift>]
    let now: Instant
    private(set) var ledger: ErrandLedger
    let problem: RoutingProblem

    /// Vehicles of one speed share a matrix.
    init(
        _ hands: [Hand], riding: [Riding], waiting: [Delivery], pins: [ID<Purchase>: ID<Shift>],
        ground: (now: Instant, travelTimes: any TravelTimes)
    ) {
        (self.hands, self.riding, self.waiting, self.pins, now) = (hands, riding, waiting, pins, ground.now)
        var ledger = ErrandLedger(hands)
        let perTour = Dictionary(grouping: riding, by: \.tour)
        for (index, hand) in hands.enumerated() {
            guard let tour = hand.tour else { continue }
            ledger.take(tour, perTour[tour.id] ?? [], hand: index, pins)
        }
        for delivery in waiting { ledger.take(delivery, pins) }
        self.ledger = ledger
        let speeds = Array(Set(hands.map(\.shift.vehicle.metresPerHour))).sorted()
        var question = RoutingProblem(
            travel: speeds.map { ground.travelTimes.travel(between: ledger.places.all, metresPerHour: $0) },
            vehicles: hands.indices.map { ledger.vehicle($0, from: ground.now, speeds) }, errands: ledger.errands,
            loadDimensions: 3)
        question.initial = ledger.initial
        question.objective.lateCostPerHour = 36_000
        problem = question
    }

    /// How many rounds of improvement a replan gets: some 100 ms for a town's day.
    static let iterations = 3_000
    /// What a move to another tour must save, in seconds of riding: announced times are worth something.
    static let secondsPerMove = 120
    /// How late something that rides already may come at worst.
    static let graceSeconds = 4 * 3600

    /// The tours as they should go on. The same day gives the same answer.
    func replan(seed: UInt64 = 1) throws(ProblemFault) -> Replan {
        if hands.isEmpty || ledger.errands.isEmpty { return Replan(self, nil) }
        let live = try LivePlan(problem, seed: seed)
        for (index, hand) in hands.enumerated() where hand.shift.isLost { _ = try live.lose(index) }
        _ = live.improve(StopRule(iterations: Self.iterations), costPerMove: Self.secondsPerMove)
        // What was promised and rides comes late rather than not at all.
        for left in live.plan.unserved where ledger.rides(left.errand) {
            _ = try live.revise(left.errand, ledger.errands[left.errand].late(by: Self.graceSeconds))
        }
        return Replan(self, live.plan)
    }
}

extension Errand {
    /// The same with windows that may be missed at a price.
    fileprivate func late(by seconds: Int) -> Errand {
        var late = self
        late.drop?.graceSeconds = seconds
        for index in late.pickups.indices { late.pickups[index].graceSeconds = seconds }
        return late
    }
}

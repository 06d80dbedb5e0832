import Accounts
import Cities
import OrderRouting
import Orders
import Postgres
import Vocabulary

/// What a dispatcher tells of a day before it is planned anew.
package struct ReplanWish: Sendable {
    package let time: TimeWindow
    /// Couriers who are out.
    package var lost: [ID<Shift>] = []
    /// Shops that are late.
    package var delays: [(order: ID<RetailerOrder>, readyAt: Instant)] = []
    /// Purchases put on a shift by hand.
    package var pins: [(purchase: ID<Purchase>, shift: ID<Shift>)] = []
    /// Tours as the dispatcher saw them: where one has changed since, nothing is done.
    package var versions: [(tour: ID<Tour>, version: Int64)] = []
}

extension Tours {
    /// Plans the shifts of a time anew while they are ridden: takes in what is new, cancelled, late or lost. What is
    /// done and locked stays; what is aboard stays on its tour. Tours that couriers see get a new version and say what
    /// is different; new tours are drafts. Throws `.stale` where a tour is not at the version told.
    package func replan(_ wish: ReplanWish, in city: City, by actor: Actor) async throws -> PlannedDay {
        let now = clock.now()
        try await note(wish, at: now, in: city.id, by: actor)
        // Couriers report while the plan is made: then it is made again, a few times.
        for _ in 0..<5 {
            let sight = try await sight(wish.time, in: city.id)
            try sight.check(wish)
            let riding = sight.riding
            let hands = sight.hands
            let due = try await waiting(wish.time, in: city.id)
            let pins = Dictionary(wish.pins.map { ($0.purchase, $0.shift) }) { $1 }
            try Self.check(pins, hands, riding, due)
            let ways = travelTimes(in: city)
            let day = DayUnderWay(hands, riding: riding, waiting: due.ready, pins: pins, ground: (now, ways))
            let replan = try day.replan()
            let desk = ReplanDesk(sight: sight, pins: pins, actor: actor, city: city.id, now: now)
            guard let changes = try await store(replan, at: desk) else { continue }
            let tours = try await self.tours(of: sight.shifts.map(\.id), in: city.id)
            let left = due.left + replan.left.map { ($0.delivery.purchase, $0.reason) }
            return PlannedDay(tours: tours, left: left, changes: changes)
        }
        throw TourProblem.stale
    }

    /// What the dispatcher told is true whatever planning makes of it.
    private func note(_ wish: ReplanWish, at now: Instant, in city: CityID, by actor: Actor) async throws {
        if wish.lost.isEmpty && wish.delays.isEmpty { return }
        let known = Set(try await shifts(wish.time, in: city).map(\.id))
        guard wish.lost.allSatisfy(known.contains) else { throw TourProblem.unknownPurchase }
        try await database.transaction(in: city) { tx in
            for shift in wish.lost {
                try tx.run(LoseShift(city: city, shift: shift, at: now))
                try tx.run(AuditEntry(in: city, at: now, by: actor, "lose", "shift", shift))
            }
            for delay in wish.delays {
                try tx.run(PutReadyTime(city: city, order: delay.order, at: delay.readyAt))
                try tx.run(AuditEntry(in: city, at: now, by: actor, "delay", "order", delay.order))
            }
        }
    }

    /// Pins name what can be planned; goods that are aboard stay where they are.
    private static func check(
        _ pins: [ID<Purchase>: ID<Shift>], _ hands: [DayUnderWay.Hand], _ riding: [DayUnderWay.Riding],
        _ due: DueDeliveries
    ) throws(TourProblem) {
        for (purchase, shift) in pins {
            guard let hand = hands.first(where: { $0.shift.id == shift }), !hand.shift.isLost else {
                throw .unknownPurchase
            }
            if due.ready.contains(where: { $0.purchase == purchase }) { continue }
            guard let one = riding.first(where: { $0.delivery.purchase == purchase }) else { throw .unknownPurchase }
            let own = hands.first { $0.tour?.id == one.tour }
            let isBegun = own?.tour?.stops.contains {
                $0.consignment == one.consignment && $0.state == .done && $0.kind == .pickup
            }
            if isBegun == true, own?.shift.id != shift { throw .goodsAboard }
        }
    }

    /// The tours of these shifts that are not over.
    private func tours(of shifts: [ID<Shift>], in city: CityID) async throws -> [Tour] {
        try await withStops(database.read(ListActiveTours(city: city, shifts: shifts), in: city), in: city)
    }

    /// The shifts of a time with what rides on them.
    private func sight(_ time: TimeWindow, in city: CityID) async throws -> DaySight {
        let shifts = try await shifts(time, in: city)
        let tours = try await tours(of: shifts.map(\.id), in: city)
        let open = try await database.read(ListOpenConsignments(city: city, tours: tours.map(\.id)), in: city)
        let orders = try await database.read(
            ListCarriedOrders(city: city, purchases: open.map(\.purchase)), in: city)
        return DaySight(
            shifts: shifts, tours: tours, open: open, carried: try await deliveries(orders, in: city))
    }
}

/// What was seen of a day when planning began.
struct DaySight: Sendable {
    let shifts: [Shift]
    let tours: [Tour]
    let open: [ListOpenConsignments.Open]
    let carried: DueDeliveries

    func check(_ wish: ReplanWish) throws(TourProblem) {
        for seen in wish.versions {
            guard let tour = tours.first(where: { $0.id == seen.tour }), tour.version == seen.version else {
                throw .stale
            }
        }
    }

    var hands: [DayUnderWay.Hand] {
        shifts.compactMap { shift in
            let tour = tours.first { $0.shift == shift.id }
            return shift.isLost && tour == nil ? nil : DayUnderWay.Hand(shift: shift, tour: tour)
        }
    }

    /// Purchases of which nothing is left to bring are not among them.
    var riding: [DayUnderWay.Riding] {
        open.compactMap { one in
            carried.ready.first { $0.purchase == one.purchase }.map {
                DayUnderWay.Riding(consignment: one.id, tour: one.tour, isPinned: one.isPinned, delivery: $0)
            }
        }
    }

    /// Whether the same was seen at another time.
    func isSame(as tours: [Tour], _ stops: [Stop], _ open: [ListOpenConsignments.Open]) -> Bool {
        let key = { (stop: Stop) in "\(stop.id) \(stop.version) \(stop.tour)" }
        return Set(tours.map { "\($0.id) \($0.version)" }) == Set(self.tours.map { "\($0.id) \($0.version)" })
            && Set(stops.map(key)) == Set(self.tours.flatMap(\.stops).map(key)) && open == self.open
    }
}

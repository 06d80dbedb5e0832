import Accounts
import Cities
import OrderRouting
import Orders
import Postgres
import Vocabulary

/// What planning came to.
package struct PlannedDay: Sendable {
    package let tours: [Tour]
    /// Purchases that no tour could take, each with the reason.
    package let left: [(purchase: ID<Purchase>, reason: String)]
    /// What is different on tours that couriers see.
    package var changes: [TourChange] = []
}

extension Tours {
    /// Plans what is due in `time` onto the shifts that are free then, as drafts. Deliveries that ride already stay
    /// where they are. The same orders and shifts give the same tours.
    package func plan(_ time: TimeWindow, in city: City, by actor: Actor) async throws -> PlannedDay {
        let now = clock.now()
        let due = try await waiting(time, in: city.id)
        let shifts = try await database.read(ListFreeShifts(city: city.id, time: time), in: city.id)
        let day = DayPlan(due.ready, shifts, from: now, travelTimes(in: city))
        let (planned, left) = try day.solve()
        let ids = try await database.transaction(in: city.id) { tx in
            try planned.map { tour in
                let id: ID<Tour> = .make(at: now)
                try Self.store(tour, as: id, at: now, in: city.id, &tx)
                try tx.run(AuditEntry(in: city.id, at: now, by: actor, "plan", "tour", id))
                return id
            }
        }
        let tours = try await self.tours(time, in: city.id).filter { ids.contains($0.id) }
        return PlannedDay(tours: tours, left: due.left + left.map { ($0.purchase.purchase, "\($0.reason)") })
    }

    static func store(
        _ tour: PlannedTour, as id: ID<Tour>, at now: Instant, in city: CityID, _ tx: inout Tx
    ) throws {
        let deliveries = tour.deliveries
        let consignments = deliveries.map { _ in ID<Consignment>.make(at: now) }
        let byPurchase = Dictionary(uniqueKeysWithValues: zip(deliveries.map(\.purchase), consignments))
        try tx.run(InsertTour(city: city, id: id, tour: tour, at: now))
        try tx.run(InsertConsignments(city: city, tour: id, ids: consignments, deliveries: deliveries))
        for (position, stop) in tour.stops.enumerated() {
            guard let consignment = byPurchase[stop.delivery.purchase] else { continue }
            try tx.run(
                InsertStop(
                    city: city, id: .make(at: now), tour: id, consignment: consignment, position: position, stop: stop))
        }
    }
}

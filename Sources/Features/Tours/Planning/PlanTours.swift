import Accounts
import Cities
import Crypto
import OrderRouting
import Orders
import Postgres
import Retailers
import Vocabulary

/// What planning came to.
package struct PlannedDay: Sendable {
    package let tours: [Tour]
    /// Purchases that no tour could take, each with the reason.
    package let left: [(purchase: ID<Purchase>, reason: String)]
}

extension Tours {
    /// Plans what is due in `time` onto the shifts that are free then, as drafts. Deliveries that ride already stay
    /// where they are. The same orders and shifts give the same tours.
    package func plan(_ time: TimeWindow, in city: City, by actor: Actor) async throws -> PlannedDay {
        let now = clock.now()
        let due = try await deliveries(time, in: city.id)
        let shifts = try await database.read(ListFreeShifts(city: city.id, time: time), in: city.id)
        let lines = StraightLines(detourPercent: city.settings.detourPercent)
        let day = DayPlan(due, shifts, from: now, lines)
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
        return PlannedDay(tours: tours, left: left.map { ($0.purchase.purchase, "\($0.reason)") })
    }

    /// Purchases whose orders wait for a courier, without those that ride already. One whose shop has no place on the
    /// map cannot be fetched: planning does not see it until the shop is placed.
    private func deliveries(_ time: TimeWindow, in city: CityID) async throws -> [Delivery] {
        let due = try await database.read(ListDueOrders(city: city, time: time), in: city)
        let riding = Set(try await database.read(ListRidingPurchases(city: city), in: city))
        let waiting = due.filter { !riding.contains($0.purchase) }
        let branches = try await database.read(
            FindSellingBranches(city: city, branches: Array(Set(waiting.map(\.branch)))))
        let shops = Dictionary(uniqueKeysWithValues: branches.map { ($0.branch, $0) })
        return Dictionary(grouping: waiting, by: \.purchase).values
            .sorted { $0[0].purchase < $1[0].purchase }
            .compactMap { Delivery($0, shops) }
    }

    private static func store(
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

extension Delivery {
    /// The orders of one purchase with their shops; `nil` where a shop is on no map.
    fileprivate init?(_ orders: [DueOrder], _ shops: [ID<Branch>: SellingBranch]) {
        let first = orders[0]
        var pickups: [Pickup] = []
        for order in orders {
            guard let shop = shops[order.branch], let place = shop.place else { return nil }
            pickups.append(
                Pickup(
                    order: order.order, place: place, label: "\(shop.retailerName), \(shop.address)",
                    readyFrom: first.window.start - 5400,
                    cargo: Cargo(
                        grams: order.grams, litres: (order.litresThousandths + 999) / 1000, crates: order.crates)))
        }
        self.init(
            purchase: first.purchase, pickups: pickups, door: first.door, label: first.street, window: first.window,
            minimumAge: first.minimumAge, codeHash: Array(SHA256.hash(data: Array(first.doorCode.utf8))))
    }
}

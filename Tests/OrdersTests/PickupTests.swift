import Catalogue
import Cities
import Payments
import Postgres
import Retailers
import TestSupport
import Testing
import Vocabulary

@testable import Orders
@testable import Slots

/// Goods that residents fetch in the shop.
@Suite(.serialized) struct PickupTests {
    @Test func `pickups have places of their own`() async throws {
        let town = try await OrderTown()
        defer { town.close() }
        try await town.openPickups(0, places: 1)
        let offer = try town.offer(0, .init(cents: 600))
        let all = try await town.pickups(0).count
        _ = try await town.orderPickup("erika", 0, [(offer, 1)])
        #expect(try await town.pickups(0).count == all - 1)
        let delivered = "SELECT coalesce(sum(booked), 0) FROM slots WHERE method = 'delivery'"
        #expect(try town.number(delivered) == 0)
        let elsewhere = try town.offer(1, .init(cents: 600))
        await #expect(throws: OrderProblem.wrongBranch) {
            try await town.orderPickup("max", 0, [(offer, 1), (elsewhere, 1)])
        }
    }

    @Test func `goods are given for the code alone, and those with an age after a look at it`() async throws {
        let town = try await OrderTown()
        defer { town.close() }
        try await town.openPickups(0)
        let wine = ID<Category>.make(at: .monday)
        try town.town.superuser().run(
            """
            INSERT INTO categories (city_id, id, slug, title, minimum_age)
            VALUES ('\(town.city.id)', '\(wine)', 'wein', 'Wein', 16)
            """)
        let offer = try town.offer(0, .init(cents: 900, stock: 3, category: wine))
        let placed = try await town.orderPickup("erika", 0, [(offer, 1)])
        let (order, orders, city, staff) = (placed.orders[0], town.orders, town.city, town.staff())
        let code = try #require(placed.doorCode)
        let wrong = code == "0000" ? "0001" : "0000"
        @Sendable func handOver(_ code: String, _ isChecked: Bool = false) async throws -> RetailerOrder {
            try await orders.handOverInShop(
                order.id, of: order.retailer, FetchProof(code: code, ageChecked: isChecked), in: city, by: staff)
        }
        await #expect(throws: OrderProblem.wrongState(.placed)) { try await handOver(code) }
        try await town.pack(order)
        let ready = try await town.refresh(placed).orders[0]
        #expect(ready.ready == town.clock.now)
        #expect(ready.fetchUntil == placed.window.end + 86_400)
        #expect(try town.number("SELECT count(*) FROM outbox WHERE event = 'ready'") == 1)
        await #expect(throws: OrderProblem.wrongCode) { try await handOver(wrong, true) }
        await #expect(throws: OrderProblem.ageNotChecked(16)) { try await handOver(code) }
        #expect(try await town.refresh(placed).orders[0].state == .ready)
        #expect(try await handOver(code, true).state == .completed)
        #expect(try town.balance("cash") == 900)
        #expect(try town.balance("receivable") == 0)
        #expect(try town.imbalances() == 0)
        #expect(try town.stock(offer) == [2, 0])
        try await town.orders.giveUp(order.id, in: town.city)
        #expect(try await town.refresh(placed).orders[0].state == .completed)
    }

    @Test func `what nobody fetches goes back with money and place`() async throws {
        let town = try await OrderTown()
        defer { town.close() }
        try await town.openPickups(0)
        try await town.sell(0) { $0.keepsSeconds = 3600 }
        let offer = try town.offer(0, .init(cents: 900, stock: 3))
        let placed = try await town.orderPickup("erika", 0, [(offer, 2)])
        try await town.orders.giveUp(placed.orders[0].id, in: town.city)
        #expect(try await town.refresh(placed).orders[0].state == .placed)
        try await town.pack(placed.orders[0])
        let until = try #require(try await town.refresh(placed).orders[0].fetchUntil)
        #expect(until == placed.window.end + 3600)
        let due = "SELECT count(*) FROM jobs WHERE kind = 'orders.fetch-deadline' AND run_at = '\(until)'"
        #expect(try town.number(due) == 1)
        town.clock.advance(seconds: until.seconds(since: town.clock.now))
        try await town.orders.giveUp(placed.orders[0].id, in: town.city)
        let gone = try await town.refresh(placed)
        #expect(gone.state == .cancelled)
        #expect(gone.orders[0].reason == "not fetched in time")
        #expect(try town.stock(offer) == [3, 0])
        #expect(try town.placesTaken() == 0)
        #expect(try town.balance("receivable") == 0)
        #expect(try town.imbalances() == 0)
    }
}

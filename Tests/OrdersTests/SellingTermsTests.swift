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

/// What a shop says about answering, preparing and keeping binds its orders.
@Suite(.serialized) struct SellingTermsTests {
    @Test func `a shop that accepts alone has accepted with the placement, in the same two round trips`() async throws {
        let town = try await OrderTown()
        defer { town.close() }
        try await town.sell(0) { $0.acceptsAlone = true }
        let lines = try [(town.offer(0, .init(cents: 600)), Int64(1)), (town.offer(1, .init(cents: 600)), 1)]
        let checkout = try await town.checkOut(town.basket("erika", lines), "erika", in: town.hold("erika"))
        let before = town.doors[0].pool.figures.flushes
        let answered = try await town.place(checkout, "erika")
        #expect(town.doors[0].pool.figures.flushes - before <= 2)
        let id = try #require(ID<Purchase>(answered.text))
        let placed = try await town.orders.purchase(id, of: "erika", in: town.city.id)
        #expect(placed.orders.map(\.state) == [.accepted, .placed])
        #expect(placed.orders.map(\.version) == [2, 1])
        #expect(try town.number("SELECT count(*) FROM outbox WHERE event = 'accepted'") == 1)
        let trail = "SELECT count(*) FROM audit_entries WHERE action = 'accept' AND actor = 'system'"
        #expect(try town.number(trail) == 1)
        let deadlines = "SELECT count(*) FROM jobs WHERE kind = 'orders.answer-deadline'"
        #expect(try town.number(deadlines) == 1)
        try await town.pack(placed.orders[0])
        #expect(try await town.refresh(placed).orders[0].state == .ready)
    }

    @Test func `each shop has its own time to answer, and what was placed keeps its own`() async throws {
        let town = try await OrderTown()
        defer { town.close() }
        try await town.sell(0) { $0.answerSeconds = 900 }
        let lines = try [(town.offer(0, .init(cents: 600)), Int64(1)), (town.offer(1, .init(cents: 600)), 1)]
        let placed = try await town.order("erika", lines)
        try await town.sell(0) { $0.answerSeconds = 60 }
        #expect(placed.orders[0].answerUntil == town.clock.now + 900)
        #expect(placed.orders[1].answerUntil == placed.window.start - 3600)
        try await town.orders.lapse(placed.orders[0].id, in: town.city)
        let now = try await town.refresh(placed)
        #expect(now.orders.map(\.state) == [.refused, .placed])
        #expect(now.current.cents == 600 + 390)
        #expect(try town.balance("receivable") == now.current.cents)
        #expect(try town.imbalances() == 0)
        #expect(try town.placesTaken() == 1)
    }

    @Test func `a checkout is refused in a slot for which a shop cannot be ready`() async throws {
        let town = try await OrderTown()
        defer { town.close() }
        try town.open(0, "Mo-Fr 09:00-18:00")
        try await town.sell(0) { $0.preparation = [PreparationRule(minutes: 180)] }
        let basket = try await town.basket("erika", [(town.offer(0, .init(cents: 600)), 1)])
        let early = try await town.hold("erika", hours: 2)
        await #expect(throws: SlotProblem.notReady) { try await town.checkOut(basket, "erika", in: early) }
        // Open at 9, ready at 12: the slot of 12 o'clock is the first.
        let noon = try await town.checkOut(basket, "erika", in: town.hold("erika", hours: 6))
        #expect(noon.summary.window.start == .monday + 6 * 3600)
        #expect(try await town.place(noon, "erika").answer.status == 201)
    }

    @Test func `more time is given three times, and keeps goods and place`() async throws {
        let town = try await OrderTown()
        defer { town.close() }
        let offer = try town.offer(0, .init(cents: 600, stock: 1))
        let shown = try await town.checkOut(town.basket("erika", [(offer, 1)]), "erika", in: town.hold("erika"))
        for left in [2, 1, 0] {
            town.clock.advance(seconds: 500)
            let kept = try await town.orders.extend(shown.id, of: "erika", in: town.city)
            #expect(kept.extensionsLeft == left)
            #expect(kept.expires == town.clock.now + 600)
            #expect(try await town.orders.expireCheckouts(in: town.city.id) == 0)
            #expect(try await town.doors[0].slots.expire(in: town.city.id) == 0)
        }
        await #expect(throws: OrderProblem.extendedEnough) {
            try await town.orders.extend(shown.id, of: "erika", in: town.city)
        }
        await #expect(throws: OrderProblem.unknown) {
            try await town.orders.extend(shown.id, of: "max", in: town.city)
        }
        #expect(try await town.place(shown, "erika").answer.status == 201)
        await #expect(throws: OrderProblem.checkoutPlaced) {
            try await town.orders.extend(shown.id, of: "erika", in: town.city)
        }
        let late = try town.offer(0, .init(cents: 600, stock: 1))
        let second = try await town.checkOut(town.basket("max", [(late, 1)]), "max", in: town.hold("max"))
        town.clock.advance(seconds: 600)
        await #expect(throws: OrderProblem.checkoutExpired) {
            try await town.orders.extend(second.id, of: "max", in: town.city)
        }
    }
}

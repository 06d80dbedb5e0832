import Catalogue
import Cities
import Payments
import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import Orders
@testable import Slots

/// What the town promises between basket and doorstep, on a real PostgreSQL.
@Suite(.serialized) struct PurchaseTests {
    @Test func `a purchase of three shops goes from basket to doorstep`() async throws {
        let town = try await OrderTown()
        defer { town.close() }
        let offers = try (0..<3).map { try town.offer($0, .init(cents: 300, stock: 10)) }
        let placed = try await town.order("erika", offers.map { ($0, 2) })
        #expect(placed.orders.map(\.state) == [.placed, .placed, .placed])
        #expect(placed.total.cents == 3 * 600 + 390)
        #expect(try offers.map(town.stock) == [[8, 0], [8, 0], [8, 0]])
        #expect(try town.placesTaken() == 1)
        for order in placed.orders { try await pack(order, town) }
        #expect(try await town.refresh(placed).state == .partlyReady)
        let (city, now) = (town.city, town.clock.now)
        for order in placed.orders {
            try await town.doors[0].pool.transaction(in: city.id) { tx in
                try CarriedOrders.handOver(order.id, in: city, at: now, by: .system, &tx)
            }
        }
        #expect(try await town.refresh(placed).state == .onTheWay)
        try await town.doors[0].pool.transaction(in: city.id) { tx in
            try CarriedOrders.arrive(placed.id, in: city, at: now, by: .system, &tx)
        }
        #expect(try await town.refresh(placed).state == .completed)
        #expect(try town.imbalances() == 0)
        #expect(try town.balance("receivable") == 0)
        #expect(try town.balance("cash") == placed.total.cents)
        #expect(try town.number("SELECT count(*) FROM slot_holds WHERE state = 'used'") == 1)
        #expect(try town.number("SELECT count(*) FROM outbox WHERE aggregate = 'order'") == 3 * 6)
    }

    @Test func `the third shop refuses: the others go on, its share, stock and nothing else go back`() async throws {
        let town = try await OrderTown()
        defer { town.close() }
        let offers = try (0..<3).map { try town.offer($0, .init(cents: 300, stock: 10)) }
        let placed = try await town.order("erika", offers.map { ($0, 2) })
        let third = placed.orders[2]
        _ = try await town.orders.refuse(
            third.id, of: third.retailer, reason: "ausverkauft", in: town.city, by: town.staff())
        for order in placed.orders.prefix(2) { try await pack(order, town) }
        let now = try await town.refresh(placed)
        #expect(now.orders.map(\.state) == [.ready, .ready, .refused])
        #expect(try offers.map(town.stock) == [[8, 0], [8, 0], [10, 0]])
        #expect(try town.placesTaken() == 1)
        #expect(now.current.cents == 2 * 600 + 390)
        #expect(now.total == placed.total)
        #expect(try town.balance("receivable") == now.current.cents)
        #expect(try town.imbalances() == 0)
        #expect(
            try town.number(
                "SELECT amount_cents FROM payments WHERE purchase_id = '\(placed.id)'") == 2 * 600 + 390)
    }

    @Test func `when the last shop refuses, the place and the delivery fee go back too`() async throws {
        let town = try await OrderTown()
        defer { town.close() }
        let offers = try (0..<2).map { try town.offer($0, .init(cents: 300, stock: 10)) }
        let placed = try await town.order("erika", offers.map { ($0, 2) })
        for order in placed.orders {
            _ = try await town.orders.refuse(
                order.id, of: order.retailer, reason: "ausverkauft", in: town.city, by: town.staff())
        }
        #expect(try await town.refresh(placed).state == .cancelled)
        #expect(try town.placesTaken() == 0)
        #expect(try town.balance("receivable") == 0)
        #expect(try town.imbalances() == 0)
        #expect(try offers.map(town.stock) == [[10, 0], [10, 0]])
    }

    @Test func `a line that is short lowers the price, and the rest is paid at the door`() async throws {
        let town = try await OrderTown()
        defer { town.close() }
        let offer = try town.offer(0, .init(cents: 300, stock: 10, deposit: "bottle-8"))
        let placed = try await town.order("erika", [(offer, 4)])
        try await pack(placed.orders[0], town) { _ in 3 }
        #expect(try town.balance("receivable") == 3 * 308 + 390)
        #expect(try await town.refresh(placed).orders[0].charge.total.cents == 3 * 308)
        #expect(try town.imbalances() == 0)
    }

    @Test func `an order that was packed is called off only by naming who answers for it`() async throws {
        let town = try await OrderTown()
        defer { town.close() }
        let offer = try town.offer(0, .init(cents: 300, stock: 10))
        let order = try await town.order("erika", [(offer, 4)]).orders[0]
        try await pack(order, town) { _ in 3 }
        let (orders, city, staff) = (town.orders, town.city, town.staff())
        await #expect(throws: OrderProblem.liableMissing) {
            try await orders.cancel(order.id, of: order.retailer, CallOff(reason: "Bruch"), in: city, by: staff)
        }
        let why = CallOff(reason: "Bruch", liable: .retailer)
        let gone = try await orders.cancel(order.id, of: order.retailer, why, in: city, by: staff)
        #expect(gone.state == .cancelled)
        #expect(try town.stock(offer) == [9, 0])
        #expect(try town.placesTaken() == 0)
        #expect(try town.balance("receivable") == 0)
        #expect(try town.imbalances() == 0)
        let told = try town.number("SELECT count(*) FROM audit_entries WHERE detail ->> 'liable' = 'retailer'")
        #expect(told == 1)
    }

    @Test func `a pick list joins the orders of a slot, by shelf`() async throws {
        let town = try await OrderTown()
        defer { town.close() }
        let (bread, milk) = try (
            town.offer(0, .init(cents: 600, title: "Brot")), town.offer(0, .init(cents: 600, title: "Milch"))
        )
        try town.town.superuser().run("UPDATE products SET shelf = 'A' WHERE title = 'Milch'")
        for holder in ["erika", "max"] {
            let order = try await town.order(holder, [(bread, 1), (milk, 2)]).orders[0]
            _ = try await town.orders.accept(order.id, of: order.retailer, in: town.city, by: town.staff())
        }
        let time = TimeWindow(start: town.clock.now, end: town.clock.now + 3 * 86_400)
        let lists = try await town.orders.pickLists(of: town.shops[0], in: time, city: town.city.id)
        #expect(lists.count == 1)
        #expect(lists[0].items.map(\.title) == ["Milch", "Brot"])
        #expect(lists[0].items.map(\.quantity) == [4, 2])
        #expect(Set(lists[0].items[0].parts.map(\.label)).count == 2)
        #expect(try await town.orders.pickLists(of: town.shops[1], in: time, city: town.city.id).isEmpty)
    }

    @Test func `an order of nothing is never ready`() async throws {
        let town = try await OrderTown()
        defer { town.close() }
        let placed = try await town.order("erika", [(town.offer(0, .init(cents: 600)), 1)])
        await #expect(throws: OrderProblem.nothingPacked) { try await pack(placed.orders[0], town) { _ in 0 } }
        #expect(try await town.refresh(placed).orders[0].state == .picking)
    }

    @Test func `a resident cancels until two hours before the slot, and everything goes back`() async throws {
        let town = try await OrderTown()
        defer { town.close() }
        let offer = try town.offer(0, .init(cents: 600, stock: 3))
        let early = try await town.order("erika", [(offer, 1)])
        let gone = try await town.orders.cancel(early.id, of: "erika", in: town.city, by: town.staff("erika"))
        #expect(gone.state == .cancelled)
        #expect(try town.stock(offer) == [3, 0])
        #expect(try town.placesTaken() == 0)
        #expect(try town.balance("receivable") == 0)
        let late = try await town.order("max", [(offer, 1)])
        town.clock.advance(seconds: late.window.start.seconds(since: town.clock.now) - 7200)
        await #expect(throws: OrderProblem.tooLateToCancel) {
            try await town.orders.cancel(late.id, of: "max", in: town.city, by: town.staff("max"))
        }
        #expect(try town.stock(offer) == [2, 0])
        #expect(try town.imbalances() == 0)
    }

    @Test func `nobody sees, changes or cancels what belongs to somebody else`() async throws {
        let town = try await OrderTown()
        defer { town.close() }
        let placed = try await town.order("erika", [(town.offer(0, .init(cents: 600)), 1)])
        let order = placed.orders[0]
        await #expect(throws: OrderProblem.unknown) {
            try await town.orders.purchase(placed.id, of: "max", in: town.city.id)
        }
        await #expect(throws: OrderProblem.unknown) {
            try await town.orders.cancel(placed.id, of: "max", in: town.city, by: town.staff("max"))
        }
        await #expect(throws: OrderProblem.unknown) {
            try await town.orders.accept(order.id, of: town.shops[1], in: town.city, by: town.staff())
        }
        await #expect(throws: OrderProblem.unknown) {
            try await town.orders.order(order.id, of: town.shops[1], in: town.city.id)
        }
    }

    @Test func `who has not answered by the slot's cutoff has refused`() async throws {
        let town = try await OrderTown()
        defer { town.close() }
        let placed = try await town.order("erika", [(town.offer(0, .init(cents: 600)), 1)])
        let order = placed.orders[0]
        #expect(order.answerUntil == placed.window.start - 3600)
        try await town.orders.lapse(order.id, in: town.city)
        #expect(try await town.refresh(placed).orders[0].state == .refused)
        try await town.orders.lapse(order.id, in: town.city)
        #expect(try town.imbalances() == 0)
    }

    /// Accepts, begins and finishes; `count` says how many of a line there were.
    private func pack(
        _ order: RetailerOrder, _ town: OrderTown, count: (OrderLine) -> Int64 = { $0.sale.quantity }
    ) async throws {
        let (orders, city, staff) = (town.orders, town.city, town.staff())
        _ = try await orders.accept(order.id, of: order.retailer, in: city, by: staff)
        _ = try await orders.startPicking(order.id, of: order.retailer, in: city, by: staff)
        let picks = order.lines.map { Pick(position: $0.position, count: count($0)) }
        _ = try await orders.finishPicking(order.id, of: order.retailer, picks, in: city, by: staff)
    }
}

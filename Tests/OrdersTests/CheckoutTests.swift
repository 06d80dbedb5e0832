import Accounts
import Catalogue
import Cities
import Payments
import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import Orders
@testable import Slots

/// What a checkout freezes and puts aside, and what becomes of it.
@Suite(.serialized) struct CheckoutTests {
    @Test func `a placement of three shops with ten lines each costs two round trips`() async throws {
        let town = try await OrderTown()
        defer { town.close() }
        let lines = try (0..<30).map { (try town.offer($0 % 3, .init(stock: 5)), Int64(1)) }
        let checkout = try await town.checkOut(town.basket("erika", lines), "erika", in: town.hold("erika"))
        let before = town.doors[0].pool.figures.flushes
        let answered = try await town.place(checkout, "erika")
        #expect(answered.answer.status == 201)
        #expect(town.doors[0].pool.figures.flushes - before <= 2)
        #expect(try town.number("SELECT count(*) FROM order_lines") == 30)
        #expect(try town.number("SELECT count(*) FROM audit_entries WHERE action = 'place'") == 1)
        #expect(try town.number("SELECT count(*) FROM idempotency_keys") == 1)
        #expect(try town.number("SELECT sum(on_hand) FROM stock_levels") == 30 * 4)
        #expect(try town.imbalances() == 0)
    }

    @Test func `another hash than the shown one orders nothing`() async throws {
        let town = try await OrderTown()
        defer { town.close() }
        let offer = try town.offer(0, .init(cents: 600, stock: 3))
        let shown = try await town.checkOut(town.basket("erika", [(offer, 1)]), "erika", in: town.hold("erika"))
        let other = Checkout(
            id: shown.id, summary: shown.summary, hash: String(shown.hash.reversed()), expires: shown.expires)
        #expect(try await town.place(other, "erika").text == "orders/summary-changed")
        #expect(try await town.place(shown, "max", key: "b").text == "not-found")
        #expect(try town.number("SELECT count(*) FROM purchases") == 0)
        #expect(try town.stock(offer) == [3, 1])
    }

    @Test func `a checkout is ordered once, also under another key`() async throws {
        let town = try await OrderTown()
        defer { town.close() }
        let offer = try town.offer(0, .init(cents: 600, stock: 3))
        let shown = try await town.checkOut(town.basket("erika", [(offer, 1)]), "erika", in: town.hold("erika"))
        #expect(try await town.place(shown, "erika", key: "a").answer.status == 201)
        #expect(try await town.place(shown, "erika", key: "b").text == "orders/checkout-placed")
        #expect(try town.number("SELECT count(*) FROM purchases") == 1)
    }

    @Test func `what was forgotten at the till is there for the next, also before a job comes by`() async throws {
        let town = try await OrderTown()
        defer { town.close() }
        let offer = try town.offer(0, .init(cents: 600, stock: 1))
        let first = try await town.checkOut(town.basket("erika", [(offer, 1)]), "erika", in: town.hold("erika"))
        let second = try await town.basket("max", [(offer, 1)])
        await #expect(throws: OrderProblem.tooFew([(line: 0, available: 0)])) {
            try await town.checkOut(second, "max", in: town.hold("max"))
        }
        town.clock.advance(seconds: 601)
        let taken = try await town.checkOut(second, "max", in: town.hold("max", hours: 33))
        #expect(try await town.place(taken, "max").answer.status == 201)
        #expect(try await town.place(first, "erika").text == "orders/checkout-expired")
        #expect(try town.stock(offer) == [0, 0])
    }

    @Test func `expiry gives back what was put aside, and forgets who it was for`() async throws {
        let town = try await OrderTown()
        defer { town.close() }
        let offer = try town.offer(0, .init(cents: 600, stock: 4))
        _ = try await town.checkOut(town.basket("erika", [(offer, 3)]), "erika", in: town.hold("erika"))
        #expect(try town.stock(offer) == [4, 3])
        #expect(try await town.orders.expireCheckouts(in: town.city.id) == 0)
        town.clock.advance(seconds: 600)
        #expect(try await town.orders.expireCheckouts(in: town.city.id) == 1)
        #expect(try await town.orders.expireCheckouts(in: town.city.id) == 0)
        #expect(try town.stock(offer) == [4, 0])
        #expect(try town.number("SELECT count(*) FROM checkouts WHERE contact <> '{}'") == 0)
    }

    @Test func `a name and address stand with the purchase's contact alone`() async throws {
        let town = try await OrderTown()
        defer { town.close() }
        _ = try await town.order("erika", [(town.offer(0, .init(cents: 600)), 1)])
        for table in ["checkouts", "purchases", "retailer_orders", "order_lines", "audit_entries", "outbox", "jobs"] {
            let found = try town.number(
                "SELECT count(*) FROM \(table) AS t WHERE to_jsonb(t)::text LIKE ANY ('{%Muster%,%Hauptstra%,%0151%}')")
            #expect(found == 0, "\(table)")
        }
        #expect(try town.number("SELECT count(*) FROM delivery_contacts WHERE name = 'Erika Muster'") == 1)
    }

    @Test func `a second checkout in the same hold replaces the first`() async throws {
        let town = try await OrderTown()
        defer { town.close() }
        let (bread, milk) = try (town.offer(0, .init(cents: 600, stock: 5)), town.offer(1, .init(cents: 600, stock: 5)))
        let hold = try await town.hold("erika")
        let basket = try await town.basket("erika", [(bread, 5)])
        let first = try await town.checkOut(basket, "erika", in: hold)
        let line = BasketLine(offer: milk, quantity: 2, substitution: .none)
        _ = try await town.orders.put(line, into: basket, of: "erika", in: town.city.id)
        let second = try await town.checkOut(basket, "erika", in: hold)
        #expect(try [town.stock(bread), town.stock(milk)] == [[5, 5], [5, 2]])
        #expect(try await town.place(first, "erika", key: "a").text == "orders/summary-changed")
        #expect(try await town.place(second, "erika", key: "b").answer.status == 201)
        #expect(try [town.stock(bread), town.stock(milk)] == [[0, 0], [3, 0]])
    }

    @Test func `what went into the basket after the checkout stays in it`() async throws {
        let town = try await OrderTown()
        defer { town.close() }
        let (bread, milk) = try (town.offer(0, .init(cents: 600)), town.offer(1))
        let basket = try await town.basket("erika", [(bread, 1)])
        let checkout = try await town.checkOut(basket, "erika", in: town.hold("erika"))
        let line = BasketLine(offer: milk, quantity: 2, substitution: .similar)
        _ = try await town.orders.put(line, into: basket, of: "erika", in: town.city.id)
        _ = try await town.place(checkout, "erika")
        #expect(try await town.orders.basket(basket, of: "erika", in: town.city.id).lines == [line])
    }

    @Test func `VAT goes by the day of supply, not of the order`() async throws {
        let town = try await OrderTown(at: Instant("2020-06-30T04:00:00Z")!)
        defer { town.close() }
        let basket = try await town.basket("erika", [(town.offer(0, .init(cents: 600)), 1)])
        let before = try await town.checkOut(basket, "erika", in: town.hold("erika", hours: 2))
        let after = try await town.checkOut(basket, "erika", in: town.hold("erika", hours: 24))
        #expect(before.summary.lines.map(\.vatBasisPoints) == [700])
        #expect(after.summary.lines.map(\.vatBasisPoints) == [500])
    }

    @Test func `the age that a category asks for is asked at checkout`() async throws {
        let town = try await OrderTown()
        defer { town.close() }
        let wine = ID<Category>.make(at: .monday)
        try town.town.superuser().run(
            """
            INSERT INTO categories (city_id, id, slug, title, minimum_age)
            VALUES ('\(town.city.id)', '\(wine)', 'wein', 'Wein', 16)
            """)
        let basket = try await town.basket("erika", [(town.offer(0, .init(cents: 900, category: wine)), 1)])
        let hold = try await town.hold("erika")
        await #expect(throws: OrderProblem.ageNotConfirmed(16)) {
            try await town.checkOut(basket, "erika", in: hold)
        }
        let checkout = try await town.checkOut(basket, "erika", in: hold, confirmsAge: true)
        #expect(checkout.summary.minimumAge == 16)
    }

    @Test func `below the zone's least value nothing is delivered`() async throws {
        let town = try await OrderTown()
        defer { town.close() }
        let basket = try await town.basket("erika", [(town.offer(0, .init(cents: 499)), 1)])
        await #expect(throws: OrderProblem.belowMinimum(missing: Money(cents: 1))) {
            try await town.checkOut(basket, "erika", in: town.hold("erika"))
        }
    }

    @Test func `a code that is in use is drawn anew`() async throws {
        let draws = Draws([1, 1, 2])
        let town = try await OrderTown(random: { count in Array(repeating: draws.next(), count: count) })
        defer { town.close() }
        let offer = try town.offer(0, .init(cents: 600))
        let first = try await town.order("erika", [(offer, 1)])
        let second = try await town.order("max", [(offer, 1)])
        #expect(first.code != second.code)
        #expect(draws.count == 3)
    }
}

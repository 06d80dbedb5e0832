import Catalogue
import Cities
import Payments
import Postgres
import TestSupport
import Testing
import Vocabulary
import Web

@testable import Orders
@testable import Slots

/// Other goods for missing ones, as the resident wished, and never dearer.
@Suite(.serialized) struct SubstituteTests {
    @Test func `who allows something similar gets it at once, and pays no more`() async throws {
        let shop = try await PackingShop(wish: .similar)
        defer { shop.town.close() }
        let order = try await shop.propose(shop.similar, 2, for: 3)
        #expect(order.lines.map { $0.substitute?.state } == [nil, nil, .substituted])
        #expect(order.lines.map(\.due) == [1, 1, 2])
        // Three oat milks at 300 become two soy milks at 400.
        #expect(try shop.town.balance("receivable") == 4 * 300 + 100 - 900 + 800 + 390)
        #expect(try shop.town.stock(shop.similar) == [8, 0])
        await #expect(throws: OrderProblem.substituteUnfit) { try await shop.propose(shop.similar, 1, for: 1) }
        try await shop.finish([0: 1, 1: 1, 2: 2])
        let packed = try await shop.now()
        #expect(packed.orders[0].state == .ready)
        #expect(packed.orders[0].charge.total.cents == 300 + 100 + 800)
        #expect(try shop.town.balance("receivable") == 300 + 100 + 800 + 390)
        #expect(try shop.town.imbalances() == 0)
    }

    @Test func `who wants to be asked decides, and the shop waits for it`() async throws {
        let shop = try await PackingShop(wish: .ask)
        defer { shop.town.close() }
        let line = try await shop.propose(shop.similar, 2, for: 4).lines[2]
        #expect(line.substitute?.state == .proposed && line.due == 0)
        #expect(line.substitute?.answerUntil == shop.town.clock.now + 1800)
        #expect(try shop.town.stock(shop.similar) == [10, 2])
        await #expect(throws: OrderProblem.substituteOpen) { try await shop.finish([0: 0, 1: 1]) }
        await #expect(throws: OrderProblem.unknown) { try await shop.decide(true, line.position, as: "max") }
        let decided = try await shop.decide(true, line.position)
        #expect(decided.orders[0].lines.map(\.due) == [0, 1, 2])
        #expect(decided.current.cents == 100 + 800 + 390)
        #expect(try shop.town.stock(shop.similar) == [8, 0])
        await #expect(throws: OrderProblem.unknown) { try await shop.decide(false, line.position) }
        try await shop.finish([0: 0, 1: 1, 2: 2])
        #expect(try shop.town.balance("receivable") == 100 + 800 + 390)
        #expect(try shop.town.imbalances() == 0)
    }

    @Test(arguments: [true, false])
    func `a no, or no answer in time, leaves the line short`(isSaid: Bool) async throws {
        let shop = try await PackingShop(wish: .ask)
        defer { shop.town.close() }
        let position = try await shop.propose(shop.similar, 2, for: 4).lines[2].position
        let due = "SELECT count(*) FROM jobs WHERE kind = 'orders.substitute-deadline'"
        #expect(try shop.town.number(due) == 1)
        if isSaid { _ = try await shop.decide(false, position) }
        try await shop.town.orders.lapse(LineKey(shop.order, position), in: shop.town.city)
        #expect(try shop.town.stock(shop.similar) == [10, 0])
        try await shop.finish([0: 1, 1: 1])
        #expect(try shop.town.balance("receivable") == 300 + 100 + 390)
        #expect(try shop.town.imbalances() == 0)
        // Another offer may be made for the same line no more: the order is packed.
        await #expect(throws: OrderProblem.wrongState(.ready)) { try await shop.propose(shop.similar, 1, for: 1) }
    }

    @Test func `nothing dearer, nothing unwanted, nothing from elsewhere, nothing sold out`() async throws {
        let shop = try await PackingShop(wish: .similar)
        defer { shop.town.close() }
        await #expect(throws: OrderProblem.substituteDearer(Money(cents: 300))) {
            try await shop.propose(shop.similar, 1, for: 1)
        }
        let elsewhere = try shop.town.offer(1, .init(cents: 10))
        await #expect(throws: OrderProblem.substituteUnfit) { try await shop.propose(elsewhere, 1, for: 1) }
        await #expect(throws: OrderProblem.substituteUnfit) { try await shop.propose(shop.similar, 1, for: 6) }
        let few = try shop.town.offer(0, .init(cents: 10, stock: 1))
        await #expect(throws: OrderProblem.tooFew([(line: 0, available: 1)])) {
            try await shop.propose(few, 2, for: 1)
        }
        await #expect(throws: OrderProblem.substituteUnwanted) {
            try await shop.propose(shop.similar, 1, for: 1, line: 1, cents: 50)
        }
        #expect(try shop.town.number("SELECT count(*) FROM order_lines") == 2)
    }

    @Test func `over HTTP a shop offers and a guest decides, each by their own path`() async throws {
        let served = try await ServedTown()
        let town = served.town
        defer { town.close() }
        let (oat, soy) = try (town.offer(0, .init(cents: 600)), town.offer(0, .init(cents: 500, stock: 3)))
        try await served.serve { client in
            let guest = client.with(token: served.guest())
            let body = try await served.placement(served.checkOut([oat], guest))
            let placed = try await guest.post(served.base + "/purchases", body, ["Idempotency-Key": "a"])
            try town.town.superuser().run("UPDATE order_lines SET substitution = 'ask'")
            let order = placed.json["orders"]?.elements[0]["id"]?.string ?? ""
            let path = served.base + "/retailers/\(town.shops[0])/orders/\(order)"
            let staff = try await client.with(token: served.staff(of: 0))
            let wish = "{\"offer\":\"\(soy)\",\"quantity\":1,\"replaces\":1}"
            #expect(try await staff.post(path + "/lines/0/substitute", wish).code == "orders/wrong-state")
            for step in ["/acceptance", "/picking"] { #expect(try await staff.post(path + step, "").status == 200) }
            #expect(try await staff.post(path + "/lines/9/substitute", wish).status == 404)
            let asked = try await staff.post(path + "/lines/0/substitute", wish)
            #expect(asked.json["lines"]?.elements.last?["substitute"]?["state"]?.string == "proposed", "\(asked.text)")
            let purchase = served.base + "/purchases/\(placed.json["id"]?.string ?? "")"
            let answer = purchase + "/orders/\(order)/lines/1/answer"
            #expect(try await guest.post(answer, "{}").status == 400)
            let stranger = client.with(token: served.guest())
            #expect(try await stranger.post(answer, #"{"accepts":true}"#).status == 404)
            let said = try await guest.post(answer, #"{"accepts":true}"#)
            #expect(said.json["current"]?["amount"]?.int == 500 + 390, "\(said.text)")
            #expect(try await guest.post(answer, #"{"accepts":true}"#).status == 404)
        }
        #expect(try town.imbalances() == 0)
    }

    @Test func `an order called off gives back what was put aside for an answer`() async throws {
        let shop = try await PackingShop(wish: .ask)
        defer { shop.town.close() }
        _ = try await shop.propose(shop.similar, 2, for: 4)
        let why = CallOff(reason: "Wasserschaden", liable: .retailer)
        _ = try await shop.town.orders.cancel(
            shop.order, of: shop.town.shops[0], why, in: shop.town.city, by: shop.town.staff())
        #expect(try shop.town.stock(shop.similar) == [10, 0])
        #expect(try shop.town.balance("receivable") == 0)
        #expect(try shop.town.placesTaken() == 0)
        #expect(try shop.town.imbalances() == 0)
    }
}

/// A shop in the middle of packing four oat milks and a bread.
private struct PackingShop {
    let town: OrderTown
    let purchase: Purchase
    let similar: ID<Offer>

    var order: ID<RetailerOrder> { purchase.orders[0].id }

    init(wish: Substitution) async throws {
        town = try await OrderTown()
        let oat = try town.offer(0, .init(cents: 300, stock: 9, title: "Hafermilch"))
        let bread = try town.offer(0, .init(cents: 100, title: "Brot"))
        similar = try town.offer(0, .init(cents: 400, stock: 10, title: "Sojamilch"))
        let basket = try await town.basket("erika", [(oat, 4), (bread, 1)])
        let line = BasketLine(offer: oat, quantity: 4, substitution: wish)
        _ = try await town.orders.put(line, into: basket, of: "erika", in: town.city.id)
        let checkout = try await town.checkOut(basket, "erika", in: town.hold("erika"))
        let answered = try await town.place(checkout, "erika")
        guard let id = ID<Purchase>(answered.text) else { throw NotPlaced(answer: answered.text) }
        purchase = try await town.orders.purchase(id, of: "erika", in: town.city.id)
        let (order, shop) = (purchase.orders[0].id, town.shops[0])
        _ = try await town.orders.accept(order, of: shop, in: town.city, by: town.staff())
        _ = try await town.orders.startPicking(order, of: shop, in: town.city, by: town.staff())
    }

    func now() async throws -> Purchase { try await town.refresh(purchase) }

    func propose(
        _ offer: ID<Offer>, _ count: Int64, for units: Int64, line: Int = 0, cents: Int64? = nil
    ) async throws -> RetailerOrder {
        if let cents { try town.town.superuser().run("UPDATE offers SET price_cents = \(cents) WHERE id = '\(offer)'") }
        let wish = SubstituteWish(
            offer: BasketLine(offer: offer, quantity: count, substitution: .none), replaces: units)
        return try await town.orders.propose(
            wish, for: LineKey(order, line), of: town.shops[0], in: town.city, by: town.staff())
    }

    func decide(_ accepts: Bool, _ position: Int, as holder: String = "erika") async throws -> Purchase {
        try await town.orders.decide(
            accepts, on: LineKey(order, position), of: purchase.id, for: holder, in: town.city,
            by: town.staff(holder))
    }

    func finish(_ picks: [Int: Int64]) async throws {
        _ = try await town.orders.finishPicking(
            order, of: town.shops[0], picks.map { Pick(position: $0.key, count: $0.value) }, in: town.city,
            by: town.staff())
    }
}

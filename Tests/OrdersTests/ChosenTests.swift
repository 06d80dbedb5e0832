import Catalogue
import Cities
import Payments
import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import Orders
@testable import Slots

/// What is chosen with goods: paid, taxed and picked with them.
@Suite(.serialized) struct ChosenTests {
    @Test func `choices have their price and their VAT, from basket to books`() async throws {
        let town = try await OrderTown()
        defer { town.close() }
        let pizza = try town.offer(0, .init(cents: 900, stock: 5, title: "Pizza"))
        let (cheese, wine) = try addChoices(to: pizza, in: town)
        var line = BasketLine(offer: pizza, quantity: 2, substitution: .none)
        let basket = try await town.orders.openBasket(for: "erika", in: town.city.id).id
        func put(_ choices: [ID<Choice>]) async throws -> Quote {
            line.choices = choices
            let filled = try await town.orders.put(line, into: basket, of: "erika", in: town.city.id)
            return try await town.orders.quote(filled, in: town.city)
        }
        #expect(try await put([]).lines[0].hindrance == .choicesOpen)
        let hold = try await town.hold("erika")
        await #expect(throws: OrderProblem.choicesOpen([0])) { try await town.checkOut(basket, "erika", in: hold) }
        #expect(try await put([.make(at: .monday)]).lines[0].hindrance == .choicesOpen)
        let quote = try await put([cheese, wine])
        #expect(quote.lines[0].hindrance == nil && quote.goods.cents == 2 * (900 + 100 + 300))
        let checkout = try await town.checkOut(basket, "erika", in: hold)
        #expect(checkout.summary.goods.cents == 2600)
        #expect(checkout.summary.taxes.gross() == checkout.summary.total)
        let answered = try await town.place(checkout, "erika")
        let placed = try await town.orders.purchase(
            #require(ID<Purchase>(answered.text)), of: "erika", in: town.city.id)
        #expect(placed.total.cents == 2600 + 390)
        #expect(placed.orders[0].lines[0].sale.choices.map(\.title) == ["Käse", "Wein"])
        #expect(placed.orders[0].lines[0].sale.choices.map(\.vatBasisPoints) == [700, 1900])
        // 2000 at 7 % hold 131 (2 × 65.42 by line: 118 + 13), 600 at 19 % hold 96.
        let vat = """
            SELECT -sum(amount_cents) FROM ledger_entries e JOIN ledger_postings p ON p.id = e.posting_id
             WHERE account = 'vat' AND p.kind = 'sale' AND vat_basis_points =
            """
        #expect(try town.number(vat + " 700") == 118 + 13)
        #expect(try town.number(vat + " 1900") == 96)
        #expect(try town.stock(pizza) == [3, 0])
        let time = TimeWindow(start: town.clock.now, end: town.clock.now + 3 * 86_400)
        _ = try await town.orders.accept(
            placed.orders[0].id, of: town.shops[0], in: town.city, by: town.staff())
        let picks = try await town.orders.pickLists(of: town.shops[0], in: time, city: town.city.id)
        #expect(picks[0].items.map(\.title) == ["Pizza + Käse + Wein"])
        try town.town.superuser().run("DELETE FROM choice_groups")
        _ = try await town.orders.startPicking(
            placed.orders[0].id, of: town.shops[0], in: town.city, by: town.staff())
        let position = placed.orders[0].lines[0].position
        _ = try await town.orders.finishPicking(
            placed.orders[0].id, of: town.shops[0], [Pick(position: position, count: 1)], in: town.city,
            by: town.staff())
        #expect(try town.balance("receivable") == 1300 + 390)
        #expect(try town.imbalances() == 0)
    }

    /// One cheese must, one wine (at its own rate) may be chosen.
    private func addChoices(to offer: ID<Offer>, in town: OrderTown) throws -> (ID<Choice>, ID<Choice>) {
        let (cheese, wine) = (ID<Choice>.make(at: .monday), ID<Choice>.make(at: .monday))
        let rows = [
            (cheese, "'Käse', 100, NULL", "0, 'Dazu', 1, 1"), (wine, "'Wein', 300, 'standard'", "1, 'Dazu', 0, 1"),
        ]
        for (choice, words, range) in rows {
            let (city, group) = (town.city.id, ID<ChoiceGroup>.make(at: .monday))
            try town.town.superuser().run(
                """
                INSERT INTO choice_groups VALUES ('\(city)', '\(group)', '\(offer)', \(range));
                INSERT INTO choices VALUES ('\(city)', '\(choice)', '\(group)', 0, \(words))
                """)
        }
        return (cheese, wine)
    }
}

import Catalogue
import Cities
import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import Orders
@testable import Slots

/// Two pools of 16 connections stand for two server processes on one database.
@Suite(.serialized) struct ParallelCheckoutTests {
    @Test func `200 parallel checkouts of a stock of 50: exactly 50 purchases, nothing left, nothing broken`()
        async throws
    {
        let town = try await OrderTown(connections: 16, doors: 2)
        defer { town.close() }
        let offer = try town.offer(0, .init(cents: 600, stock: 50))
        let ready = try await prepare(200, offer, town)
        let tally = await tally(200) { number in
            let (holder, door) = ("resident-\(number)", number % 2)
            let checkout = try await town.checkOut(ready[number].basket, holder, in: ready[number].hold, door: door)
            let answered = try await town.place(checkout, holder, door: door)
            guard answered.answer.status == 201 else { throw NotPlaced(answer: answered.text) }
        }
        #expect(tally.done == 50)
        #expect(tally.refused == ["orders/too-few": 150])
        #expect(tally.broken.isEmpty, "\(tally.broken.prefix(3))")
        #expect(try town.stock(offer) == [0, 0])
        #expect(try town.number("SELECT count(*) FROM purchases") == 50)
        #expect(try town.number("SELECT count(*) FROM slot_holds WHERE state = 'booked'") == 50)
        #expect(try town.imbalances() == 0)
    }

    @Test func `the naive way, in the same harness, sells more than there is`() async throws {
        let town = try await OrderTown(connections: 16, doors: 2)
        defer { town.close() }
        let offer = try town.offer(0, .init(cents: 600, stock: 50))
        try town.town.superuser().run(
            "CREATE TABLE naive_sales (city_id uuid, n int); GRANT ALL ON naive_sales TO liefert_app")
        let city = town.city.id
        let tally = await tally(200) { number in
            try await town.doors[number % 2].pool.transaction(in: city) { tx in
                let left = try tx.first(NaiveStock(city: city, offer: offer)) ?? 0
                guard left > 0 else { throw CatalogueProblem.soldOut }
                try tx.run(Think(city: city))
                try tx.run(NaiveSale(city: city, number: number))
            }
        }
        print("the naive way sold \(tally.done) of 50 units")
        #expect(tally.done > 50, "the harness is too tame to prove anything")
    }

    @Test func `the same Idempotency-Key a hundred times is one order with one answer`() async throws {
        let town = try await OrderTown(connections: 16, doors: 2)
        defer { town.close() }
        let offer = try town.offer(0, .init(cents: 600, stock: 50))
        let ready = try await prepare(1, offer, town)
        let checkout = try await town.checkOut(ready[0].basket, "resident-0", in: ready[0].hold)
        let answers = try await withThrowingTaskGroup(of: Answered.self) { group in
            for number in 0..<100 {
                group.addTask {
                    while true {
                        // A twin that waited five seconds is told to come again, and does.
                        do { return try await town.place(checkout, "resident-0", door: number % 2) } catch OnceProblem
                            .inProgress
                        {
                            try await Task.sleep(for: .milliseconds(200))
                        }
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count == 100)
        #expect(Set(answers.map(\.text)).count == 1)
        #expect(answers.allSatisfy { $0.answer.status == 201 })
        #expect(answers.filter { !$0.isReplay }.count == 1)
        #expect(try town.number("SELECT count(*) FROM purchases") == 1)
        #expect(try town.stock(offer) == [49, 0])
    }

    @Test func `shops that answer at once never trip over each other`() async throws {
        let town = try await OrderTown(connections: 16, doors: 2)
        defer { town.close() }
        let offers = try (0..<3).map { try town.offer($0, .init(cents: 300, stock: 100)) }
        var orders: [RetailerOrder] = []
        for number in 0..<10 {
            let placed = try await town.order("resident-\(number)", offers.map { ($0, 1) })
            orders += placed.orders
        }
        let all = orders
        let tally = await tally(30) { number in
            _ = try await town.doors[number % 2].orders.refuse(
                all[number].id, of: all[number].retailer, reason: "zu", in: town.city, by: town.staff())
        }
        #expect(tally.done == 30, "\(tally.refused) \(tally.broken.prefix(3))")
        #expect(try offers.map(town.stock) == [[100, 0], [100, 0], [100, 0]])
        #expect(try town.placesTaken() == 0)
        #expect(try town.balance("receivable") == 0)
        #expect(try town.imbalances() == 0)
    }

    /// A basket of one unit and a held place for each of so many residents.
    private func prepare(
        _ count: Int, _ offer: ID<Offer>, _ town: OrderTown
    ) async throws -> [(basket: ID<Basket>, hold: ID<Hold>)] {
        var ready: [(ID<Basket>, ID<Hold>)] = []
        for number in 0..<count {
            let holder = "resident-\(number)"
            ready.append((try await town.basket(holder, [(offer, 1)]), try await town.hold(holder)))
        }
        return ready
    }
}

/// Looks before it sells: what safety.md, finding 4, warns of.
private struct NaiveStock: Statement {
    static let sql = """
        SELECT on_hand - (SELECT count(*) FROM naive_sales WHERE city_id = $1) FROM stock_levels
         WHERE city_id = $1 AND offer_id = $2
        """
    let city: CityID
    let offer: ID<Offer>
    func bind(_ parameters: inout Parameters) { parameters.add(city, offer) }
    static func decode(_ row: inout Row) throws(Fault) -> Int { try row.next() }
}

private struct NaiveSale: Statement {
    static let sql = "INSERT INTO naive_sales VALUES ($1, $2)"
    let city: CityID
    let number: Int
    func bind(_ parameters: inout Parameters) { parameters.add(city, number) }
}

/// A few milliseconds between looking and taking, as a checkout has them.
private struct Think: Statement {
    static let sql = "SELECT pg_sleep(0.005), $1::uuid"
    let city: CityID
    func bind(_ parameters: inout Parameters) { parameters.add(city) }
}

import Cities
import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import Catalogue

@Suite struct StockTests {
    static let early = Instant("2026-11-22T10:00:00Z")!

    @Test(
        arguments: [
            (5, 0, StockReport.Amount.onHand(9), 60, 9), (5, 0, .onHand(9), 0, 5), (5, 0, .onHand(9), -60, 5),
            (5, 0, .delta(-2), 60, 3), (5, 0, .delta(-2), -60, 5), (5, 4, .onHand(1), 60, 4), (5, 0, .delta(-9), 60, 0),
        ] as [(Int64, Int64, StockReport.Amount, Int64, Int64)])
    func `a report counts unless something later is known`(
        onHand: Int64, allocated: Int64, amount: StockReport.Amount, secondsLater: Int64, after: Int64
    ) {
        let level = StockLevel(offer: .make(at: Self.early), onHand: onHand, allocated: allocated)
        let count = StockCount(level: level, observedAt: Self.early)
        let report = StockReport(sku: "A", amount: amount, observedAt: Self.early + secondsLater)
        switch count.applying(report) {
        case .late: #expect(after == onHand && secondsLater <= 0)
        case .taken(let next): #expect(next.level.onHand == after)
        }
    }

    @Test func `a movement does not hide a count made before it`() {
        let level = StockLevel(offer: .make(at: Self.early), onHand: 5, allocated: 0)
        let count = StockCount(level: level, observedAt: Self.early)
        let moved = count.applying(StockReport(sku: "A", amount: .delta(-1), observedAt: Self.early + 60))
        guard case .taken(let next) = moved else {
            Issue.record("the movement was late")
            return
        }
        #expect(next.observedAt == Self.early)
    }

    @Test func `tills report by SKU and GTIN`() async throws {
        let town = try await CatalogueTown()
        let gtin = GTIN("4006381333931")!
        let bread = try await town.offer("Brot", cents: 250, onHand: 5, sku: "B1")
        let coffee = try await town.offer("Kaffee", cents: 749, onHand: 5, gtin: gtin)
        _ = try await town.offer("Ungezählt", cents: 749, sku: "U1")
        _ = try await town.offer("Fremd", cents: 100, onHand: 5, sku: "F1", by: true)
        let later = CatalogueTown.now + 60
        let outcomes = try await town.catalogue.report(
            [
                StockReport(sku: "B1", amount: .onHand(3), observedAt: later),
                StockReport(gtin: gtin, amount: .delta(2), observedAt: later),
                StockReport(sku: "U1", amount: .onHand(3), observedAt: later),
                StockReport(sku: "F1", amount: .onHand(3), observedAt: later),
                StockReport(sku: "nein", amount: .onHand(3), observedAt: later),
            ], branch: town.branch, of: town.shop, in: town.city.id)
        #expect(outcomes == [.taken, .taken, .unknown, .unknown, .unknown])
        #expect(try await town.levels([bread.id, coffee.id]) == [bread.id: 3, coffee.id: 7])
        let late = try await town.catalogue.report(
            [StockReport(sku: "B1", amount: .onHand(9), observedAt: later)], branch: town.branch, of: town.shop,
            in: town.city.id)
        #expect(late == [.late])
    }

    @Test func `holding, booking, releasing and returning keep the count`() async throws {
        let town = try await CatalogueTown()
        let a = try await town.offer("A", cents: 100, onHand: 5)
        let b = try await town.offer("B", cents: 100, onHand: 2, by: true)
        let free = try await town.offer("Frei", cents: 100)
        let city = town.city.id
        let lines = StockLines([(a.id, 2), (b.id, 1), (a.id, 1), (free.id, 7)])
        try await town.run(HoldStock(city: city, lines: lines))
        #expect(try await town.levels([a.id, b.id, free.id]) == [a.id: 2, b.id: 1])
        try await town.run(ReleaseStock(city: city, lines: StockLines([(b.id, 1)])))
        try await town.run(BookStock(city: city, lines: StockLines([(a.id, 3)])))
        #expect(try await town.levels([a.id, b.id]) == [a.id: 2, b.id: 2])
        #expect(try town.count("SELECT on_hand FROM stock_levels WHERE offer_id = '\(a.id)'") == 2)
        try await town.run(ReturnStock(city: city, lines: StockLines([(a.id, 3)])))
        #expect(try await town.levels([a.id]) == [a.id: 5])
    }

    @Test func `a basket with one sold-out line holds nothing`() async throws {
        let town = try await CatalogueTown()
        let a = try await town.offer("A", cents: 100, onHand: 5)
        let b = try await town.offer("B", cents: 100, onHand: 1)
        await #expect(throws: CatalogueProblem.soldOut) {
            try await town.run(HoldStock(city: town.city.id, lines: StockLines([(a.id, 1), (b.id, 2)])))
        }
        #expect(try await town.levels([a.id, b.id]) == [a.id: 5, b.id: 1])
    }

    @Test func `two hundred baskets share fifty units, in any order of their lines`() async throws {
        let town = try await CatalogueTown(connections: 16)
        let a = try await town.offer("A", cents: 100, onHand: 50)
        let b = try await town.offer("B", cents: 100, onHand: 1000)
        let held = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                let order = number % 2 == 0 ? [a.id, b.id] : [b.id, a.id]
                group.addTask {
                    do {
                        try await town.run(HoldStock(city: town.city.id, lines: StockLines(order.map { ($0, 1) })))
                        return true
                    } catch CatalogueProblem.soldOut {
                        return false
                    }
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(held == 50)
        #expect(try await town.levels([a.id, b.id]) == [a.id: 0, b.id: 950])
    }

    @Test func `a count below what is promised stands at what is promised`() async throws {
        let town = try await CatalogueTown()
        let a = try await town.offer("A", cents: 100, onHand: 5, sku: "A1")
        try await town.run(HoldStock(city: town.city.id, lines: StockLines([(a.id, 4)])))
        let report = StockReport(sku: "A1", amount: .onHand(1), observedAt: CatalogueTown.now + 1)
        _ = try await town.catalogue.report([report], branch: town.branch, of: town.shop, in: town.city.id)
        #expect(try await town.levels([a.id]) == [a.id: 0])
        let refused = try town.refusal(
            "UPDATE stock_levels SET on_hand = 3 WHERE offer_id = '\(a.id)'")
        #expect(refused?.contains("stock_enough") == true)
    }
}

@Suite struct FeedTests {
    @Test func `what is written is announced, in order and without a gap`() async throws {
        let town = try await CatalogueTown()
        let head = try await town.catalogue.feedHead()
        let slow = try town.database.superuser()
        try slow.run("BEGIN")
        let marker = ID<Offer>.make(at: CatalogueTown.now)
        try slow.run(
            """
            INSERT INTO catalogue_changes (city_id, offer_id, product_id, retailer_id)
            VALUES ('\(town.city.id)', '\(marker)', '\(marker)', '\(town.shop)')
            """)
        let bread = try await town.offer("Brot", cents: 250)
        #expect(try await town.catalogue.changes(after: head, limit: 100, in: town.city.id).isEmpty)
        try slow.run("COMMIT")
        let changes = try await town.changes(after: head) { $0.count >= 3 }
        #expect(changes.map(\.offer) == [marker, bread.id, bread.id])
        #expect(changes.map(\.position) == changes.map(\.position).sorted())
        let rest = try await town.catalogue.changes(after: changes[0].position, limit: 1, in: town.city.id)
        #expect(rest.map(\.offer) == [bread.id])
    }

    @Test func `the last unit that goes and the first that comes back are announced`() async throws {
        let town = try await CatalogueTown()
        let a = try await town.offer("A", cents: 100, onHand: 3)
        let before = try town.count("SELECT count(*) FROM catalogue_changes")
        let city = town.city.id
        try await town.run(HoldStock(city: city, lines: StockLines([(a.id, 2)])))
        #expect(try town.count("SELECT count(*) FROM catalogue_changes") == before)
        try await town.run(HoldStock(city: city, lines: StockLines([(a.id, 1)])))
        #expect(try town.count("SELECT count(*) FROM catalogue_changes") == before + 1)
        try await town.run(ReleaseStock(city: city, lines: StockLines([(a.id, 1)])))
        #expect(try town.count("SELECT count(*) FROM catalogue_changes") == before + 2)
    }

    @Test func `a search that starts from nothing reads every offered product once`() async throws {
        let town = try await CatalogueTown()
        for number in 1...5 { _ = try await town.offer("Ware \(number)", cents: 100) }
        var seen: [ID<Product>] = []
        while true {
            let page = try await town.catalogue.offeredProducts(after: seen.last, limit: 2, in: town.city.id)
            if page.isEmpty { break }
            #expect(page.allSatisfy { $0.offers.count == 1 })
            seen += page.map(\.product.id)
        }
        #expect(seen.count == 5 && Set(seen).count == 5 && seen == seen.sorted())
    }
}

extension CatalogueTown {
    func run(_ statement: some Statement) async throws {
        try await database.pool.transaction(in: city.id) { tx in try tx.run(statement) }
    }

    /// What can still be sold, by offer.
    func levels(_ offers: [ID<Offer>]) async throws -> [ID<Offer>: Int64] {
        let levels = try await database.pool.read(ReadStock(city: city.id, offers: offers))
        return Dictionary(uniqueKeysWithValues: levels.map { ($0.offer, $0.available) })
    }

    /// The server's words about a statement that it refuses.
    func refusal(_ sql: String) throws -> String? {
        do {
            try database.superuser().run(sql)
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// The feed once it holds what is waited for: other suites' transactions on the same server may hold it up.
    func changes(
        after position: FeedPosition, until isEnough: ([CatalogueChange]) -> Bool
    ) async throws -> [CatalogueChange] {
        for _ in 0..<200 {
            let changes = try await catalogue.changes(after: position, limit: 1000, in: city.id)
            if isEnough(changes) { return changes }
            try await Task.sleep(for: .milliseconds(50))
        }
        return []
    }
}

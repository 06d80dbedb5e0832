import Accounts
import Catalogue
import Cities
import Payments
import Postgres
import Retailers
import Synchronization
import TestSupport
import Vocabulary
import Web

@testable import Orders
@testable import Slots

/// One server process: its own pool and the features on it.
struct OrderDoor: Sendable {
    let pool: Database
    let slots: Slots
    let orders: Orders

    init(_ pool: Database, _ clock: Clock, random: @escaping @Sendable (Int) -> [UInt8]) {
        self.pool = pool
        let cities = Cities(database: pool, clock: clock)
        slots = Slots(cities: cities, database: pool, clock: clock)
        orders = Orders(
            database: pool, clock: clock, cities: cities, catalogue: Catalogue(database: pool, clock: clock),
            payments: Payments(database: pool, clock: clock), random: random)
    }
}

/// A town with five shops, a zone and slots of every day from 8 to 20 o'clock, and a clock that a test moves.
struct OrderTown: Sendable {
    let town: TestDatabase
    /// Doors to the same database, as several server processes have.
    let doors: [OrderDoor]
    let city: City
    let clock: TestClock
    let shops: [RetailerID]
    let branches: [ID<Branch>]

    var orders: Orders { doors[0].orders }

    init(
        at start: Instant = .monday, connections: Int = 4, doors count: Int = 1, places: Int64 = 300,
        random: @escaping @Sendable (Int) -> [UInt8] = { Secret.randomBytes($0) }
    ) async throws {
        let town = try TestDatabase(connections: connections) { $0.waitSeconds = 30 }
        self.town = town
        clock = TestClock(start)
        let now = clock.clock
        let more = (1..<count).map { _ in town.anotherPool(connections: connections) }
        doors = ([town.pool] + more).map { OrderDoor($0, now, random: random) }
        let cities = Cities(database: town.pool, clock: now)
        city = try await cities.open(
            NewCity(
                slug: "teststadt", name: "Teststadt", zone: Zone("Europe/Berlin")!, land: .northRhineWestphalia,
                centre: Place(latitude: 51, longitude: 7)!))
        (shops, branches) = ((0..<5).map { _ in .make(at: start) }, (0..<5).map { _ in .make(at: start) })
        try await layOut(cities)
        try openShops()
        try await makeSlots(places)
    }

    private func layOut(_ cities: Cities) async throws {
        let square = #"{"type":"Polygon","coordinates":[[[6,50],[8,50],[8,52],[6,52],[6,50]]]}"#
        let zone = DeliveryZone(
            id: .make(at: clock.now), slug: "mitte", name: "Mitte",
            area: try Area(json: JSON(parsing: Array(square.utf8))),
            priority: 0, fee: Money(cents: 390), freeFrom: nil, minimum: Money(cents: 500), pause: nil)
        try await cities.layOut([], [zone], in: city.id)
    }

    private func openShops() throws {
        let session = try town.superuser()
        try session.run("INSERT INTO trades VALUES ('\(city.id)', 'food', 'Lebensmittel', 'Food')")
        for (index, shop) in shops.enumerated() {
            try session.run(
                """
                INSERT INTO retailers (city_id, id, name, trade, mode, state, created_at)
                VALUES ('\(city.id)', '\(shop)', 'Laden \(index)', 'food', 'orders', 'approved', now());
                INSERT INTO branches (city_id, id, retailer_id, created_at)
                VALUES ('\(city.id)', '\(branches[index])', '\(shop)', now());
                """)
        }
    }

    private func makeSlots(_ places: Int64) async throws {
        guard let zone = try await Cities(database: town.pool, clock: clock.clock).zones(of: city.id).first else {
            return
        }
        let template = SlotTemplate(
            id: .make(at: clock.now), name: "Täglich", place: .delivery(zone.id),
            pattern: SlotPattern(
                kind: .fixed, weekdays: [1, 2, 3, 4, 5, 6, 7], firstMinute: 480, lastMinute: 1200, widthMinutes: 120,
                stepMinutes: 120),
            horizonDays: 3, cutoff: .minutesBefore(60), leadMinutes: 0, onHolidays: .open, validFrom: nil,
            validUntil: nil, places: places, prices: PriceTable(otherwise: SlotPrice(fee: Money(cents: 390))),
            isActive: true, version: 1)
        let city = city
        try await town.pool.transaction(in: city.id) { tx in
            try tx.run(PutTemplate(city: city.id, template: template))
        }
        try await doors[0].slots.generate(in: city)
    }

    func close() { for door in doors { door.pool.close() } }

    /// What an offer of a test is like.
    struct Goods {
        var cents: Int64 = 200
        var stock: Int64? = nil
        var vat = "reduced"
        var deposit: String? = nil
        var category: ID<Category>? = nil
        var title = "Ware"
    }

    /// A published offer of one of the shops.
    func offer(_ shop: Int = 0, _ goods: Goods = Goods()) throws -> ID<Offer> {
        let (offer, product, variant): (ID<Offer>, ID<Product>, ID<Variant>) = (
            .make(at: clock.now), .make(at: clock.now), .make(at: clock.now)
        )
        let deposit = goods.deposit.map { "'\($0)'" } ?? "NULL"
        let category = goods.category.map { "'\($0)'" } ?? "NULL"
        let mode = goods.stock == nil ? "untracked" : "tracked"
        try town.superuser().run(
            """
            INSERT INTO products (city_id, id, retailer_id, category_id, title, vat_class, changed_at)
            VALUES ('\(city.id)', '\(product)', '\(shops[shop])', \(category), '\(goods.title)', '\(goods.vat)', now());
            INSERT INTO variants (city_id, id, product_id, content_thousandths, content_measure)
            VALUES ('\(city.id)', '\(variant)', '\(product)', 500000, 'gram');
            INSERT INTO offers (city_id, id, retailer_id, branch_id, product_id, variant_id, key, price_cents,
                   deposit_code, stock_mode, state, changed_at)
            VALUES ('\(city.id)', '\(offer)', '\(shops[shop])', '\(branches[shop])', '\(product)', '\(variant)',
                    '\(offer)', \(goods.cents), \(deposit), '\(mode)', 'published', now());
            """)
        if let stock = goods.stock {
            try town.superuser().run(
                """
                INSERT INTO stock_levels (city_id, offer_id, branch_id, on_hand, observed_at)
                VALUES ('\(city.id)', '\(offer)', '\(branches[shop])', \(stock), now())
                """)
        }
        return offer
    }

    /// One number out of SQL, as somebody who sees everything.
    func number(_ sql: String) throws -> Int64 {
        let value = try town.superuser().run(sql).first?.first ?? nil
        return value.flatMap { Int64($0) } ?? .min
    }

    /// Whatever does not sum to zero in the books: by posting, purchase, retailer and day.
    func imbalances() throws -> Int64 {
        let ways = ["p.id", "p.purchase_id", "p.retailer_id", "p.day"].map { way in
            """
            SELECT \(way)::text FROM ledger_postings p JOIN ledger_entries e ON e.posting_id = p.id
             GROUP BY 1 HAVING sum(e.amount_cents) <> 0
            """
        }
        return try number("SELECT count(*) FROM (\(ways.joined(separator: " UNION ALL "))) AS wrong")
    }

    func balance(_ account: String) throws -> Int64 {
        try number("SELECT coalesce(sum(amount_cents), 0) FROM ledger_entries WHERE account = '\(account)'")
    }

    /// Places taken in all slots.
    func placesTaken() throws -> Int64 { try number("SELECT sum(booked) FROM slots") }

    /// Units on the shelf and units put aside.
    func stock(_ offer: ID<Offer>) throws -> [Int64] {
        [
            try number("SELECT on_hand FROM stock_levels WHERE offer_id = '\(offer)'"),
            try number("SELECT allocated FROM stock_levels WHERE offer_id = '\(offer)'"),
        ]
    }
}

extension Instant {
    /// 1 June 2026, 06:00 in Berlin.
    static let monday = Instant("2026-06-01T04:00:00Z")!
}

/// A clock that a test moves.
final class TestClock: Sendable {
    private let moment: Mutex<Instant>

    init(_ start: Instant) { moment = Mutex(start) }

    var now: Instant { moment.withLock { $0 } }
    func advance(seconds: Int64) { moment.withLock { $0 = $0 + seconds } }
    var clock: Clock { Clock { [self] in now } }
}

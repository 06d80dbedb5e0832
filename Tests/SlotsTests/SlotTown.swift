import Accounts
import Cities
import Logging
import Postgres
import Retailers
import Synchronization
import TestSupport
import Vocabulary
import Web

@testable import Slots

/// A database with one city, one zone, one shop with a branch, and whatever slots a test asks for.
struct SlotTown: Sendable {
    let town: TestDatabase
    /// Two doors to the same database, as two server processes would have.
    let doors: [Slots]
    let city: City
    let zone: ID<DeliveryZone>
    let retailer: RetailerID = .make(at: .monday)
    let branch: ID<Branch> = .make(at: .monday)
    let clock: TestClock

    var slots: Slots { doors[0] }

    init(connections: Int = 4, doors count: Int = 1) async throws {
        town = try TestDatabase(connections: connections) { $0.waitSeconds = 30 }
        clock = TestClock(.monday)
        let now = clock.clock
        var settings = TestCluster.shared.settings(database: town.name, connections: connections)
        settings.waitSeconds = 30
        var databases = [town.pool]
        while databases.count < count {
            databases.append(Database(settings, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
        }
        let cities = Cities(database: town.pool, clock: now)
        doors = databases.map { Slots(cities: Cities(database: $0, clock: now), database: $0, clock: now) }
        city = try await cities.open(
            NewCity(
                slug: "teststadt", name: "Teststadt", zone: Zone("Europe/Berlin")!,
                land: .northRhineWestphalia, centre: Place(latitude: 51, longitude: 7)!))
        zone = .make(at: .monday)
        let square = try Area(
            json: JSON(parsing: Array(#"{"type":"Polygon","coordinates":[[[6,50],[8,50],[8,52],[6,52],[6,50]]]}"#.utf8))
        )
        let delivery = DeliveryZone(
            id: zone, slug: "mitte", name: "Mitte", area: square, priority: 0, fee: Money(cents: 390), freeFrom: nil,
            minimum: .zero, pause: nil)
        try await cities.layOut([], [delivery], in: city.id)
        try insertShop()
    }

    private func insertShop() throws {
        let session = try town.superuser()
        try session.run("INSERT INTO trades VALUES ('\(city.id)', 'bakery', 'Bäckerei', 'Bakery')")
        try session.run(
            """
            INSERT INTO retailers (city_id, id, name, trade, mode, state, created_at)
            VALUES ('\(city.id)', '\(retailer)', 'Laden', 'bakery', 'orders', 'approved', now())
            """)
        try session.run(
            """
            INSERT INTO branches (city_id, id, retailer_id, created_at)
            VALUES ('\(city.id)', '\(branch)', '\(retailer)', now())
            """)
    }

    /// A template of deliveries from 8 to 20 o'clock, two hours wide.
    func template(places: Int64 = 20, cutoff: Cutoff = .minutesBefore(60)) -> SlotTemplate {
        SlotTemplate(
            id: .make(at: .monday), name: "Täglich", place: .delivery(zone),
            pattern: SlotPattern(
                kind: .fixed, weekdays: [1, 2, 3, 4, 5, 6, 7], firstMinute: 480, lastMinute: 1200, widthMinutes: 120,
                stepMinutes: 120),
            horizonDays: 3, cutoff: cutoff, leadMinutes: 0, onHolidays: .open, validFrom: nil, validUntil: nil,
            places: places, prices: PriceTable(otherwise: SlotPrice(fee: Money(cents: 390))), isActive: true,
            version: 1)
    }

    /// Stores it and makes its slots.
    func make(_ template: SlotTemplate) async throws {
        let city = city
        try await town.pool.transaction(in: city.id) { tx in
            try tx.run(PutTemplate(city: city.id, template: template))
        }
        try await slots.generate(in: city)
    }

    /// A limit of the whole city, or of the shop, on every day.
    func limit(_ unit: CapacityUnit, _ amount: Int64, scope: PoolScope = PoolScope()) async throws {
        let rule = PoolRule(
            id: .make(at: .monday), name: "Grenze", scope: scope, unit: unit, amount: amount,
            weekdays: [1, 2, 3, 4, 5, 6, 7], minutes: 0..<1440)
        let city = city
        try await town.pool.transaction(in: city.id) { tx in try tx.run(PutPoolRule(city: city.id, rule: rule)) }
        try await slots.generatePools(in: city)
    }

    /// All slots there are to order for in the next days.
    func offers(_ load: Load = Load()) async throws -> [SlotOffer] {
        try await slots.open(SlotSearch(.zone("mitte"), within: .days(4)), for: load, in: city).offers
    }

    func wish(_ slot: ID<Slot>, _ holder: String, items: Int64 = 0) -> HoldWish {
        HoldWish(slot: slot, holder: Holder(holder), load: load(items: items))
    }

    func load(items: Int64) -> Load {
        Load([Load.Share(retailer: retailer, branch: branch, items: items, value: Money(cents: items * 100))])
    }

    /// Ends all sessions, so that many towns in a row do not use up the server's connections.
    func close() { for door in doors { door.database.close() } }

    /// One number out of SQL, as somebody who sees everything.
    func number(_ sql: String) throws -> Int64 {
        let value = try town.superuser().run(sql).first?.first ?? nil
        return value.flatMap { Int64($0) } ?? .min
    }
}

extension Instant {
    /// 1 June 2026, 06:00 in Berlin.
    static let monday = Instant("2026-06-01T04:00:00Z")!
}

extension TimeWindow {
    static func days(_ count: Int64) -> TimeWindow {
        TimeWindow(start: .monday, end: .monday + count * 86_400)
    }
}

/// A clock that a test moves.
final class TestClock: Sendable {
    private let moment: Mutex<Instant>

    init(_ start: Instant) { moment = Mutex(start) }

    var now: Instant { moment.withLock { $0 } }
    func advance(seconds: Int64) { moment.withLock { $0 = $0 + seconds } }
    func set(_ instant: Instant) { moment.withLock { $0 = instant } }

    var clock: Clock { Clock { [self] in now } }
}

/// Splitmix64 (S. Vigna): the same seed gives the same test.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

import Accounts
import Catalogue
import Cities
import Foundation
import Logging
import Postgres
import Retailers
import TestSupport
import Vocabulary
import Web

@testable import Slots

/// A city on a PostgreSQL of its own, with three shops and slots of every day, ready to be served by started programs.
struct ServedCity: Sendable {
    let ground: KillableCluster
    let folder: String
    let city: City
    let shops: [RetailerID]
    let branches: [ID<Branch>]

    static let slug = "teststadt"
    static let base = "/v1/cities/\(slug)"

    /// Opened, handed to `body`, and taken down.
    static func within<Result>(
        durability: Cluster.Durability = .none, _ body: (ServedCity) async throws -> Result
    ) async throws -> Result {
        let folder =
            "/tmp/liefert-test-\(ProcessInfo.processInfo.processIdentifier)-city-\(UUID().uuidString.prefix(8))"
        let ground = try KillableCluster(folder, durability)
        defer {
            ground.stop()
            try? FileManager.default.removeItem(atPath: folder)
        }
        return try await body(ServedCity(ground, folder))
    }

    private init(_ ground: KillableCluster, _ folder: String) async throws {
        (self.ground, self.folder) = (ground, folder)
        try ground.cluster.prepare()
        let owner = try PlainSession(ground.cluster.keywords(user: "liefert_owner", database: "liefert"))
        try Migrations(folder: packageFolder + "/migrations").apply(on: owner)
        let pool = Database(
            ground.cluster.settings(connections: 2), log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        defer { pool.close() }
        let cities = Cities(database: pool, clock: .system)
        city = try await cities.open(
            NewCity(
                slug: Self.slug, name: "Teststadt", zone: Zone("Europe/Berlin")!, land: .northRhineWestphalia,
                centre: Place(latitude: 51, longitude: 7)!))
        let now = Clock.system.now()
        (shops, branches) = ((0..<3).map { _ in .make(at: now) }, (0..<3).map { _ in .make(at: now) })
        let square = #"{"type":"Polygon","coordinates":[[[6,50],[8,50],[8,52],[6,52],[6,50]]]}"#
        let zone = DeliveryZone(
            id: .make(at: now), slug: "mitte", name: "Mitte", area: try Area(json: JSON(parsing: Array(square.utf8))),
            priority: 0, fee: Money(cents: 390), freeFrom: nil, minimum: Money(cents: 500), pause: nil)
        try await cities.layOut([], [zone], in: city.id)
        try openShops()
        try await Self.makeSlots(zone.id, Slots(cities: cities, database: pool, clock: .system), city)
    }

    private func openShops() throws {
        try run("INSERT INTO trades VALUES ('\(city.id)', 'food', 'Lebensmittel', 'Food')")
        for (index, shop) in shops.enumerated() {
            try run(
                """
                INSERT INTO retailers (city_id, id, name, trade, mode, state, created_at)
                VALUES ('\(city.id)', '\(shop)', 'Laden \(index)', 'food', 'orders', 'approved', now());
                INSERT INTO branches (city_id, id, retailer_id, created_at)
                VALUES ('\(city.id)', '\(branches[index])', '\(shop)', now());
                """)
        }
    }

    private static func makeSlots(_ zone: ID<DeliveryZone>, _ slots: Slots, _ city: City) async throws {
        let template = SlotTemplate(
            id: .make(at: Clock.system.now()), name: "Täglich", place: .delivery(zone),
            pattern: SlotPattern(
                kind: .fixed, weekdays: [1, 2, 3, 4, 5, 6, 7], firstMinute: 480, lastMinute: 1200, widthMinutes: 120,
                stepMinutes: 120),
            horizonDays: 10, cutoff: .minutesBefore(60), leadMinutes: 0, onHolidays: .open, validFrom: nil,
            validUntil: nil, places: 100_000, prices: PriceTable(otherwise: SlotPrice(fee: Money(cents: 390))),
            isActive: true, version: 1)
        _ = try await slots.add(template, SlotAct(in: city, by: .system))
        try await slots.generate(in: city)
    }

    /// A published offer of one of the shops; `stock` units are counted, `nil` counts nothing.
    func offer(_ shop: Int = 0, cents: Int64 = 600, stock: Int64? = nil) throws -> ID<Offer> {
        let now = Clock.system.now()
        let (offer, product, variant): (ID<Offer>, ID<Product>, ID<Variant>) = (
            .make(at: now), .make(at: now), .make(at: now)
        )
        try run(
            """
            INSERT INTO products (city_id, id, retailer_id, title, vat_class, changed_at)
            VALUES ('\(city.id)', '\(product)', '\(shops[shop])', 'Ware', 'reduced', now());
            INSERT INTO variants (city_id, id, product_id, content_thousandths, content_measure)
            VALUES ('\(city.id)', '\(variant)', '\(product)', 500000, 'gram');
            INSERT INTO offers (city_id, id, retailer_id, branch_id, product_id, variant_id, key, price_cents,
                   stock_mode, state, changed_at)
            VALUES ('\(city.id)', '\(offer)', '\(shops[shop])', '\(branches[shop])', '\(product)', '\(variant)',
                    '\(offer)', \(cents), '\(stock == nil ? "untracked" : "tracked")', 'published', now());
            """)
        if let stock {
            try run(
                """
                INSERT INTO stock_levels (city_id, offer_id, branch_id, on_hand, observed_at)
                VALUES ('\(city.id)', '\(offer)', '\(branches[shop])', \(stock), now())
                """)
        }
        return offer
    }

    /// Slots that begin in a day at the earliest.
    func slots() throws -> [String] {
        try run("SELECT id FROM slots WHERE starts_at > now() + interval '1 day' ORDER BY starts_at").compactMap {
            $0[0]
        }
    }

    /// One of them as an id.
    func freeSlot() throws -> ID<Slot> { try ID(slots()[0])! }

    /// So many places by hand, whatever the slot's template says.
    func limit(_ slot: String, to places: Int) throws {
        try run("UPDATE slots SET places = \(places), is_pinned = true WHERE id = '\(slot)'")
    }

    /// SQL of somebody who sees everything.
    @discardableResult
    func run(_ sql: String) throws -> [[String?]] { try session().run(sql) }

    /// A session of the superuser, to keep something locked.
    func session() throws -> PlainSession {
        try PlainSession(ground.cluster.keywords(user: "postgres", database: "liefert"))
    }

    /// One number out of SQL.
    func number(_ sql: String) throws -> Int { try run(sql).first?.first.flatMap { $0.flatMap { Int($0) } } ?? .min }

    /// A program that serves this city on `port` and the one behind it.
    func serve(port: Int, connections: Int = 16, with more: [String: String] = [:]) throws -> StartedProgram {
        try start(
            ["serve", "--port", "\(port)", "--admin-port", "\(port + 1)"], connections: connections, with: more)
    }

    /// A program that does this city's jobs and nothing else.
    func work() throws -> StartedProgram { try start(["work"], connections: 4) }

    private func start(
        _ words: [String], connections: Int, with more: [String: String] = [:]
    ) throws -> StartedProgram {
        let host = "host=\(ground.cluster.socketFolder) dbname=liefert user="
        let variables = [
            "LIEFERT_DATABASE_URL": host + "liefert_app", "LIEFERT_DATABASE_OWNER_URL": host + "liefert_owner",
            "LIEFERT_DATABASE_CONNECTIONS": "\(connections)", "LIEFERT_VAR": folder + "/var",
            "LIEFERT_LOG_LEVEL": "error",
            // One person asks as often as a hundred here: what is looked at is not the allowance.
            "LIEFERT_ALLOWANCES_ORDERS": "0", "LIEFERT_ALLOWANCES_WRITES": "0", "LIEFERT_ALLOWANCES_SEARCHES": "0",
        ]
        return try StartedProgram(
            [Effort.program()] + words, with: variables.merging(more) { $1 }, log: folder + "/programs.log",
            seconds: 7200)
    }

    /// Several programs on this city, open; ended when `body` returns or throws.
    func served<Result>(
        by count: Int, connections: Int = 16, with more: [String: String] = [:],
        _ body: ([Client]) async throws -> Result
    ) async throws -> Result {
        let ports = try (0..<count).map { _ in try FreePort.pair() }
        let programs = try ports.map { try serve(port: $0, connections: connections, with: more) }
        defer { for program in programs { program.kill() } }
        let doors = ports.map { Client(base: "http://127.0.0.1:\($0)", admin: "http://127.0.0.1:\($0 + 1)") }
        for (door, program) in zip(doors, programs) { try await door.awaitOpen(program) }
        return try await body(doors)
    }
}

extension Client {
    /// Waits until the server says that it is ready.
    func awaitOpen(_ program: StartedProgram, seconds: Int = 120) async throws {
        let port = Int(base.split(separator: ":").last ?? "") ?? 0
        for _ in 0..<(seconds * 20) {
            // A client that was refused waits longer before each further try.
            if !FreePort.isFree(port), let reply = try? await with(timeoutSeconds: 2).get(base + "/readyz"),
                reply.status == 200
            {
                return
            }
            if program.hasEnded { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw StartedProgram.NotStarted(description: "the program is not ready:\n\(program.output.suffix(2000))")
    }
}

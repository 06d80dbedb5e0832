import Accounts
import Catalogue
import Cities
import Foundation
import Hummingbird
import Orders
import Payments
import Places
import Postgres
import Retailers
import TestSupport
import Tours
import Vocabulary
import Web

@testable import Slots

/// A town with one shop on the map, a zone, slots, a clerk and two couriers; everything that ends at a door.
struct RiddenTown: Sendable {
    let town: TestDatabase
    let city: City
    let cities: Cities
    let accounts: Accounts
    let slots: Slots
    let orders: Orders
    let shop: RetailerID
    let tokens: Tokens
    let clock: Clock
    let places: Places
    private let folder: String
    private let branch: ID<Branch>

    var base: String { "/v1/cities/\(city.slug)" }
    var now: Instant { clock.now() }

    init() async throws {
        town = try TestDatabase(connections: 4)
        let clock = Clock.fixed(at: Instant("2026-06-01T04:00:00Z")!)
        self.clock = clock
        cities = Cities(database: town.pool, clock: clock)
        city = try await cities.open(
            NewCity(
                slug: "teststadt", name: "Teststadt", zone: Zone("Europe/Berlin")!, land: .northRhineWestphalia,
                centre: Place(latitude: 51, longitude: 7)!))
        let seed = Array(repeating: UInt8(3), count: 32)
        tokens = try await Tokens(signingSeed: seed, secret: seed, issuer: "test")
        accounts = Accounts(
            database: town.pool, clock: clock, tokens: tokens, passwords: PasswordHasher(pepper: seed))
        slots = Slots(cities: cities, database: town.pool, clock: clock)
        orders = Orders(
            database: town.pool, clock: clock, cities: cities, catalogue: Catalogue(database: town.pool, clock: clock),
            payments: Payments(database: town.pool, clock: clock))
        folder = NSTemporaryDirectory() + "ridden-\(UUID().uuidString)"
        places = Places(cities: cities, database: town.pool, folder: folder, clock: clock)
        (shop, branch) = (.make(at: clock.now()), .make(at: clock.now()))
        try await layOut()
        try openShop()
    }

    private func layOut() async throws {
        let square = #"{"type":"Polygon","coordinates":[[[6,50],[8,50],[8,52],[6,52],[6,50]]]}"#
        let zone = DeliveryZone(
            id: .make(at: now), slug: "mitte", name: "Mitte", area: try Area(json: JSON(parsing: Array(square.utf8))),
            priority: 0, fee: Money(cents: 390), freeFrom: nil, minimum: Money(cents: 100), pause: nil)
        try await cities.layOut([], [zone], in: city.id)
        let template = SlotTemplate(
            id: .make(at: now), name: "Täglich", place: .delivery(zone.id),
            pattern: SlotPattern(
                kind: .fixed, weekdays: [1, 2, 3, 4, 5, 6, 7], firstMinute: 480, lastMinute: 1200, widthMinutes: 120,
                stepMinutes: 120),
            horizonDays: 3, cutoff: .minutesBefore(60), leadMinutes: 0, onHolidays: .open, validFrom: nil,
            validUntil: nil, places: 10, prices: PriceTable(otherwise: SlotPrice(fee: Money(cents: 390))),
            isActive: true, version: 1)
        let city = city
        try await town.pool.transaction(in: city.id) { tx in
            try tx.run(PutTemplate(city: city.id, template: template))
        }
        try await slots.generate(in: city)
    }

    private func openShop() throws {
        try town.superuser().run(
            """
            INSERT INTO trades VALUES ('\(city.id)', 'food', 'Lebensmittel', 'Food');
            INSERT INTO retailers (city_id, id, name, trade, mode, state, created_at)
            VALUES ('\(city.id)', '\(shop)', 'Laden', 'food', 'orders', 'approved', now());
            INSERT INTO branches (city_id, id, retailer_id, street, lat, lon, created_at)
            VALUES ('\(city.id)', '\(branch)', '\(shop)', 'Marktgasse', 51.01, 7.01, now());
            """)
    }

    /// Builds streets of an extract in OpenStreetMap's XML.
    func pave(_ extract: String) async throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = folder + "/streets.osm"
        try Data(extract.utf8).write(to: URL(filePath: path))
        _ = try places.take(extract: path, into: city.slug, progress: { _ in }, report: { _ in })
        try await places.open()
    }

    func serve(_ body: (Client) async throws -> Void) async throws {
        defer {
            town.pool.close()
            try? FileManager.default.removeItem(atPath: folder)
        }
        try await serving(
            { root in
                let city = root.group("v1/cities/{city}").proving(cities.resolve)
                    .group(as: CityContext.self, who: "anyone").proving(accounts.identify)
                SlotRoutes(slots: slots).mount(on: city)
                BasketRoutes(orders: orders).mount(on: city)
                InboxRoutes(orders: orders).mount(on: city)
                let tours = Tours(database: town.pool, clock: clock, places: places)
                TourRoutes(tours: tours).mount(on: city)
                DispatchRoutes(tours: tours).mount(on: city)
                PlanRoutes(desk: PlanDesk(), tours: tours).mount(on: city)
            }, body)
    }

    /// A published offer of the shop.
    func offer() throws -> ID<Offer> {
        let (offer, product, variant): (ID<Offer>, ID<Product>, ID<Variant>) = (
            .make(at: now), .make(at: now), .make(at: now)
        )
        try town.superuser().run(
            """
            INSERT INTO products (city_id, id, retailer_id, title, vat_class, changed_at)
            VALUES ('\(city.id)', '\(product)', '\(shop)', 'Brot', 'reduced', now());
            INSERT INTO variants (city_id, id, product_id, content_thousandths, content_measure)
            VALUES ('\(city.id)', '\(variant)', '\(product)', 500000, 'gram');
            INSERT INTO offers (city_id, id, retailer_id, branch_id, product_id, variant_id, key, price_cents,
                   stock_mode, state, changed_at)
            VALUES ('\(city.id)', '\(offer)', '\(shop)', '\(branch)', '\(product)', '\(variant)',
                    '\(offer)', 600, 'untracked', 'published', now());
            """)
        return offer
    }

    /// A new account with one role and a token of it.
    func person(_ role: Role, of retailer: RetailerID? = nil) async throws -> (id: ID<Account>, token: String) {
        let id = ID<Account>.make(at: now)
        try town.superuser().run(
            """
            INSERT INTO accounts (city_id, id, email, display_name)
            VALUES ('\(city.id)', '\(id)', '\(id)@demo.invalid', 'Demo')
            """)
        try await accounts.grant(Membership(role: role, retailer: retailer), to: id, in: city.id, by: .system)
        return (id, try await tokens.issue(for: id, in: city.id, at: now))
    }
}

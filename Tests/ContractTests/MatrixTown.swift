import Accounts
import Catalogue
import Cities
import Foundation
import Hummingbird
import Logging
import Orders
import Payments
import Places
import Postgres
import Retailers
import Search
import Slots
import Storefront
import TestSupport
import Tours
import Vocabulary
import Web

/// Two towns on one database, with every route mounted as the program mounts it. Every text of the second town bears
/// `mark`.
struct MatrixTown: Sendable {
    static let now = Instant("2026-06-01T04:00:00Z")!
    /// Nothing that is answered to the first town may hold it.
    static let mark = "Kuckucksruf"
    static let password = "lang genug und neu"

    let database: TestDatabase
    let clock: TestClock
    let cities: Cities
    let accounts: Accounts
    let tokens: Tokens
    let retailers: Retailers
    let catalogue: Catalogue
    let slots: Slots
    let payments: Payments
    let orders: Orders
    let tours: Tours
    let search: Search
    let places: Places
    let storefront: Storefront

    init(issuers: Issuers = .none) async throws {
        database = try TestDatabase(connections: 6)
        clock = TestClock(Self.now)
        let (pool, now) = (database.pool, clock.clock)
        cities = Cities(database: pool, clock: now)
        let seed = Array(repeating: UInt8(3), count: 32)
        tokens = try await Tokens(signingSeed: seed, secret: seed, issuer: "test")
        accounts = Accounts(
            database: pool, clock: now, tokens: tokens, passwords: PasswordHasher(pepper: seed), issuers: issuers)
        retailers = Retailers(database: pool, clock: now)
        catalogue = Catalogue(database: pool, clock: now)
        slots = Slots(cities: cities, database: pool, clock: now)
        payments = Payments(database: pool, clock: now)
        orders = Orders(database: pool, clock: now, cities: cities, catalogue: catalogue, payments: payments)
        tours = Tours(database: pool, clock: now)
        let folder = TestCluster.newFolder()
        search = Search(
            .init(cities: cities, retailers: retailers, catalogue: catalogue, slots: slots), database: pool, clock: now,
            folder: folder)
        places = Places(cities: cities, database: pool, folder: folder + "-places", clock: now)
        storefront = Storefront(
            cities: cities, retailers: retailers, catalogue: catalogue, slots: slots,
            find: { _ in Found(products: [], shops: []) }, pages: try await Pages(folder: packageFolder + "/pages"),
            settings: StorefrontSettings(), clock: now)
    }

    /// Every route, as App mounts it.
    func mount(on endpoints: Endpoints<WebContext>) {
        StorefrontRoutes(storefront: storefront).mount(on: endpoints)
        let cityRoutes = CityRoutes(cities: cities)
        cityRoutes.mount(onRoot: endpoints)
        let city = endpoints.group("v1/cities/{city}").proving(cities.resolve)
            .group(as: CityContext.self, who: "anyone").proving(accounts.identify)
        cityRoutes.mount(on: city)
        CityOfficeRoutes(cities: cities).mount(on: city.group(as: OperatorContext.self, who: "city operator"))
        AccountRoutes(accounts: accounts).mount(on: city)
        RetailerRoutes(retailers: retailers, cities: cities).mount(on: city)
        CatalogueRoutes(catalogue: catalogue).mount(on: city)
        SlotRoutes(slots: slots).mount(on: city)
        PaymentRoutes(payments: payments).mount(on: city)
        BasketRoutes(orders: orders).mount(on: city)
        ClaimRoutes(orders: orders, accounts: accounts).mount(on: city)
        InboxRoutes(orders: orders).mount(on: city)
        SearchRoutes(search: search).mount(on: city)
        TourRoutes(tours: tours).mount(on: city)
        DispatchRoutes(tours: tours).mount(on: city)
        OSRMRoutes(places: places).mount(on: city)
        MapRoutes(places: places).mount(on: city)
        AddressRoutes(places: places).mount(on: city)
        CorrectionRoutes(places: places).mount(on: city.group(as: OperatorContext.self, who: "city operator"))
        ConditionRoutes(places: places).mount(on: city.group(as: OperatorContext.self, who: "city operator"))
        PlanRoutes(desk: PlanDesk(), tours: tours).mount(on: city)
    }

    /// Serves both towns, filled.
    static func serve<Result: Sendable>(
        issuers: Issuers = .none, _ body: (MatrixTown, Client, _ here: Quarter, _ there: Quarter) async throws -> Result
    ) async throws -> Result {
        let town = try await MatrixTown(issuers: issuers)
        defer { town.database.pool.close() }
        return try await serving({ town.mount(on: $0) }) { client in
            let here = try await Quarter.open("hier", mark: "", town, client)
            let there = try await Quarter.open("drueben", mark: mark, town, client)
            try await SearchKeeper(search: town.search, log: Logger(label: "matrix") { _ in SwiftLogNoOpLogHandler() })
                .fill()
            return try await body(town, client, here, there)
        }
    }

    /// A digest of every table but the stored answers, by table.
    func digest() throws -> [String: String] {
        let session = try database.superuser()
        let tables = try session.run(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        let names = tables.compactMap { $0[0] }.filter { $0 != "idempotency_keys" }
        let question = names.map {
            "SELECT '\($0)', count(*) || md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) FROM \($0) t"
        }
        let rows = try session.run(question.joined(separator: " UNION ALL "))
        return Dictionary(uniqueKeysWithValues: rows.map { ($0[0] ?? "", $0[1] ?? "") })
    }
}

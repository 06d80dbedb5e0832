import Accounts
import Cities
import Hummingbird
import Payments
import Postgres
import Synchronization
import TestSupport
import Vocabulary
import Web

/// Two towns on one database, two shops in the first, and a clock that a test moves.
struct PeopledTown: Sendable {
    static let seed = Array(repeating: UInt8(3), count: 32)
    static let password = "lang genug und neu"

    let town: TestDatabase
    let clock = TestClock()
    let city: City
    let neighbour: City
    let cities: Cities
    let accounts: Accounts
    let tokens: Tokens
    let shops: [RetailerID]

    var base: String { "/v1/cities/\(city.slug)" }

    /// `issuers`: who else may say who somebody is.
    init(issuers: (Clock) -> Issuers = { _ in .none }) async throws {
        town = try TestDatabase(connections: 3)
        cities = Cities(database: town.pool, clock: clock.clock)
        city = try await cities.open(Self.town("hier"))
        neighbour = try await cities.open(Self.town("drueben"))
        tokens = try await Tokens(signingSeed: Self.seed, secret: Self.seed, issuer: "test")
        accounts = Accounts(
            database: town.pool, clock: clock.clock, tokens: tokens, passwords: PasswordHasher(pepper: Self.seed),
            issuers: issuers(clock.clock))
        let now = clock.now
        shops = (0..<2).map { _ in .make(at: now) }
        try openShops()
    }

    private func openShops() throws {
        let session = try town.superuser()
        try session.run("INSERT INTO trades VALUES ('\(city.id)', 'food', 'Lebensmittel', 'Food')")
        for shop in shops {
            try session.run(
                """
                INSERT INTO retailers (city_id, id, name, trade, mode, state, created_at)
                VALUES ('\(city.id)', '\(shop)', 'Laden', 'food', 'orders', 'approved', now())
                """)
        }
    }

    private static func town(_ slug: String) -> NewCity {
        NewCity(
            slug: slug, name: "Stadt", zone: Zone("Europe/Berlin")!, land: .northRhineWestphalia,
            centre: Place(latitude: 51, longitude: 7)!)
    }

    func serve(_ body: (Client) async throws -> Void) async throws {
        defer { town.pool.close() }
        let payments = Payments(database: town.pool, clock: clock.clock)
        try await serving(
            { root in
                let city = root.group("v1/cities/{city}").proving(cities.resolve)
                    .group(as: CityContext.self, who: "anyone").proving(accounts.identify)
                AccountRoutes(accounts: accounts).mount(on: city)
                PaymentRoutes(payments: payments).mount(on: city)
            }, body)
    }

    /// A new account with these rights beside a resident's, and a token of it.
    func person(_ name: String, _ rights: Membership...) async throws -> Person {
        let id = ID<Account>.make(at: clock.now)
        let email = "\(name)@demo.invalid"
        try town.superuser().run(
            """
            INSERT INTO accounts (city_id, id, email, display_name, language)
            VALUES ('\(city.id)', '\(id)', '\(email)', '\(name)', 'de')
            """)
        for right in rights + [Membership(role: .resident)] {
            try await accounts.grant(right, to: id, in: city.id, by: .system)
        }
        return Person(id: id, email: email, token: try await tokens.issue(for: id, in: city.id, at: clock.now))
    }

    func number(_ sql: String) throws -> Int64? {
        let value = try town.superuser().run(sql).first?.first ?? nil
        return value.flatMap { Int64($0) }
    }
}

/// Somebody of the town.
struct Person: Sendable {
    let id: ID<Account>
    let email: String
    let token: String
}

/// A clock that a test moves.
final class TestClock: Sendable {
    private let moment = Mutex(Instant(seconds: 1_780_286_400))

    var now: Instant { moment.withLock { $0 } }
    func advance(seconds: Int64) { moment.withLock { $0 = $0 + seconds } }
    var clock: Clock { Clock { [self] in now } }
}

import Accounts
import Cities
import Foundation
import Hummingbird
import Postgres
import TestSupport
import Vocabulary
import Web

@testable import Retailers

/// A town with a database of its own, people who may do things in it, and a clock that stands still.
struct Town {
    let database: TestDatabase
    let clock: Clock
    let cities: Cities
    let accounts: Accounts
    let tokens: Tokens
    let retailers: Retailers
    let city: City
    let operatorToken: String
    let ownerToken: String
    let owner: ID<Account>

    /// A Tuesday noon, no holiday anywhere.
    static let noon = ShopCalendarTests.at("2026-11-24", 12)

    static func open(at now: Instant = Town.noon) async throws -> Town {
        let database = try TestDatabase()
        let clock = Clock.fixed(at: now)
        let cities = Cities(database: database.pool, clock: clock)
        let centre = Place(latitude: 50.02, longitude: 8.69)!
        let new = NewCity(
            slug: "musterstadt", name: "Musterstadt", zone: ShopCalendarTests.berlin, land: .northRhineWestphalia,
            centre: centre)
        let city = try await cities.open(new)
        let other = NewCity(
            slug: "nachbarstadt", name: "Nachbarstadt", zone: ShopCalendarTests.berlin, land: .hesse, centre: centre)
        _ = try await cities.open(other)
        try await cities.layOut([try district("west", 8.6...8.7), try district("ost", 8.7...8.8)], [], in: city.id)
        let seed = Array(repeating: UInt8(3), count: 32)
        let tokens = try await Tokens(signingSeed: seed, secret: seed, issuer: "test")
        let accounts = Accounts(
            database: database.pool, clock: clock, tokens: tokens, passwords: PasswordHasher(pepper: seed))
        let owner = try await account("laden@demo.invalid", nil, in: city.id, accounts)
        let clerk = try await account("stadt@demo.invalid", .operator, in: city.id, accounts)
        return Town(
            database: database, clock: clock, cities: cities, accounts: accounts, tokens: tokens,
            retailers: Retailers(database: database.pool, clock: clock), city: city,
            operatorToken: try await tokens.issue(for: clerk, in: city.id, at: now),
            ownerToken: try await tokens.issue(for: owner, in: city.id, at: now), owner: owner)
    }

    static func account(
        _ email: String, _ role: Role?, in city: CityID, _ accounts: Accounts
    ) async throws -> ID<Account> {
        let account = try await accounts.register(
            Email(email)!, name: email, language: "de", password: "lang genug und neu", in: city)
        if let role { try await accounts.grant(Membership(role: role), to: account.id, in: city, by: .system) }
        return account.id
    }

    private static func district(_ slug: String, _ longitudes: ClosedRange<Double>) throws -> District {
        let (west, east) = (longitudes.lowerBound, longitudes.upperBound)
        let ring = "[[\(west),49],[\(east),49],[\(east),51],[\(west),51],[\(west),49]]"
        let json = try JSON(parsing: Array("{\"type\":\"Polygon\",\"coordinates\":[\(ring)]}".utf8))
        return District(id: .make(at: noon), slug: slug, name: slug.capitalized, area: try Area(json: json))
    }

    var act: Act { Act(in: city, by: .system) }

    /// The whole HTTP side of it.
    func serve<Result: Sendable>(_ body: (Client) async throws -> Result) async throws -> Result {
        try await serving(
            { root in
                let town = root.group("v1/cities/{city}").proving(cities.resolve)
                    .group(as: CityContext.self, who: "anyone").proving(accounts.identify)
                RetailerRoutes(retailers: retailers, cities: cities).mount(on: town)
            }, body)
    }

    /// Takes a list, as the command line does.
    func take(_ list: RetailerList) async throws -> ImportReport {
        try await retailers.take(list, districts: cities.districts(of: city.id), with: act)
    }
}

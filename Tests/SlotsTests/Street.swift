import Accounts
import Cities
import HTTPTypes
import Hummingbird
import Postgres
import TestSupport
import Testing
import Vocabulary
import Web

@testable import Slots

/// A town with people in it, served on a port of its own.
struct Street: Sendable {
    let town: SlotTown
    let clerk: String
    let anna: String
    let guest: String

    private let accounts: Accounts

    init() async throws {
        town = try await SlotTown(connections: 3)
        let seed = Array(repeating: UInt8(3), count: 32)
        let tokens = try await Tokens(signingSeed: seed, secret: seed, issuer: "test")
        accounts = Accounts(
            database: town.town.pool, clock: town.clock.clock, tokens: tokens, passwords: PasswordHasher(pepper: seed))
        let people = [("stadt@demo.invalid", Role.operator), ("anna@demo.invalid", nil)]
        var issued: [String] = []
        for (email, role) in people {
            let account = try await accounts.register(
                Email(email)!, name: email, language: "de", password: "lang genug und neu", in: town.city.id)
            if let role {
                try await accounts.grant(Membership(role: role), to: account.id, in: town.city.id, by: .system)
            }
            issued.append(try await tokens.issue(for: account.id, in: town.city.id, at: town.clock.now))
        }
        (clerk, anna) = (issued[0], issued[1])
        guest = tokens.issueGuest()
    }

    func serve(_ body: (Client) async throws -> Void) async throws {
        let cities = Cities(database: town.town.pool, clock: town.clock.clock)
        try await serving(
            { root in
                let city = root.group("v1/cities/{city}").proving(cities.resolve)
                    .group(as: CityContext.self, who: "anyone").proving(accounts.identify)
                SlotRoutes(slots: town.slots).mount(on: city)
            }, body)
        town.close()
    }

    var base: String { "/v1/cities/teststadt" }

    func template(places: Int = 2) -> String {
        """
        {"name":"Abends","zone":"\(town.zone)","weekdays":[1,2,3,4,5],"firstMinute":960,"lastMinute":1200,
         "widthMinutes":120,"cutoff":"order until 12:00 0 days before","places":\(places),
         "fee":{"amount":390,"currency":"EUR"},"freeFrom":{"amount":4000,"currency":"EUR"},"horizonDays":3}
        """
    }
}

import Accounts
import Cities
import Hummingbird
import Postgres
import TestSupport
import Testing
import Vocabulary
import Web

@testable import Payments

/// What owners and operators see of the books, held against the API document.
@Suite struct StatementHTTPTests {
    @Test func `an owner sees its own statement, an operator the books, a resident neither`() async throws {
        let till = try await Till()
        let share = till.share(0, 1070, 1190, deposit: 119)
        let charge = Charge(
            purchase: till.purchase(), method: .cash, shares: [share], deliveryFee: Money(cents: 390))
        _ = try await till.charge(charge)
        let seed = Array(repeating: UInt8(3), count: 32)
        let clock = Clock.fixed(at: Till.noon)
        let tokens = try await Tokens(signingSeed: seed, secret: seed, issuer: "test")
        let accounts = Accounts(
            database: till.town.pool, clock: clock, tokens: tokens, passwords: PasswordHasher(pepper: seed))
        let cities = Cities(database: till.town.pool, clock: clock)
        let people = try await people(of: till, accounts, tokens)
        let payments = till.payments
        let shops = till.shops
        try await serving(
            { root in
                let city = root.group("v1/cities/{city}").proving(cities.resolve)
                    .group(as: CityContext.self, who: "anyone").proving(accounts.identify)
                PaymentRoutes(payments: payments).mount(on: city)
            }
        ) { client in
            let base = "/v1/cities/teststadt"
            let own = "\(base)/retailers/\(shops[0])/statement"
            let (owner, clerk) = (client.with(token: people[0]), client.with(token: people[1]))
            let (anna, viewer) = (client.with(token: people[2]), client.with(token: people[3]))
            #expect(try await client.get("\(base)/payment-methods").json["items"]?.elements.count == 2)
            let statement = try await owner.get(own)
            #expect(statement.status == 200)
            #expect(statement.json["closing"]?["amount"]?.int == 1070 + 1190 + 119)
            #expect(try await owner.get(own + "?from=2026-06-02&to=2026-06-03").json["lines"]?.elements.isEmpty == true)
            #expect(try await owner.get("\(base)/retailers/\(shops[1])/statement").status == 404)
            #expect(try await owner.get(own + "?from=2026-06-03&to=2026-06-01").status == 400)
            #expect(try await viewer.get(own).status == 403)
            #expect(try await anna.get(own).status == 404)
            #expect(try await client.get(own).status == 401)
            let ledger = try await clerk.get("\(base)/ledger")
            #expect(ledger.status == 200)
            #expect(ledger.json["sum"]?["amount"]?.int == 0)
            #expect(try await owner.get("\(base)/ledger").status == 403)
        }
    }

    /// Tokens of an owner, an operator, a resident and a viewer.
    private func people(of till: Till, _ accounts: Accounts, _ tokens: Tokens) async throws -> [String] {
        let rights = [
            Membership(role: .owner, retailer: till.shops[0]), Membership(role: .operator), Membership(role: .resident),
            Membership(role: .viewer, retailer: till.shops[0]),
        ]
        var people: [String] = []
        for (number, right) in rights.enumerated() {
            let account = try await accounts.register(
                Email("p\(number)@demo.invalid")!, name: "P", language: "de", password: "lang genug und neu",
                in: till.city.id)
            if right.role != .resident {
                try await accounts.grant(right, to: account.id, in: till.city.id, by: .system)
            }
            people.append(try await tokens.issue(for: account.id, in: till.city.id, at: Till.noon))
        }
        return people
    }
}

import Accounts
import Catalogue
import Cities
import Hummingbird
import Postgres
import Retailers
import TestSupport
import Vocabulary
import Web

@testable import Orders
@testable import Slots

/// The town with its HTTP side and people who may do things in it.
struct ServedTown: Sendable {
    let town: OrderTown
    let tokens: Tokens
    let accounts: Accounts

    var base: String { "/v1/cities/\(town.city.slug)" }

    init() async throws {
        town = try await OrderTown()
        let seed = Array(repeating: UInt8(3), count: 32)
        tokens = try await Tokens(signingSeed: seed, secret: seed, issuer: "test")
        accounts = Accounts(
            database: town.town.pool, clock: town.clock.clock, tokens: tokens, passwords: PasswordHasher(pepper: seed))
    }

    func serve<Result: Sendable>(_ body: (Client) async throws -> Result) async throws -> Result {
        let cities = Cities(database: town.town.pool, clock: town.clock.clock)
        return try await serving(
            { root in
                let city = root.group("v1/cities/{city}").proving(cities.resolve)
                    .group(as: CityContext.self, who: "anyone").proving(accounts.identify)
                SlotRoutes(slots: town.doors[0].slots).mount(on: city)
                BasketRoutes(orders: town.orders).mount(on: city)
                ClaimRoutes(orders: town.orders, accounts: accounts).mount(on: city)
                RetailerRoutes(retailers: Retailers(database: town.town.pool, clock: town.clock.clock), cities: cities)
                    .mount(on: city)
                InboxRoutes(orders: town.orders).mount(on: city)
            }, body)
    }

    func guest() -> String { tokens.issueGuest() }

    /// A token of a new account with one role.
    func account(_ role: Role, of retailer: RetailerID? = nil) async throws -> String {
        let id = ID<Account>.make(at: town.clock.now)
        try town.town.superuser().run(
            """
            INSERT INTO accounts (city_id, id, email, display_name, language, created_at)
            VALUES ('\(town.city.id)', '\(id)', '\(id)@demo.invalid', 'Demo', 'de', now())
            """)
        try await accounts.grant(Membership(role: role, retailer: retailer), to: id, in: town.city.id, by: .system)
        return try await tokens.issue(for: id, in: town.city.id, at: town.clock.now)
    }

    func staff(of shop: Int) async throws -> String { try await account(.picker, of: town.shops[shop]) }

    /// Basket, hold and checkout by HTTP; answers the checkout.
    func checkOut(_ offers: [ID<Offer>], _ guest: Client) async throws -> Reply {
        let reply = try await tryCheckOut(offers, quantity: 1, guest)
        guard reply.status == 200 else { throw NotPlaced(answer: reply.text) }
        return reply
    }

    func tryCheckOut(_ offers: [ID<Offer>], quantity: Int, _ guest: Client) async throws -> Reply {
        let basket = try await guest.post(base + "/baskets", "").json["id"]?.string ?? ""
        for offer in offers {
            _ = try await guest.put(base + "/baskets/\(basket)/lines/\(offer)", "{\"quantity\":\(quantity)}")
        }
        let from = (town.clock.now + 30 * 3600).description
        let slots = try await guest.get(base + "/slots?zone=mitte&from=\(from)")
        let slot = slots.json["items"]?.elements.first?["id"]?.string ?? ""
        let key = ["Idempotency-Key": basket]
        let hold = try await guest.post(base + "/holds", "{\"slot\":\"\(slot)\"}", key).json["id"]?.string ?? ""
        let contact = """
            {"name":"Erika Muster","phone":"0151 1234567","street":"Hauptstraße","houseNumber":"5","postcode":"40000",
             "town":"Teststadt","place":{"latitude":51,"longitude":7}}
            """
        return try await guest.post(
            base + "/baskets/\(basket)/checkout", "{\"hold\":\"\(hold)\",\"contact\":\(contact),\"payment\":\"cash\"}")
    }

    /// The body of the button.
    func placement(_ checkout: Reply) -> String {
        let (id, hash) = (checkout.json["id"]?.string ?? "", checkout.json["summaryHash"]?.string ?? "")
        return "{\"checkout\":\"\(id)\",\"summaryHash\":\"\(hash)\"}"
    }
}

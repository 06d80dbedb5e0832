import Accounts
import Cities
import Postgres
import TestSupport
import Testing
import Vocabulary
import Web

/// One of the two towns: its people, and one of every kind of thing, made through the API.
struct Quarter: Sendable {
    let city: City
    let mark: String
    /// Bearer tokens by who holds them; `nobody` has none.
    var tokens: [String: String] = [:]
    var accounts: [String: ID<Account>] = [:]
    /// Ids of the things of the first shop, or of the resident, or of the town.
    var own: [String: String] = [:]
    /// Ids of the things of the second shop, or of the guest, or of the other courier.
    var other: [String: String] = [:]

    var base: String { "/v1/cities/\(city.slug)" }

    static func open(_ slug: String, mark: String, _ town: MatrixTown, _ client: Client) async throws -> Quarter {
        let city = try await town.cities.open(
            NewCity(
                slug: slug, name: mark + "Stadt", zone: Zone("Europe/Berlin")!, land: .northRhineWestphalia,
                centre: Place(latitude: 51, longitude: 7)!))
        var quarter = Quarter(city: city, mark: mark)
        try await quarter.layOut(town)
        try quarter.openShops(town)
        try await quarter.meetPeople(town)
        try await quarter.setUp(client)
        try await quarter.trade(client)
        try await quarter.dispatch(client)
        return quarter
    }

    func client(_ name: String, _ client: Client) -> Client { tokens[name].map { client.with(token: $0) } ?? client }

    /// Sends as somebody; the test ends where the answer is another than expected.
    @discardableResult
    func send(
        _ client: Client, as name: String, _ method: String, _ path: String, _ body: String? = nil,
        expecting status: Int,
        type: String = "application/json"
    ) async throws -> JSONTree {
        let key = ["Idempotency-Key": "\(ID<Quarter>.make(at: MatrixTown.now))"]
        let reply = try await self.client(name, client).send(
            method, base + path, key, body: body.map { Array($0.utf8) }, type: type)
        try #require(reply.status == status, "\(method) \(path): \(reply.status) \(reply.text)")
        return reply.json
    }

    // MARK: Ground and shops, by the back door

    private mutating func layOut(_ town: MatrixTown) async throws {
        let square = #"{"type":"Polygon","coordinates":[[[6,50],[8,50],[8,52],[6,52],[6,50]]]}"#
        let area = try Area(json: JSON(parsing: Array(square.utf8)))
        let slug = mark.isEmpty ? "mitte" : "dort"
        own["slug"] = slug
        let zone = DeliveryZone(
            id: .make(at: MatrixTown.now), slug: slug, name: mark + "Mitte", area: area, priority: 0,
            fee: Money(cents: 390), freeFrom: nil, minimum: Money(cents: 100), pause: nil)
        let district = District(id: .make(at: MatrixTown.now), slug: slug, name: mark + "Mitte", area: area)
        try await town.cities.layOut([district], [zone], in: city.id)
        own["zone"] = zone.id.description
    }

    private mutating func openShops(_ town: MatrixTown) throws {
        let category = Self.id()
        own["category"] = category
        let session = try town.database.superuser()
        try session.run(
            """
            INSERT INTO trades VALUES ('\(city.id)', 'food', '\(mark)Lebensmittel', 'Food');
            INSERT INTO categories (city_id, id, slug, title)
            VALUES ('\(city.id)', '\(category)', 'brot', '\(mark)Brot')
            """)
        let gtins = mark.isEmpty ? ["04012345678901", "04012345678918"] : ["04012345678925", "04012345678932"]
        for (index, gtin) in gtins.enumerated() {
            var things: [String: String] = ["gtin": gtin, "requirement": "identity"]
            for name in ["retailer", "branch", "product", "variant", "offer"] { things[name] = Self.id() }
            try session.run(Self.shopSQL(city.id, things, category: category, mark: mark))
            things["shop"] = things["retailer"]
            if index == 0 { own.merge(things) { $1 } } else { other.merge(things) { $1 } }
        }
    }

    private static func shopSQL(
        _ city: CityID, _ things: [String: String], category: String, mark: String
    ) -> String {
        let id = { (name: String) in things[name] ?? "" }
        return """
            INSERT INTO retailers (city_id, id, name, trade, mode, state, created_at)
            VALUES ('\(city)', '\(id("retailer"))', '\(mark)Laden', 'food', 'orders', 'approved', now());
            INSERT INTO branches (city_id, id, retailer_id, street, lat, lon, created_at)
            VALUES ('\(city)', '\(id("branch"))', '\(id("retailer"))', '\(mark)Gasse', 51.01, 7.01, now());
            INSERT INTO products (city_id, id, retailer_id, category_id, title, vat_class, changed_at)
            VALUES ('\(city)', '\(id("product"))', '\(id("retailer"))', '\(category)', '\(mark)Brot', 'reduced', now());
            INSERT INTO variants (city_id, id, product_id, gtin, content_thousandths, content_measure)
            VALUES ('\(city)', '\(id("variant"))', '\(id("product"))', '\(id("gtin"))', 500000, 'gram');
            INSERT INTO offers (city_id, id, retailer_id, branch_id, product_id, variant_id, key, sku, price_cents,
                   stock_mode, state, changed_at)
            VALUES ('\(city)', '\(id("offer"))', '\(id("retailer"))', '\(id("branch"))', '\(id("product"))',
                    '\(id("variant"))', '\(id("offer"))', 'A1', 600, 'tracked', 'published', now());
            INSERT INTO stock_levels (city_id, offer_id, branch_id, on_hand, observed_at)
            VALUES ('\(city)', '\(id("offer"))', '\(id("branch"))', 1000, now());
            """
    }

    static func id() -> String { ID<Quarter>.make(at: MatrixTown.now).description }

    // MARK: People

    private mutating func meetPeople(_ town: MatrixTown) async throws {
        let shops = try [own, other].map { try #require(RetailerID($0["retailer"] ?? "")) }
        let people: [(String, Membership)] = [
            ("resident", Membership(role: .resident)), ("neighbour", Membership(role: .resident)),
            ("courier", Membership(role: .courier)), ("other courier", Membership(role: .courier)),
            ("operator", Membership(role: .operator)), ("admin", Membership(role: .admin)),
            ("viewer", Membership(role: .viewer, retailer: shops[0])),
            ("picker", Membership(role: .picker, retailer: shops[0])),
            ("manager", Membership(role: .manager, retailer: shops[0])),
            ("owner", Membership(role: .owner, retailer: shops[0])),
            ("other picker", Membership(role: .picker, retailer: shops[1])),
            ("other owner", Membership(role: .owner, retailer: shops[1])),
        ]
        for (name, right) in people { try await meet(name, right, town) }
        tokens["guest"] = town.tokens.issueGuest()
        _ = try await town.accounts.register(
            Email("konto@demo.invalid")!, name: mark + "Erika", language: "de", password: MatrixTown.password,
            in: city.id)
        _ = try await town.accounts.register(
            Email("neu@demo.invalid")!, name: mark + "Otto", language: "de", password: MatrixTown.password, in: city.id)
    }

    private mutating func meet(_ name: String, _ right: Membership, _ town: MatrixTown) async throws {
        let id = ID<Account>.make(at: MatrixTown.now)
        let email = name.replacing(" ", with: "-") + "@demo.invalid"
        try town.database.superuser().run(
            """
            INSERT INTO accounts (city_id, id, email, display_name)
            VALUES ('\(city.id)', '\(id)', '\(email)', '\(mark)\(name)')
            """)
        try await town.accounts.grant(right, to: id, in: city.id, by: .system)
        accounts[name] = id
        tokens[name] = try await town.tokens.issue(for: id, in: city.id, at: MatrixTown.now)
    }
}

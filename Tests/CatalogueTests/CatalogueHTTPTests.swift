import Accounts
import Cities
import Hummingbird
import Postgres
import TestSupport
import Testing
import Vocabulary
import Web

@testable import Catalogue

@Suite struct CatalogueHTTPTests {
    @Test func `a product goes from draft to its public page`() async throws {
        let town = try await CatalogueTown()
        try await town.serve { client, staff in
            let made = try await staff.post("\(town.shopPath)/assortment", town.newBeer)
            #expect(made.status == 201)
            let offer = try #require(made.json["id"]?.string)
            let path = "\(town.shopPath)/assortment/\(offer)"
            #expect(made.header("location") == path)
            #expect(made.json["state"]?.string == "draft")
            let product = try #require(made.json["product"]?.string)
            let page = "\(town.path)/products/\(product)"
            #expect(try await client.get(page).json["offers"]?.elements.isEmpty == true)

            let early = try await staff.patch(path, #"{"state":"published"}"#, ["If-Match": "\"1\""])
            #expect(early.status == 422)
            #expect(early.code == "catalogue/not-publishable")
            #expect(early.errors == ["/vatClass required"])
            let words = try await staff.patch(
                "\(town.shopPath)/products/\(product)", #"{"vatClass":"standard"}"#, ["If-Match": "\"1\""])
            #expect(words.status == 200)
            let published = try await staff.patch(path, #"{"state":"published"}"#, ["If-Match": "\"1\""])
            #expect(published.status == 200)
            #expect(published.header("etag") == "\"2\"")

            let shown = try await client.get(page)
            let first = try #require(shown.json["offers"]?[0])
            #expect(first["price"]?["amount"]?.int == 1599)
            #expect(first["unitPrice"]?["price"]?["amount"]?.int == 202)
            #expect(first["unitPrice"]?["per"]?.string == "litre")
            #expect(first["deposit"]?["total"]?["amount"]?.int == 342)
            #expect(first["sku"] == nil, "a shop's numbers are its own")
            #expect(shown.json["food"]?["allergens"]?["state"]?.string == "unknown")
            #expect(shown.json["minimumAge"]?.int == 16)
            let again = try await client.get(page, ["If-None-Match": shown.header("etag") ?? ""])
            #expect(again.status == 304)
        }
    }

    @Test func `a change needs the newest version, and a price is logged`() async throws {
        let town = try await CatalogueTown()
        let bread = try await town.offer("Brot", cents: 250)
        try await town.serve { _, staff in
            let path = "\(town.shopPath)/assortment/\(bread.id)"
            let price = #"{"price":{"amount":275,"currency":"EUR"}}"#
            #expect(try await staff.patch(path, price).status == 428)
            #expect(try await staff.patch(path, price, ["If-Match": "\"2\""]).status == 200)
            #expect(try await staff.patch(path, price, ["If-Match": "\"2\""]).status == 412)
            let upward = #"{"sale":{"price":{"amount":300,"currency":"EUR"}}}"#
            let refused = try await staff.patch(path, upward, ["If-Match": "\"3\""])
            #expect(refused.code == "catalogue/sale-not-lower")
            let sale = #"{"sale":{"price":{"amount":199,"currency":"EUR"}}}"#
            let reduced = try await staff.patch(path, sale, ["If-Match": "\"3\""])
            #expect(reduced.json["price"]?["amount"]?.int == 199)
            let back = try await staff.patch(path, #"{"sale":null}"#, ["If-Match": "\"4\""])
            #expect(back.json["price"]?["amount"]?.int == 275)
        }
        #expect(try town.count("SELECT count(*) FROM price_log WHERE offer_id = '\(bread.id)'") == 4)
        #expect(try town.count("SELECT count(*) FROM audit_entries WHERE object_id = '\(bread.id)'") >= 4)
    }

    @Test func `nobody edits another shop's offers, and strangers see nothing of them`() async throws {
        let town = try await CatalogueTown()
        let foreign = try await town.offer("Fremd", cents: 250, by: true)
        let body = #"{"state":"paused"}"#
        try await town.serve { client, staff in
            let asOwn = try await staff.patch("\(town.shopPath)/assortment/\(foreign.id)", body, ["If-Match": "\"2\""])
            #expect(asOwn.status == 404)
            let theirs = "\(town.path)/retailers/\(town.rival)"
            #expect(try await staff.get("\(theirs)/assortment").status == 404)
            #expect(try await staff.get("\(theirs)/imports").status == 404)
            #expect(try await client.get("\(town.shopPath)/assortment").status == 401)
            let words = try await staff.get("\(town.shopPath)/products/\(foreign.product)")
            #expect(words.status == 404)
        }
    }

    @Test func `lists go page by page`() async throws {
        let town = try await CatalogueTown()
        let tree = try await town.catalogue.put(
            [
                Category(
                    id: .make(at: CatalogueTown.now), parent: nil, slug: "brot", title: "Brot", synonyms: ["Backwaren"])
            ], in: town.city.id)
        let category = try #require(tree.categories.first)
        for number in 1...5 {
            let offer = try await town.offer("Brot \(number)", cents: 250)
            _ = try await town.catalogue.redescribe(offer.product, version: 1, by: town.shop, with: town.act) {
                $0.category = category.id
            }
        }
        try await town.serve { client, _ in
            for list in ["\(town.shopPath)/offers", "\(town.path)/categories/\(category.id)/products"] {
                var titles: [String] = []
                var next: String? = "\(list)?limit=2"
                while let path = next {
                    let page = try await client.get(path)
                    #expect(page.status == 200)
                    titles += page.json["items"]?.elements.compactMap { $0["title"]?.string } ?? []
                    next = page.json["next"]?.string.map { "\(list)?limit=2&cursor=\($0)" }
                }
                #expect(titles.sorted() == (1...5).map { "Brot \($0)" })
            }
            #expect(try await client.get("\(town.path)/categories").json["items"]?[0]?["slug"]?.string == "brot")
            let deposits = try await client.get("\(town.path)/deposit-types").json["items"]?.elements
            let totals = deposits?.compactMap { $0["total"]?["amount"]?.int }
            #expect(totals?.contains(342) == true)
        }
    }

    @Test func `a list is uploaded, answered, applied once and reported`() async throws {
        let town = try await CatalogueTown()
        let list = Array("Artikelnummer;Bezeichnung;VK\n1;Brot 500 g;2,50\n2;Mehl;zwei\n".utf8)
        try await town.serve { client, staff in
            let imports = "\(town.shopPath)/imports"
            let made = try await staff.send(
                "POST", "\(imports)?branch=\(town.branch)&fileName=preise.csv", body: list, type: "text/csv")
            #expect(made.status == 201)
            #expect(made.json["report"]?["questions"]?[0]?["code"]?.string == "priceBasis")
            let path = "\(imports)/\(try #require(made.json["id"]?.string))"
            let early = try await staff.post("\(path)/application", "", ["Idempotency-Key": "early"])
            #expect(early.code == "catalogue/questions-open")
            let answered = try await staff.put(
                "\(path)/options", #"{"prices":"gross","vatClass":"reduced","publish":true}"#)
            #expect(answered.json["state"]?.string == "validated")
            #expect(answered.json["report"]?["new"]?.int == 1)
            #expect(try await staff.post("\(path)/application", "").status == 400)
            for isReplay in [false, true] {
                let applied = try await staff.post("\(path)/application", "", ["Idempotency-Key": "k1"])
                #expect(applied.status == 200)
                #expect(applied.json["state"]?.string == "partly_applied")
                #expect((applied.header("idempotent-replayed") == "true") == isReplay)
            }
            #expect(try await staff.post("\(path)/application", "", ["Idempotency-Key": "k2"]).status == 409)
            let rows = try await staff.get("\(path)/rows?outcome=refused")
            #expect(rows.json["items"]?[0]?["line"]?.int == 3)
            #expect(rows.json["items"]?[0]?["column"]?.string == "VK")
            #expect(try await staff.get(imports).json["items"]?.elements.count == 1)
            #expect(try await client.get("\(town.shopPath)/offers").json["items"]?.elements.count == 1)
            #expect(try await staff.delete(path).status == 409)
        }
    }

    /// Precise refusals, and nothing written.
    @Test(
        arguments: [
            ([0x50, 0x4B, 3, 4], "text/csv", 415, "table/not-text"), ([], "text/csv", 422, "table/empty"),
            (Array("a;b\n".utf8), "image/png", 415, "request/media-type"),
        ] as [([UInt8], String, Int, String)])
    func `a file that is no table is refused`(file: [UInt8], type: String, status: Int, code: String) async throws {
        let town = try await CatalogueTown()
        try await town.serve { _, staff in
            let path = "\(town.shopPath)/imports?branch=\(town.branch)"
            let reply = try await staff.send("POST", path, body: file, type: type)
            #expect(reply.status == status)
            #expect(reply.code == code)
        }
        #expect(try town.count("SELECT count(*) FROM import_runs") == 0)
    }

    @Test(arguments: [
        (#"{"price":1}"#, 400), (#"{"price":{"amount":9223372036854775808,"currency":"EUR"}}"#, 400),
        (#"{"price":{"amount":1,"currency":"EUR"},"nope":1}"#, 400), (#"{"state":"sold"}"#, 400),
        (#"{"price":{"amount":0,"currency":"EUR"}}"#, 422), (#"{"deposit":"nowhere"}"#, 422), ("{", 400),
        (#"{"state":"draft"}"#, 409),
    ])
    func `a wrong change of an offer is refused and changes nothing`(body: String, status: Int) async throws {
        let town = try await CatalogueTown()
        let bread = try await town.offer("Brot", cents: 250)
        try await town.serve { _, staff in
            let path = "\(town.shopPath)/assortment/\(bread.id)"
            let refused = try await staff.patch(path, body, ["If-Match": "\"2\""])
            #expect(refused.status == status)
            let after = try await staff.get(path)
            #expect(after.header("etag") == "\"2\"")
        }
    }

    @Test func `a till's batch is taken once, whatever it is sent`() async throws {
        let town = try await CatalogueTown()
        _ = try await town.offer("Brot", cents: 250, onHand: 5, sku: "B1")
        let batch = """
            {"branch":"\(town.branch)","reports":[
              {"sku":"B1","delta":2,"observedAt":"2026-11-22T12:01:00Z"},
              {"sku":"X9","onHand":2,"observedAt":"2026-11-22T12:01:00Z"}]}
            """
        try await town.serve { _, staff in
            for _ in 1...2 {
                let reply = try await staff.post("\(town.shopPath)/stock-reports", batch, ["Idempotency-Key": "till-1"])
                #expect(reply.json["taken"]?.int == 1)
                #expect(reply.json["reports"]?[1]?["outcome"]?.string == "unknown")
            }
        }
        #expect(try town.count("SELECT on_hand FROM stock_levels") == 7)
    }
}

extension CatalogueTown {
    var path: String { "/v1/cities/\(city.slug)" }
    var shopPath: String { "\(path)/retailers/\(shop)" }

    /// A crate of beer that lacks its VAT class.
    var newBeer: String {
        """
        {"branch":"\(branch)","price":{"amount":1599,"currency":"EUR"},"deposit":"crate-24x8","sku":"BIER-24",
         "newProduct":{"title":"Klingenbräu 24 x 0,33 l","minimumAge":16,
           "variants":[{"content":{"amount":7920,"measure":"millilitre","parts":24}}]}}
        """
    }

    /// The HTTP side: a client of nobody, and one of the shop's manager.
    func serve<Result: Sendable>(_ body: (Client, Client) async throws -> Result) async throws -> Result {
        let seed = Array(repeating: UInt8(3), count: 32)
        let tokens = try await Tokens(signingSeed: seed, secret: seed, issuer: "test")
        let clock = Clock.fixed(at: Self.now)
        let accounts = Accounts(
            database: database.pool, clock: clock, tokens: tokens, passwords: PasswordHasher(pepper: seed))
        let cities = Cities(database: database.pool, clock: clock)
        let manager = try hire()
        let token = try await tokens.issue(for: manager, in: city.id, at: Self.now)
        return try await serving(
            { root in
                let town = root.group("v1/cities/{city}").proving(cities.resolve)
                    .group(as: CityContext.self, who: "anyone").proving(accounts.identify)
                CatalogueRoutes(catalogue: catalogue).mount(on: town)
            }
        ) { client in try await body(client, client.with(token: token)) }
    }

    /// A manager of the shop, without a password to hash.
    private func hire() throws -> ID<Account> {
        let (account, membership) = (ID<Account>.make(at: Self.now), ID<Membership>.make(at: Self.now))
        try database.superuser().run(
            """
            INSERT INTO accounts (city_id, id, email, display_name)
            VALUES ('\(city.id)', '\(account)', 'laden@demo.invalid', 'Laden');
            INSERT INTO memberships (city_id, id, account_id, role, retailer_id)
            VALUES ('\(city.id)', '\(membership)', '\(account)', 'manager', '\(shop)');
            """)
        return account
    }
}

import Accounts
import Cities
import Postgres
import Retailers
import TestSupport
import Testing
import Vocabulary
import Web

@testable import Catalogue

/// What the city's operators, shop scanners and damaged files do to the catalogue, over real HTTP.
@Suite struct CityCatalogueTests {
    @Test func `operators shape the tree, which stays a tree`() async throws {
        let town = try await CatalogueTown()
        let bread = try await town.offer("Brot", cents: 250)
        let clerk = try await town.token(of: "operator")
        try await town.serve { client, staff in
            let categories = "\(town.path)/categories"
            let food = #"{"slug":"lebensmittel","title":"Lebensmittel","synonyms":["Essen"]}"#
            #expect(try await client.post(categories, food).status == 401)
            #expect(try await staff.post(categories, food).status == 403)
            let city = client.with(token: clerk)
            let made = try await city.post(categories, food)
            #expect(made.status == 201 && made.header("etag") == "\"1\"", "\(made.text)")
            #expect(try await city.post(categories, food).code == "catalogue/slug-taken")
            #expect(try await city.post(categories, #"{"slug":"Ä","title":"x"}"#).status == 400)
            let root = made.json["id"]?.string ?? ""
            let below = "{\"slug\":\"wein\",\"title\":\"Wein\",\"parent\":\"\(root)\",\"minimumAge\":16}"
            let wine = try await city.post(categories, below).json["id"]?.string ?? ""
            let loop = "{\"slug\":\"lebensmittel\",\"title\":\"Lebensmittel\",\"parent\":\"\(wine)\"}"
            let ofRoot = "\(categories)/\(root)"
            #expect(try await city.put(ofRoot, loop, ["If-Match": "\"1\""]).code == "catalogue/category-loop")
            let nowhere = #"{"slug":"x1","title":"x","parent":"01a204cc-3fe7-700b-8975-db24a3b819b5"}"#
            #expect(try await city.post(categories, nowhere).code == "catalogue/category-unknown")
            let renamed = #"{"slug":"essen","title":"Essen","rank":3}"#
            #expect(try await city.put(ofRoot, renamed).status == 428)
            #expect(try await city.put(ofRoot, renamed, ["If-Match": "\"1\""]).json["rank"]?.int == 3)
            #expect(try await city.put(ofRoot, renamed, ["If-Match": "\"1\""]).status == 412)
            #expect(try await city.delete(ofRoot, ["If-Match": "\"2\""]).code == "catalogue/category-in-use")
            let ofWine = "\(categories)/\(wine)"
            let words = "\(town.shopPath)/products/\(bread.product)"
            let moved = try await staff.patch(words, "{\"category\":\"\(wine)\"}", ["If-Match": "\"1\""])
            #expect(moved.status == 200)
            #expect(try await city.delete(ofWine, ["If-Match": "\"1\""]).code == "catalogue/category-in-use")
            #expect(try await client.get("\(town.path)/products/\(bread.product)").json["minimumAge"]?.int == 16)
            _ = try await staff.patch(words, #"{"category":null}"#, ["If-Match": "\"2\""])
            #expect(try await city.delete(ofWine, ["If-Match": "\"1\""]).status == 204)
            #expect(try await city.delete(ofRoot, ["If-Match": "\"2\""]).status == 204)
            #expect(try await client.get(categories).json["items"]?.elements.isEmpty == true)
        }
        #expect(try town.count("SELECT count(*) FROM audit_entries WHERE object_kind = 'category'") == 5)
    }

    @Test func `a scanned number brings what a public source says, and what is still to be said`() async throws {
        let town = try await CatalogueTown()
        let file = """
            {"id": "4056489007180", "title": "Haferdrink 1 l", "text": "Wasser, Hafer", "fat": 1.5, "diet": ["vegan"]}
            """
        _ = try await town.catalogue.adoptPublicFacts(Array(file.utf8), in: town.city.id)
        try await town.serve { client, staff in
            let path = "\(town.shopPath)/products/by-gtin"
            let scan = try await staff.post(path, #"{"gtin":"4056489007180"}"#)
            #expect(scan.status == 200, "\(scan.text)")
            #expect(scan.json["product"]?["title"]?.string == "Haferdrink 1 l")
            #expect(scan.json["product"]?["source"]?.string == "openfoodfacts")
            #expect(scan.json["product"]?["food"]?["allergens"]?["state"]?.string == "unknown")
            #expect(scan.json["variant"]?["content"]?["measure"]?.string == "millilitre")
            #expect(scan.json["missing"]?.elements.compactMap(\.string) == ["vatClass"])
            #expect(scan.json["offers"]?.elements.isEmpty == true)
            let product = scan.json["product"]?["id"]?.string ?? ""
            let variant = scan.json["variant"]?["id"]?.string ?? ""
            let offer = """
                {"branch":"\(town.branch)","price":{"amount":149,"currency":"EUR"},"product":"\(product)",
                 "variant":"\(variant)"}
                """
            #expect(try await staff.post("\(town.shopPath)/assortment", offer).status == 201)
            #expect(try await staff.post(path, #"{"gtin":"04056489007180"}"#).json["offers"]?.elements.count == 1)
            #expect(try await staff.post(path, #"{"gtin":"4056489007181"}"#).errors == ["/gtin gtin"])
            #expect(try await staff.post(path, #"{"gtin":"4006381333931"}"#).code == "catalogue/gtin-unknown")
            #expect(try await client.post(path, #"{"gtin":"4056489007180"}"#).status == 401)
        }
    }

    @Test func `goods of a shop that is suspended are seen by its own people alone`() async throws {
        let town = try await CatalogueTown()
        let tree = try await town.catalogue.put(
            [Category(id: .make(at: CatalogueTown.now), parent: nil, slug: "brot", title: "Brot")], in: town.city.id)
        let category = try #require(tree.categories.first)
        let bread = try await town.offer("Brot", cents: 250)
        _ = try await town.catalogue.redescribe(bread.product, version: 1, by: town.shop, with: town.act) {
            $0.category = category.id
        }
        try await town.serve { client, staff in
            let page = "\(town.path)/products/\(bread.product)"
            let list = "\(town.path)/categories/\(category.id)/products"
            #expect(try await client.get(page).json["offers"]?.elements.count == 1)
            #expect(try await client.get(list).json["items"]?.elements.count == 1)
            for state in ["suspended", "terminated", "onboarding"] {
                try town.database.superuser().run(
                    "UPDATE retailers SET state = '\(state)' WHERE id = '\(town.shop)'")
                #expect(try await client.get(page).json["offers"]?.elements.count == 0)
                #expect(try await client.get(list).json["items"]?.elements.count == 0)
                #expect(try await client.get("\(town.shopPath)/offers").status == 404)
                #expect(try await staff.get("\(town.shopPath)/assortment").json["items"]?.elements.count == 1)
            }
        }
    }

    @Test func `damaged bytes cost their own lines and nothing else`() async throws {
        let town = try await CatalogueTown()
        let head = Array("Artikelnummer;Bezeichnung;Bruttopreis\n1;Käse 500 g;2,50\n".utf8)
        let half = Array("2;Brot ".utf8) + [0xC3] + Array(";1,00\n".utf8)
        let zero = Array("3;Me".utf8) + [0] + Array("hl;1,00\n".utf8)
        let tail = Array("4;Äpfel 1 kg;3,00\n".utf8)
        try await town.serve { _, staff in
            let path = "\(town.shopPath)/imports?branch=\(town.branch)"
            let made = try await staff.send("POST", path, body: head + half + zero + tail, type: "text/csv")
            #expect(made.status == 201, "\(made.text)")
            #expect(made.json["report"]?["encoding"]?.string == "UTF-8")
            #expect(made.json["report"]?["refused"]?.int == 2 && made.json["report"]?["new"]?.int == 2)
            let rows = try await staff.get(
                "\(town.shopPath)/imports/\(made.json["id"]?.string ?? "")/rows?outcome=refused")
            let refused = rows.json["items"]?.elements ?? []
            #expect(refused.map { $0["line"]?.int } == [3, 4])
            #expect(refused.map { $0["code"]?.string } == ["broken-character", "nul-byte"])
            let words = Array("Artikelnummer;Bezeichnung;Bruttopreis\n1;K".utf8) + [0xE4] + Array("se;1,00\n".utf8)
            let old = try await staff.send("POST", path, body: words, type: "text/csv")
            #expect(old.json["report"]?["encoding"]?.string == "Windows-1252")
        }
        #expect(try town.count("SELECT count(*) FROM import_runs") == 2)
        #expect(try town.count("SELECT count(*) FROM offers") == 0)
    }

    @Test func `who was away while the feed was forgotten is told so`() async throws {
        let town = try await CatalogueTown(clock: .fixed(at: CatalogueTown.now))
        let start = try await town.catalogue.feedHead()
        let bread = try await town.offer("Brot", cents: 250)
        let seen = try await town.changes(after: start) { $0.count >= 2 }
        let last = try #require(seen.last).position
        try await town.catalogue.forgetChanges(in: town.city.id)
        #expect(try await town.catalogue.changes(after: start, limit: 9, in: town.city.id).count == seen.count)
        try town.database.superuser().run("UPDATE catalogue_changes SET at = '2026-11-01T00:00:00Z'")
        let milk = try await town.offer("Milch", cents: 100)
        _ = try await town.changes(after: last) { $0.count >= 2 }
        try await town.catalogue.forgetChanges(in: town.city.id)
        await #expect(throws: FeedForgotten.self) {
            try await town.catalogue.changes(after: start, limit: 9, in: town.city.id)
        }
        let rest = try await town.catalogue.changes(after: last, limit: 9, in: town.city.id)
        #expect(Set(rest.map(\.offer)) == [milk.id] && bread.id != milk.id)
        // What is forgotten twice is forgotten once.
        try await town.catalogue.forgetChanges(in: town.city.id)
        #expect(try await town.catalogue.changes(after: last, limit: 9, in: town.city.id) == rest)
    }
}

extension CatalogueTown {
    /// A token of somebody new with a role of the city.
    func token(of role: String) async throws -> String {
        let seed = Array(repeating: UInt8(3), count: 32)
        let tokens = try await Tokens(signingSeed: seed, secret: seed, issuer: "test")
        let (account, membership) = (ID<Account>.make(at: Self.now), ID<Membership>.make(at: Self.now))
        try database.superuser().run(
            """
            INSERT INTO accounts (city_id, id, email, display_name)
            VALUES ('\(city.id)', '\(account)', '\(role)@demo.invalid', 'Stadt');
            INSERT INTO memberships (city_id, id, account_id, role)
            VALUES ('\(city.id)', '\(membership)', '\(account)', '\(role)');
            """)
        return try await tokens.issue(for: account, in: city.id, at: Self.now)
    }
}

import Catalogue
import Cities
import Foundation
import Postgres
import TestSupport
import Testing
import Vocabulary
import Web

@testable import Search

/// Searches over HTTP on a real PostgreSQL, each answer held against the API document.
struct SearchTests {
    static let path = "/v1/cities/dreieich/search"

    @Test func `a misspelt word finds the goods, and every hit shows unit price and deposit`() async throws {
        let town = try await SearchTown.open()
        let shop = try await town.shop("Laden am Markt")
        let drinks = try await town.drinks()
        for title in ["Hafermilch Natur", "Bio Haferdrink", "Apfelsaft naturtrüb", "Müsli mit Nüssen"] {
            var shelf = SearchTown.Shelf(title, cents: 139)
            shelf.category = drinks
            shelf.deposit = "bottle-15"
            try await town.sell(shelf, at: shop)
        }
        try await town.served { client in
            let reply = try await client.get(Self.path + "?q=hafermlch")
            #expect(reply.status == 200)
            #expect(reply.titles.first == "Hafermilch Natur")
            #expect(reply.titles.contains("Bio Haferdrink"))
            #expect(!reply.titles.contains("Apfelsaft naturtrüb"))
            let hit = reply.json["items"]?[0]
            #expect(hit?["kind"]?.string == "product")
            #expect(hit?["highlights"]?[0]?[0]?.int == 0 && hit?["highlights"]?[0]?[1]?.int == 10)
            let offer = hit?["offers"]?[0]
            #expect(offer?["price"]?["amount"]?.int == 139)
            #expect(offer?["unitPrice"]?["price"]?["amount"]?.int == 278)
            #expect(offer?["deposit"]?["total"]?["amount"]?.int == 15)
            #expect(offer?["retailerName"]?.string == "Laden am Markt")
            #expect(try await client.get(Self.path + "?q=musli").titles == ["Müsli mit Nüssen"])
            #expect(try await client.get(Self.path + "?q=saft%20apfel").titles == ["Apfelsaft naturtrüb"])
        }
    }

    @Test func `the seeded town knows what a misspelt oat milk is`() async throws {
        let town = try await SearchTown.open()
        let shop = try await town.shop("Laden am Markt")
        let lines = try String(contentsOfFile: packageFolder + "/seed/dreieich/products.jsonl", encoding: .utf8)
        for (number, line) in lines.split(separator: "\n").enumerated() where number < 40 || number % 20 == 0 {
            let product = try JSONTree(parsing: Array(line.utf8))
            try await town.sell(.init(product["title"]?.string ?? "", cents: 139), at: shop)
        }
        try await town.served { client in
            for text in ["hafermlch", "Hafermilch", "haferdrnk"] {
                let titles = try await client.get(Self.path + "?limit=5&q=" + text).titles
                #expect(titles.count == 5 && titles.allSatisfy { $0.lowercased().contains("hafer") }, "\(titles)")
            }
        }
    }

    @Test func `products and shops stand in one answer`() async throws {
        let town = try await SearchTown.open()
        let baker = try await town.shop("Bäckerei Sommer", trade: "bakery")
        try await town.sell(.init("Sommerbrot", cents: 420), at: baker)
        try await town.served { client in
            let reply = try await client.get(Self.path + "?q=sommer")
            #expect(Set(reply.titles) == ["Bäckerei Sommer", "Sommerbrot"])
            #expect(try await client.get(Self.path + "?q=sommer&kind=retailer").titles == ["Bäckerei Sommer"])
            #expect(try await client.get(Self.path + "?q=sommer&kind=product").titles == ["Sommerbrot"])
        }
    }

    @Test func `a published offer is found soon, a withdrawn one is gone as soon`() async throws {
        let town = try await SearchTown.open()
        let shop = try await town.shop("Laden am Markt")
        try await town.served { client in
            let offer = try await town.sell(.init("Quittengelee", cents: 450), at: shop)
            let there = try await client.soon(Self.path + "?q=quittengelee") { $0.titles == ["Quittengelee"] }
            #expect(there.titles == ["Quittengelee"])
            try await town.become(.paused, offer, at: shop)
            let gone = try await client.soon(Self.path + "?q=quittengelee") { $0.titles.isEmpty }
            #expect(gone.titles.isEmpty)
        }
    }

    @Test func `a new price is found soon`() async throws {
        let town = try await SearchTown.open()
        let shop = try await town.shop("Laden am Markt")
        let offer = try await town.sell(.init("Quittengelee", cents: 450), at: shop)
        try await town.served { client in
            let dear = try await client.get(Self.path + "?q=quittengelee&priceTo=300")
            #expect(dear.titles.isEmpty)
            _ = try await town.catalogue.change(
                offer.id, version: offer.version, of: shop.retailer, with: shop.act
            ) { $0.tag = PriceTag(regular: Money(cents: 250)) }
            let cheap = try await client.soon(Self.path + "?q=quittengelee&priceTo=300") { !$0.titles.isEmpty }
            #expect(cheap.json["items"]?[0]?["offers"]?[0]?["price"]?["amount"]?.int == 250)
        }
    }

    @Test func `a suspended shop and its goods vanish and come back`() async throws {
        let town = try await SearchTown.open()
        let shop = try await town.shop("Laden am Markt")
        try await town.sell(.init("Quittengelee", cents: 450), at: shop)
        try await town.served { client in
            #expect(try await client.get(Self.path + "?q=quittengelee").titles.count == 1)
            for (state, count) in [("suspended", 0), ("approved", 1)] {
                try town.database.superuser().run(
                    "UPDATE retailers SET state = '\(state)', version = version + 1 WHERE id = '\(shop.retailer)'")
                let goods = try await client.soon(Self.path + "?q=quittengelee") { $0.titles.count == count }
                #expect(goods.titles.count == count)
                let shops = try await client.soon(Self.path + "?q=laden") { $0.titles.count == count }
                #expect(shops.titles.count == count)
            }
        }
    }

    @Test func `search answers while the database is away`() async throws {
        let town = try await SearchTown.open()
        let shop = try await town.shop("Laden am Markt")
        try await town.sell(.init("Hafermilch", cents: 139), at: shop)
        try await town.served { client in
            #expect(try await client.get(Self.path + "?q=hafermlch").titles == ["Hafermilch"])
            town.database.pool.close()
            await #expect(throws: Fault.self) { try await town.cities.all() }
            for _ in 1...5 {
                let reply = try await client.get(Self.path + "?q=hafermlch&openNow=true&deliverableAt=50.0,8.75")
                #expect(reply.status == 200)
                #expect(reply.titles == ["Hafermilch"])
            }
            #expect(try await client.get("/v1/cities/dreieich/suggest?q=haf").status == 200)
        }
    }

    @Test func `two towns never see each other's hits`() async throws {
        let town = try await SearchTown.open()
        let (here, there) = (try await town.shop("Laden Eins"), try await town.shop("Laden Zwei", in: town.other))
        try await town.sell(.init("Hafermilch Eins", cents: 139), at: here)
        try await town.sell(.init("Hafermilch Zwei", cents: 139), at: there)
        try await town.served { client in
            #expect(try await client.get(Self.path + "?q=hafermilch").titles == ["Hafermilch Eins"])
            #expect(try await client.get("/v1/cities/solingen/search?q=hafermilch").titles == ["Hafermilch Zwei"])
            let first = try await client.get("/v1/cities/dreieich/search?limit=1")
            let cursor = try #require(first.json["next"]?.string)
            let stolen = try await client.get("/v1/cities/solingen/search?limit=1&cursor=\(cursor)")
            #expect(stolen.status == 400)
        }
    }

    @Test func `a sale begins and ends without anybody doing something`() async throws {
        let moment = Moment(SearchTown.now)
        let town = try await SearchTown.open(at: moment.clock)
        let shop = try await town.shop("Laden am Markt")
        var shelf = SearchTown.Shelf("Quittengelee", cents: 450)
        let sale = PriceTag.Sale(
            price: Money(cents: 250), startsAt: SearchTown.now + 3600, endsAt: SearchTown.now + 7200)
        shelf.tag = PriceTag(regular: Money(cents: 450), sale: sale)
        try await town.sell(shelf, at: shop)
        try await town.served { client in
            for (seconds, cents, isCheap) in [(0, 450, false), (3600, 250, true), (7200, 450, false)] {
                moment.set(SearchTown.now + Int64(seconds))
                let reply = try await client.get(Self.path + "?q=quittengelee")
                #expect(reply.json["items"]?[0]?["offers"]?[0]?["price"]?["amount"]?.int == cents)
                let cheap = try await client.soon(Self.path + "?q=quittengelee&priceTo=300") {
                    $0.titles.isEmpty != isCheap
                }
                #expect(cheap.titles.isEmpty != isCheap)
            }
        }
    }
}

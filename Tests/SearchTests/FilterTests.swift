import Catalogue
import Cities
import TestSupport
import Testing
import Vocabulary
import Web

@testable import Search

/// Every parameter, and what is refused.
struct FilterTests {
    private static let path = "/v1/cities/dreieich/search"

    @Test func `each filter lets through what it says`() async throws {
        let town = try await SearchTown.open()
        let early = try await town.shop("Laden West", longitude: 8.65)
        let late = try await town.shop("Laden Ost", hours: "Mo-Sa 18:00-22:00", longitude: 8.75)
        let listed = try await town.shop("Laden ohne Bestellung", mode: "directory", longitude: 8.75)
        let drinks = try await town.drinks()
        var cheap = SearchTown.Shelf("Apfelsaft mild", cents: 99)
        cheap.category = drinks
        cheap.allergens = .declared(contains: [], mayContain: [.nuts])
        var dear = SearchTown.Shelf("Apfelsaft naturtrüb", cents: 299)
        (dear.stock, dear.allergens) = (0, .declared(contains: [], mayContain: []))
        dear.content = Content(thousandths: 6_000_000, measure: .millilitre, parts: 6)!
        try await town.sell(cheap, at: early)
        try await town.sell(dear, at: late)
        try await town.sell(.init("Apfelsaft klar", cents: 199), at: listed)
        let (mild, trueb, klar) = ("Apfelsaft mild", "Apfelsaft naturtrüb", "Apfelsaft klar")
        let table: [(String, Set<String>)] = [
            ("", [mild, trueb, klar]), ("&openNow=true", [mild, klar]), ("&district=ost", [trueb, klar]),
            ("&retailer=\(late.retailer)", [trueb]), ("&category=drinks", [mild]), ("&priceFrom=150", [trueb, klar]),
            ("&priceTo=150", [mild]), ("&priceFrom=150&priceTo=250", [klar]), ("&inStock=true", [mild, klar]),
            ("&deliverableAt=50.0,8.75", [mild, trueb]), ("&deliverableAt=ostzone", [mild, trueb]),
            ("&deliverableAt=50.0,8.65", []), ("&without=nuts", [trueb]), ("&without=gluten", [mild, trueb]),
            ("&openNow=true&district=ost", [klar]), ("&diet=vegan", []),
        ]
        try await town.served { client in
            for (filter, expected) in table {
                let reply = try await client.get(Self.path + "?q=apfelsaft&kind=product" + filter)
                #expect(Set(reply.titles) == expected, "\(filter)")
            }
            let sorted = try await client.get(Self.path + "?q=apfelsaft&sort=price")
            #expect(sorted.titles == [mild, klar, trueb])
            #expect(sorted.json["total"]?.int == 3)
            let byUnit = try await client.get(Self.path + "?q=apfelsaft&sort=unitPrice")
            #expect(byUnit.titles == [trueb, mild, klar])
            let near = try await client.get(Self.path + "?q=apfelsaft&sort=distance&near=50.0,8.64&kind=product")
            #expect(near.titles.first == mild)
            #expect((700...730).contains(near.json["items"]?[0]?["distanceMetres"]?.int ?? 0))
            let nobody = try await client.get(Self.path + "?q=apfelsaft&deliverableAt=50.0,8.65")
            #expect(nobody.json["delivery"]?["isServed"]?.bool == false)
            let counted = try await client.get(Self.path + "?q=apfelsaft&facets=true&retailer=\(late.retailer)")
            #expect(counted.json["facets"]?["retailers"]?.elements.count == 3)
            #expect(counted.json["facets"]?["products"]?.int == 1)
        }
    }

    @Test func `pages follow one another without gap or repeat`() async throws {
        let town = try await SearchTown.open()
        let shop = try await town.shop("Laden am Markt")
        for number in 1...7 { try await town.sell(.init("Apfelsaft \(number)", cents: 100), at: shop) }
        try await town.served { client in
            for order in ["relevance", "price"] {
                var (titles, path): ([String], String?) = ([], Self.path + "?q=apfelsaft&limit=3&sort=\(order)")
                while let next = path {
                    let page = try await client.get(next)
                    titles += page.titles
                    path = page.json["next"]?.string.map {
                        Self.path + "?q=apfelsaft&limit=3&sort=\(order)&cursor=\($0)"
                    }
                }
                #expect(titles.sorted() == (1...7).map { "Apfelsaft \($0)" })
            }
        }
    }

    @Test func `hostile and mistaken requests are refused or answered, never an error of ours`() async throws {
        let town = try await SearchTown.open()
        let shop = try await town.shop("Laden am Markt")
        try await town.sell(.init("Hafermilch", cents: 139), at: shop)
        let refused: [(String, String?)] = [
            ("?q=%00", "query encoding"),
            ("?q=" + String(repeating: "wort+", count: 500), "q length"),
            ("?q=a&sort=cheapest", "sort enum"), ("?q=a&limit=0", "limit range"), ("?q=a&limit=201", "limit range"),
            ("?q=a&openNow=yes", "openNow format"), ("?q=a&district=nowhere", "district enum"),
            ("?q=a&category=nothing", "category enum"), ("?q=a&deliverableAt=nozone", "deliverableAt enum"),
            ("?q=a&deliverableAt=91,0", "deliverableAt format"), ("?q=a&priceFrom=-1", "priceFrom range"),
            ("?q=a&retailer=17", "retailer format"), ("?q=a&colour=red", "colour unknown"),
            ("?q=a&q=b", "q repeated"), ("?q=a&sort=distance", "sort near"), ("?q=a&without=dust", "without enum"),
            ("?q=a&near=here", "near format"), ("?q=a&cursor=AAAA", "cursor cursor"), ("?q=%ff", "query encoding"),
        ]
        let answered = ["%22", "-", "*", "hafer%22%22%22milch", "-%20-%20-", "%F0%9F%A5%9B", "((((", "a%20b%20c"]
        try await town.served { client in
            for (query, error) in refused {
                let reply = try await client.get(Self.path + query)
                #expect(reply.status == 400, "\(query.prefix(40))")
                #expect(reply.errors == (error.map { [$0] } ?? []), "\(query.prefix(40))")
            }
            let long = try await client.get(Self.path + "?q=" + String(repeating: "a", count: 10_000))
            #expect(long.status == 414)
            for text in answered { #expect(try await client.get(Self.path + "?q=" + text).status == 200, "\(text)") }
            #expect(try await client.get("/v1/cities/nowhere/search?q=a").status == 404)
        }
    }

    @Test func `a search that is not filled yet says when to come again`() async throws {
        let town = try await SearchTown.open()
        #expect(throws: SearchProblem.filling) { try town.search.find(SearchWish("hafer"), in: town.city) }
        #expect(SearchProblem.filling.retryAfterSeconds == 1)
    }

    @Test func `what is typed half is completed`() async throws {
        let town = try await SearchTown.open()
        let shop = try await town.shop("Laden am Markt")
        for title in ["Hafermilch", "Haferflocken", "Hafermilch Vanille"] {
            try await town.sell(.init(title, cents: 139), at: shop)
        }
        try await town.served { client in
            let reply = try await client.get("/v1/cities/dreieich/suggest?q=hafe&limit=2")
            #expect(reply.json["items"]?[0]?["text"]?.string == "hafermilch")
            #expect(reply.json["items"]?.elements.count == 2)
            #expect(try await client.get(Self.path + "?q=hafe").titles.count == 3)
        }
    }
}

import Catalogue
import Cities
import Foundation
import Retailers
import Storefront
import TestSupport
import Testing
import Vocabulary

/// Pages over HTTP, on real rows.
struct PageTests {
    @Test func `the front page shows who is open, by whom and where`() async throws {
        let town = try await SmallTown.open()
        try await town.served { client in
            let page = try await client.get("/", ["Accept-Language": "de"])
            #expect(page.status == 200)
            #expect(page.header("Content-Type") == "text/html; charset=utf-8")
            #expect(page.text.contains("<h1>Was es heute in Dreieich gibt</h1>"))
            #expect(page.text.contains("Jetzt geöffnet: 16"))
            #expect(page.text.contains("geöffnet bis 20:00"))
            #expect(page.text.contains("Bäckerei <span class=\"count\">4</span>"))
            #expect(page.text.contains("© OpenStreetMap contributors"))
            #expect(!page.text.contains("{{") && !page.text.contains("Optional("))
        }
    }

    @Test func `every page speaks the language the browser asks for or the reader chose`() async throws {
        let town = try await SmallTown.open()
        try await town.served { client in
            let english = try await client.get("/", ["Accept-Language": "en-GB, de;q=0.5"])
            #expect(english.text.contains("<html lang=\"en\">"))
            #expect(english.text.contains("open until 20:00"))
            #expect(english.header("Content-Language") == "en")
            #expect(english.text.contains("href=\"/?lang=de\""))
            let chosen = try await client.get("/cities/dreieich/shops?trade=bakery&lang=en", ["Accept-Language": "de"])
            #expect(chosen.text.contains("<html lang=\"en\">"))
            #expect(chosen.text.contains("href=\"/cities/dreieich/shops?trade=bakery&amp;lang=de\""))
            #expect(chosen.text.contains("name=\"lang\" value=\"en\""))
        }
    }

    @Test func `the directory filters by district, trade and open now`() async throws {
        let town = try await SmallTown.open()
        try await town.served { client in
            let all = try await client.get("/cities/dreieich/shops")
            #expect(all.text.contains("57 Läden"))
            let bakeries = try await client.get("/cities/dreieich/shops?district=&trade=bakery")
            #expect(bakeries.text.contains("4 Läden") && !bakeries.text.contains(">REWE</a>"))
            let open = try await client.get("/cities/dreieich/shops?open=true&trade=restaurant")
            #expect(open.text.contains("<h2>1 Laden</h2>") && open.text.contains(">Memo Imbiss</a>"))
            let nowhere = try await client.get("/cities/dreieich/shops?district=goetzenhain")
            #expect(nowhere.text.contains("0 Läden"))
        }
    }

    @Test func `a shop shows its hours of the coming days and what it sells`() async throws {
        let town = try await SmallTown.open()
        _ = try await town.fillShelves()
        let rewe = try await town.shop(named: "REWE").retailer.id
        try await town.served { client in
            let page = try await client.get("/cities/dreieich/shops/\(rewe)")
            #expect(page.text.contains("<h1>REWE</h1>"))
            #expect(page.text.contains("<th scope=\"row\">heute</th><td>07:00–22:00</td>"))
            #expect(page.text.contains("<th scope=\"row\">So, 05.07.</th><td>geschlossen</td>"))
            #expect(page.text.contains("Gleisstraße 3, 63303 Dreieich"))
            #expect(page.text.contains("2,78\u{A0}€/l"))
        }
    }

    @Test func `a product shows unit price, deposit, age and allergens, and no text breaks out`() async throws {
        let town = try await SmallTown.open()
        let (milk, beer) = try await town.fillShelves()
        try await town.served { client in
            let page = try await client.get("/cities/dreieich/products/\(milk)")
            #expect(page.text.contains("<h1>Hafermilch &amp; &quot;mehr&quot; &lt;ungesüßt&gt;</h1>"))
            #expect(page.text.contains("1,39\u{A0}€") && page.text.contains("2,78\u{A0}€/l"))
            #expect(page.text.contains("Gluten; kann Spuren enthalten: Soja, Schalenfrüchte"))
            #expect(page.text.contains("noch 3"))
            let crate = try await client.get("/cities/dreieich/products/\(beer)?lang=en")
            #expect(crate.text.contains("<td class=\"number\">€3.10</td>"))
            #expect(crate.text.contains("Only from the age of 16"))
            #expect(crate.text.contains("20\u{A0}×\u{A0}500\u{A0}ml"))
        }
    }

    @Test func `search answers with what was found, also while somebody types`() async throws {
        let town = try await SmallTown.open()
        _ = try await town.fillShelves()
        try await town.served { client in
            let page = try await client.get("/cities/dreieich/search?q=+hafermlch%20")
            #expect(page.text.contains("<h1>Suche nach „hafermlch“</h1>"))
            #expect(page.text.contains("1 Produkte und 0 Läden gefunden"))
            #expect(page.text.contains("2,78\u{A0}€/l") && page.text.contains("bei REWE"))
            #expect(page.text.contains("value=\"hafermlch\""))
            let nothing = try await client.get("/cities/dreieich/search?q=%22%3Cscript%3E")
            #expect(
                nothing.status == 200 && nothing.text.contains("&quot;&lt;script&gt;")
                    && !nothing.text.contains("<script>"))
            let options = try await client.get("/cities/dreieich/suggestions?q=haf")
            #expect(options.text.hasPrefix("<li role=\"option\" id=\"hit-0\""))
            #expect(try await client.get("/cities/dreieich/suggestions?q=").text.contains("<li") == false)
            #expect(try await client.get("/cities/dreieich/search").text.contains("Was suchen Sie?"))
        }
    }

    @Test(arguments: [
        "/cities/nowhere", "/cities/dreieich/shops/0198f0f0-0000-7000-8000-000000000000",
        "/cities/dreieich/products/none",
    ])
    func `what is not there is a page that says so`(path: String) async throws {
        let town = try await SmallTown.open()
        try await town.served { client in
            let page = try await client.get(path)
            #expect(page.status == 404)
            #expect(page.text.contains("<h1>Diese Seite gibt es nicht</h1>"))
        }
    }

    @Test func `without a town there is a list of none, with two a choice`() async throws {
        let town = try await SmallTown.open("langen")
        _ = try await town.cities.open(
            .init(slug: "zwei", name: "Zweistadt", zone: town.city.zone, land: .hesse, centre: town.city.centre))
        try await town.served { client in
            let page = try await client.get("/")
            #expect(page.text.contains("href=\"/cities/zwei\">Zweistadt</a>"))
        }
    }
}

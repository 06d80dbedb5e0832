import Accounts
import Catalogue
import Cities
import Foundation
import Hummingbird
import Places
import Postgres
import Retailers
import Slots
import Storefront
import TestSupport
import Vocabulary
import Web

/// A town on a database of its own: the shops of the seed, and a shelf with the goods that are hard to show.
struct SmallTown {
    /// A Wednesday, 10:30 in summer.
    static let now = Instant("2026-07-01T08:30:00Z")!
    let storefront: Storefront
    let cities: Cities
    let retailers: Retailers
    let catalogue: Catalogue
    let city: City
    let places: Places

    /// `isEmpty`: no town has been opened yet. `now` nil: the machine's clock.
    static func open(_ slug: String = "dreieich", at now: Instant? = now) async throws -> SmallTown {
        let database = try TestDatabase().pool
        let clock = now.map { Clock.fixed(at: $0) } ?? .system
        let cities = Cities(database: database, clock: clock)
        let retailers = Retailers(database: database, clock: clock)
        let catalogue = Catalogue(database: database, clock: clock)
        let city = try await cities.open(
            NewCity(
                slug: slug, name: "Dreieich", zone: Zone("Europe/Berlin")!, land: .hesse,
                centre: Place(latitude: 50.0003, longitude: 8.713)!))
        try await cities.layOut(districts(), [], in: city.id)
        let shops = try RetailerList(osm: Array(Data(contentsOf: URL(filePath: seed + "/shops.geojson"))))
        _ = try await retailers.take(
            shops, districts: cities.districts(of: city.id), with: Act(in: city, by: .system))
        var settings = StorefrontSettings()
        settings.attributions = ["© OpenStreetMap contributors (ODbL 1.0)."]
        settings.isDemonstration = true
        settings.examples = ["hafermlch", "Brötchen"]
        let slots = Slots(cities: cities, database: database, clock: clock)
        let folder = TestCluster.newFolder()
        let places = Places(cities: cities, database: database, folder: folder, clock: clock)
        let storefront = Storefront(
            cities: cities, retailers: retailers, catalogue: catalogue, slots: slots,
            find: { try await byTitle($0, catalogue, retailers) },
            pages: try await Pages(folder: packageFolder + "/pages"), settings: settings, clock: clock,
            places: places)
        return SmallTown(
            storefront: storefront, cities: cities, retailers: retailers, catalogue: catalogue, city: city,
            places: places)
    }

    /// Stands in for the search: whatever begins with the first three letters.
    private static func byTitle(
        _ question: Question, _ catalogue: Catalogue, _ retailers: Retailers
    ) async throws -> Found {
        let start = question.text.lowercased().prefix(3)
        let products = try await catalogue.offeredProducts(after: nil, limit: 100, in: question.city.id)
        let shops = try await retailers.everything(in: question.city)
        return Found(
            products: products.filter { $0.product.title.lowercased().hasPrefix(start) }.map(\.product.id),
            shops: shops.filter { $0.retailer.profile.name.lowercased().hasPrefix(start) }.map(\.retailer.id))
    }

    private static let seed = packageFolder + "/seed/dreieich"

    private static func districts() throws -> [District] {
        let zones = try JSONTree(parsing: Array(Data(contentsOf: URL(filePath: seed + "/zones.geojson"))))
        return try (zones["features"]?.elements ?? []).filter { $0["properties"]?["kind"]?.string == "district" }.map {
            var json = JSONWriter()
            $0["geometry"]?.write(to: &json)
            return District(
                id: .make(at: now), slug: $0["properties"]?["slug"]?.string ?? "",
                name: $0["properties"]?["name"]?.string ?? "", area: try Area(json: JSON(parsing: json.bytes)))
        }
    }

    func shop(named name: String) async throws -> DirectoryEntry {
        guard let entry = try await retailers.everything(in: city).first(where: { $0.retailer.profile.name == name })
        else { throw NoSuchShop(name: name) }
        return entry
    }

    struct NoSuchShop: Error { let name: String }

    /// Puts goods on the shelf of a shop and publishes them; answers the product.
    @discardableResult
    func sell(
        _ product: NewProduct, at shop: String, cents: Int64, deposit: String? = nil, stock: Int64? = nil
    ) async throws -> ID<Product> {
        let entry = try await self.shop(named: shop)
        var offer = NewOffer(
            goods: .new(product), branch: entry.branches[0].id, tag: PriceTag(regular: Money(cents: cents)))
        offer.depositCode = deposit
        if let stock { (offer.stockMode, offer.onHand) = (.tracked, stock) }
        let made = try await catalogue.offer(offer, by: entry.retailer.id, with: Act(in: city, by: .system))
        _ = try await catalogue.change(
            made.id, version: made.version, of: entry.retailer.id, with: Act(in: city, by: .system)
        ) {
            $0.state = .published
        }
        return made.product
    }

    func fillShelves() async throws -> (milk: ID<Product>, beer: ID<Product>) {
        let tree = try await catalogue.put(
            [
                Category(
                    id: .make(at: Self.now), parent: nil, slug: "drinks", title: "Getränke", englishTitle: "Drinks"),
                Category(
                    id: .make(at: Self.now), parent: nil, slug: "beer", title: "Bier", englishTitle: "Beer",
                    minimumAge: 16),
            ], in: city.id)
        var milk = NewProduct(
            title: "Hafermilch & \"mehr\" <ungesüßt>",
            variants: [.init(gtin: GTIN("4006381333931"), content: Content(thousandths: 500_000, measure: .millilitre))]
        )
        milk.category = tree.categories.first { $0.slug == "drinks" }?.id
        milk.vatClass = .standard
        milk.food = FoodFacts(
            ingredients: "Wasser, Hafer, Salz",
            allergens: .declared(contains: [.gluten], mayContain: [.nuts, .soybeans]))
        var beer = NewProduct(
            title: "Pils, Kasten",
            variants: [.init(content: Content(thousandths: 10_000_000, measure: .millilitre, parts: 20))])
        beer.category = tree.categories.first { $0.slug == "beer" }?.id
        beer.vatClass = .standard
        beer.minimumAge = 16
        return (
            milk: try await sell(milk, at: "REWE", cents: 139, stock: 3),
            beer: try await sell(beer, at: "alldrink", cents: 1399, deposit: "crate-20x8")
        )
    }

    /// Draws the town from the seed's extract.
    func map() async throws {
        _ = try places.take(
            extract: Self.seed + "/streets.osm.pbf", into: city.slug, progress: { _ in }, report: { _ in })
        try await places.open()
    }

    /// Serves the pages on a port of its own. The API document does not name them: they are for people.
    func served<Result: Sendable>(_ body: (Client) async throws -> Result) async throws -> Result {
        try await serving({ root in
            StorefrontRoutes(storefront: storefront).mount(on: root)
            let city = root.group("v1/cities/{city}").proving(cities.resolve)
                .group(as: CityContext.self, who: "anyone")
            MapRoutes(places: places).mount(on: city)
            DirectoryRoutes(retailers: retailers, cities: cities).mount(on: city)
        }) { client in
            try await body(Client(base: client.base, contract: nil))
        }
    }
}

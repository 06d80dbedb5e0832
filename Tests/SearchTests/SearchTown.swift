import Catalogue
import Cities
import Foundation
import Hummingbird
import Logging
import Postgres
import Retailers
import Slots
import Synchronization
import TestSupport
import Vocabulary
import Web

@testable import Accounts
@testable import Search

/// One or two towns with shops and goods, a search over them and its keeper running beside it.
struct SearchTown {
    /// A Wednesday in summer, 10:30 in the town.
    static let now = Instant("2026-07-01T08:30:00Z")!

    let database: TestDatabase
    let cities: Cities
    let retailers: Retailers
    let catalogue: Catalogue
    let search: Search
    let city: City
    let other: City

    /// A cluster of its own: the feed waits for the oldest transaction of the whole server.
    ///
    /// `folder`: where indexes are kept.
    static func open(at clock: Clock = .fixed(at: now), folder: String? = nil) async throws -> SearchTown {
        let database = try TestCluster.own()
        let cities = Cities(database: database.pool, clock: clock)
        let retailers = Retailers(database: database.pool, clock: clock)
        let catalogue = Catalogue(database: database.pool, clock: clock)
        let slots = Slots(cities: cities, database: database.pool, clock: clock)
        let city = try await open("dreieich", "Dreieich", cities)
        let other = try await open("solingen", "Solingen", cities)
        return SearchTown(
            database: database, cities: cities, retailers: retailers, catalogue: catalogue,
            search: Search(
                .init(cities: cities, retailers: retailers, catalogue: catalogue, slots: slots),
                database: database.pool, clock: clock, folder: folder), city: city,
            other: other)
    }

    private static func open(_ slug: String, _ name: String, _ cities: Cities) async throws -> City {
        let centre = Place(latitude: 50.0, longitude: 8.7)!
        let city = try await cities.open(
            NewCity(slug: slug, name: name, zone: Zone("Europe/Berlin")!, land: .hesse, centre: centre))
        let (west, east) = (try area(8.6...8.7), try area(8.7...8.8))
        try await cities.layOut(
            [
                District(id: .make(at: now), slug: "west", name: "West", area: west),
                District(id: .make(at: now), slug: "ost", name: "Ost", area: east),
            ],
            [
                DeliveryZone(
                    id: .make(at: now), slug: "ostzone", name: "Ost", area: east, priority: 0, fee: Money(cents: 390),
                    freeFrom: nil, minimum: .zero, pause: nil)
            ], in: city.id)
        return city
    }

    private static func area(_ longitudes: ClosedRange<Double>) throws -> Area {
        let (west, east) = (longitudes.lowerBound, longitudes.upperBound)
        let ring = "[[\(west),49],[\(east),49],[\(east),51],[\(west),51],[\(west),49]]"
        return try Area(json: JSON(parsing: Array("{\"type\":\"Polygon\",\"coordinates\":[\(ring)]}".utf8)))
    }

    /// An approved shop with one branch, by the back door.
    func shop(
        _ name: String, trade: String = "supermarket", mode: String = "orders", hours: String = "Mo-Sa 08:00-20:00",
        longitude: Double = 8.65, in city: City? = nil
    ) async throws -> Shop {
        let city = city ?? self.city
        let shop = Shop(
            city: city, retailer: .make(at: Self.now), branch: .make(at: Self.now))
        let district = try await cities.districts(of: city.id).first {
            $0.area.contains(Place(latitude: 50.0, longitude: longitude)!)
        }
        try database.superuser().run(
            """
            INSERT INTO trades VALUES ('\(city.id)', '\(trade)', '\(trade)', '\(trade)') ON CONFLICT DO NOTHING;
            INSERT INTO retailers (city_id, id, name, trade, mode, state, created_at)
            VALUES ('\(city.id)', '\(shop.retailer)', '\(name)', '\(trade)', '\(mode)', 'approved', now());
            INSERT INTO branches (city_id, id, retailer_id, created_at, hours, lat, lon, district_id)
            VALUES ('\(city.id)', '\(shop.branch)', '\(shop.retailer)', now(), '\(hours)', 50.0, \(longitude),
                    '\(district!.id)');
            """)
        return shop
    }

    struct Shop {
        let city: City
        let retailer: RetailerID
        let branch: ID<Branch>
        var act: Act { Act(in: city, by: .system) }
    }

    /// Puts goods on a shelf and publishes them.
    @discardableResult
    func sell(_ goods: Shelf, at shop: Shop) async throws -> Offer {
        var product = NewProduct(title: goods.title, variants: [.init(content: goods.content)])
        product.vatClass = .reduced
        product.category = goods.category
        product.food = FoodFacts(allergens: goods.allergens)
        var new = NewOffer(goods: .new(product), branch: shop.branch, tag: goods.tag)
        new.depositCode = goods.deposit
        if let stock = goods.stock { (new.stockMode, new.onHand) = (.tracked, stock) }
        let draft = try await catalogue.offer(new, by: shop.retailer, with: shop.act)
        return try await become(.published, draft, at: shop)
    }

    @discardableResult
    func become(_ state: OfferState, _ offer: Offer, at shop: Shop) async throws -> Offer {
        try await catalogue.change(offer.id, version: offer.version, of: shop.retailer, with: shop.act) {
            $0.state = state
        }
    }

    struct Shelf {
        var title: String
        var tag: PriceTag
        var content = Content(thousandths: 500_000, measure: .millilitre)!
        var category: ID<Category>?
        var allergens = AllergenStatement.unknown
        var deposit: String?
        var stock: Int64?

        init(_ title: String, cents: Int64) {
            self.title = title
            tag = PriceTag(regular: Money(cents: cents))
        }
    }

    /// The search of another process on the same database.
    func anotherSearch(at clock: Clock = .fixed(at: now), folder: String?) -> Search {
        Search(
            .init(cities: cities, retailers: retailers, catalogue: catalogue, slots: search.slots),
            database: database.pool, clock: clock, folder: folder)
    }

    /// Serves search and directory of both towns, with the keeper at work.
    func served<Result: Sendable>(_ body: (Client) async throws -> Result) async throws -> Result {
        let keeper = SearchKeeper(search: search, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await keeper.fill()
        let keeping = Task { try await keeper.run() }
        defer { keeping.cancel() }
        return try await serving(
            { root in
                let town = root.group("v1/cities/{city}").proving(cities.resolve)
                    .group(as: CityContext.self, who: "anyone")
                    .proving { request, context in
                        guard request.headers[.authorization] == "Bearer operator" else { return }
                        context.proofs[Caller.self] = Caller(
                            kind: .account(.make(at: Self.now)), memberships: [Membership(role: .operator)])
                    }
                SearchRoutes(search: search).mount(on: town)
            }, body)
    }
}

extension Reply {
    /// Titles of the hits, in their order.
    var titles: [String] { (json["items"]?.elements ?? []).compactMap { $0["title"]?.string } }
}

extension Client {
    /// Asks until the answer is right, twenty seconds at most; answers the last one. No test is timed.
    func soon(_ path: String, _ isRight: (Reply) -> Bool) async throws -> Reply {
        let deadline = Date().addingTimeInterval(20)
        while true {
            let reply = try await get(path)
            if isRight(reply) || Date() > deadline { return reply }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}

extension SearchTown {
    /// The category "drinks" of the first town.
    func drinks() async throws -> ID<Category> {
        let tree = try await catalogue.put(
            [Category(id: .make(at: Self.now), parent: nil, slug: "drinks", title: "Getränke")], in: city.id)
        return tree.categories[0].id
    }
}

/// A clock that the test turns.
final class Moment: Sendable {
    private let instant: Mutex<Instant>

    init(_ instant: Instant) { self.instant = Mutex(instant) }

    func set(_ new: Instant) { instant.withLock { $0 = new } }

    var clock: Clock { Clock { [self] in instant.withLock { $0 } } }
}

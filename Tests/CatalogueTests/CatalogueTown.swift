import Accounts
import Cities
import Postgres
import Retailers
import TestSupport
import Vocabulary

@testable import Catalogue

/// A town with two shops of one branch each, in a database of its own.
struct CatalogueTown: Sendable {
    let database: TestDatabase
    let catalogue: Catalogue
    let city: City
    let shop: RetailerID
    let branch: ID<Branch>
    let rival: RetailerID
    let rivalBranch: ID<Branch>

    static let now = Instant("2026-11-22T12:00:00Z")!

    init(clock: Clock = .fixed(at: now), connections: Int = 4) async throws {
        database = try TestDatabase(connections: connections)
        catalogue = Catalogue(database: database.pool, clock: clock)
        let place = Place(latitude: 51.17, longitude: 7.08)!
        let cities = Cities(database: database.pool, clock: clock)
        city = try await cities.open(
            NewCity(
                slug: "solingen", name: "Solingen", zone: Zone("Europe/Berlin")!, land: .northRhineWestphalia,
                centre: place))
        let session = try database.superuser()
        try session.run("INSERT INTO trades VALUES ('\(city.id)', 'food', 'Lebensmittel', 'Food')")
        (shop, branch) = try Self.open("Weltladen", in: city, session)
        (rival, rivalBranch) = try Self.open("Hofladen", in: city, session)
    }

    private static func open(
        _ name: String, in city: City, _ session: PlainSession
    ) throws -> (RetailerID, ID<Branch>) {
        let (shop, branch) = (RetailerID.make(at: now), ID<Branch>.make(at: now))
        try session.run(
            """
            INSERT INTO retailers (city_id, id, name, trade, mode, state, created_at)
            VALUES ('\(city.id)', '\(shop)', '\(name)', 'food', 'orders', 'approved', now());
            INSERT INTO branches (city_id, id, retailer_id, created_at)
            VALUES ('\(city.id)', '\(branch)', '\(shop)', now());
            """)
        return (shop, branch)
    }

    var act: Act { Act(in: city, by: .system) }

    /// One number out of a statement of the test's own, seen by the superuser.
    func count(_ sql: String) throws -> Int {
        Int(try database.superuser().run(sql)[0][0] ?? "") ?? -1
    }

    /// A published offer with so many units.
    func offer(
        _ title: String, cents: Int64, onHand: Int64? = nil, sku: String? = nil, gtin: GTIN? = nil,
        by other: Bool = false
    ) async throws -> Offer {
        var product = NewProduct(
            title: title, variants: [.init(gtin: gtin, content: Content(thousandths: 500_000, measure: .gram))])
        product.vatClass = .reduced
        var new = NewOffer(
            goods: .new(product), branch: other ? rivalBranch : branch, tag: PriceTag(regular: Money(cents: cents)))
        new.sku = sku
        new.stockMode = onHand == nil ? .untracked : .tracked
        new.onHand = onHand ?? 0
        let retailer = other ? rival : shop
        let draft = try await catalogue.offer(new, by: retailer, with: act)
        return try await catalogue.change(draft.id, version: draft.version, of: retailer, with: act) {
            $0.state = .published
        }
    }
}

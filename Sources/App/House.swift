import Accounts
import Catalogue
import Cities
import Hummingbird
import Jobs
import Logging
import Orders
import Payments
import Places
import Postgres
import Retailers
import Search
import Slots
import Storefront
import Tours
import Vocabulary
import Web

/// Every feature, built once and wired: the only place that knows them all.
struct House: Sendable {
    let database: Database
    let cities: Cities
    let places: Places
    let accounts: Accounts
    let retailers: Retailers
    let catalogue: Catalogue
    let slots: Slots
    let payments: Payments
    let orders: Orders
    let tours: Tours
    let search: Search
    let storefront: Storefront

    init(_ settings: Settings, database: Database, secrets: Secrets, clock: Clock = .system) async throws {
        self.database = database
        let tokens = try await Tokens(signingSeed: secrets.signingSeed, secret: secrets.web, issuer: settings.issuer)
        cities = Cities(database: database, clock: clock)
        places = Places(cities: cities, folder: settings.folder, clock: clock)
        accounts = Accounts(
            database: database, clock: clock, tokens: tokens, passwords: PasswordHasher(pepper: secrets.pepper))
        retailers = Retailers(database: database, clock: clock)
        catalogue = Catalogue(database: database, clock: clock)
        slots = Slots(cities: cities, database: database, clock: clock)
        payments = Payments(database: database, clock: clock)
        orders = Orders(
            database: database, clock: clock, cities: cities, catalogue: catalogue, payments: payments)
        tours = Tours(database: database, clock: clock)
        let search = Search(cities: cities, retailers: retailers, catalogue: catalogue, clock: clock)
        self.search = search
        storefront = Storefront(
            cities: cities, retailers: retailers, catalogue: catalogue, slots: slots,
            find: { try search.found($0) }, pages: try await Pages(folder: settings.share + "/pages"),
            settings: settings.storefront, clock: clock)
    }

    /// Mounts every route: the table of contents of the API.
    func mount(on endpoints: Endpoints<WebContext>) {
        StorefrontRoutes(storefront: storefront).mount(on: endpoints)
        let cityRoutes = CityRoutes(cities: cities)
        cityRoutes.mount(onRoot: endpoints)
        let city = endpoints.group("v1/cities/{city}")
            .proving(cities.resolve)
            .group(as: CityContext.self, who: "anyone")
            .proving(accounts.identify)
        cityRoutes.mount(on: city)
        OSRMRoutes(places: places).mount(
            on: endpoints.group("v1/cities/{city}").proving(cities.resolveRecent)
                .group(as: CityContext.self, who: "anyone"))
        AccountRoutes(accounts: accounts).mount(on: city)
        RetailerRoutes(retailers: retailers, cities: cities).mount(on: city)
        CatalogueRoutes(catalogue: catalogue).mount(on: city)
        SlotRoutes(slots: slots).mount(on: city)
        PaymentRoutes(payments: payments).mount(on: city)
        BasketRoutes(orders: orders).mount(on: city)
        InboxRoutes(orders: orders).mount(on: city)
        SearchRoutes(search: search).mount(on: city)
        TourRoutes(tours: tours).mount(on: city)
    }

    /// What runs in the background.
    func jobs(_ clock: Clock = .system) -> [JobHandler] {
        [Jobs.housekeeping(database, clock)] + slots.jobs + orders.jobs
    }

    /// Every SQL statement of the program.
    static let statements: [any Statement.Type] =
        Database.statements + Jobs.statements + Cities.statements + Places.statements + Accounts.statements
        + Retailers.statements
        + Catalogue.statements + Slots.statements + Payments.statements + Orders.statements + Tours.statements
}

extension Settings {
    /// What this installation says about itself on its pages.
    var storefront: StorefrontSettings {
        var storefront = StorefrontSettings()
        storefront.attributions = ["© OpenStreetMap contributors (ODbL 1.0)", "Open Food Facts (ODbL 1.0)"]
        storefront.address = "http://\(host):\(port)"
        storefront.isDemonstration = databaseURL == nil
        storefront.examples = ["hafermlch", "Roggenbrot", "Apfelsaft"]
        return storefront
    }
}

extension Search {
    /// Ids for the town's pages, which show what other features answer about them.
    func found(_ question: Question) throws -> Found {
        var wish = SearchWish(question.text, limit: question.limit)
        wish.isTyping = question.isTyping
        wish.kind = .product
        let products = try find(wish, in: question.city).products
        wish.kind = .retailer
        return Found(products: products, shops: try find(wish, in: question.city).shops)
    }
}

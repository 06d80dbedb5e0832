import Accounts
import Catalogue
import Cities
import Foundation
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
    let plans = PlanDesk()
    let search: Search
    let storefront: Storefront
    let sealer: AuditSealer
    let limits: RateLimits

    init(_ settings: Settings, database: Database, secrets: Secrets, clock: Clock = .system) async throws {
        self.database = database
        limits = RateLimits(trusting: settings.edge.trustedProxies, rules: settings.allowances.rules)
        let tokens = try await Tokens(signingSeed: secrets.signingSeed, secret: secrets.web, issuer: settings.issuer)
        cities = Cities(database: database, clock: clock)
        places = Places(cities: cities, database: database, folder: settings.folder, clock: clock)
        accounts = Accounts(
            database: database, clock: clock, tokens: tokens, passwords: PasswordHasher(pepper: secrets.pepper),
            issuers: Issuers(try settings.issuers(), clock: clock))
        sealer = try AuditSealer(seed: secrets.audit)
        retailers = Retailers(database: database, clock: clock, places: places)
        catalogue = Catalogue(database: database, clock: clock)
        slots = Slots(cities: cities, database: database, clock: clock)
        payments = Payments(database: database, clock: clock)
        orders = Orders(
            database: database, clock: clock, cities: cities, catalogue: catalogue, payments: payments,
            places: places)
        tours = Tours(database: database, clock: clock, places: places)
        let search = Search(
            .init(cities: cities, retailers: retailers, catalogue: catalogue, slots: slots), database: database,
            clock: clock, folder: settings.folder + "/search")
        self.search = search
        storefront = Storefront(
            cities: cities, retailers: retailers, catalogue: catalogue, slots: slots,
            find: { try search.found($0) }, pages: try await Pages(folder: settings.share + "/pages"),
            settings: settings.storefront, clock: clock, places: places)
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
            .limited(by: limits)
        cityRoutes.mount(on: city)
        CityOfficeRoutes(cities: cities).mount(on: city.group(as: OperatorContext.self, who: "city operator"))
        ConditionRoutes(places: places).mount(on: city.group(as: OperatorContext.self, who: "city operator"))
        CorrectionRoutes(places: places).mount(on: city.group(as: OperatorContext.self, who: "city operator"))
        OSRMRoutes(places: places).mount(on: city)
        MapRoutes(places: places).mount(on: city)
        AddressRoutes(places: places).mount(on: city)
        AccountRoutes(accounts: accounts).mount(on: city)
        RetailerRoutes(retailers: retailers, cities: cities).mount(on: city)
        CatalogueRoutes(catalogue: catalogue).mount(on: city)
        SlotRoutes(slots: slots).mount(on: city)
        PaymentRoutes(payments: payments).mount(on: city)
        BasketRoutes(orders: orders).mount(on: city)
        ClaimRoutes(orders: orders, accounts: accounts).mount(on: city)
        InboxRoutes(orders: orders).mount(on: city)
        SearchRoutes(search: search).mount(on: city)
        TourRoutes(tours: tours).mount(on: city)
        DispatchRoutes(tours: tours).mount(on: city)
        PlanRoutes(desk: plans, tours: tours).mount(on: city)
    }

    /// What runs in the background.
    func jobs(_ clock: Clock = .system, log: Logger) -> [JobHandler] {
        [Jobs.housekeeping(database, clock)] + Jobs.auditing(database, clock, sealer, log: log) + catalogue.jobs
            + slots.jobs + orders.jobs + tours.jobs
    }

    /// Every SQL statement of the program.
    static let statements: [any Statement.Type] =
        Database.statements + Jobs.statements + Cities.statements + Places.statements + Accounts.statements
        + Retailers.statements
        + Catalogue.statements + Slots.statements + Payments.statements + Orders.statements + Tours.statements
        + Search.statements
}

extension Settings {
    /// Who else may say who somebody is.
    func issuers() throws -> [Issuer] {
        guard let file = issuersFile else { return [] }
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw SettingsRefusal.unreadable(file, "cannot be read")
        }
        do throws(RequestProblem) {
            return try Issuers.read(Array(bytes))
        } catch {
            let places = error.fields.map { "\($0.pointer) \($0.sentence)" }.joined(separator: "; ")
            throw SettingsRefusal.unreadable(file, places.isEmpty ? error.sentence : places)
        }
    }

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

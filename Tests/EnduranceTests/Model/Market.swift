import Accounts
import Catalogue
import Cities
import Logging
import Payments
import Postgres
import Synchronization
import Vocabulary

@testable import Orders
@testable import Slots

/// The real thing behind the model: features on a database, and a clock that the machine moves.
struct Market: Sendable {
    let city: ServedCity
    let pool: Database
    let slots: Slots
    let orders: Orders
    let clock: MovedClock
    private let superuser: SharedSession

    static let door = Contact(
        name: "Erika Muster", phone: "0151 1234567", email: nil, street: "Hauptstraße", houseNumber: "5",
        postcode: "40000", town: "Teststadt", place: Place(latitude: 51, longitude: 7)!, note: nil)

    var id: CityID { city.city.id }

    init(_ city: ServedCity, faults: FaultPlan? = nil) throws {
        self.city = city
        clock = MovedClock()
        var settings = city.ground.cluster.settings(connections: 2)
        settings.faults = faults
        pool = Database(settings, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let (pool, now) = (pool, clock.clock)
        let cities = Cities(database: pool, clock: now)
        slots = Slots(cities: cities, database: pool, clock: now)
        orders = Orders(
            database: pool, clock: now, cities: cities, catalogue: Catalogue(database: pool, clock: now),
            payments: Payments(database: pool, clock: now))
        superuser = try SharedSession(city.ground.cluster.keywords(user: "postgres", database: "liefert"))
        try city.run("UPDATE zones SET minimum_cents = 0")
    }

    func shop(_ order: RetailerOrder) -> Int { city.shops.firstIndex(of: order.retailer) ?? -1 }

    /// Slots of their own for one machine, so many places each, days from now.
    func freshSlots(_ count: Int, places: Int) throws -> [ID<Slot>] {
        try (0..<count).map { _ in
            let slot = ID<Slot>.make(at: clock.now)
            try city.run(
                """
                INSERT INTO slots (city_id, id, template_id, method, zone_id, day, starts_at, ends_at, cutoff_at,
                       places, fee_cents, is_pinned)
                SELECT city_id, '\(slot)', template_id, method, zone_id, day, starts_at + random() * interval '1 hour',
                       ends_at + interval '1 hour', cutoff_at, \(places), fee_cents, true
                  FROM slots WHERE NOT is_pinned AND starts_at > now() + interval '5 days' LIMIT 1
                """)
            return slot
        }
    }

    /// In the order of `MarketModel.figures`.
    func figures(_ offers: [ID<Offer>], _ slots: [ID<Slot>], holders: String) throws -> [Int64] {
        let own = "SELECT id FROM purchases WHERE holder LIKE '\(holders)'"
        let balances = ["receivable", "cash", "refunds_due"].map { account in
            """
            SELECT coalesce(sum(e.amount_cents), 0) FROM ledger_entries e JOIN ledger_postings p ON p.id = e.posting_id
             WHERE e.account = '\(account)' AND p.purchase_id IN (\(own))
            """
        }
        let states = MarketModel.states.map {
            "SELECT count(*) FROM retailer_orders WHERE state = '\($0)' AND purchase_id IN (\(own))"
        }
        let questions =
            offers.map { "SELECT on_hand FROM stock_levels WHERE offer_id = '\($0)'" }
            + offers.map { "SELECT allocated FROM stock_levels WHERE offer_id = '\($0)'" }
            + slots.map { "SELECT booked FROM slots WHERE id = '\($0)'" } + balances + states
        let row = try superuser.run("SELECT " + questions.map { "(\($0))" }.joined(separator: ", "))
        return row[0].map { $0.flatMap { Int64($0) } ?? .min }
    }

    /// A courier takes the goods from the shop to the door.
    func deliver(_ order: RetailerOrder) async throws {
        let (city, now) = (city.city, clock.now)
        let courier = Actor(subject: "courier", role: "courier")
        try await pool.transaction(in: city.id) { tx in
            try CarriedOrders.handOver(order.id, in: city, at: now, by: courier, &tx)
            try CarriedOrders.arrive(order.purchase, in: city, at: now, by: courier, &tx)
        }
    }

    /// The city gives so much back and bears it.
    func refund(_ order: RetailerOrder, _ cents: Int64) async throws {
        let (city, now) = (city.city, clock.now)
        let amount = TaxedAmount(line: Money(cents: cents), basisPoints: 700)
        let refund = Refund(
            id: .make(at: now), charge: ShareCharge(order: order.id.cast(), retailer: order.retailer, goods: [amount]),
            liable: .city, reason: "reclaimed")
        try await pool.transaction(in: city.id) { tx in
            var payment = try LockedPayment.answer(
                LockedPayment.ask(order.purchase.cast(), in: city.id, &tx), &tx)
            let stamp = LedgerStamp(in: city, at: now, by: Actor(subject: "city", role: "operator"))
            try payment.refund(refund, stamp, &tx)
        }
    }
}

/// A clock that a test moves, from the present on.
final class MovedClock: Sendable {
    private let moment = Mutex(Clock.system.now())

    var now: Instant { moment.withLock { $0 } }
    func advance(seconds: Int64) { moment.withLock { $0 = $0 + seconds } }
    var clock: Clock { Clock { [self] in now } }
}

/// One session for many looks.
final class SharedSession: Sendable {
    private let session: Mutex<PlainSession>

    init(_ keywords: [(String, String)]) throws { session = Mutex(try PlainSession(keywords)) }

    func run(_ sql: String) throws -> [[String?]] { try session.withLock { try $0.run(sql) } }
}

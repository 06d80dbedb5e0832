import Accounts
import Cities
import Postgres
import TestSupport
import Vocabulary

@testable import Payments

/// A city with three shops and a till.
struct Till: Sendable {
    let town: TestDatabase
    let payments: Payments
    let city: City
    let shops: [RetailerID]
    let stamp: LedgerStamp

    static let noon = Instant("2026-06-01T10:00:00Z")!

    init(connections: Int = 4) async throws {
        town = try TestDatabase(connections: connections)
        let clock = Clock.fixed(at: Self.noon)
        payments = Payments(database: town.pool, clock: clock)
        city = try await Cities(database: town.pool, clock: clock).open(
            NewCity(
                slug: "teststadt", name: "Teststadt", zone: Zone("Europe/Berlin")!, land: .northRhineWestphalia,
                centre: Place(latitude: 51, longitude: 7)!))
        stamp = LedgerStamp(in: city, at: Self.noon, by: .system)
        shops = (0..<3).map { _ in RetailerID.make(at: Self.noon) }
        let session = try town.superuser()
        try session.run("INSERT INTO trades VALUES ('\(city.id)', 'bakery', 'Bäckerei', 'Bakery')")
        for shop in shops {
            try session.run(
                """
                INSERT INTO retailers (city_id, id, name, trade, mode, state, created_at)
                VALUES ('\(city.id)', '\(shop)', 'Laden', 'bakery', 'orders', 'approved', now())
                """)
        }
    }

    /// Charges a purchase in a transaction of its own.
    func charge(_ charge: Charge) async throws -> Payment {
        let payments = payments
        let stamp = stamp
        return try await town.pool.transaction(in: city.id) { tx in try payments.charge(charge, stamp, &tx) }
    }

    /// Works on the locked payment of a purchase.
    func act(
        on purchase: ID<Payment.Purchase>,
        _ body: @escaping @Sendable (inout LockedPayment, LedgerStamp, inout Tx) throws -> Void
    ) async throws {
        let stamp = stamp
        try await town.pool.transaction(in: city.id) { tx in
            var payment = try LockedPayment.answer(LockedPayment.ask(purchase, in: stamp.city, &tx), &tx)
            try body(&payment, stamp, &tx)
        }
    }

    /// One number out of SQL, as somebody who sees everything.
    func number(_ sql: String) throws -> Int64 {
        let value = try town.superuser().run(sql).first?.first ?? nil
        return value.flatMap { Int64($0) } ?? 0
    }

    func balance(_ account: LedgerAccount) throws -> Int64 {
        try number("SELECT coalesce(sum(amount_cents), 0) FROM ledger_entries WHERE account = '\(account.rawValue)'")
    }

    /// Whatever does not sum to zero: by posting, purchase, retailer and day.
    func imbalances() throws -> Int64 {
        let ways = ["p.id", "p.purchase_id", "p.retailer_id", "p.day"].map { way in
            """
            SELECT \(way)::text FROM ledger_postings p JOIN ledger_entries e ON e.posting_id = p.id
             GROUP BY 1 HAVING sum(e.amount_cents) <> 0
            """
        }
        return try number("SELECT count(*) FROM (\(ways.joined(separator: " UNION ALL "))) AS wrong")
    }

    /// A share of two rates, a deposit among them.
    func share(_ shop: Int, _ reduced: Int64, _ full: Int64, deposit: Int64 = 0) -> ShareCharge {
        ShareCharge(
            order: .make(at: Self.noon), retailer: shops[shop],
            goods: [
                TaxedAmount(line: Money(cents: reduced), basisPoints: 700),
                TaxedAmount(line: Money(cents: full), basisPoints: 1900),
            ],
            deposits: deposit == 0 ? [] : [TaxedAmount(line: Money(cents: deposit), basisPoints: 1900)])
    }

    func purchase() -> ID<Payment.Purchase> { .make(at: Self.noon) }
}

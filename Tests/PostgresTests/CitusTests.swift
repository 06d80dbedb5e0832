import Testing

@testable import Postgres

/// What a session says otherwise on a Citus cluster; tried on a real one by hand.
struct CitusTests {
    @Test(arguments: [
        ("INSERT INTO a SELECT 1", "INSERT INTO a SELECT 1 RETURNING city_id"),
        ("INSERT INTO a SELECT 1 ON CONFLICT DO NOTHING", "INSERT INTO a SELECT 1 ON CONFLICT DO NOTHING"),
        ("INSERT INTO a SELECT 1 RETURNING id", "INSERT INTO a SELECT 1 RETURNING id"),
        ("INSERT INTO a VALUES ($1)", "INSERT INTO a VALUES ($1)"), ("SELECT 1", "SELECT 1"),
    ])
    func `rows that are computed bring something back`(text: String, sent: String) {
        #expect(Citus.sql(of: text) == sent)
    }

    @Test(arguments: [
        ("baskets_pkey_103273", "baskets_pkey"), ("slots_places_left", "slots_places_left"), ("a_12", "a_12"),
    ])
    func `a constraint is named without its shard`(name: String, plain: String) {
        #expect(Citus.constraint(name) == plain)
    }
}

import Testing

@testable import Postgres

/// What a session says otherwise on a Citus cluster; tried on a real one by hand.
struct CitusTests {
    @Test(arguments: [
        ("INSERT INTO a SELECT 1", "INSERT INTO a SELECT 1 RETURNING 1"),
        ("INSERT INTO a SELECT 1 ON CONFLICT DO NOTHING", "INSERT INTO a SELECT 1 ON CONFLICT DO NOTHING"),
        ("INSERT INTO a SELECT 1 RETURNING id", "INSERT INTO a SELECT 1 RETURNING id"),
        (
            "WITH b AS (UPDATE c SET d = 1 RETURNING d) INSERT INTO a SELECT d FROM b",
            "WITH b AS (UPDATE c SET d = 1 RETURNING d) INSERT INTO a SELECT d FROM b RETURNING 1"
        ),
        (
            "WITH b AS (INSERT INTO a SELECT 1 RETURNING d) SELECT d FROM b",
            "WITH b AS (INSERT INTO a SELECT 1 RETURNING d) SELECT d FROM b"
        ),
        ("INSERT INTO a VALUES ($1)", "INSERT INTO a VALUES ($1)"), ("SELECT 1", "SELECT 1"),
    ])
    func `rows that are computed bring something back`(text: String, sent: String) {
        #expect(Citus.sql(of: text) == sent)
    }

    @Test(arguments: [
        (#"duplicate key value violates unique constraint "baskets_pkey_103273""#, "baskets_pkey"),
        (#"new row for relation "slots_102962" violates check constraint "slots_places_left""#, "slots_places_left"),
        ("something else", nil),
    ])
    func `a constraint is named without its shard`(sentence: String, name: String?) {
        #expect(Citus.constraint(in: sentence) == name)
    }
}

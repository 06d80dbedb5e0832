import Foundation
import Postgres
import TestSupport
import Testing
import Web

/// Each statement keeps to its city by its own words: planned as somebody whom no policy holds, every table of a city
/// that it reads is still narrowed down to one.
@Suite struct CityScanTests {
    /// Workers ask first in which cities there is something to do.
    private static let acrossCities: Set = ["Jobs.CitiesWithWork"]

    @Test func `no statement reads a row of another city, policies or not`() throws {
        let town = try FilledTown(cities: 40, rows: 100)
        let session = try town.database.superuser()
        let tables = Set(try Catalog(session).tables.filter(\.isOfACity).map(\.name))
        var open: [String] = []
        for entry in AllStatements.entries where !Self.acrossCities.contains(entry.text.name) {
            open += try Self.openScans(of: entry, tables, on: session).map { "\(entry): \($0)" }
        }
        #expect(open == [])
        let careless = StatementText(AnyProduct.self)
        #expect(try Self.openScans(of: .init(text: careless, before: ""), tables, on: session) == ["products"])
    }

    /// What the test above must find: the join leaves the second table open.
    private struct AnyProduct: Statement {
        static let sql = """
            SELECT o.id FROM offers o JOIN products p ON p.id = o.product_id WHERE o.city_id = $1 AND o.id = $2
            """
    }

    /// Tables of a city that the plan scans without a word about the city.
    private static func openScans(
        of entry: AllStatements.Entry, _ tables: Set<String>, on session: PlainSession
    ) throws -> [String] {
        try session.run("BEGIN; SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL enable_seqscan = on")
        defer { _ = try? session.run("ROLLBACK; DEALLOCATE ALL") }
        if !entry.before.isEmpty { try session.run(entry.before) }
        try session.run("PREPARE asked AS \(entry.text.sql)")
        let count = try session.run("SELECT cardinality(parameter_types) FROM pg_prepared_statements")[0][0] ?? "0"
        let nulls = Array(repeating: "NULL", count: Int(count) ?? 0).joined(separator: ", ")
        // Upserts of a table's one row a city cannot be planned: the filled town has lost that key.
        guard !entry.text.sql.hasPrefix("SELECT set_config"), !entry.text.sql.contains("ON CONFLICT (city_id) ") else {
            return []
        }
        let plan =
            try session.run(
                "EXPLAIN (FORMAT JSON) EXECUTE asked\(nulls.isEmpty ? "" : "(\(nulls))")")[0][0] ?? ""
        return try scans(in: JSONTree(parsing: Array(plan.utf8)), tables, bound: false)
    }

    /// Walks the plan; `bound`: a join above says the cities are the same.
    private static func scans(in tree: JSONTree, _ tables: Set<String>, bound: Bool) -> [String] {
        switch tree {
        case .array(let elements): return elements.flatMap { scans(in: $0, tables, bound: bound) }
        case .object(let members):
            let words = members.filter { $0.key.hasSuffix("Cond") || $0.key.hasSuffix("Filter") }
                .compactMap(\.value.string).joined()
            // A bitmap scan's own words stand in its index scan below.
            let below =
                tree["Plans"]?.elements.contains { $0["Index Cond"]?.string?.contains("city_id") == true } == true
            let isNamed = words.contains("city_id") || below
            let type = tree["Node Type"]?.string ?? ""
            let table = tree["Relation Name"]?.string ?? ""
            let isScan = type.hasSuffix("Scan") && tables.contains(table)
            let found = isScan && !isNamed && !bound ? [table] : []
            let joins = type.contains("Join") && words.contains("city_id")
            return found + members.flatMap { scans(in: $0.value, tables, bound: bound || joins) }
        default: return []
        }
    }
}

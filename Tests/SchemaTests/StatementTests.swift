import Postgres
import TestSupport
import Testing
import Vocabulary

/// Statements are text that exists without running, so every one of them can be held against the schema.
@Suite struct StatementTests {
    @Test func `the program's list names every statement of the sources`() throws {
        // A transaction's own words and the pool's question whether the server lives.
        let words = ["Begin", "Commit", "Rollback", "TellCity"].map { "Postgres.\($0)" } + ["liefert.Ping"]
        let declared = try AllStatements.declared()
        #expect(declared.count > 200)
        #expect(declared.subtracting(words).symmetricDifference(AllStatements.entries.map(\.text.name)) == [])
    }

    @Test func `every statement fits the schema and the rights of the service's role`() throws {
        let town = try TestDatabase(connections: 1)
        let app = try PlainSession(TestCluster.shared.keywords(user: "liefert_app", database: town.name))
        for entry in AllStatements.entries {
            #expect(throws: Never.self, "\(entry)") { try Plan(of: entry, on: app) }
        }
    }

    @Test func `every refusal names a constraint of a table in its statement`() throws {
        let session = try TestDatabase(connections: 1).superuser()
        var tables: [String: Set<String>] = [:]
        for row in try session.run(Self.constraintsSQL) { tables[row[0] ?? "", default: []].insert(row[1] ?? "") }
        var strangers: [String] = []
        for entry in AllStatements.entries {
            let words = entry.words
            strangers += entry.text.refusals.filter { words.isDisjoint(with: tables[$0] ?? []) }.map {
                "\(entry): \($0)"
            }
        }
        #expect(strangers == [])
    }

    @Test func `every statement on a city's table names its city`() throws {
        let catalog = try Catalog(TestDatabase(connections: 1).superuser())
        let tables = Set(catalog.tables.filter(\.isOfACity).map(\.name))
        // Workers and feeds ask first where there is something to do; all else happens inside a city.
        let acrossCities: Set = ["Jobs.CitiesWithWork"]
        let cityless = AllStatements.entries.filter { entry in
            guard !entry.words.isDisjoint(with: tables), !acrossCities.contains(entry.text.name) else { return false }
            let bound = entry.text.sql.contains(/city_id = (ANY \()?\$\d|city_id = \w+\.city_id|\(city_id,|set_config/)
            return !bound || !entry.text.sql.contains("$1")
        }
        #expect(cityless.map(\.text.name) == [])
    }

    @Test func `no statement reads a large table from end to end`() throws {
        let town = try FilledTown(cities: 40, rows: 100)
        let session = try town.database.superuser()
        let filled = try session.run("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > 40")
        let large = Set(try Catalog(session).tables.filter(\.isOfACity).map(\.name)).intersection(
            filled.compactMap { $0[0] })
        let app = try town.app()
        var scans: [String] = []
        for entry in AllStatements.entries {
            let plan = try Plan(of: entry, on: app)
            scans += plan.scannedTables.filter(large.contains).map { "\(entry) reads all of \($0)" }
        }
        #expect(scans == [])
        let careless = StatementText(AllProducts.self)
        #expect(try Plan(of: .init(text: careless, before: ""), on: app).scannedTables == ["products"])
    }

    /// What the test above must find.
    private struct AllProducts: Statement {
        static let sql = "SELECT id FROM products WHERE title = $1"
    }

    private static let constraintsSQL = """
        SELECT conname, conrelid::regclass::text FROM pg_constraint WHERE connamespace = 'public'::regnamespace
         UNION SELECT conname, confrelid::regclass::text FROM pg_constraint WHERE contype = 'f'
         UNION SELECT i.relname, x.indrelid::regclass::text FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
                WHERE x.indisunique AND i.relnamespace = 'public'::regnamespace
        """
}

extension AllStatements.Entry {
    /// What the SQL is made of, strings and signs left out.
    var words: Set<String> {
        Set(text.sql.matches(of: /\b[a-z][a-z0-9_]*\b/).map { String($0.output) })
    }
}

/// How the database would run a statement whose values it does not know.
struct Plan {
    let lines: [String]

    /// Prepares and explains, inside a city, which also checks the rights of the session's role.
    @discardableResult
    init(of entry: AllStatements.Entry, on session: PlainSession) throws {
        try session.run(
            "BEGIN; SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL enable_seqscan = on; "
                + "SELECT set_config('app.city_id', '00000000-0000-7000-8000-000000000000', true)")
        defer { _ = try? session.run("ROLLBACK; DEALLOCATE ALL") }
        if !entry.before.isEmpty { try session.run(entry.before) }
        try session.run("PREPARE asked AS \(entry.text.sql)")
        let count = try session.run("SELECT cardinality(parameter_types) FROM pg_prepared_statements")[0][0] ?? "0"
        let nulls = Array(repeating: "NULL", count: Int(count) ?? 0).joined(separator: ", ")
        lines = try session.run("EXPLAIN EXECUTE asked\(nulls.isEmpty ? "" : "(\(nulls))")").compactMap { $0[0] }
    }

    /// Tables that are read from end to end.
    var scannedTables: [String] {
        lines.compactMap { $0.firstMatch(of: /Seq Scan on (\w+)/).map { String($0.output.1) } }
    }
}

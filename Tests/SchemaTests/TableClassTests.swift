import Postgres
import TestSupport
import Testing

/// What the schema promises about every table, read from PostgreSQL's own catalogue (architecture.md §10, safety.md
/// §3).
@Suite struct TableClassTests {
    let session: PlainSession
    let catalog: Catalog

    init() throws {
        session = try TestDatabase(connections: 1).superuser()
        catalog = try Catalog(session)
    }

    @Test func `every table is private, public or on the list of shared ones`() {
        #expect(catalog.tables.count >= 50)
        let classless = catalog.tables.filter { table in
            Catalog.shared.contains(table.name)
                ? table.isOfACity || !table.policies.isEmpty
                : !table.isOfACity || !table.isProtected || !(table.isPrivate || table.isPublic)
        }
        #expect(classless.map(\.name) == [])
        #expect(Catalog.shared.subtracting(catalog.tables.map(\.name)) == [])
    }

    @Test func `policies compare the city and nothing else, for whoever asks`() throws {
        let own = "(city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))"
        let known: Set = [
            "own_city|ALL|\(own)|\(own)", "anybody_reads|SELECT|true|", "own_city_adds|INSERT||\(own)",
            "own_city_changes|UPDATE|\(own)|\(own)", "own_city_removes|DELETE|\(own)|",
        ]
        let rows = try session.run("SELECT policyname, cmd, qual, with_check, permissive, roles FROM pg_policies")
        let found = Set(rows.map { $0[0...3].map { $0 ?? "" }.joined(separator: "|") })
        #expect(found == known)
        #expect(Set(rows.map { $0[4] }) == ["PERMISSIVE"])
        #expect(Set(rows.map { $0[5] }) == ["{public}"])
    }

    @Test func `primary, unique and foreign keys lead with the city`() throws {
        let shared = Catalog.shared.sorted().map { "'\($0)'" }.joined(separator: ", ")
        let keys = try session.run(
            """
            SELECT c.relname || '.' || i.relname
              FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
              LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[0]
             WHERE (x.indisunique OR x.indisexclusion) AND c.relnamespace = 'public'::regnamespace
               AND c.relname NOT IN (\(shared)) AND a.attname IS DISTINCT FROM 'city_id'
            """)
        #expect(keys.map { $0[0] } == [])
        let foreign = try session.run(
            """
            SELECT k.conrelid::regclass || '.' || k.conname
              FROM pg_constraint k JOIN pg_class f ON f.oid = k.confrelid
              JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
              JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = k.confkey[1]
             WHERE k.contype = 'f' AND f.relname NOT IN (\(shared))
               AND (a.attname <> 'city_id' OR b.attname <> 'city_id')
            """)
        #expect(foreign.map { $0[0] } == [])
    }

    @Test func `the service's role owns nothing and stands above nothing`() throws {
        let rights = try session.run(
            """
            SELECT rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication,
                   EXISTS (SELECT FROM pg_auth_members WHERE member = r.oid),
                   EXISTS (SELECT FROM pg_shdepend WHERE refobjid = r.oid AND deptype = 'o'),
                   has_schema_privilege('liefert_app', 'public', 'CREATE')
              FROM pg_roles r WHERE rolname = 'liefert_app'
            """)
        #expect(rights == [["f", "f", "f", "f"]])
    }

    @Test func `the owner of the tables is neither superuser nor past row-level security`() throws {
        let owners = try session.run(
            """
            SELECT DISTINCT pg_get_userbyid(relowner), rolsuper OR rolbypassrls FROM pg_class JOIN pg_roles r
                ON r.oid = relowner WHERE relnamespace = 'public'::regnamespace
            """)
        #expect(owners == [["liefert_owner", "f"]])
    }

    @Test func `the service can empty, bind or rewire no table: row-level security does not guard that`() throws {
        let found = try session.run(
            """
            SELECT c.relname FROM pg_class c
             WHERE c.relkind IN ('r', 'p', 'v', 'm') AND c.relnamespace = 'public'::regnamespace
               AND has_table_privilege('liefert_app', c.oid, 'TRUNCATE, REFERENCES, TRIGGER')
            """)
        #expect(found.map { $0[0] } == [])
    }

    @Test func `no function lends its owner's rights, no view its own`() throws {
        let functions = "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef"
        #expect(try session.run(functions).map { $0[0] } == [])
        let views = """
            SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')
               AND NOT coalesce(reloptions @> '{security_invoker=true}', false)
            """
        #expect(try session.run(views).map { $0[0] } == [])
    }
}

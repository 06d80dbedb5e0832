import Foundation
import Postgres
import TestSupport
import Testing

/// The schema stays ready to be spread over several servers (architecture.md §10): the migrations are run with Citus's
/// two functions standing in, which write down what they are called for and refuse what Citus would refuse.
@Suite struct PlacementTests {
    let session: PlainSession

    init() throws {
        let database = "placed_" + UUID().uuidString.lowercased().replacing("-", with: "")
        try TestCluster.superuser().run("CREATE DATABASE \(database) OWNER liefert_owner")
        let folder = try Self.migrationsForCitus()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        session = try TestCluster.superuser(database)
        try session.run(Self.standIn)
        let owner = try PlainSession(TestCluster.shared.keywords(user: "liefert_owner", database: database))
        try Migrations(folder: folder).apply(on: owner)
    }

    @Test func `every table is placed once, by its city or everywhere`() throws {
        let catalog = try Catalog(session)
        let rows = try session.run("SELECT name, column_name FROM citus_stand_in.placed")
        let placed = Dictionary(grouping: rows, by: { $0[0] ?? "" })
        for table in catalog.tables where table.name != "schema_migrations" {
            let expected: [String?] = [table.isOfACity ? "city_id" : nil]
            #expect(placed[table.name]?.map { $0[1] } == expected, "\(table.name)")
        }
        #expect(Set(placed.keys).subtracting(catalog.tables.map(\.name)) == [])
        #expect(placed.count == catalog.tables.count - 1)
    }

    @Test func `each key of a table of a city holds its city`() throws {
        let shared = Catalog.shared.sorted().map { "'\($0)'" }.joined(separator: ", ")
        let keys = try session.run(
            """
            SELECT k.conrelid::regclass || '.' || k.conname FROM pg_constraint k
              JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attname = 'city_id'
             WHERE k.contype IN ('p', 'u', 'f', 'x') AND k.connamespace = 'public'::regnamespace
               AND NOT a.attnum = ANY (k.conkey)
               AND (k.contype <> 'f' OR k.confrelid::regclass::text NOT IN (\(shared)))
            """)
        #expect(keys.map { $0[0] } == [])
    }

    /// The files with the question for Citus answered yes.
    private static func migrationsForCitus() throws -> String {
        let folder = "/tmp/liefert-test-\(ProcessInfo.processInfo.processIdentifier)-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let source = packageFolder + "/migrations"
        for name in try FileManager.default.contentsOfDirectory(atPath: source) where name != "schema.sql" {
            let text = try String(contentsOfFile: "\(source)/\(name)", encoding: .utf8)
            let question = "EXISTS (SELECT FROM pg_extension WHERE extname = 'citus')"
            try text.replacing(question, with: "true").write(
                toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
        }
        return folder
    }

    /// Refuses a table that is placed too late: with rows, or when others refer to it already; and a reference from a
    /// table everywhere to one of a city.
    private static let standIn = """
        CREATE SCHEMA citus_stand_in;
        CREATE TABLE citus_stand_in.placed (name text, column_name text);
        GRANT USAGE ON SCHEMA citus_stand_in TO PUBLIC;
        GRANT INSERT ON citus_stand_in.placed TO PUBLIC;
        CREATE FUNCTION citus_stand_in.place(name text, column_name text) RETURNS void LANGUAGE plpgsql AS $$
        DECLARE
            is_filled boolean;
        BEGIN
            EXECUTE format('SELECT EXISTS (SELECT FROM %I)', name) INTO is_filled;
            IF is_filled THEN RAISE EXCEPTION '% is placed with rows in it', name; END IF;
            IF EXISTS (SELECT FROM pg_constraint WHERE contype = 'f'
                         AND confrelid = name::regclass AND conrelid <> confrelid) THEN
                RAISE EXCEPTION 'others refer to % before it is placed', name;
            END IF;
            INSERT INTO citus_stand_in.placed VALUES (name, column_name);
        END $$;
        CREATE FUNCTION public.create_distributed_table(name text, column_name text) RETURNS void LANGUAGE sql AS
            $$ SELECT citus_stand_in.place(name, column_name) $$;
        CREATE FUNCTION public.create_reference_table(name text) RETURNS void LANGUAGE sql AS
            $$ SELECT citus_stand_in.place(name, NULL) $$;
        """
}

import Postgres
import TestSupport
import Vocabulary

/// A migrated database with rows in every table of a city, filled without knowing what they mean.
///
/// Foreign keys and checks are dropped first: what is looked at here are rights and plans, not rules.
struct FilledTown {
    let database: TestDatabase
    /// Tables that can hold no more than one row of a city.
    let single: Set<String>
    /// In no order.
    let cities: [String]

    /// `rows` in each table for each of as many cities; one where a city can have no more.
    init(cities count: Int, rows: Int) throws {
        database = try TestDatabase(connections: 1)
        let session = try database.superuser()
        try session.run("SET session_replication_role = replica")
        try session.run(Self.dropRules)
        try session.run(
            """
            INSERT INTO cities (id, slug, name, land, centre_lat, centre_lon)
            SELECT gen_random_uuid(), 'city-' || n, 'City ' || n, 'HE', 50, 8 FROM generate_series(1, \(count)) n
            """)
        single = Set(try session.run(Self.oneRowACity).compactMap { $0[0] })
        for table in try Catalog(session).tables where table.isOfACity {
            let rows = single.contains(table.name) ? 1 : rows
            let values = table.columns.map { $0.name == "city_id" ? "c.id" : $0.sampleSQL }.joined(separator: ", ")
            try session.run(
                """
                INSERT INTO \(table.name) (\(table.columns.map(\.name).joined(separator: ", ")))
                SELECT \(values) FROM cities c, generate_series(1, \(rows)) n
                """)
        }
        try session.run("ANALYZE")
        cities = try session.run("SELECT id FROM cities").compactMap { $0[0] }
    }

    /// A session with the rights of the service, without a city.
    func app() throws -> PlainSession {
        try PlainSession(TestCluster.shared.keywords(user: "liefert_app", database: database.name))
    }

    private static let oneRowACity = """
        SELECT k.conrelid::regclass::text FROM pg_constraint k
          JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
         WHERE k.contype = 'p' AND cardinality(k.conkey) = 1 AND a.attname = 'city_id'
        """

    private static let dropRules = """
        DO $$
        DECLARE r record;
        BEGIN
            FOR r IN SELECT k.conrelid::regclass AS name, k.conname FROM pg_constraint k
                      WHERE k.connamespace = 'public'::regnamespace AND k.contype IN ('c', 'f', 'x') LOOP
                EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', r.name, r.conname);
            END LOOP;
        END $$
        """
}

extension Catalog.Column {
    /// SQL for some value of its type; `n` counts rows.
    var sampleSQL: String {
        switch type {
        case "uuid": "gen_random_uuid()"
        case "text": "md5(random()::text)"
        case "text[]": "ARRAY[md5(random()::text)]"
        case "bigint", "integer": "n"
        case "smallint": "n % 100"
        case "bigint[]", "smallint[]": "ARRAY[n % 100]"
        case "uuid[]": "ARRAY[gen_random_uuid()]"
        case "timestamp with time zone": "now() + n * interval '1 minute'"
        case "date": "current_date + n"
        case "jsonb": "'{}'"
        case "boolean": "n % 2 = 0"
        case "double precision": "random()"
        case "bytea": "sha256(random()::text::bytea)"
        case "xid8": "pg_current_xact_id()"
        default: "'a sample for the type \(type) is missing in FilledTown'::int"
        }
    }
}

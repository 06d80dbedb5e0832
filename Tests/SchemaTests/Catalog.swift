import Postgres

/// The tables of a database, as its own catalogue tells them.
struct Catalog {
    struct Column {
        let name: String
        let type: String
    }

    struct Table {
        let name: String
        /// Those that an INSERT may name.
        let columns: [Column]
        /// Names of its row-level security policies, sorted.
        let policies: [String]
        let isProtected: Bool

        var isOfACity: Bool { columns.contains { $0.name == "city_id" } }
        var isPrivate: Bool { policies == ["own_city"] }
        var isPublic: Bool {
            policies == ["anybody_reads", "own_city_adds", "own_city_changes", "own_city_removes"]
        }
    }

    /// Tables without a city: the country's, the installation's. Whoever adds one says here why.
    static let shared: Set = [
        "cities",  // the list of cities itself
        "deposit_types",  // a bottle goes back in every city
        "schema_migrations",  // the installation's
        "vat_rates",  // the country's taxes
    ]

    /// By name.
    let tables: [Table]

    init(_ session: PlainSession) throws {
        var columns: [String: [Column]] = [:]
        for row in try session.run(Self.columnsSQL) {
            columns[row[0] ?? "", default: []].append(Column(name: row[1] ?? "", type: row[2] ?? ""))
        }
        tables = try session.run(Self.tablesSQL).map { row in
            let name = row[0] ?? ""
            let policies = (row[2] ?? "").split(separator: ",").map(String.init)
            return Table(
                name: name, columns: columns[name] ?? [], policies: policies, isProtected: row[1] == "t")
        }
    }

    private static let tablesSQL = """
        SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity,
               (SELECT string_agg(polname::text, ',' ORDER BY polname::text) FROM pg_policy WHERE polrelid = c.oid)
          FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace ORDER BY 1
        """

    private static let columnsSQL = """
        SELECT c.relname, quote_ident(a.attname), format_type(a.atttypid, NULL)
          FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
         WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
           AND a.attnum > 0 AND NOT a.attisdropped AND a.attidentity = '' AND a.attgenerated = ''
         ORDER BY 1, a.attnum
        """
}

import CLibPQ

/// What a session does differently where the tables are spread over the nodes of a Citus cluster.
enum Citus {
    /// Whether this is one. Citus chooses a worker by the values of a statement, so a generic plan tells it nothing.
    static func tune(_ session: OpaquePointer) -> Bool {
        let sql = """
            SELECT set_config('plan_cache_mode', 'force_custom_plan', false), set_config('enable_seqscan', 'on', false)
              FROM pg_extension WHERE extname = 'citus'
            """
        let result = PQexec(session, sql)
        defer { PQclear(result) }
        return PQntuples(result) == 1
    }

    /// The rows of INSERT … SELECT travel to the workers by COPY, which row-level security refuses, unless something is
    /// to come back.
    static func sql(of text: String) -> String {
        let returns = ["RETURNING", "ON CONFLICT"].contains { text.contains($0) }
        return text.hasPrefix("INSERT INTO") && text.contains("SELECT") && !returns ? text + " RETURNING city_id" : text
    }

    /// A constraint's name without the number of its shard: `baskets_pkey_103273`.
    static func constraint(_ name: String) -> String {
        let digits = name.reversed().prefix { $0.isNumber }.count
        return digits >= 6 && name.dropLast(digits).hasSuffix("_") ? String(name.dropLast(digits + 1)) : name
    }
}

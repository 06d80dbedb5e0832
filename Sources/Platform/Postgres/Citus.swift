import CLibPQ
import Foundation

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
        guard let insertion = outermostInsertion(of: text), insertion.contains("SELECT") else { return text }
        return ["RETURNING", "ON CONFLICT"].contains { insertion.contains($0) } ? text : text + " RETURNING 1"
    }

    /// From the INSERT that is no part of a WITH.
    private static func outermostInsertion(of text: String) -> Substring? {
        var depth = 0
        for index in text.indices {
            switch text[index] {
            case "(": depth += 1
            case ")": depth -= 1
            case "I" where depth == 0 && text[index...].hasPrefix("INSERT INTO"): return text[index...]
            default: break
            }
        }
        return nil
    }

    /// The constraint that a worker's refusal names, in its sentence alone, a key with the number of its shard.
    static func constraint(in sentence: String?) -> String? {
        guard let sentence, let start = sentence.range(of: "constraint \"")?.upperBound,
            let end = sentence[start...].firstIndex(of: "\"")
        else { return nil }
        let name = sentence[start..<end]
        let digits = name.reversed().prefix { $0.isNumber }.count
        let isShard = digits >= 6 && name.dropLast(digits).hasSuffix("_")
        return String(isShard ? name.dropLast(digits + 1) : name)
    }
}

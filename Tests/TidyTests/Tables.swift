/// The tables of the migrations, and who names them in SQL.
struct Tables {
    struct Table {
        let name: String
        let migration: String
        /// What stands between this CREATE TABLE and the next one.
        let definition: String
    }

    let all: [Table]

    init() throws {
        var found: [Table] = []
        for path in Checkout.files(below: "migrations", ending: ".sql") where path.contains(/\/\d{4}_/) {
            let text = try Checkout.text(path)
            let starts = text.matches(of: /(?m)^CREATE (?:UNLOGGED )?TABLE (\w+)/)
            for (index, start) in starts.enumerated() {
                let end = index + 1 < starts.count ? starts[index + 1].range.lowerBound : text.endIndex
                found.append(
                    .init(
                        name: String(start.output.1), migration: path,
                        definition: String(text[start.range.lowerBound..<end])))
            }
        }
        all = found
    }

    static func isSQL(_ text: String) -> Bool {
        text.contains(/\b(SELECT\s|INSERT INTO|UPDATE \w+\s+SET|DELETE FROM|COPY \w+|LOCK TABLE|TRUNCATE )/)
    }

    /// Names of tables that a piece of SQL reads or writes, common table expressions left out.
    static func named(in sql: String) -> Set<String> {
        let own = Set(
            sql.matches(of: /(?:WITH|,)\s+(?:RECURSIVE\s+)?(\w+)(?:\s*\([^)]*\))?\s+AS\s+(?:NOT )?(?:MATERIALIZED )?\(/)
                .map { String($0.output.1) })
        let used = sql.matches(of: /\b(?:FROM|JOIN|INTO|UPDATE|COPY|TABLE)\s+(?:ONLY\s+)?(\w+)/).map {
            String($0.output.1)
        }
        return Set(used).subtracting(own)
    }
}

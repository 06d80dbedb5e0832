import Foundation
import Vocabulary

/// The numbered SQL files of a folder, applied in order, each once, forward only.
///
/// One file is one transaction (a file that begins with `-- outside a transaction` is none: for indexes built
/// concurrently), guarded by an advisory lock, a checksum and short lock waits (safety.md §5).
package struct Migrations {
    package struct File: Sendable {
        package let number: Int
        package let name: String
        package let sql: String
        var isOutsideTransaction: Bool { sql.hasPrefix("-- outside a transaction") }
    }

    package let files: [File]

    /// Reads `NNNN_what_changes.sql`; a name of another shape or a number twice is refused.
    package init(folder: String) throws {
        var files: [File] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        where name.hasSuffix(".sql") && name != "schema.sql" {
            guard name.utf8.count > 9, let number = Array(name.utf8.prefix(4)).decimal, name.dropFirst(4).first == "_"
            else { throw MigrationRefusal.name(name) }
            guard number == files.count + 1 else { throw MigrationRefusal.gap(name, expected: files.count + 1) }
            let sql = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
            files.append(File(number: number, name: name, sql: sql))
        }
        self.files = files
    }

    /// Numbers and names of the files that this database has not seen.
    package func pending(on session: PlainSession) throws -> [File] {
        let known = try applied(on: session)
        return files.filter { known[$0.number] == nil }
    }

    /// Applies what is pending; `report` hears each file's name once it is in. Another process's run is waited for.
    package func apply(on session: PlainSession, report: (File) -> Void = { _ in }) throws {
        try session.run("SELECT pg_advisory_lock(\(Self.lock))")
        defer { _ = try? session.run("SELECT pg_advisory_unlock(\(Self.lock))") }
        try prepareLedger(on: session)
        for file in try pending(on: session) {
            try apply(file, on: session)
            report(file)
        }
    }

    private static let lock = 0x6c69_6566  // "lief"

    private func prepareLedger(on session: PlainSession) throws {
        try session.run(
            """
            CREATE TABLE IF NOT EXISTS schema_migrations (
                number     integer     NOT NULL PRIMARY KEY,
                name       text        NOT NULL,
                checksum   text        NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now()
            );
            GRANT SELECT ON schema_migrations TO liefert_app;
            """)
    }

    /// What was applied, checked against the files: a file changed after it landed is refused.
    private func applied(on session: PlainSession) throws -> [Int: String] {
        let exists = try session.run("SELECT to_regclass('schema_migrations') IS NOT NULL")[0][0] == "t"
        guard exists else { return [:] }
        var known: [Int: String] = [:]
        for row in try session.run("SELECT number, checksum, name FROM schema_migrations") {
            guard let number = row[0].flatMap({ Int($0) }), let checksum = row[1], let name = row[2] else { continue }
            guard number <= files.count else { throw MigrationRefusal.newer(name) }
            guard try self.checksum(files[number - 1].sql, on: session) == checksum else {
                throw MigrationRefusal.changed(files[number - 1].name)
            }
            known[number] = checksum
        }
        return known
    }

    private func checksum(_ sql: String, on session: PlainSession) throws -> String {
        try session.run("SELECT encode(sha256(convert_to($1, 'UTF8')), 'hex')", [sql])[0][0] ?? ""
    }

    /// Words for Citus, which a plain PostgreSQL does not heed: a table may refer to a list that stands everywhere
    /// before it is placed, and all parts of a table change over one connection a server.
    private static let forCitus = """
        SET LOCAL citus.enable_local_reference_table_foreign_keys = off; \
        SET LOCAL citus.multi_shard_modify_mode = 'sequential'
        """

    private func apply(_ file: File, on session: PlainSession) throws {
        let record = "INSERT INTO schema_migrations (number, name, checksum) VALUES ($1, $2, $3)"
        let values = [String(file.number), file.name, try checksum(file.sql, on: session)]
        if file.isOutsideTransaction {
            for statement in SQLStatements.split(file.sql) { try session.run(statement) }
            try session.run(record, values)
            return
        }
        var attempt = 1
        while true {
            do {
                try session.run("BEGIN; SET LOCAL lock_timeout = '1s'; SET LOCAL statement_timeout = '5s'")
                try session.run(Self.forCitus)
                for statement in SQLStatements.split(file.sql) { try session.run(statement) }
                try session.run(record, values)
                try session.run("COMMIT")
                return
            } catch {
                _ = try? session.run("ROLLBACK")
                guard error.sqlState == "55P03", attempt < 30 else {
                    throw MigrationRefusal.failed(file.name, error.description)
                }
                attempt += 1
                Thread.sleep(forTimeInterval: 1)
            }
        }
    }
}

/// Why the schema cannot be brought up to date.
package enum MigrationRefusal: Error, CustomStringConvertible {
    case name(String)
    case gap(String, expected: Int)
    case changed(String)
    case newer(String)
    case failed(String, String)

    package var description: String {
        switch self {
        case .name(let name): "migrations/\(name): the name is not NNNN_what_changes.sql"
        case .gap(let name, let expected): "migrations/\(name): the next number is \(expected.padded(4))"
        case .changed(let name): "migrations/\(name) was changed after it was applied"
        case .newer(let name): "the database has migration \(name), which this program does not know"
        case .failed(let name, let reason): "migrations/\(name): \(reason)"
        }
    }
}

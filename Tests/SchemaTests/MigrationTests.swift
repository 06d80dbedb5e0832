import Dispatch
import Foundation
import Postgres
import Synchronization
import TestSupport
import Testing

/// The migrator on folders of its own, each on an empty database.
@Suite struct MigrationTests {
    let folder: MigrationFolder
    let database: String

    init() throws {
        folder = try MigrationFolder()
        database = "empty_" + UUID().uuidString.lowercased().replacing("-", with: "")
        try TestCluster.superuser().run("CREATE DATABASE \(database) OWNER liefert_owner")
    }

    @Test func `files are applied in order and once`() throws {
        try folder.write("0001_a.sql", "CREATE TABLE a (id integer PRIMARY KEY)")
        try folder.write("0002_b.sql", "INSERT INTO a VALUES (1)")
        #expect(try apply() == ["0001_a.sql", "0002_b.sql"])
        #expect(try apply() == [])
        #expect(try owner().run("SELECT id FROM a") == [["1"]])
    }

    @Test func `a file changed after it was applied is refused`() throws {
        try folder.write("0001_a.sql", "CREATE TABLE a (id integer PRIMARY KEY)")
        _ = try apply()
        try folder.write("0001_a.sql", "CREATE TABLE a (id bigint PRIMARY KEY)")
        try folder.write("0002_b.sql", "CREATE TABLE b (id integer PRIMARY KEY)")
        #expect(refusal() == "migrations/0001_a.sql was changed after it was applied")
        #expect(try owner().run("SELECT to_regclass('b')") == [[nil]])
    }

    @Test func `a gap in the numbers is refused before anything is applied`() throws {
        try folder.write("0001_a.sql", "CREATE TABLE a (id integer PRIMARY KEY)")
        try folder.write("0003_c.sql", "CREATE TABLE c (id integer PRIMARY KEY)")
        #expect(refusal() == "migrations/0003_c.sql: the next number is 0002")
        #expect(try owner().run("SELECT to_regclass('a')") == [[nil]])
    }

    @Test(arguments: ["1_short.sql", "0001-dash.sql", "first_one.sql"])
    func `a name of another shape is refused`(name: String) throws {
        try folder.write(name, "SELECT 1")
        #expect(refusal() == "migrations/\(name): the name is not NNNN_what_changes.sql")
    }

    @Test func `a database ahead of the program is refused`() throws {
        try folder.write("0001_a.sql", "SELECT 1")
        try folder.write("0002_b.sql", "SELECT 2")
        _ = try apply()
        try folder.remove("0002_b.sql")
        #expect(refusal() == "the database has migration 0002_b.sql, which this program does not know")
    }

    @Test func `a file that fails leaves nothing of itself and keeps those before it`() throws {
        try folder.write("0001_a.sql", "CREATE TABLE a (id integer PRIMARY KEY)")
        try folder.write("0002_b.sql", "CREATE TABLE b (id integer PRIMARY KEY); SELECT 1 / 0")
        #expect(refusal()?.hasPrefix("migrations/0002_b.sql: ") == true)
        #expect(try owner().run("SELECT to_regclass('a') IS NULL, to_regclass('b') IS NULL") == [["f", "t"]])
    }

    @Test func `two migrators at once apply each file once`() throws {
        try folder.write("0001_a.sql", "CREATE TABLE a (id integer PRIMARY KEY)")
        try folder.write("0002_b.sql", "SELECT pg_sleep(0.3); INSERT INTO a VALUES (1)")
        let applied = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 2) { _ in
            let names = (try? apply()) ?? ["refused"]
            applied.withLock { $0 += names }
        }
        #expect(applied.withLock { $0.sorted() } == ["0001_a.sql", "0002_b.sql"])
        #expect(try owner().run("SELECT number FROM schema_migrations ORDER BY 1") == [["1"], ["2"]])
    }

    /// Names of the files that were applied.
    private func apply() throws -> [String] {
        var names: [String] = []
        try Migrations(folder: folder.path).apply(on: owner()) { names.append($0.name) }
        return names
    }

    private func refusal() -> String? {
        do {
            _ = try apply()
            return nil
        } catch {
            return "\(error)"
        }
    }

    private func owner() throws -> PlainSession {
        try PlainSession(TestCluster.shared.keywords(user: "liefert_owner", database: database))
    }
}

/// A folder of SQL files that goes away with its last holder.
final class MigrationFolder: Sendable {
    let path = "/tmp/liefert-migrations-" + UUID().uuidString

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ sql: String) throws {
        try sql.write(toFile: "\(path)/\(name)", atomically: true, encoding: .utf8)
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }
}

import Foundation
import Logging
import Postgres
import Synchronization
import Vocabulary

/// The folder of this package.
package let packageFolder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

/// The one PostgreSQL of a test run: made when the first test asks, without fsync, stopped when the process ends.
package enum TestCluster {
    package static let shared: Cluster = {
        do { return try make("/tmp/liefert-test-\(ProcessInfo.processInfo.processIdentifier)") } catch {
            fatalError("the test cluster cannot be made: \(error)")
        }
    }()

    /// The migrated database that every test database is a copy of.
    package static let template = "template_town"
    private static let stopAtExit = Mutex<[(Cluster, String)]>([])
    private static let numbers = Mutex(0)
    private static let copying = Mutex(())

    /// A session of its own as the superuser, for looking behind the scenes.
    package static func superuser(_ database: String = "postgres") throws -> PlainSession {
        try PlainSession(shared.keywords(user: "postgres", database: database))
    }

    /// A database in a cluster that no other suite uses. For what is server-wide: the feeds' bound is the oldest
    /// running transaction of any database.
    package static func own() throws -> TestDatabase {
        let number = numbers.withLock { number in
            number += 1
            return number
        }
        let cluster = try make("/tmp/liefert-test-\(ProcessInfo.processInfo.processIdentifier)-\(number)")
        return try TestDatabase(in: cluster, name: template)
    }

    private static func make(_ folder: String) throws -> Cluster {
        Leftovers.swept
        let cluster = try Cluster.open(folder, durability: .none)
        stopAtExit.withLock { $0.append((cluster, folder)) }
        atexit { TestCluster.stopAll() }
        try cluster.prepare(database: template)
        let owner = try PlainSession(cluster.keywords(user: "liefert_owner", database: template))
        try Migrations(folder: packageFolder + "/migrations").apply(on: owner)
        return cluster
    }

    private static func stopAll() {
        for (cluster, folder) in stopAtExit.withLock({ $0 }) {
            try? cluster.stop()
            try? FileManager.default.removeItem(atPath: folder)
        }
        stopAtExit.withLock { $0 = [] }
    }

    /// The path of a folder that nobody else uses, removed with the cluster.
    package static func newFolder() -> String {
        _ = shared
        return "/tmp/liefert-test-\(ProcessInfo.processInfo.processIdentifier)/\(UUID().uuidString)"
    }

    /// A new database, copied from the template; answers its name.
    package static func copy() throws -> String {
        let number = numbers.withLock { number in
            number += 1
            return number
        }
        let name = "town_\(number)"
        let cluster = shared
        try copying.withLock { _ in
            let session = try PlainSession(cluster.keywords(user: "postgres", database: "postgres"))
            try session.run("CREATE DATABASE \(name) TEMPLATE \(template) OWNER liefert_owner")
        }
        return name
    }
}

/// A database of a suite's own, reached as the application role.
package struct TestDatabase: Sendable {
    package let name: String
    package let pool: Database
    private let cluster: Cluster

    package init(connections: Int = 4, settings change: (inout DatabaseSettings) -> Void = { _ in }) throws {
        try self.init(in: TestCluster.shared, name: TestCluster.copy(), connections: connections, settings: change)
    }

    init(
        in cluster: Cluster, name: String, connections: Int = 4,
        settings change: (inout DatabaseSettings) -> Void = { _ in }
    ) throws {
        self.cluster = cluster
        self.name = name
        var settings = cluster.settings(database: name, connections: connections)
        change(&settings)
        pool = Database(settings, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Another pool on the same database, as a second server process would have.
    package func anotherPool(connections: Int) -> Database {
        let settings = cluster.settings(database: name, connections: connections)
        return Database(settings, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// A session as the owner of the tables, past nothing: row-level security holds for it too.
    package func owner() throws -> PlainSession {
        try PlainSession(cluster.keywords(user: "liefert_owner", database: name))
    }

    /// A session that sees everything.
    package func superuser() throws -> PlainSession {
        try PlainSession(cluster.keywords(user: "postgres", database: name))
    }
}

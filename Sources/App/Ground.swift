import Foundation
import Glibc
import Logging
import Postgres
import Vocabulary

/// The database under the service: embedded or somebody else's, migrated, reachable as the application role.
struct Ground: Sendable {
    let settings: DatabaseSettings
    /// How the owner connects, for migrations and checks.
    let owner: DatabaseSettings
    /// `nil` for a database that is not ours to stop.
    let cluster: Cluster?

    /// Finds or starts the database. `report` hears each step.
    static func open(_ settings: Settings, report: (String) -> Void) throws -> Ground {
        if let url = settings.databaseURL { return try Ground(url: url, settings) }
        try lock(settings.folder)
        let cluster = try Cluster.open(settings.folder + "/postgres", report: report)
        try cluster.prepare()
        report(
            "PostgreSQL \(cluster.installation.major) runs on \(cluster.dataFolder) (socket \(cluster.socketFolder))")
        return Ground(
            settings: cluster.settings(connections: settings.connections),
            owner: cluster.settings(role: "liefert_owner", connections: 1), cluster: cluster)
    }

    /// The database of an installation that runs: verbs beside the service never start a server of their own.
    static func running(_ settings: Settings) throws -> Ground {
        if let url = settings.databaseURL { return try Ground(url: url, settings) }
        guard let cluster = try Cluster.running(settings.folder + "/postgres") else {
            throw GroundRefusal.notRunning(settings.folder)
        }
        return Ground(
            settings: cluster.settings(connections: 2), owner: cluster.settings(role: "liefert_owner", connections: 1),
            cluster: nil)
    }

    private init(settings: DatabaseSettings, owner: DatabaseSettings, cluster: Cluster?) {
        self.settings = settings
        self.owner = owner
        self.cluster = cluster
    }

    /// A server that is there already. Whoever may take on other roles (a superuser, a member) does so.
    private init(url: String, _ settings: Settings) throws {
        let ownerURL = settings.ownerURL ?? url
        try Self.makeRoles(ownerURL)
        var pool = DatabaseSettings(url, connections: settings.connections)
        var owner = DatabaseSettings(ownerURL, connections: 1)
        if try Self.mayBecome(settings.role, url) { pool.takenRole = settings.role }
        if try Self.mayBecome("liefert_owner", ownerURL) { owner.takenRole = "liefert_owner" }
        self.init(settings: pool, owner: owner, cluster: nil)
    }

    /// Applies what is pending, as the owner.
    func migrate(_ share: String, report: (String) -> Void = { _ in }) throws {
        let migrations = try Migrations(folder: share + "/migrations")
        try migrations.apply(on: PlainSession(owner)) { report("applied \($0.name)") }
    }

    /// The application role and the owner, where this login may make them.
    private static func makeRoles(_ url: String) throws {
        let session = try PlainSession(DatabaseSettings(url))
        let rights = "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
        guard try session.run(rights).first?.first == "t" else { return }
        for role in ["liefert_owner", "liefert_app"]
        where try session.run("SELECT FROM pg_roles WHERE rolname = $1", [role]).isEmpty {
            try session.run("CREATE ROLE \(role) NOLOGIN")
        }
        try session.run(
            "GRANT CREATE, USAGE ON SCHEMA public TO liefert_owner; GRANT USAGE ON SCHEMA public TO liefert_app")
    }

    private static func mayBecome(_ role: String, _ url: String) throws -> Bool {
        let question = "SELECT pg_has_role(current_user, oid, 'MEMBER') FROM pg_roles WHERE rolname = $1"
        return try PlainSession(DatabaseSettings(url)).run(question, [role]).first?.first == "t"
    }

    /// One program a folder: the second is told so. The lock ends with the process, however it ends.
    private static func lock(_ folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let file = Glibc.open(folder + "/liefert.lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
        guard file >= 0, flock(file, LOCK_EX | LOCK_NB) == 0 else { throw GroundRefusal.inUse(folder) }
    }
}

enum GroundRefusal: Error, CustomStringConvertible {
    case inUse(String)
    case notRunning(String)
    case role(String)

    var description: String {
        switch self {
        case .inUse(let folder): "another liefert runs on \(folder): give this one a folder of its own with --var"
        case .notRunning(let folder): "no database runs on \(folder): start liefert up, or set DATABASE_URL"
        case .role(let reason): reason
        }
    }
}

import Foundation
import Glibc
import Vocabulary

/// A PostgreSQL of our own below one folder: created, started, adopted after a crash of ours, stopped.
///
/// Reached by a unix socket in a directory that only its user can enter, so `trust` is enough. Never runs as root.
package struct Cluster: Sendable {
    /// How careful the server is with data.
    package enum Durability: Sendable {
        case full
        /// For throw-away test data: no fsync.
        case none
    }

    /// The newest PostgreSQL found, 15 or later.
    package let installation: PostgresInstallation
    /// Where the data lives; not below `folder` where the unprivileged user cannot reach that.
    package let dataFolder: String
    package let socketFolder: String
    /// The unprivileged user that runs the server, where we are root.
    package let user: String?

    /// Opens the cluster of `folder`: makes it where it is not there, starts it, or adopts it where it still runs.
    /// `report` hears each step.
    package static func open(
        _ folder: String, durability: Durability = .full, report: (String) -> Void = { _ in }
    ) throws -> Cluster {
        let installation = try PostgresInstallation.newest()
        let user = try UnprivilegedUser.choose()
        let home = try user.map { try $0.reachable(folder, report: report) } ?? folder
        let data = home + "/data"
        try makeFolder(home, owner: user)
        try refuseOtherVersion(data, installation)
        if let running = RunningPostmaster(dataFolder: data) {
            report("adopting the PostgreSQL that still runs on \(data)")
            return Cluster(
                installation: installation, dataFolder: data, socketFolder: running.socketFolder, user: user?.name)
        }
        let sockets = try makeSocketFolder(owner: user)
        let cluster = Cluster(installation: installation, dataFolder: data, socketFolder: sockets, user: user?.name)
        if !FileManager.default.fileExists(atPath: data + "/PG_VERSION") {
            report("creating a PostgreSQL \(installation.major) cluster in \(data)")
            try cluster.create()
        }
        try cluster.start(durability)
        return cluster
    }

    /// The cluster of `folder` while it runs, for programs beside the one that started it.
    package static func running(_ folder: String) throws -> Cluster? {
        let user = try UnprivilegedUser.choose()
        let data = (try user.map { try $0.reachable(folder) { _ in } } ?? folder) + "/data"
        guard let running = RunningPostmaster(dataFolder: data) else { return nil }
        return Cluster(
            installation: try .newest(), dataFolder: data, socketFolder: running.socketFolder, user: user?.name)
    }

    /// Creates the two roles and the database where they are missing.
    package func prepare(database: String = "liefert") throws {
        let session = try PlainSession(keywords(user: "postgres", database: "postgres"))
        for role in ["liefert_owner", "liefert_app"]
        where try session.run("SELECT FROM pg_roles WHERE rolname = $1", [role]).isEmpty {
            try session.run("CREATE ROLE \(role) LOGIN")
        }
        if try session.run("SELECT FROM pg_database WHERE datname = $1", [database]).isEmpty {
            try session.run("CREATE DATABASE \(database) OWNER liefert_owner")
        }
    }

    /// libpq's keywords for a role of this cluster.
    package func keywords(user: String, database: String) -> [(String, String)] {
        [("host", socketFolder), ("user", user), ("dbname", database), ("connect_timeout", "5")]
    }

    /// The settings for a pool of `role`.
    package func settings(role: String = "liefert_app", database: String = "liefert", connections: Int = 4)
        -> DatabaseSettings
    {
        DatabaseSettings("host=\(socketFolder) user=\(role) dbname=\(database)", connections: connections)
    }

    /// Stops the server; clients are cut off. Removes the socket directory.
    package func stop() throws {
        try installation.run("pg_ctl", ["stop", "-D", dataFolder, "-m", "fast", "-w", "-t", "30"], as: user)
        try? FileManager.default.removeItem(atPath: socketFolder)
    }

    /// Made beside its place and then moved, so that a half-made cluster is never taken for a whole one.
    private func create() throws {
        let unfinished = dataFolder + ".unfinished"
        try? FileManager.default.removeItem(atPath: unfinished)
        try? FileManager.default.removeItem(atPath: dataFolder)
        let options = [
            "-D", unfinished, "-U", "postgres", "--auth=trust", "-k", "--encoding=UTF8", "--locale=C.UTF-8",
        ]
        try installation.run("initdb", options, as: user)
        try FileManager.default.moveItem(atPath: unfinished, toPath: dataFolder)
    }

    /// A postmaster killed a moment ago may hold its lock file still: tried for five seconds.
    private func start(_ durability: Durability) throws {
        var settings = [
            "-c listen_addresses=''", "-c unix_socket_directories='\(socketFolder)'",
            // Suites in parallel have many pools on one throw-away server.
            "-c max_connections=\(durability == .none ? 1000 : 200)",
        ]
        if durability == .none {
            settings += ["fsync", "synchronous_commit", "full_page_writes"].map { "-c \($0)=off" }
        }
        let arguments = [
            "start", "-D", dataFolder, "-l", dataFolder + "/../server.log", "-w", "-t", "60", "-o",
            settings.joined(separator: " "),
        ]
        let deadline = Monotonic.now + 5
        while true {
            do { return try installation.run("pg_ctl", arguments, as: user) } catch {
                guard Monotonic.now < deadline else { throw error }
                Thread.sleep(forTimeInterval: 0.5)
            }
        }
    }

    private static func refuseOtherVersion(_ data: String, _ installation: PostgresInstallation) throws {
        guard let version = try? String(contentsOfFile: data + "/PG_VERSION", encoding: .utf8).trimmed else { return }
        guard version == String(installation.major) else {
            throw ClusterRefusal.otherVersion(data: data, has: version, installed: installation.major)
        }
    }

    private static func makeFolder(_ path: String, owner: UnprivilegedUser?) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        if let owner { chown(path, owner.uid, owner.gid) }
    }

    /// Below /tmp, because a socket's path may have 107 bytes only.
    private static func makeSocketFolder(owner: UnprivilegedUser?) throws -> String {
        var template = Array("/tmp/liefert-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw ClusterRefusal.noSocketFolder(errno) }
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        if let owner { chown(path, owner.uid, owner.gid) }
        return path
    }
}

/// Why there is no embedded database.
package enum ClusterRefusal: Error, CustomStringConvertible {
    case notInstalled
    case noUser
    case noSocketFolder(Int32)
    case otherVersion(data: String, has: String, installed: Int)
    case command(String, Int32, String)

    package var description: String {
        switch self {
        case .notInstalled: "no PostgreSQL 15 or later is installed (Debian: apt-get install postgresql)"
        case .noUser: "PostgreSQL never runs as root, and there is no user postgres or nobody to run it as"
        case .noSocketFolder(let code): "cannot make a directory for the socket below /tmp (errno \(code))"
        case .otherVersion(let data, let has, let installed):
            "\(data) belongs to PostgreSQL \(has), installed is \(installed): move it with pg_upgrade or pg_dump first"
        case .command(let command, let status, let output): "\(command) failed (\(status)): \(output)"
        }
    }
}

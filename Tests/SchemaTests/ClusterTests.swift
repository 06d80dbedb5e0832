import Foundation
import Postgres
import TestSupport
import Testing

/// The embedded PostgreSQL survives what happens to a program on somebody's machine.
@Suite(.serialized) struct ClusterTests {
    @Test func `after a crash the cluster opens again with what was committed`() throws {
        try inFolder { folder in
            let cluster = try Cluster.open(folder)
            try session(cluster).run("CREATE TABLE kept (id integer); INSERT INTO kept VALUES (7)")
            let pid = try #require(postmaster(cluster))
            #expect(kill(pid, SIGKILL) == 0)
            let again = try Cluster.open(folder)
            #expect(try session(again).run("SELECT id FROM kept") == [["7"]])
            #expect(postmaster(again) != pid)
            try again.stop()
            try? FileManager.default.removeItem(atPath: cluster.socketFolder)
        }
    }

    @Test func `a cluster that still runs is adopted, not started twice`() throws {
        try inFolder { folder in
            let cluster = try Cluster.open(folder, durability: .none)
            let again = try Cluster.open(folder, durability: .none)
            #expect(again.socketFolder == cluster.socketFolder)
            #expect(try Cluster.running(folder)?.socketFolder == cluster.socketFolder)
            try again.stop()
            #expect(try Cluster.running(folder) == nil)
        }
    }

    @Test func `a half-made cluster is replaced`() throws {
        try inFolder { folder in
            for half in ["data.unfinished", "data"] {
                try FileManager.default.createDirectory(
                    atPath: "\(folder)/\(half)/base", withIntermediateDirectories: true)
                try "half".write(toFile: "\(folder)/\(half)/pg_hba.conf", atomically: true, encoding: .utf8)
            }
            let cluster = try Cluster.open(folder, durability: .none)
            #expect(try session(cluster).run("SHOW data_checksums") == [["on"]])
            #expect(!FileManager.default.fileExists(atPath: cluster.dataFolder + ".unfinished"))
            try cluster.stop()
        }
    }

    @Test func `a data folder of another major version is refused and left as it is`() throws {
        try inFolder { folder in
            let data = folder + "/data"
            try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
            try "9\n".write(toFile: data + "/PG_VERSION", atomically: true, encoding: .utf8)
            let installed = try PostgresInstallation.newest().major
            let refusal = #expect(throws: ClusterRefusal.self) { try Cluster.open(folder) }
            #expect(
                refusal?.description == "\(data) belongs to PostgreSQL 9, installed is \(installed): "
                    + "move it with pg_upgrade or pg_dump first")
            #expect(try FileManager.default.contentsOfDirectory(atPath: data) == ["PG_VERSION"])
        }
    }

    @Test func `the server never runs as root and listens on no network`() throws {
        let cluster = TestCluster.shared
        let pid = try #require(postmaster(cluster))
        let owner = try FileManager.default.attributesOfItem(atPath: "/proc/\(pid)")[.ownerAccountID] as? Int
        #expect(try #require(owner) != 0)
        #expect(try session(cluster).run("SHOW listen_addresses") == [[""]])
        let mode = try FileManager.default.attributesOfItem(atPath: cluster.socketFolder)[.posixPermissions] as? Int
        #expect(mode == 0o700)
    }

    /// A folder whose server, where one still runs, is stopped whatever happened.
    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = "/tmp/liefert-test-\(ProcessInfo.processInfo.processIdentifier)-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer {
            try? Cluster.running(folder)?.stop()
            try? FileManager.default.removeItem(atPath: folder)
        }
        try body(folder)
    }

    private func session(_ cluster: Cluster) throws -> PlainSession {
        try PlainSession(cluster.keywords(user: "postgres", database: "postgres"))
    }

    private func postmaster(_ cluster: Cluster) -> pid_t? {
        let text = try? String(contentsOfFile: cluster.dataFolder + "/postmaster.pid", encoding: .utf8)
        return text?.split(separator: "\n").first.flatMap { pid_t($0) }
    }
}

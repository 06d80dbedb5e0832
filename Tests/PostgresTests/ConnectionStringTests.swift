import Foundation
import Glibc
import Logging
import Postgres
import TestSupport
import Testing
import Vocabulary

private struct AsksServer: Statement {
    static let sql = """
        SELECT pg_is_in_recovery(), coalesce((SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()), '')
        """
    static func decode(_ row: inout Row) throws(Fault) -> (isStandby: Bool, tls: String) {
        (try row.next(), try row.next())
    }
}

private func pool(_ string: String) -> Database {
    Database(DatabaseSettings(string, connections: 1), log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
}

/// Several hosts, and TLS, as libpq's connection strings name them.
@Suite(.serialized) struct ConnectionStringTests {
    @Test func `a host that is gone is passed over, and the writable one is found`() async throws {
        let town = try TestDatabase(connections: 1)
        let sockets = TestCluster.shared.socketFolder
        let string = "host=/nowhere,\(sockets) user=liefert_app dbname=\(town.name)"
        let both = pool(string + " target_session_attrs=read-write")
        defer { both.close() }
        #expect(try await both.first(AsksServer())?.isStandby == false)
        let standbyOnly = pool(string + " target_session_attrs=standby")
        defer { standbyOnly.close() }
        await #expect(throws: Fault.self) { _ = try await standbyOnly.first(AsksServer()) }
    }

    @Test func `TLS is spoken where it is asked for, to a server whose certificate is known, and to no other`()
        async throws
    {
        let server = try EncryptedServer()
        defer { server.stop() }
        let base = "host=localhost port=\(server.port) user=postgres dbname=postgres"
        let known = pool(base + " sslmode=verify-full sslrootcert=\(server.certificate)")
        defer { known.close() }
        #expect(try await known.first(AsksServer())?.tls.hasPrefix("TLSv1.") == true)
        let stranger = pool(base + " sslmode=verify-full sslrootcert=\(server.otherCertificate)")
        defer { stranger.close() }
        await #expect(throws: Fault.self) { _ = try await stranger.first(AsksServer()) }
        let plain = pool(base + " sslmode=disable")
        defer { plain.close() }
        await #expect(throws: Fault.self) { _ = try await plain.first(AsksServer()) }
    }
}

/// A PostgreSQL of its own that takes TLS alone, on a port of its own.
private struct EncryptedServer {
    let port: Int
    let certificate: String
    let otherCertificate: String
    private let cluster: Cluster
    private let folder: String

    init() throws {
        folder = "/tmp/liefert-test-\(ProcessInfo.processInfo.processIdentifier)-tls"
        cluster = try Cluster.open(folder, durability: .none)
        certificate = folder + "/server.crt"
        otherCertificate = folder + "/other.crt"
        port = try Self.freePort()
        for name in ["server", "other"] {
            try Self.run(
                "/usr/bin/openssl",
                [
                    "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                    "subjectAltName=DNS:localhost", "-keyout", "\(folder)/\(name).key", "-out",
                    "\(folder)/\(name).crt",
                ])
        }
        if let user = cluster.user { try Self.run("/bin/chown", ["\(user):", folder + "/server.key"]) }
        try "hostssl all all 127.0.0.1/32 trust\nlocal all all trust\n"
            .write(toFile: cluster.dataFolder + "/pg_hba.conf", atomically: false, encoding: .utf8)
        let session = try PlainSession(cluster.keywords(user: "postgres", database: "postgres"))
        for (name, value) in [
            ("ssl", "on"), ("ssl_cert_file", certificate), ("ssl_key_file", folder + "/server.key"),
        ] {
            try session.run("ALTER SYSTEM SET \(name) = '\(value)'")
        }
        let options = "-c listen_addresses=127.0.0.1 -c port=\(port) -c unix_socket_directories=\(cluster.socketFolder)"
        try cluster.installation.run(
            "pg_ctl", ["restart", "-D", cluster.dataFolder, "-l", folder + "/server.log", "-w", "-o", options],
            as: cluster.user)
    }

    func stop() {
        try? cluster.stop()
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func run(_ program: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(program)")
    }

    /// A port that was free a moment ago.
    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port = withUnsafeMutablePointer(to: &address) { pointer -> in_port_t in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { socketAddress in
                _ = bind(descriptor, socketAddress, length)
                getsockname(descriptor, socketAddress, &length)
            }
            return pointer.pointee.sin_port.bigEndian
        }
        try #require(port != 0)
        return Int(port)
    }
}

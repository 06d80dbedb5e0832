import Foundation
import Postgres
import TestSupport

/// The built program, started as a newcomer would (`liefert up`), with the seeded town in a folder of its own.
///
/// It never outlives its use: `within` ends it by its process number, and `timeout` ends it should this process be
/// killed; the cluster's folder bears our process number, so that the next run sweeps what is left.
struct LiveTown {
    let client: Client
    private let program: StartedProgram
    private let folder: String

    /// The town, open; ended when `body` returns or throws.
    static func within<Result>(_ body: (LiveTown) async throws -> Result) async throws -> Result {
        let town = try await start()
        defer { town.end() }
        return try await body(town)
    }

    /// A session on the town's database that sees everything.
    func superuser() throws -> PlainSession {
        guard let cluster = try Cluster.running(folder + "/postgres") else {
            throw NotOpened(description: "the program's database does not run")
        }
        return try PlainSession(cluster.keywords(user: "postgres", database: "liefert"))
    }

    /// Why the program did not open.
    struct NotOpened: Error, CustomStringConvertible {
        let description: String
    }

    private static let secondsToOpen = 300
    private static let secondsToLive = 900

    private static func start() async throws -> LiveTown {
        let folder = "/tmp/liefert-test-\(ProcessInfo.processInfo.processIdentifier)-live"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let program = try StartedProgram(
            [StartedProgram.path(), "up", "--port", "0", "--admin-port", "0", "--var", folder],
            log: folder + "/program.log", seconds: secondsToLive)
        let town = { LiveTown(client: Client(base: $0), program: program, folder: folder) }
        for _ in 0..<(secondsToOpen * 4) {
            if let match = program.output.firstMatch(of: /(http:\/\/127\.0\.0\.1:\d+)\/ +the town/) {
                return town(String(match.output.1))
            }
            if program.hasEnded { throw NotOpened(description: "it ended:\n\(program.output)") }
            try await Task.sleep(for: .milliseconds(250))
        }
        town("").end()
        throw NotOpened(description: "it did not open within \(secondsToOpen) s")
    }

    private func end() {
        program.end()
        try? Cluster.running(folder + "/postgres")?.stop()
        try? FileManager.default.removeItem(atPath: folder)
    }
}

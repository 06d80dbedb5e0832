import Foundation
import Postgres
import TestSupport

/// The built program, started as a newcomer would (`liefert up`), with the seeded town in a folder of its own.
///
/// It never outlives its use: `within` ends it by its process number, and `timeout` ends it should this process be
/// killed; the cluster's folder bears our process number, so that the next run sweeps what is left.
struct LiveTown {
    let client: Client
    private let process: pid_t
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
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
        let candidates = [program + "/liefert", packageFolder + "/.build/debug/liefert"]
        guard let path = candidates.first(where: FileManager.default.isExecutableFile(atPath:)) else {
            throw NotOpened(description: "the program is not built: swift build --product liefert")
        }
        let process = try spawn(
            ["/usr/bin/timeout", "-k", "20", String(secondsToLive), path, "up", "--port", "0", "--admin-port", "0"]
                + ["--var", folder],
            log: folder + "/program.log")
        let town = { LiveTown(client: Client(base: $0), process: process, folder: folder) }
        for _ in 0..<(secondsToOpen * 4) {
            let log = (try? String(contentsOfFile: folder + "/program.log", encoding: .utf8)) ?? ""
            if let match = log.firstMatch(of: /(http:\/\/127\.0\.0\.1:\d+)\/ +the town/) {
                return town(String(match.output.1))
            }
            if waitpid(process, nil, WNOHANG) != 0 { throw NotOpened(description: "it ended:\n\(log)") }
            try await Task.sleep(for: .milliseconds(250))
        }
        town("").end()
        throw NotOpened(description: "it did not open within \(secondsToOpen) s")
    }

    /// Asks it to stop as an operator would; after 30 s it is no longer asked.
    private func end() {
        kill(process, SIGTERM)
        for _ in 0..<120 where waitpid(process, nil, WNOHANG) == 0 { usleep(250_000) }
        kill(process, SIGKILL)
        try? Cluster.running(folder + "/postgres")?.stop()
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func spawn(_ words: [String], log: String) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        let arguments = words.map { strdup($0) }
        defer { arguments.forEach { free($0) } }
        var process: pid_t = 0
        guard posix_spawn(&process, words[0], &actions, nil, arguments + [nil], environ) == 0 else {
            throw NotOpened(description: "\(words[0]) cannot be started")
        }
        return process
    }
}

import Foundation
import Postgres

/// The built program as a process of its own, its output in a file.
///
/// It never outlives its use: `timeout` ends it should this process be killed, `end` and `kill` do it at once.
package final class StartedProgram: Sendable {
    /// The program's own process, not that of the `timeout` around it.
    package let process: pid_t
    package let log: String
    private let guardian: pid_t

    /// Why the program does not run.
    package struct NotStarted: Error, CustomStringConvertible {
        package let description: String
        package init(description: String) { self.description = description }
    }

    /// The program beside this test bundle, or that of a debug build.
    package static func path() throws -> String {
        let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
        let candidates = [folder + "/liefert", packageFolder + "/.build/debug/liefert"]
        guard let path = candidates.first(where: FileManager.default.isExecutableFile(atPath:)) else {
            throw NotStarted(description: "the program is not built: swift build --product liefert")
        }
        return path
    }

    /// Starts `words`, with more variables in its environment; it lives `seconds` at most.
    package init(_ words: [String], with variables: [String: String] = [:], log: String, seconds: Int) throws {
        self.log = log
        let settings = variables.map { "\($0.key)=\($0.value)" }
        let command = ["/usr/bin/timeout", "-k", "20", String(seconds), "/usr/bin/env", "-C", packageFolder]
        guard let guardian = ChildProcess.start(command + settings + words, log: log) else {
            throw NotStarted(description: "\(command[0]) cannot be started")
        }
        self.guardian = guardian
        process = try Self.child(of: guardian)
    }

    package var output: String { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }

    package var hasEnded: Bool { Glibc.kill(process, 0) != 0 }

    /// Sends a signal to the program.
    package func send(_ signal: Int32) { Glibc.kill(process, signal) }

    /// Ends it at once, as a power cut does, and waits until it is gone.
    package func kill() {
        send(SIGKILL)
        _ = ChildProcess.status(of: guardian)
    }

    /// Asks it to stop as an operator would; after 30 s it is no longer asked. Answers its exit status.
    @discardableResult
    package func end() -> Int32 {
        var status: Int32 = 0
        send(SIGTERM)
        for _ in 0..<1200 {
            if waitpid(guardian, &status, WNOHANG) != 0 { return (status >> 8) & 0xff }
            usleep(25_000)
        }
        kill()
        return -1
    }

    /// `timeout` forks the program a moment after its own start.
    private static func child(of guardian: pid_t) throws -> pid_t {
        for _ in 0..<200 {
            let list = try? String(contentsOfFile: "/proc/\(guardian)/task/\(guardian)/children", encoding: .utf8)
            if let child = list.flatMap({ pid_t($0.split(separator: " ").first ?? "") }) { return child }
            usleep(10_000)
        }
        throw NotStarted(description: "timeout did not start the program")
    }
}

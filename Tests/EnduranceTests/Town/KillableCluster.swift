import Foundation
import Postgres

/// A PostgreSQL of a test's own that can be killed, frozen and started again on the same socket.
final class KillableCluster: Sendable {
    let cluster: Cluster
    private let options: String

    init(_ folder: String, _ durability: Cluster.Durability) throws {
        cluster = try Cluster.open(folder + "/postgres", durability: durability)
        let data = cluster.dataFolder
        // The options it was started with, for starts of the same kind.
        options = try String(contentsOfFile: data + "/postmaster.opts", encoding: .utf8)
            .replacing(/^\S+/, with: "").replacing(/"-D" "[^"]*"/, with: "").replacing("\"", with: "'")
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Kills every process of it at once, so that none can tidy up behind the others.
    func kill() {
        let all = processes()
        for process in all { Glibc.kill(process, SIGSTOP) }
        for process in Set(processes() + all) { Glibc.kill(process, SIGKILL) }
        for process in all { while Glibc.kill(process, 0) == 0 && !Self.isZombie(process) { usleep(2000) } }
    }

    /// Stops every process where it is; the sockets stay open.
    func freeze() { for process in processes() { Glibc.kill(process, SIGSTOP) } }

    func thaw() { for process in processes() { Glibc.kill(process, SIGCONT) } }

    /// Starts it again, through recovery; a lock file of the killed one may need a moment.
    func start() throws {
        let arguments = [
            "start", "-D", cluster.dataFolder, "-l", cluster.dataFolder + "/../server.log", "-w", "-t", "60", "-o",
            options,
        ]
        for attempt in 1... {
            do { return try cluster.installation.run("pg_ctl", arguments, as: cluster.user) } catch {
                guard attempt < 40 else { throw error }
                usleep(250_000)
            }
        }
    }

    func stop() {
        thaw()
        try? cluster.stop()
    }

    /// The postmaster and all its children.
    private func processes() -> [pid_t] {
        guard let text = try? String(contentsOfFile: cluster.dataFolder + "/postmaster.pid", encoding: .utf8),
            let postmaster = pid_t(text.prefix { $0 != "\n" })
        else { return [] }
        let list = try? String(contentsOfFile: "/proc/\(postmaster)/task/\(postmaster)/children", encoding: .utf8)
        return [postmaster] + (list ?? "").split(separator: " ").compactMap { pid_t($0) }
    }

    private static func isZombie(_ process: pid_t) -> Bool {
        let status = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ") Z"
        return status.contains(") Z")
    }
}

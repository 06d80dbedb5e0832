import CLibPQ
import Foundation
import Glibc

/// The server programs of one major version.
package struct PostgresInstallation: Sendable {
    package let major: Int
    let programs: String

    /// The newest of Debian's folders, or whatever `pg_config` is on the path; 15 at least.
    package static func newest() throws -> PostgresInstallation {
        let root = "/usr/lib/postgresql"
        let found = ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).compactMap { name in
            Int(name).map { PostgresInstallation(major: $0, programs: "\(root)/\(name)/bin") }
        }
        .filter { $0.major >= 15 && FileManager.default.isExecutableFile(atPath: $0.programs + "/initdb") }
        guard let newest = found.max(by: { $0.major < $1.major }) else { throw ClusterRefusal.notInstalled }
        return newest
    }

    /// Runs one of its programs to its end, as `user` where given; what it prints is told only when it fails.
    package func run(_ program: String, _ arguments: [String], as user: String? = nil) throws {
        _ = try output(of: program, arguments, as: user)
    }

    /// What the program wrote on standard output and standard error.
    ///
    /// `posix_spawn`, not Foundation's `Process`: that one waits until every descendant has closed an inherited
    /// socket, and the server that pg_ctl leaves behind never does. For the same reason output goes to a file.
    package func output(of program: String, _ arguments: [String], as user: String? = nil) throws -> String {
        let path = "\(programs)/\(program)"
        let drop = user.map { ["/usr/bin/setpriv", "--reuid=\($0)", "--regid=\($0)", "--init-groups", "--"] } ?? []
        let log = "/tmp/liefert-\(UUID().uuidString).log"
        defer { try? FileManager.default.removeItem(atPath: log) }
        let status = Self.spawn(["/usr/bin/env", "-C", "/"] + drop + [path] + arguments, log: log)
        let output = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
        guard status == 0 else { throw ClusterRefusal.command(program, status, output.trimmed) }
        return output
    }

    /// Runs a command to its end; answers its exit status, 127 where it cannot be started.
    private static func spawn(_ words: [String], log: String) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // A server that outlives us must hold none of our sockets: who is at their other end would never hear us close.
        posix_spawn_file_actions_addclosefrom_np(&actions, 3)
        let arguments = words.map { strdup($0) }
        defer { arguments.forEach { free($0) } }
        var pid: pid_t = 0
        guard posix_spawn(&pid, words[0], &actions, nil, arguments + [nil], environ) == 0 else { return 127 }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
        return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
    }
}

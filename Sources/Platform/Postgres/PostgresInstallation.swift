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
    package func output(of program: String, _ arguments: [String], as user: String? = nil) throws -> String {
        let path = "\(programs)/\(program)"
        let drop = user.map { ["/usr/bin/setpriv", "--reuid=\($0)", "--regid=\($0)", "--init-groups", "--"] } ?? []
        let log = "/tmp/liefert-\(UUID().uuidString).log"
        defer { try? FileManager.default.removeItem(atPath: log) }
        let child = ChildProcess.start(["/usr/bin/env", "-C", "/"] + drop + [path] + arguments, log: log)
        let status = child.map(ChildProcess.status) ?? 127
        let output = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
        guard status == 0 else { throw ClusterRefusal.command(program, status, output.trimmed) }
        return output
    }
}

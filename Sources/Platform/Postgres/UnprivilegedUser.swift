import Foundation
import Glibc
import Vocabulary

/// Who runs the server when we are root.
struct UnprivilegedUser: Sendable {
    let name: String
    let uid: uid_t
    let gid: gid_t

    /// `nil` where we are not root ourselves.
    static func choose() throws -> UnprivilegedUser? {
        guard geteuid() == 0 else { return nil }
        for name in ["postgres", "nobody"] {
            if let entry = getpwnam(name) {
                return UnprivilegedUser(name: name, uid: entry.pointee.pw_uid, gid: entry.pointee.pw_gid)
            }
        }
        throw ClusterRefusal.noUser
    }

    /// `folder` itself where this user can reach it, else a folder of the same name's hash below /var/lib/liefert.
    func reachable(_ folder: String, report: (String) -> Void) throws -> String {
        let absolute = URL(filePath: folder).standardizedFileURL.path
        if canReach(URL(filePath: absolute).deletingLastPathComponent().path) { return absolute }
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in absolute.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let other = "/var/lib/liefert/" + String(hash, radix: 16)
        report("\(name) cannot reach \(absolute): the data goes to \(other)")
        return other
    }

    /// Every folder on the way down must let others pass.
    private func canReach(_ path: String) -> Bool {
        var current = URL(filePath: path)
        while true {
            var status = stat()
            if stat(current.path, &status) == 0 {
                let mine = status.st_uid == uid && status.st_mode & S_IXUSR != 0
                guard mine || status.st_mode & S_IXOTH != 0 else { return false }
            }
            if current.path == "/" { return true }
            current.deleteLastPathComponent()
        }
    }
}

/// A postmaster of ours that outlived us.
struct RunningPostmaster {
    let socketFolder: String

    /// `nil` where none runs on that folder: no pid file, or a stale one (which is left for PostgreSQL to judge).
    init?(dataFolder: String) {
        guard let text = try? String(contentsOfFile: dataFolder + "/postmaster.pid", encoding: .utf8) else {
            return nil
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count > 4, let pid = pid_t(lines[0].trimmed), kill(pid, 0) == 0 || errno == EPERM,
            let command = try? String(contentsOfFile: "/proc/\(pid)/cmdline", encoding: .utf8),
            command.contains(dataFolder), !lines[4].isEmpty
        else { return nil }
        let keywords = [("host", lines[4]), ("user", "postgres"), ("dbname", "postgres"), ("connect_timeout", "5")]
        guard (try? PlainSession(keywords)) != nil else { return nil }
        socketFolder = lines[4]
    }
}

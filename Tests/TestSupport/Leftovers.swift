import Foundation

/// Clusters of test runs that were killed before they could stop their own.
enum Leftovers {
    /// Once a process.
    static let swept: Void = sweep()

    /// `/tmp/liefert-test-<pid>…` whose process is gone: its server is ended, its folders are removed.
    private static func sweep() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "/tmp")) ?? [] {
            guard let match = name.prefixMatch(of: /liefert-test-(\d+)/), let pid = pid_t(match.output.1),
                kill(pid, 0) != 0 && errno == ESRCH
            else { continue }
            let folder = "/tmp/" + name
            // A cluster of a test's own, or that of a program which a test started.
            let areEnded = [folder, folder + "/postgres"].map(endServer)
            if !areEnded.contains(false) { try? FileManager.default.removeItem(atPath: folder) }
        }
    }

    /// Whether none runs any more.
    private static func endServer(_ folder: String) -> Bool {
        let data = folder + "/data"
        guard let text = try? String(contentsOfFile: data + "/postmaster.pid", encoding: .utf8) else { return true }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count > 4, let pid = pid_t(lines[0]) else { return true }
        if isServer(pid, of: data) {
            // Throw-away data: an immediate stop, which needs no checkpoint.
            guard kill(pid, SIGQUIT) == 0 else { return false }
            for _ in 0..<50 where isServer(pid, of: data) { Thread.sleep(forTimeInterval: 0.1) }
        }
        guard !isServer(pid, of: data) else { return false }
        if lines[4].hasPrefix("/tmp/liefert-") { try? FileManager.default.removeItem(atPath: lines[4]) }
        return true
    }

    /// Process numbers are given out again: the command line must name the folder.
    private static func isServer(_ pid: pid_t, of data: String) -> Bool {
        (try? String(contentsOfFile: "/proc/\(pid)/cmdline", encoding: .utf8))?.contains(data) == true
    }
}

import CLibPQ
import Glibc

/// A command started beside us that shares no descriptor with us: who is at the other end of one of our sockets would
/// never hear us close it, as long as a child kept it.
///
/// `posix_spawn`, not Foundation's `Process`: that one waits until every descendant has closed an inherited socket, and
/// the server that pg_ctl leaves behind never does. For the same reason output goes to a file.
package enum ChildProcess {
    /// Starts it, its output at the end of `log`; `nil` where it cannot be started.
    package static func start(_ words: [String], log: String) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        posix_spawn_file_actions_addclosefrom_np(&actions, 3)
        let arguments = words.map { strdup($0) }
        defer { arguments.forEach { free($0) } }
        var process: pid_t = 0
        let isStarted = posix_spawn(&process, words[0], &actions, nil, arguments + [nil], environ) == 0
        return isStarted ? process : nil
    }

    /// Waits for its end; answers its exit status as a shell would, 128 and the signal where one ended it.
    package static func status(of process: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
    }
}

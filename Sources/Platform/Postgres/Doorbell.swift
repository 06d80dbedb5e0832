import CLibPQ
import Foundation
import Glibc
import Logging
import Synchronization
import Vocabulary

/// Wakes sleepers on all nodes when work was promised: one session of its own that LISTENs, and that sends NOTIFY for
/// everybody here.
///
/// NOTIFY takes a lock that all committing writers share, so it never travels in the transaction that promises work:
/// it follows in one of its own, many rings at once. Rings can get lost with their session; who listens polls too.
package final class Doorbell: @unchecked Sendable {
    private static let channel = "liefert_work"
    /// However often it is rung, the server hears of it so often at most.
    private static let pauseSeconds = 0.025

    private struct State {
        var listeners: [@Sendable () -> Void] = []
        var isRunning = false
        var isClosed = false
    }

    private let settings: DatabaseSettings
    private let log: Logger
    private let state = Mutex(State())
    /// Read and write end of a pipe: a byte in it is a ring that was not passed on yet.
    private let pipe: (out: Int32, into: Int32)

    init(_ settings: DatabaseSettings, log: Logger) {
        self.settings = settings
        self.log = log
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else { fatalError("no pipe (errno \(errno))") }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        pipe = (ends[0], ends[1])
    }

    deinit {
        Glibc.close(pipe.out)
        Glibc.close(pipe.into)
    }

    /// Tells all nodes that there may be work. Never waits.
    package func ring() {
        start()
        write(pipe.into, "!", 1)
    }

    /// Runs `heard` on the doorbell's thread whenever somebody rang, and after each time the session was away.
    package func listen(_ heard: @escaping @Sendable () -> Void) {
        state.withLock { $0.listeners.append(heard) }
        start()
    }

    func close() {
        state.withLock { $0.isClosed = true }
        write(pipe.into, "!", 1)
    }

    private func start() {
        let isNew = state.withLock { state in
            defer { state.isRunning = true }
            return !state.isRunning && !state.isClosed
        }
        guard isNew else { return }
        let thread = Thread { self.run() }
        thread.name = "postgres-doorbell"
        thread.stackSize = 1 << 19
        thread.start()
    }

    private var isClosed: Bool { state.withLock { $0.isClosed } }

    private func run() {
        var pause = 0.1
        while !isClosed {
            do {
                let session = try PlainSession(settings)
                try session.run("LISTEN \(Self.channel)")
                pause = 0.1
                tell()
                try serve(session)
            } catch {
                log.warning("the doorbell is away", metadata: ["reason": "\(error)"])
                Thread.sleep(forTimeInterval: pause * Double.random(in: 0.5...1))
                pause = min(2, pause * 2)
            }
        }
    }

    private func serve(_ session: PlainSession) throws(Fault) {
        while !isClosed {
            var waits = [
                pollfd(fd: pipe.out, events: Int16(POLLIN), revents: 0),
                pollfd(fd: session.socket, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&waits, 2, -1) >= 0 || errno == EINTR else { throw Fault(.unexpected, "poll: errno \(errno)") }
            if waits[0].revents != 0 {
                Thread.sleep(forTimeInterval: Self.pauseSeconds)
                var rings = [UInt8](repeating: 0, count: 4096)
                while read(pipe.out, &rings, rings.count) == rings.count {}
                if !isClosed { try session.run("NOTIFY \(Self.channel)") }
            }
            if try session.takeNotifications() > 0 { tell() }
        }
    }

    private func tell() {
        for listener in state.withLock({ $0.listeners }) { listener() }
    }
}

extension PlainSession {
    var socket: Int32 { PQsocket(session) }

    /// How many notifications have come since; throws where the session is lost.
    func takeNotifications() throws(Fault) -> Int {
        guard PQconsumeInput(session) == 1, PQstatus(session) == CONNECTION_OK else {
            throw Fault(.unavailable, "the session is lost: \(String(cString: PQerrorMessage(session)).trimmed)")
        }
        var count = 0
        while let notification = PQnotifies(session) {
            PQfreemem(notification)
            count += 1
        }
        return count
    }
}

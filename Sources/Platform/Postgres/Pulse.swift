import CLibPQ
import Foundation
import Synchronization
import Vocabulary

/// Feels, on a session of its own, whether the server answers at all.
///
/// A frozen server and a cut cable look like slow queries from every session; only silence towards a question that
/// takes no time tells them apart. Then newcomers are refused at once, and who waits for an answer waits no longer.
final class Pulse: Sendable {
    private static let everySeconds = 0.25
    /// After so much silence newcomers are refused.
    static let patienceSeconds = 1.0
    /// After so much, sessions give their answers up; a server that is merely busy has answered by then.
    static let hopeSeconds = 3.0

    private struct State {
        var lastAnswer = Monotonic.now
        var isRefused = false
        var isOver = false
    }
    private let state = Mutex(State())

    init(_ settings: DatabaseSettings) {
        let thread = Thread { [self] in run(settings) }
        thread.name = "postgres-pulse"
        thread.stackSize = 1 << 19
        thread.start()
    }

    /// Whether there is any use in asking.
    var isAway: Bool { state.withLock { $0.isRefused || Monotonic.now - $0.lastAnswer > Self.patienceSeconds } }

    /// Whether answers still under way are to be given up.
    var isHopeless: Bool { state.withLock { Monotonic.now - $0.lastAnswer > Self.hopeSeconds } }

    func stop() { state.withLock { $0.isOver = true } }

    private func run(_ settings: DatabaseSettings) {
        var session: OpaquePointer?
        defer { PQfinish(session) }
        while !state.withLock({ $0.isOver }) {
            if session == nil { session = Connection.connect(settings.keywords) }
            let isAlive = PQstatus(session) == CONNECTION_OK && Self.answers(session)
            state.withLock { state in
                state.isRefused = !isAlive
                if isAlive { state.lastAnswer = Monotonic.now }
            }
            if !isAlive {
                PQfinish(session)
                session = nil
            }
            Thread.sleep(forTimeInterval: Self.everySeconds)
        }
    }

    /// An empty query: no snapshot, no lock, nothing to compute.
    private static func answers(_ session: OpaquePointer?) -> Bool {
        guard PQsendQuery(session, "") == 1 else { return false }
        let deadline = Monotonic.now + hopeSeconds
        while PQisBusy(session) == 1 {
            let left = deadline - Monotonic.now
            var poller = pollfd(fd: PQsocket(session), events: Int16(POLLIN), revents: 0)
            guard left > 0, poll(&poller, 1, Int32(left * 1000) + 1) > 0, PQconsumeInput(session) == 1 else {
                return false
            }
        }
        while let result = PQgetResult(session) { PQclear(result) }
        return PQstatus(session) == CONNECTION_OK
    }
}

import Foundation
import Logging
import Synchronization
import Vocabulary

/// The door to PostgreSQL: a fixed number of threads, each with one session, fed by one bounded queue.
///
/// The calling task hops to a thread once a transaction and back once; inside, everything is synchronous.
package final class Database: Sendable {
    private let mailbox: Mailbox
    let settings: DatabaseSettings
    let recentAnswers = RecentAnswers()
    private let pulse: Pulse?
    let keyGate = KeyGate()
    package let doorbell: Doorbell
    package let figures = DatabaseFigures()

    /// Starts the threads; they connect with the first work they get.
    package init(_ settings: DatabaseSettings, log: Logger) {
        self.settings = settings
        pulse = settings.hasPulse ? Pulse(settings) : nil
        doorbell = Doorbell(settings, log: log)
        mailbox = Mailbox(waitSeconds: settings.waitSeconds, capacity: settings.connections * 256, pulse: pulse)
        for number in 1...settings.connections {
            let session = SessionThread(settings: settings, mailbox: mailbox, pulse: pulse, figures: figures, log: log)
            let thread = Thread { session.run() }
            thread.name = "postgres-\(number)"
            thread.stackSize = 1 << 20
            thread.start()
        }
    }

    deinit { close() }

    /// Ends the sessions once what is queued is done; later calls are told `unavailable`.
    package func close() {
        mailbox.close()
        pulse?.stop()
        doorbell.close()
    }

    /// Runs `body` in one transaction of `city` and commits. A problem or fault thrown inside rolls everything back.
    /// A deadlock or serialization failure runs `body` again, three times at most: no side effects in it.
    package func transaction<T: Sendable>(
        in city: CityID? = nil, _ body: @escaping @Sendable (inout Tx) throws -> T
    ) async throws -> T {
        try await withSession { connection in
            try connection.transaction(in: city, once: nil) { tx in try body(&tx) }
        }
    }

    /// The rows of one statement. With a `city`, the setting that private tables ask for travels in the same flush.
    package func read<S: Statement>(_ statement: S, in city: CityID? = nil) async throws -> [S.Output] {
        try await withSession { connection in
            // What SET LOCAL says reaches the workers only from within a transaction.
            if connection.isCitus, let city {
                return try connection.transaction(in: city, once: nil) { tx in try tx.rows(statement) }
            }
            connection.forget()
            if let city { try connection.queue(TellCity(city: city)) }
            let ticket = try connection.queue(statement, keepsAnswer: true)
            try connection.flush()
            guard let answer = connection.answer(ticket) else { throw Fault(.unexpected, "no answer to a read") }
            return try answer.decode(S.self)
        }
    }

    /// Several reads by one visit to a session, outside a transaction: questions asked before the first answer share a
    /// round trip. With a `city`, private tables can be read in the first of them; `tx.tellCity()` opens the next.
    package func look<T: Sendable>(
        in city: CityID? = nil, _ body: @escaping @Sendable (inout Tx) throws -> T
    ) async throws -> T {
        try await withSession { connection in
            if connection.isCitus { return try connection.transaction(in: city, once: nil, body) }
            connection.forget()
            var tx = Tx(connection: connection, city: city)
            try tx.tellCity()
            return try body(&tx)
        }
    }

    /// The first row of one statement, or `nil`.
    package func first<S: Statement>(_ statement: S, in city: CityID? = nil) async throws -> S.Output? {
        try await read(statement, in: city).first
    }

    /// Runs `work` on a session's thread. A session that turns out to be dead before anything could have been
    /// committed costs the caller nothing: the work runs once more on a new one.
    func withSession<T: Sendable>(_ work: @escaping @Sendable (Connection) throws -> T) async throws -> T {
        do {
            return try await hop(work)
        } catch let fault as Fault {
            figures.count(fault)
            guard fault.kind == .unavailable, fault != Mailbox.closed else { throw fault }
            figures.countReconnect()
            return try await hop(work)
        }
    }

    private func hop<T: Sendable>(_ work: @escaping @Sendable (Connection) throws -> T) async throws -> T {
        try await withUnsafeThrowingContinuation { continuation in
            mailbox.put { session in
                continuation.resume(
                    with: Result {
                        let connection = try session.get()
                        let before = connection.flushes
                        defer { self.figures.countFlushes(connection.flushes - before) }
                        let value = try work(connection)
                        if connection.promisesWork { self.doorbell.ring() }
                        return value
                    })
            }
        }
    }
}

extension Connection {
    /// BEGIN, the city, `body`, COMMIT; rolled back where anything throws.
    func transaction<T>(in city: CityID?, once: FindAnswer?, _ body: (inout Tx) throws -> T) throws -> T {
        var attempt = 1
        while true {
            do {
                return try transactionOnce(in: city, once: once, body)
            } catch let fault as Fault where fault.isRetryable && attempt < 3 && !isLost {
                attempt += 1
                Thread.sleep(forTimeInterval: Double.random(in: 0.001...0.010) * Double(attempt))
            }
        }
    }

    private func transactionOnce<T>(in city: CityID?, once: FindAnswer?, _ body: (inout Tx) throws -> T) throws -> T {
        forget()
        try queue(Begin())
        if let city { try queue(TellCity(city: city)) }
        let check = try once.map { OnceCheck(ticket: try queue($0, keepsAnswer: true)) }
        do {
            var tx = Tx(connection: self, city: city, once: check)
            let value = try body(&tx)
            try tx.commit()
            return value
        } catch {
            forget()
            if isInTransaction {
                _ = try? queue(Rollback())
                try? flush()
            }
            throw error
        }
    }
}

extension Fault {
    /// The server took the transaction back for reasons that have nothing to do with it.
    var isRetryable: Bool { sqlState == "40001" || sqlState == "40P01" }
}

/// Counts since the start, for metrics and for tests that hold an action to its round trips.
package final class DatabaseFigures: Sendable {
    private struct Counts {
        var flushes = 0
        var reconnects = 0
        var waitTimeouts = 0
        var unknownCommits = 0
    }
    private let counts = Mutex(Counts())

    /// Round trips to the server.
    package var flushes: Int { counts.withLock { $0.flushes } }
    /// Sessions found dead and replaced.
    package var reconnects: Int { counts.withLock { $0.reconnects } }
    /// Callers told `busy` because no session came free in time.
    package var waitTimeouts: Int { counts.withLock { $0.waitTimeouts } }
    /// Commits whose outcome was never heard.
    package var unknownCommits: Int { counts.withLock { $0.unknownCommits } }

    func countFlushes(_ more: Int) { counts.withLock { $0.flushes += more } }
    func count(_ fault: Fault) {
        counts.withLock {
            if fault.kind == .commitUnknown { $0.unknownCommits += 1 }
            if fault.kind == .busy && fault.sqlState == nil { $0.waitTimeouts += 1 }
        }
    }
    func countReconnect() { counts.withLock { $0.reconnects += 1 } }
}

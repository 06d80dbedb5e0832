import Logging
import Vocabulary

/// What one session thread does all its life: take work, keep a connection, reconnect with growing pauses.
struct SessionThread: Sendable {
    let settings: DatabaseSettings
    let mailbox: Mailbox
    let pulse: Pulse?
    let figures: DatabaseFigures
    let log: Logger

    func run() {
        var connection: Connection?
        var pauseSeconds = 0.0
        var retryAt = 0.0
        while let work = mailbox.take() {
            if let known = connection, known.isLost { connection = nil }
            if connection == nil {
                guard Monotonic.now >= retryAt else {
                    work(.failure(Fault(.unavailable, "the database is away, next try soon")))
                    continue
                }
                do {
                    connection = try Connection(settings, pulse: pulse)
                    pauseSeconds = 0
                } catch {
                    pauseSeconds = min(2, max(0.1, pauseSeconds * 2))
                    retryAt = Monotonic.now + pauseSeconds * Double.random(in: 0.5...1)
                    log.warning("database away", metadata: ["reason": "\(error.description)"])
                    work(.failure(error))
                    continue
                }
            }
            if let connection { work(.success(connection)) }
        }
    }
}

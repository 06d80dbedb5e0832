import Vocabulary

/// A transaction in progress: the only way to change rows.
///
/// It is handed `inout` to a synchronous closure, so the compiler refuses to await anything while rows are locked,
/// to keep the handle, and to use it from a task (DECISIONS.md, "A transaction is a synchronous closure").
package struct Tx: ~Copyable {
    let connection: Connection
    /// Whose rows this transaction may touch; `nil` for tables without a city.
    package let city: CityID?
    var once: OnceCheck?

    init(connection: Connection, city: CityID?, once: OnceCheck? = nil) {
        self.connection = connection
        self.city = city
        self.once = once
    }

    /// Queues a statement whose answer nobody needs. It travels with the next flush, at the latest with COMMIT.
    package mutating func run<S: Statement>(_ statement: S) throws {
        try connection.queue(statement)
    }

    /// Queues a question. Several questions asked before the first `answer` share one round trip.
    package mutating func ask<S: Statement>(_ statement: S) throws -> Asked<S> {
        Asked(ticket: try connection.queue(statement, keepsAnswer: true))
    }

    /// The rows of a question, flushing what is queued where it was not sent yet.
    package mutating func answer<S: Statement>(_ asked: Asked<S>) throws -> [S.Output] {
        try fetch(asked.ticket).decode(S.self)
    }

    /// All rows.
    package mutating func rows<S: Statement>(_ statement: S) throws -> [S.Output] {
        try answer(ask(statement))
    }

    /// The first row, or `nil`.
    package mutating func first<S: Statement>(_ statement: S) throws -> S.Output? {
        try rows(statement).first
    }

    /// How many rows an INSERT, UPDATE or DELETE touched.
    package mutating func count<S: Statement>(_ statement: S) throws -> Int {
        try fetch(ask(statement).ticket).affected
    }

    /// Outside a transaction each round trip must be told its city anew. Only queues.
    package mutating func tellCity() throws {
        if let city { try connection.queue(TellCity(city: city)) }
    }

    /// Sends everything queued now.
    package mutating func flush() throws {
        try connection.flush()
        try replayIfAnswered()
    }

    private mutating func fetch(_ ticket: Int) throws -> Answer {
        if let answer = connection.answer(ticket) { return answer }
        try flush()
        guard let answer = connection.answer(ticket) else { throw Fault(.unexpected, "an answer was taken twice") }
        return answer
    }

    /// The first flush of a transaction with an idempotency key also brought what is stored under that key.
    private mutating func replayIfAnswered() throws {
        guard let check = once, let answer = connection.answer(check.ticket) else { return }
        once = nil
        if let stored = try answer.decode(FindAnswer.self).first { throw Replay(stored: stored) }
    }

    /// Sends COMMIT behind everything that is still queued.
    mutating func commit() throws {
        if once != nil { try flush() }
        try connection.pass(.beforeCommit)
        try connection.queue(Commit(), isCommit: true)
        try connection.flush()
        try connection.pass(.afterCommit)
    }
}

/// A question on its way: redeem it with `Tx.answer`, once.
package struct Asked<S: Statement>: Sendable {
    let ticket: Int
}

struct Begin: Statement {
    static let sql = "BEGIN"
}

struct Commit: Statement {
    static let sql = "COMMIT"
}

struct Rollback: Statement {
    static let sql = "ROLLBACK"
}

/// Tells the transaction, or the implicit transaction of one flush, whose rows it may see.
struct TellCity: Statement {
    static let sql = "SELECT tell_city($1)"
    let city: CityID
    func bind(_ parameters: inout Parameters) { parameters.add(city) }
}

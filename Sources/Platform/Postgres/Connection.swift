import CLibPQ
import Glibc
import Vocabulary

/// One session with PostgreSQL in pipeline mode. Belongs to one thread; statements wait in `pending` until a flush
/// sends them all and reads all answers: one round trip.
final class Connection {
    private let session: OpaquePointer
    private let deadlineSeconds: Double
    private let pulse: Pulse?
    private(set) var isCitus = false
    let faults: FaultPlan?
    private var prepared: [ObjectIdentifier: String] = [:]
    private var namesGiven = 0
    private var pending: [Pending] = []
    private var answers: [Int: Answer] = [:]
    private var tickets = 0
    /// Set by the notice processor: the server gave up waiting for its synchronous standby (safety.md, finding 1).
    private var commitUnconfirmed = false
    /// Refusals of every statement of this transaction: a deferred constraint speaks only at COMMIT.
    private var refusals: [String: any Problem] = [:]
    /// Whether a statement of this transaction promises work that somebody may be asleep for.
    private(set) var promisesWork = false
    /// Nothing can be asked of this session any more.
    private(set) var isLost = false
    /// Round trips so far.
    private(set) var flushes = 0

    /// Connects and waits until the server answers, `settings.connectTimeoutSeconds` at most.
    init(_ settings: DatabaseSettings, pulse: Pulse? = nil) throws(Fault) {
        let keywords = settings.keywords
        self.pulse = pulse
        faults = settings.faults
        session = Self.connect(keywords)
        deadlineSeconds = settings.statementTimeoutSeconds + 2
        guard PQstatus(session) == CONNECTION_OK else {
            // No PQfinish here: every property has a value, so deinit runs and does it.
            throw Fault(.unavailable, "cannot connect: \(String(cString: PQerrorMessage(session)).trimmed)")
        }
        PQsetNoticeProcessor(session, Self.notice, Unmanaged.passUnretained(self).toOpaque())
        isCitus = Citus.tune(session)
        guard PQsetnonblocking(session, 1) == 0, PQenterPipelineMode(session) == 1 else {
            throw Fault(.unavailable, "the session refuses pipeline mode")
        }
    }

    deinit { PQfinish(session) }

    /// Queues one execution. Its answer can be fetched by the ticket when `keepsAnswer`.
    @discardableResult
    func queue<S: Statement>(_ statement: S, keepsAnswer: Bool = false, isCommit: Bool = false) throws(Fault) -> Int {
        var parameters = Parameters()
        statement.bind(&parameters)
        guard !parameters.hasZeroByte else { throw Fault(.unexpected, "\(S.self): a text holds a zero byte") }
        tickets += 1
        for (name, problem) in S.refusals { refusals[name] = problem }
        if S.ringsDoorbell { promisesWork = true }
        pending.append(
            Pending(
                ticket: tickets, type: S.self, key: ObjectIdentifier(S.self), parameters: parameters,
                keepsAnswer: keepsAnswer, isCommit: isCommit))
        return tickets
    }

    /// Forgets what was queued and not sent, and all answers.
    func forget() {
        pending.removeAll(keepingCapacity: true)
        answers.removeAll(keepingCapacity: true)
        refusals.removeAll(keepingCapacity: true)
        promisesWork = false
    }

    /// The answer of a flushed statement; `nil` where it is still only queued.
    func answer(_ ticket: Int) -> Answer? { answers.removeValue(forKey: ticket) }

    /// Whether the server holds a transaction of ours open.
    var isInTransaction: Bool { !isLost && PQtransactionStatus(session) != PQTRANS_IDLE }

    /// Nothing is asked of this session any more, and the server hears of its end.
    func breakOff() {
        isLost = true
        shutdown(PQsocket(session), Int32(SHUT_RDWR))
    }

    /// Sends all queued statements and reads all answers. The first refusal is thrown as its problem or as a fault;
    /// the server has then skipped everything behind it, COMMIT included.
    func flush() throws {
        guard !pending.isEmpty else { return }
        guard !isLost else { throw Fault(.unavailable, "the connection is lost") }
        flushes += 1
        let sent = pending
        pending.removeAll(keepingCapacity: true)
        let commits = sent.contains { $0.isCommit }
        commitUnconfirmed = false
        do {
            let steps = try send(sent)
            if let refusal = try collect(steps) { throw refusal }
        } catch let fault as Fault where isLost && commits {
            throw Fault(.commitUnknown, fault.description, sqlState: fault.sqlState)
        }
        if commits && commitUnconfirmed {
            throw Fault(.commitUnknown, "the server stopped waiting for its synchronous standby")
        }
    }
}

/// One queued execution.
private struct Pending {
    let ticket: Int
    let type: any Statement.Type
    let key: ObjectIdentifier
    let parameters: Parameters
    let keepsAnswer: Bool
    let isCommit: Bool
}

/// One command on the wire, in order.
private enum Step {
    case prepare(ObjectIdentifier)
    case execute(Pending)
}

/// One statement's result; frees it at the end of its life.
final class Answer {
    let result: OpaquePointer
    init(_ result: OpaquePointer) { self.result = result }
    deinit { PQclear(result) }

    var rowCount: Int32 { PQntuples(result) }
    /// Rows an INSERT, UPDATE or DELETE touched.
    var affected: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

    func decode<S: Statement>(_: S.Type) throws(Fault) -> [S.Output] {
        var outputs: [S.Output] = []
        outputs.reserveCapacity(Int(rowCount))
        for index in 0..<rowCount {
            var row = Row(result: result, index: index)
            outputs.append(try S.decode(&row))
        }
        return outputs
    }
}

extension Connection {
    private func send(_ statements: [Pending]) throws(Fault) -> [Step] {
        var steps: [Step] = []
        for statement in statements {
            let name: String
            if let known = prepared[statement.key] {
                name = known
            } else {
                namesGiven += 1
                name = "s\(namesGiven)"
                let sql = isCitus ? Citus.sql(of: statement.type.sql) : statement.type.sql
                guard PQsendPrepare(session, name, sql, 0, nil) == 1 else { throw lost() }
                prepared[statement.key] = name
                steps.append(.prepare(statement.key))
            }
            let accepted = statement.parameters.withPointers { count, values in
                PQsendQueryPrepared(session, name, count, values, nil, nil, 1)
            }
            guard accepted == 1 else { throw lost() }
            steps.append(.execute(statement))
        }
        guard PQpipelineSync(session) == 1 else { throw lost() }
        return steps
    }

    /// Reads one result a step and the sync behind them. Answers the first refusal, throws where the session is lost.
    private func collect(_ steps: [Step]) throws(Fault) -> (any Error)? {
        let deadline = Monotonic.now + deadlineSeconds
        var refusal: (any Error)?
        for step in steps {
            guard let result = try nextResult(before: deadline) else { throw lost() }
            while let extra = try nextResult(before: deadline) { PQclear(extra) }
            switch PQresultStatus(result) {
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK:
                if case .execute(let pending) = step, pending.keepsAnswer {
                    answers[pending.ticket] = Answer(result)
                } else {
                    PQclear(result)
                }
            case PGRES_PIPELINE_ABORTED:
                if case .prepare(let key) = step { prepared[key] = nil }
                PQclear(result)
            default:
                if case .prepare(let key) = step { prepared[key] = nil }
                refusal = refusal ?? self.refusal(in: result, at: step)
                PQclear(result)
            }
            if PQstatus(session) == CONNECTION_BAD {
                isLost = true
                throw (refusal as? Fault) ?? Fault(.unavailable, "the server closed the connection")
            }
        }
        if let sync = try nextResult(before: deadline) { PQclear(sync) }
        return refusal
    }

    private func refusal(in result: OpaquePointer, at step: Step) -> any Error {
        func field(_ letter: Character) -> String? {
            PQresultErrorField(result, Int32(letter.asciiValue ?? 0)).map { String(cString: $0) }
        }
        let state = field("C")
        guard let state else { return lost() }
        // Shutdown and crash of the server: this session is over although the socket may not know yet.
        if state.hasPrefix("57P") {
            isLost = true
            return Fault(.unavailable, "the server ended the session", sqlState: state)
        }
        if let constraint = field("n") ?? (isCitus ? Citus.constraint(in: field("M")) : nil) {
            if case .execute(let pending) = step, let problem = pending.type.refusals[constraint] { return problem }
            if let problem = refusals[constraint] { return problem }
        }
        let name = if case .execute(let pending) = step { "\(pending.type)" } else { "PREPARE" }
        let kind: Fault.Kind = state == "55P03" || state == "57014" || state.hasPrefix("53") ? .busy : .unexpected
        return Fault(kind, "\(name): \(field("M") ?? "no message") [\(field("n") ?? "")]", sqlState: state)
    }

    private func lost() -> Fault {
        isLost = true
        return Fault(.unavailable, "the connection broke: \(String(cString: PQerrorMessage(session)))")
    }

    /// The next result, or `nil` for the end of one statement's results. Sends what is still unsent while it waits.
    private func nextResult(before deadline: Double) throws(Fault) -> OpaquePointer? {
        while PQflush(session) == 1 || PQisBusy(session) == 1 {
            let left = deadline - Monotonic.now
            guard left > 0, pulse?.isHopeless != true else {
                isLost = true
                throw Fault(.unavailable, "the server did not answer in time")
            }
            let writes = PQflush(session) == 1
            var poller = pollfd(fd: PQsocket(session), events: Int16(POLLIN | (writes ? POLLOUT : 0)), revents: 0)
            let ready = poll(&poller, 1, Int32(min(left, pulse == nil ? 60 : 0.25) * 1000) + 1)
            guard ready >= 0 || errno == EINTR else { throw lost() }
            if poller.revents & Int16(POLLIN | POLLHUP | POLLERR) != 0, PQconsumeInput(session) == 0 { throw lost() }
        }
        return PQgetResult(session)
    }

    static func connect(_ keywords: [(String, String)]) -> OpaquePointer {
        let names = keywords.map { strdup($0.0) }
        let values = keywords.map { strdup($0.1) }
        defer { (names + values).forEach { free($0) } }
        let namePointers = names.map { UnsafePointer($0) } + [nil]
        let valuePointers = values.map { UnsafePointer($0) } + [nil]
        guard let session = PQconnectdbParams(namePointers, valuePointers, 1) else { fatalError("out of memory") }
        return session
    }

    private static let notice: PQnoticeProcessor = { connection, message in
        guard let connection, let message else { return }
        let text = String(cString: message)
        let owner = Unmanaged<Connection>.fromOpaque(connection).takeUnretainedValue()
        if text.contains("canceling wait for synchronous replication") { owner.commitUnconfirmed = true }
    }

    /// For COPY only, outside the pipeline: see `Copy.swift`.
    func withPlainSession<R>(_ body: (OpaquePointer) throws -> R) throws -> R {
        guard PQexitPipelineMode(session) == 1, PQsetnonblocking(session, 0) == 0 else { throw lost() }
        defer {
            if PQenterPipelineMode(session) != 1 || PQsetnonblocking(session, 1) != 0 { isLost = true }
        }
        return try body(session)
    }
}

/// Seconds of a clock that no one sets.
enum Monotonic {
    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

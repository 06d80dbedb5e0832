import NIOCore

/// What the two handlers of a connection know together: which phase it is in and until when that may last.
///
/// Lives on the connection's event loop alone.
final class ConnectionWatch {
    enum Phase: Equatable {
        /// A head is awaited, or has begun.
        case head
        /// A request was answered, nothing of another has come.
        case idle
        case body
        /// The caller has done its part.
        case answering
        /// Our side is closed.
        case lingering
    }

    /// Why a connection must end.
    enum Breach {
        case slowHead
        case slowBody
        case idle
        case stalled
        case lingered
        case headTooLarge
        case framing
    }

    /// The last answer was given while the request's body was still coming: many callers hear it only once they could
    /// send all, so our side stays open while we listen.
    var callerIsSending = false
    private let settings: EdgeSettings
    private let idle: TimeAmount
    private(set) var phase = Phase.head
    private(set) var deadline: NIODeadline?
    /// Bytes of a head that has not ended.
    private(set) var headBytes = 0
    private var bodyStart = NIODeadline.now()
    private var bodyBytes = 0
    private var wireBytes = 0
    private var isChunked = false
    /// What had left us when the reader was last seen to take something, and when that was.
    private var taken: (bytes: Int, at: NIODeadline)?

    init(_ settings: EdgeSettings, idle: Duration) {
        self.settings = settings
        self.idle = TimeAmount(idle)
        deadline = .now() + TimeAmount(settings.headTime)
    }

    func headEnded(_ exchange: Exchange) {
        headBytes = 0
        bodyBytes = 0
        // The read that the head ended in may hold the begin of the body: it costs nothing.
        wireBytes = 0
        isChunked = exchange.isChunked
        bodyStart = .now()
        phase = .body
        deadline = bodyDeadline
    }

    func bodyCame(_ bytes: Int) {
        bodyBytes += bytes
        deadline = bodyDeadline
    }

    func requestEnded() {
        phase = .answering
        deadline = nil
    }

    func answered() {
        phase = .idle
        deadline = .now() + idle
    }

    func lingers() {
        phase = .lingering
        deadline = .now() + TimeAmount(settings.lingerTime)
    }

    private var bodyDeadline: NIODeadline {
        bodyStart + TimeAmount(settings.bodyTime)
            + .milliseconds(Int64(bodyBytes) * 1000 / Int64(settings.bodyBytesPerSecond))
    }

    /// After a read of so many bytes went through the parser. `headEndedNow`: in it, a head came to its end.
    func readCame(_ bytes: Int, headEndedNow: Bool, maxHeadBytes: Int) -> Breach? {
        switch phase {
        case .idle, .head:
            if phase == .idle {
                phase = .head
                deadline = .now() + TimeAmount(settings.headTime)
            }
            headBytes += bytes
            return headBytes > maxHeadBytes ? .headTooLarge : nil
        case .body:
            guard isChunked, !headEndedNow else { return nil }
            wireBytes += bytes
            return wireBytes - bodyBytes > settings.maxFramingBytes + bodyBytes / 4 ? .framing : nil
        case .answering, .lingering: return nil
        }
    }

    /// What is over at `now`. `isReading`: we are waiting for the caller, not for ourselves. `isGiving`: the last
    /// answer is still on its way; a caller that reads it is not idle.
    func breach(at now: NIODeadline, isReading: Bool, isGiving: Bool) -> Breach? {
        guard let deadline, deadline <= now else { return nil }
        switch phase {
        case .head: return .slowHead
        case .idle:
            guard isGiving else { return .idle }
            self.deadline = now + idle
            return nil
        case .lingering: return .lingered
        case .answering: return nil
        case .body:
            guard !isReading else { return .slowBody }
            bodyStart = now
            self.deadline = bodyDeadline
            return nil
        }
    }

    /// Notes how much has left us (bytes since the begin) and how much waits; whether the reader has stopped.
    func isStalled(gone: Int, waiting: Int, at now: NIODeadline) -> Bool {
        guard waiting > 0 else {
            taken = nil
            return false
        }
        guard let mark = taken else {
            taken = (gone, now)
            return false
        }
        guard now >= mark.at + TimeAmount(settings.stallTime) else { return false }
        guard gone - mark.bytes >= settings.stallBytes else { return true }
        taken = (gone, now)
        return false
    }

    /// When something must be looked at next.
    var nextLook: NIODeadline? {
        let stall = taken.map { $0.at + TimeAmount(settings.stallTime) }
        guard let deadline else { return stall }
        return stall.map { min($0, deadline) } ?? deadline
    }
}

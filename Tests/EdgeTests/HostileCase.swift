import Foundation

/// Bytes a stranger sends, and what must come of it. All of it within `HostileCase.seconds`.
struct HostileCase: Sendable {
    enum Piece: Sendable {
        case bytes(String)
        case pause(milliseconds: Int)
        /// The caller's side is closed.
        case finish
    }

    /// The statuses that come back, in order, and whether the connection is closed afterwards. Where it is not, the
    /// next request on it must be answered, and by nothing else.
    struct Outcome: Sendable, Equatable, CustomStringConvertible {
        var statuses: [Int]
        var closes: Bool
        /// The connection stays, but what comes next on it is still part of the request.
        var isOwed = false
        var isEither = false

        /// Answered; the connection stays.
        static func kept(_ statuses: Int...) -> Outcome { Outcome(statuses: statuses, closes: false) }
        /// Answered or refused; the connection is closed.
        static func closed(_ statuses: Int...) -> Outcome { Outcome(statuses: statuses, closes: true) }

        /// Answered; whether the connection stays depends on what arrives first.
        static func either(_ statuses: Int...) -> Outcome {
            Outcome(statuses: statuses, closes: false, isOwed: true, isEither: true)
        }
        /// Answered before its body came; the connection stays open for it.
        static func owed(_ statuses: Int...) -> Outcome { Outcome(statuses: statuses, closes: false, isOwed: true) }

        var description: String {
            "\(statuses.map(String.init).joined(separator: ",")) \(closes ? "closed" : isOwed ? "owed" : "kept")"
        }
    }

    static let seconds = 5.0

    let name: String
    let pieces: [Piece]
    let direct: Outcome
    /// Which answers are to HEAD.
    var heads: Set<Int> = []

    init(_ name: String, _ bytes: String, _ direct: Outcome, heads: Set<Int> = []) {
        self.init(name, [.bytes(bytes)], direct, heads: heads)
    }

    init(_ name: String, _ pieces: [Piece], _ direct: Outcome, heads: Set<Int> = []) {
        self.name = name
        self.pieces = pieces
        self.direct = direct
        self.heads = heads
    }

    /// What really happens at this port.
    func run(port: Int, expecting expected: Outcome) throws -> Finding {
        let connection = try RawConnection(port: port)
        for piece in pieces {
            switch piece {
            case .bytes(let text): connection.send(text.latin)
            case .pause(let milliseconds): Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
            case .finish: connection.finish()
            }
        }
        let answers: ([UInt8]) -> RawAnswers = { RawAnswers($0, heads: heads) }
        connection.read(within: Self.seconds) {
            !expected.closes && answers($0).finals.count >= expected.statuses.count
        }
        var seen = RawAnswers(connection.received, heads: heads, ended: connection.end != .open)
        var finding = Finding(
            outcome: Outcome(statuses: seen.finals.map(\.status), closes: connection.end != .open),
            informational: seen.informational, stray: seen.rest.count, reset: connection.end == .reset)
        guard !finding.outcome.closes, !expected.isOwed else {
            finding.outcome.isOwed = !finding.outcome.closes
            if expected.isEither {
                finding.outcome.isEither = true
                finding.outcome.isOwed = true
                finding.outcome.closes = false
            }
            return finding
        }
        let before = seen.finals.count
        connection.send("GET /probe HTTP/1.1\r\nHost: edge.example\r\nConnection: close\r\n\r\n")
        connection.read(within: Self.seconds) { _ in false }
        seen = answers(connection.received)
        let probe = seen.finals.dropFirst(before)
        finding.stray = seen.rest.count
        finding.isInStep = probe.count == 1 && probe.first?.text == #"{"said":"probe"}"# && connection.end == .closed
        return finding
    }

    struct Finding: Sendable {
        var outcome: Outcome
        var informational: [Int]
        /// Bytes that are no answer.
        var stray: Int
        var reset: Bool
        /// A request after it got its own answer.
        var isInStep = true
    }
}

import HTTPTypes
import Hummingbird
import Synchronization

/// Answers of public reads, kept for a moment: however many ask the same at once, it is found out once a moment.
/// Whoever names themselves by a token is answered anew, so that who changes something reads what they wrote.
package final class KeptAnswers: Sendable {
    private struct Entry {
        let until: ContinuousClock.Instant
        let answer: Answer
        /// What it takes, about: short answers to long questions fill memory, too.
        let bytes: Int
    }
    private struct State {
        var entries: [String: Entry] = [:]
        var bytes = 0
    }
    /// Of all together: beyond it all are forgotten.
    private static let mostBytes = 8 << 20
    private static let longestKey = 500

    private let life: Duration
    private let state = Mutex(State())

    /// Zero keeps nothing.
    package init(seconds: Double) { life = .seconds(seconds) }

    /// What is kept for this request, or else what `make` answers; tagged by its bytes, 304 where the caller has it.
    package func answer(_ request: Request, _ make: () async throws -> Answer) async throws -> Answer {
        guard let key = key(of: request) else { return try await make().hashed(for: request) }
        let asked = ContinuousClock.now
        if let kept = state.withLock({ $0.entries[key] }), asked < kept.until {
            return kept.answer.unlessKnown(to: request)
        }
        let answer = try await make().hashed()
        let entry = Entry(until: asked + life, answer: answer, bytes: answer.body.count + key.utf8.count + 400)
        state.withLock { state in
            if state.bytes + entry.bytes > Self.mostBytes { state = State() }
            let old = state.entries.updateValue(entry, forKey: key)
            state.bytes += entry.bytes - (old?.bytes ?? 0)
        }
        return answer.unlessKnown(to: request)
    }

    private func key(of request: Request) -> String? {
        guard life > .zero, request.headers[.authorization] == nil else { return nil }
        let key = "\(request.headers[.acceptLanguage] ?? "") \(request.uri.string)"
        return key.utf8.count <= Self.longestKey ? key : nil
    }
}

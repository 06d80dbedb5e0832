import Synchronization
import Vocabulary

/// Rows of public tables that nearly every request asks for and that hardly ever change: the town of a slug, its zones,
/// categories, tax rates. Kept for a moment, so that they cost a round trip a second and not one a request.
final class RecentAnswers: Sendable {
    private struct Entry {
        let readAt: Double
        let value: any Sendable
    }
    private static let most = 10_000
    private let entries = Mutex<[String: Entry]>([:])

    func value<Value: Sendable>(_ key: String, youngerThan seconds: Double) -> Value? {
        entries.withLock { entries in
            guard let entry = entries[key], Monotonic.now - entry.readAt < seconds else { return nil }
            return entry.value as? Value
        }
    }

    func forget() { entries.withLock { $0 = [:] } }

    /// Bounded, since whoever asks for what is not there makes an entry too.
    func keep<Value: Sendable>(_ value: Value, as key: String) {
        entries.withLock { entries in
            if entries.count >= Self.most { entries = [:] }
            entries[key] = Entry(readAt: Monotonic.now, value: value)
        }
    }
}

extension Database {
    /// How old what the public reads may be.
    package var recentSeconds: Double { settings.recentSeconds }

    /// Who changes such rows forgets them, so that it reads what it wrote. Other processes do within their second.
    package func forgetRecent() { recentAnswers.forget() }

    /// What `recent` would answer without asking; `nil` where it would ask.
    package func remembered<S: Statement>(_: S.Type, _ key: String) -> [S.Output]? {
        recentAnswers.value("\(S.self) \(key)", youngerThan: settings.recentSeconds)
    }

    /// `read` of a public table whose rows may be as old as `settings.recentSeconds` allows. `key` names the
    /// parameters.
    package func recent<S: Statement>(_ statement: S, _ key: String) async throws -> [S.Output] {
        try await recent(statement, key) { $0 }
    }

    /// The same, with what is made of the rows kept in their place.
    package func recent<S: Statement, Value: Sendable>(
        _ statement: S, _ key: String, _ make: @Sendable ([S.Output]) -> Value
    ) async throws -> Value {
        guard settings.recentSeconds > 0 else { return make(try await read(statement)) }
        let key = "\(S.self) \(key)"
        if let value: Value = recentAnswers.value(key, youngerThan: settings.recentSeconds) { return value }
        let value = make(try await read(statement))
        recentAnswers.keep(value, as: key)
        return value
    }
}

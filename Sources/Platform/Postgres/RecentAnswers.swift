import Synchronization
import Vocabulary

/// Rows of public tables that nearly every request asks for and that hardly ever change: the town of a slug, its zones,
/// categories, tax rates. Kept for a moment, so that they cost a round trip a second and not one a request.
final class RecentAnswers: Sendable {
    private struct Entry {
        let readAt: Double
        let rows: any Sendable
    }
    private static let most = 10_000
    private let entries = Mutex<[String: Entry]>([:])

    func rows<Row: Sendable>(_ key: String, youngerThan seconds: Double) -> [Row]? {
        entries.withLock { entries in
            guard let entry = entries[key], Monotonic.now - entry.readAt < seconds else { return nil }
            return entry.rows as? [Row]
        }
    }

    func forget() { entries.withLock { $0 = [:] } }

    /// Bounded, since whoever asks for what is not there makes an entry too.
    func keep<Row: Sendable>(_ rows: [Row], as key: String) {
        entries.withLock { entries in
            if entries.count >= Self.most { entries = [:] }
            entries[key] = Entry(readAt: Monotonic.now, rows: rows)
        }
    }
}

extension Database {
    /// Who changes such rows forgets them, so that it reads what it wrote. Other processes do within their second.
    package func forgetRecent() { recentAnswers.forget() }

    /// What `recent` would answer without asking; `nil` where it would ask.
    package func remembered<S: Statement>(_: S.Type, _ key: String) -> [S.Output]? {
        recentAnswers.rows("\(S.self) \(key)", youngerThan: settings.recentSeconds)
    }

    /// `read` of a public table whose rows may be as old as `settings.recentSeconds` allows. `key` names the
    /// parameters.
    package func recent<S: Statement>(_ statement: S, _ key: String) async throws -> [S.Output] {
        guard settings.recentSeconds > 0 else { return try await read(statement) }
        let key = "\(S.self) \(key)"
        if let rows: [S.Output] = recentAnswers.rows(key, youngerThan: settings.recentSeconds) { return rows }
        let rows = try await read(statement)
        recentAnswers.keep(rows, as: key)
        return rows
    }
}

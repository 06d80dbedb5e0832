import Synchronization
import Vocabulary

/// Towns as they were last read, by slug.
final class KnownCities: Sendable {
    private let cities = Mutex<[String: City]>([:])
    /// Towns whose row somebody is still waiting for, longer than anybody should.
    private let overdue = Mutex<Set<String>>([])

    subscript(slug: String) -> City? { cities.withLock { $0[slug] } }

    func remember(_ city: City) { cities.withLock { $0[city.slug] = city } }

    func isOverdue(_ slug: String) -> Bool { overdue.withLock { $0.contains(slug) } }

    func setOverdue(_ slug: String, _ isOverdue: Bool) {
        overdue.withLock { if isOverdue { $0.insert(slug) } else { $0.remove(slug) } }
    }
}

/// The first of two answers; whoever comes second is not heard.
final class FirstAnswer<Value: Sendable>: Sendable {
    private let waiting: Mutex<CheckedContinuation<Value, any Error>?>

    init(_ continuation: CheckedContinuation<Value, any Error>) { waiting = Mutex(continuation) }

    /// Whether this was the first.
    @discardableResult
    func give(_ answer: Result<Value, any Error>) -> Bool {
        let first = waiting.withLock { waiting in
            defer { waiting = nil }
            return waiting
        }
        first?.resume(with: answer)
        return first != nil
    }
}

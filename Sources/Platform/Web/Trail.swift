import Synchronization

/// What a request leaves in the access log beside its route: never a name, a token or a value of path, query or body.
package final class Trail: Sendable {
    struct Marks {
        var city: String?
        var subject: String?
        var code: String?
    }

    private let marks = Mutex(Marks())

    /// The slug of the city it is about.
    package func mark(city slug: String) { marks.withLock { $0.city = slug } }
    /// Who asks; the log holds a keyed hash of it.
    package func mark(subject: String) { marks.withLock { $0.subject = subject } }
    func mark(code: String) { marks.withLock { $0.code = code } }

    var read: Marks { marks.withLock { $0 } }
}

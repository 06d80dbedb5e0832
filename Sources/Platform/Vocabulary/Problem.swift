/// A "no" that the market owes its caller: not a failure of the machine, and nothing was changed.
package protocol Problem: Error, Sendable {
    var kind: ProblemKind { get }
    /// Stable and machine-readable: `orders/slot-full`. Never translated, never reused.
    var code: String { get }
    /// One sentence for people, English, without personal data.
    var sentence: String { get }
    /// Which parts of the request are wrong; empty where the whole is.
    var fields: [FieldProblem] { get }
    /// When it makes sense to ask again; `nil` where asking again does not help.
    var retryAfterSeconds: Int? { get }
}

extension Problem {
    package var fields: [FieldProblem] { [] }
    package var retryAfterSeconds: Int? { nil }
}

/// One wrong part of a request.
package struct FieldProblem: Hashable, Sendable {
    /// A JSON pointer into the body (`/lines/0/quantity`), or the name of a parameter or header.
    package let pointer: String
    /// Which rule it breaks: `required`, `unknown`, `type`, `range`, …
    package let code: String
    package let sentence: String

    package init(_ pointer: String, _ code: String, _ sentence: String) {
        self.pointer = pointer
        self.code = code
        self.sentence = sentence
    }
}

/// What sort of "no" it is. Only `Web` knows which HTTP status that is.
package enum ProblemKind: Sendable, CaseIterable {
    /// The request cannot be read: broken syntax, wrong type, unknown field.
    case malformed
    case unauthenticated
    case forbidden
    /// Not there, or not the caller's to see: the two look alike.
    case notFound
    case methodNotAllowed
    /// The thing is in a state that does not allow it.
    case conflict
    /// The caller's version is not the newest.
    case stale
    case tooLarge
    case unsupportedMediaType
    /// Understood, but a rule forbids it.
    case invalid
    case preconditionRequired
    case tooMany
    case unavailable
}

/// The world broke: the database away, a connection lost, an unexpected refusal. The caller may try again; we log it.
package struct Fault: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Kind: Sendable, Equatable {
        /// Nothing was changed: the work never started or was rolled back.
        case unavailable
        /// The pool was busy for longer than a caller may wait.
        case busy
        /// COMMIT was sent and its answer never came: it may have happened. Never report it as failed.
        case commitUnknown
        /// The server refused a statement in a way no problem is written for. A defect of ours.
        case unexpected
    }

    package let kind: Kind
    /// For the log; may name SQL states, constraint and statement names, never values.
    package let description: String
    /// The five characters of PostgreSQL's error class, where it spoke.
    package let sqlState: String?

    package init(_ kind: Kind, _ description: String, sqlState: String? = nil) {
        self.kind = kind
        self.description = description
        self.sqlState = sqlState
    }
}

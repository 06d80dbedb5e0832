import Vocabulary

/// Every "no" that a request gets before a feature has heard of it.
package enum RequestProblem: Problem, Equatable {
    /// The body is no JSON as we take it; the sentence says where.
    case notJSON(String)
    /// Members of the body that break the contract, by JSON pointer.
    case fields([FieldProblem])
    /// Query parameters, by name.
    case parameters([FieldProblem])
    /// A header that is missing or unreadable, by name.
    case header(FieldProblem)
    /// The request itself cannot be read.
    case unreadable(String)
    case tooLarge(limitBytes: Int)
    case mediaType(String)
    /// No such path, or an id that can belong to nothing.
    case notFound
    /// The path is there, for these methods.
    case methodNotAllowed(String)
    case preconditionRequired
    case stale
    case unauthenticated
    case forbidden
    case tooMany(afterSeconds: Int)
    case unavailable(afterSeconds: Int)
    /// More is asked than can be done.
    case overloaded(afterSeconds: Int)

    package var kind: ProblemKind {
        switch self {
        case .notJSON, .fields, .parameters, .header, .unreadable: .malformed
        case .tooLarge: .tooLarge
        case .mediaType: .unsupportedMediaType
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .preconditionRequired: .preconditionRequired
        case .stale: .stale
        case .unauthenticated: .unauthenticated
        case .forbidden: .forbidden
        case .tooMany: .tooMany
        case .unavailable, .overloaded: .unavailable
        }
    }

    package var code: String {
        switch self {
        case .notJSON: "request/not-json"
        case .fields: "request/fields"
        case .parameters: "request/parameters"
        case .header: "request/header"
        case .unreadable: "request/unreadable"
        case .tooLarge: "request/too-large"
        case .mediaType: "request/media-type"
        case .notFound: "not-found"
        case .methodNotAllowed: "method-not-allowed"
        case .preconditionRequired: "precondition-required"
        case .stale: "stale"
        case .unauthenticated: "unauthenticated"
        case .forbidden: "forbidden"
        case .tooMany: "quota-exceeded"
        case .unavailable: "unavailable"
        case .overloaded: "temporary-reduced-capacity"
        }
    }

    package var sentence: String {
        switch self {
        case .notJSON(let reason), .unreadable(let reason): reason
        case .fields: "Some fields of the body are not as described."
        case .parameters: "Some query parameters are not as described."
        case .header(let header): "The header \(header.pointer) \(header.sentence)."
        case .tooLarge(let limit): "The body may hold \(limit) bytes at most."
        case .mediaType(let expected): "The body must be sent as \(expected)."
        case .notFound: "There is nothing here."
        case .methodNotAllowed(let allowed): "This path answers to \(allowed)."
        case .preconditionRequired: "Send If-Match with the ETag that was read."
        case .stale: "It was changed since it was read. Read it again."
        case .unauthenticated: "A valid bearer token is needed."
        case .forbidden: "This role may not do that."
        case .tooMany: "Too many requests."
        case .unavailable: "Not available at the moment."
        case .overloaded: "More is asked than can be done at the moment. Nothing was changed."
        }
    }

    package var fields: [FieldProblem] {
        switch self {
        case .fields(let fields), .parameters(let fields): fields
        case .header(let field): [field]
        default: []
        }
    }

    package var retryAfterSeconds: Int? {
        switch self {
        case .tooMany(let seconds), .unavailable(let seconds), .overloaded(let seconds): seconds
        default: nil
        }
    }
}

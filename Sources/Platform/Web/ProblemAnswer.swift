import HTTPTypes
import Hummingbird
import Vocabulary

/// The one shape of every failure (RFC 9457), and the only place where a kind becomes a status.
struct ProblemAnswer: View {
    let status: HTTPResponse.Status
    let code: String
    let title: String
    let detail: String
    var errors: [FieldProblem] = []
    var headers: HTTPFields = [:]
    /// Whether it is our defect or the world's: then the log must hear of it.
    var fault: String?
    var type = ""
    var requestId = ""

    init(_ problem: any Problem) {
        (status, title) = Self.meaning(of: problem.kind)
        code = problem.code
        detail = problem.sentence
        errors = problem.fields
        if let seconds = problem.retryAfterSeconds { headers[.retryAfter] = String(seconds) }
        switch problem.kind {
        case .unauthenticated: headers[.wwwAuthenticate] = "Bearer"
        case .unavailable, .tooMany: headers[.retryAfter] = String(problem.retryAfterSeconds ?? 1)
        default: break
        }
        if case .methodNotAllowed(let allowed)? = problem as? RequestProblem { headers[.allow] = allowed }
    }

    init(_ error: any Error) {
        switch error {
        case let problem as any Problem: self.init(problem)
        case let fault as Fault: self.init(fault)
        case let error as any HTTPResponseError: self.init(foreign: error)
        default:
            self.init(defect: String(reflecting: error))
        }
    }

    /// What the edge refuses, before there is a request.
    init(_ refusal: EdgeRefusal) {
        status = refusal.status
        code = refusal.code
        title = refusal.status.reasonPhrase
        detail = refusal.sentence
        if refusal.status == .serviceUnavailable { headers[.retryAfter] = "1" }
    }

    private init(_ fault: Fault) {
        switch fault.kind {
        case .unavailable:
            self.init(.serviceUnavailable, "unavailable", "The database is away. Nothing was changed.")
        case .busy:
            self.init(.serviceUnavailable, "busy", "The server is busy. Nothing was changed.")
        case .commitUnknown:
            self.init(
                .serviceUnavailable, "commit-unknown",
                "It may have happened. Ask again with the same Idempotency-Key, or read the thing again.")
        case .unexpected:
            self.init(defect: "")
        }
        if fault.kind != .unexpected { headers[.retryAfter] = fault.kind == .unavailable ? "2" : "1" }
        self.fault = "\(fault)" + (fault.sqlState.map { " [\($0)]" } ?? "")
    }

    /// What the framework refuses by itself; its words stay inside.
    private init(foreign error: any HTTPResponseError) {
        switch error.status {
        case .notFound: self.init(RequestProblem.notFound)
        case .contentTooLarge: self.init(RequestProblem.tooLarge(limitBytes: 1 << 20))
        case .unsupportedMediaType: self.init(RequestProblem.mediaType("application/json"))
        case .unauthorized: self.init(RequestProblem.unauthenticated)
        case .forbidden: self.init(RequestProblem.forbidden)
        case let status where status.kind == .clientError:
            self.init(RequestProblem.unreadable("The request cannot be read."))
        default:
            self.init(defect: String(reflecting: error))
        }
    }

    private init(_ status: HTTPResponse.Status, _ code: String, _ detail: String) {
        self.status = status
        self.code = code
        self.detail = detail
        title = "Not available"
    }

    /// What must not happen: only the log hears more.
    private init(defect: String) {
        status = .internalServerError
        code = "internal"
        title = "Internal error"
        detail = "The server made a mistake. It is logged under this request id."
        fault = defect
    }

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("type", type)
            $0.field("title", title)
            $0.field("status", status.code)
            $0.field("detail", detail)
            $0.field("instance", requestId)
            $0.field("code", code)
            guard !errors.isEmpty else { return }
            $0.array("errors") { json in
                for error in errors {
                    json.object {
                        $0.field("pointer", error.pointer)
                        $0.field("code", error.code)
                        $0.field("detail", error.sentence)
                    }
                }
            }
        }
    }

    var answer: Answer {
        var answer = Answer(self, status: status, headers: headers)
        answer.headers[.contentType] = "application/problem+json"
        return answer
    }

    /// Kind → status and title.
    static func meaning(of kind: ProblemKind) -> (HTTPResponse.Status, String) {
        switch kind {
        case .malformed: (.badRequest, "Malformed request")
        case .unauthenticated: (.unauthorized, "Sign in first")
        case .forbidden: (.forbidden, "Not allowed")
        case .notFound: (.notFound, "Not found")
        case .methodNotAllowed: (.methodNotAllowed, "Method not allowed")
        case .conflict: (.conflict, "Conflict with the present state")
        case .stale: (.preconditionFailed, "Changed meanwhile")
        case .tooLarge: (.contentTooLarge, "Too large")
        case .unsupportedMediaType: (.unsupportedMediaType, "Unsupported media type")
        case .invalid: (.unprocessableContent, "Against the rules")
        case .preconditionRequired: (.preconditionRequired, "If-Match is missing")
        case .tooMany: (.tooManyRequests, "Too many requests")
        case .unavailable: (.serviceUnavailable, "Not available")
        }
    }
}

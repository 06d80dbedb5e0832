import HTTPTypes
import NIOCore
import NIOHTTP1

/// Every "no" that a connection gets before there is a request: after each of them it is closed.
enum EdgeRefusal: Error, Equatable {
    case unreadable(String)
    case host(String)
    case tooLarge(limitBytes: Int)
    case targetTooLong(limitBytes: Int)
    case headTooLarge
    case expectation
    case transferCoding
    case method
    case version
    case slow
    /// No room for another connection, here or from this address.
    case full

    var status: HTTPResponse.Status {
        switch self {
        case .unreadable, .host: .badRequest
        case .tooLarge: .contentTooLarge
        case .targetTooLong: .uriTooLong
        case .headTooLarge: .requestHeaderFieldsTooLarge
        case .expectation: .expectationFailed
        case .transferCoding, .method: .notImplemented
        case .version: .httpVersionNotSupported
        case .slow: .requestTimeout
        case .full: .serviceUnavailable
        }
    }

    var code: String {
        switch self {
        case .unreadable: "request/unreadable"
        case .host: "request/host"
        case .tooLarge: "request/too-large"
        case .targetTooLong: "request/target-too-long"
        case .headTooLarge: "request/head-too-large"
        case .expectation: "request/expectation"
        case .transferCoding: "request/transfer-coding"
        case .method: "request/method"
        case .version: "request/version"
        case .slow: "request/too-slow"
        case .full: "too-many-connections"
        }
    }

    var sentence: String {
        switch self {
        case .unreadable(let reason), .host(let reason): reason
        case .tooLarge(let limit): "The body may hold \(limit) bytes at most."
        case .targetTooLong(let limit): "The address may hold \(limit) bytes at most."
        case .headTooLarge: "The header fields are too many or too long."
        case .expectation: "Only 100-continue can be expected."
        case .transferCoding: "Only the transfer coding chunked is known."
        case .method: "This server tunnels nothing."
        case .version: "This server speaks HTTP/1.1."
        case .slow: "The request came too slowly."
        case .full: "There are too many connections."
        }
    }

    /// What the HTTP parser could not take.
    init(_ error: HTTPParserError) {
        self =
            switch error {
            case .headerOverflow: .headTooLarge
            case .invalidVersion: .version
            default: .unreadable("The request cannot be read.")
            }
    }
}

extension EdgeRefusal {
    /// The whole answer, with `Connection: close`.
    func answer(problemTypes: String) -> (head: HTTPResponseHead, body: ByteBuffer) {
        var problem = ProblemAnswer(self)
        problem.type = problemTypes + problem.code
        problem.requestId = RequestIdentity.make()
        var json = JSONWriter()
        problem.write(to: &json)
        var headers: HTTPHeaders = [
            "Content-Type": "application/problem+json", "Content-Length": String(json.bytes.count),
            "Connection": "close", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
            "X-Request-Id": problem.requestId,
        ]
        if let seconds = problem.headers[.retryAfter] { headers.add(name: "Retry-After", value: seconds) }
        let head = HTTPResponseHead(
            version: .http1_1, status: .init(statusCode: status.code, reasonPhrase: status.reasonPhrase),
            headers: headers)
        return (head, ByteBuffer(bytes: json.bytes))
    }

    /// The same as bytes, for a connection that has no HTTP codec to go through.
    func bytes(problemTypes: String) -> ByteBuffer {
        let (head, body) = answer(problemTypes: problemTypes)
        let fields = head.headers.map { "\($0.name): \($0.value)\r\n" }.joined()
        var bytes = ByteBuffer(string: "HTTP/1.1 \(head.status.code) \(head.status.reasonPhrase)\r\n\(fields)\r\n")
        bytes.writeImmutableBuffer(body)
        return bytes
    }
}

import Crypto
import HTTPTypes
import Hummingbird
import Vocabulary

/// One JSON line for each request: what was asked by route template, never by path; who asked by keyed hash.
struct AccessLog: Sendable {
    let sink: LineSink
    let clock: Clock
    private let key: SymmetricKey

    init(sink: LineSink, clock: Clock, secret: [UInt8]) {
        self.sink = sink
        self.clock = clock
        key = SymmetricKey(
            data: HMAC<SHA256>.authenticationCode(for: Array("subjects".utf8), using: .init(data: secret)))
    }

    func record(_ request: Request, _ context: WebContext, status: Int, route: String) {
        let marks = context.trail.read
        let spent = ContinuousClock.now - context.start
        let micros = spent.components.seconds * 1_000_000 + spent.components.attoseconds / 1_000_000_000_000
        var json = JSONWriter()
        json.object {
            $0.field("ts", clock.now())
            $0.field("level", status >= 500 ? "error" : "info")
            $0.field("msg", "request")
            $0.field("requestId", context.id)
            $0.field("traceId", RequestIdentity.traceId(from: request.headers))
            $0.field("city", marks.city)
            $0.field("subjectHash", marks.subject.map(hash))
            $0.field("method", request.method.known)
            $0.field("route", route)
            $0.field("status", status)
            $0.field("ms", Double(micros) / 1000)
            $0.field("code", marks.code)
        }
        if json.bytes.count < JSONLogHandler.maxLineBytes { sink.write(json.bytes) }
    }

    /// 16 hex digits; the same subject looks the same, and nobody without the secret can tell who it is.
    private func hash(_ subject: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Array(subject.utf8), using: key)
        return code.prefix(8).reduce(into: "") { text, byte in
            text += String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }
    }
}

extension HTTPRequest.Method {
    /// The methods we know by name; any other is one word, so that nobody can invent series.
    var known: String {
        switch self {
        case .get, .head, .post, .put, .patch, .delete, .options, .trace, .connect: rawValue
        default: "_OTHER"
        }
    }
}

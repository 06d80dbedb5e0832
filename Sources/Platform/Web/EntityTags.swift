import Crypto
import HTTPTypes
import Hummingbird
import Vocabulary

/// Strong entity tags: `"7"` is a row's version, `"7-de"` where the answer depends on the language, else a hash of
/// the bytes.
extension Answer {
    /// With the ETag of a row's version; 304 where the caller has just that.
    package func version(_ version: Int64, language: String? = nil, for request: Request) -> Answer {
        tagged(language.map { "\"\(version)-\($0)\"" } ?? "\"\(version)\"").unlessKnown(to: request)
    }

    /// With an ETag out of the bytes, for lists and documents; 304 where the caller has just that.
    package func hashed(for request: Request) -> Answer { hashed().unlessKnown(to: request) }

    func hashed() -> Answer { tagged("\"\(Base64URL.encode(SHA256.hash(data: body).prefix(16)))\"") }

    /// With an ETag of a name that other bytes never have; where the caller has just that, they are not even made.
    package static func tagged(
        _ name: String, for request: Request, type: String, headers: HTTPFields, _ bytes: () -> [UInt8]
    ) -> Answer {
        let tag = "\"\(name)\""
        guard request.hasRead(tag) else { return Answer(bytes: bytes(), type: type, headers: headers).tagged(tag) }
        var answer = Answer.noContent
        answer.headers = headers
        return answer.tagged(tag).notModified
    }

    private func tagged(_ tag: String) -> Answer {
        var answer = self
        answer.headers[.eTag] = tag
        return answer
    }

    /// 304 where the caller has the bytes of this tag.
    func unlessKnown(to request: Request) -> Answer {
        guard let tag = headers[.eTag], request.hasRead(tag) else { return self }
        return notModified
    }

    /// 304 with the headers that a cache needs.
    private var notModified: Answer {
        var answer = Answer.noContent
        answer.status = .notModified
        for name in [.eTag, .cacheControl, .contentLanguage, .vary] as [HTTPField.Name] {
            answer.headers[name] = headers[name]
        }
        return answer
    }
}

extension Request {
    /// Whether the caller asks to be told only of something else.
    fileprivate func hasRead(_ tag: String) -> Bool {
        let known = headers[values: .ifNoneMatch].flatMap { EntityTag.list($0) }
        return (method == .get || method == .head) && known.contains { $0 == "*" || $0 == tag }
    }

    /// The version that the caller read and wants to change, out of If-Match. None ⇒ 428, not one of ours ⇒ 412.
    /// Whether it is still the newest says the row.
    package func expectedVersion() throws(RequestProblem) -> Int64 {
        let tags = headers[values: .ifMatch].flatMap { EntityTag.list($0) }
        guard let tag = tags.first else { throw .preconditionRequired }
        guard tags.count == 1, tag != "*" else {
            throw .header(FieldProblem("If-Match", "format", "must hold the one ETag that was read"))
        }
        guard tag.first == "\"", let version = Int64(tag.dropFirst().prefix { $0 != "-" && $0 != "\"" }) else {
            throw .stale
        }
        return version
    }
}

/// The syntax of RFC 9110, 8.8.3.
enum EntityTag {
    /// `"a", W/"b"` as its members; a weak one keeps its `W/` and so never equals a strong one.
    static func list(_ header: String) -> [String] {
        var tags: [String] = []
        var rest = header[...]
        while let start = rest.firstIndex(where: { $0 != " " && $0 != "," && $0 != "\t" }) {
            rest = rest[start...]
            guard let quote = rest.firstIndex(of: "\""),
                let end = rest[rest.index(after: quote)...].firstIndex(of: "\"")
            else {
                tags.append(String(rest.prefix { $0 != "," }).trimmed)
                rest = rest.drop { $0 != "," }
                continue
            }
            tags.append(String(rest[...end]))
            rest = rest[rest.index(after: end)...]
        }
        return tags
    }
}

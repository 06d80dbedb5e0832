import HTTPTypes
import Hummingbird
import NIOCore
import Vocabulary

/// The body could not be read to its end: the connection broke or the framing was wrong. The parser answers, not we.
struct BrokenBody: Error {
    let reason: any Error
}

extension Request {
    /// The whole body, checked: JSON by its content type, at most so many bytes, strict (see `JSON`).
    package func json(upTo limitBytes: Int = 1 << 20) async throws -> JSON {
        try await JSON(parsing: bytes(of: ["application/json"], upTo: limitBytes))
    }

    /// A merge patch (RFC 7396): JSON in which absent keeps and `null` clears.
    package func mergePatch(upTo limitBytes: Int = 1 << 20) async throws -> JSON {
        try await JSON(parsing: bytes(of: ["application/merge-patch+json"], upTo: limitBytes))
    }

    /// The whole body of one of these media types.
    package func bytes(of types: [String], upTo limitBytes: Int) async throws -> [UInt8] {
        guard let type = mediaType, types.contains(type) else {
            throw RequestProblem.mediaType(types.joined(separator: " or "))
        }
        return try await bytes(upTo: limitBytes)
    }

    /// The whole body, whatever it is. A length that is announced is refused before it is read.
    package func bytes(upTo limitBytes: Int) async throws -> [UInt8] {
        if let announced = headers[.contentLength].flatMap({ Int($0) }), announced > limitBytes {
            throw RequestProblem.tooLarge(limitBytes: limitBytes)
        }
        do {
            return Array(buffer: try await body.collect(upTo: limitBytes))
        } catch is NIOTooManyBytesError {
            throw RequestProblem.tooLarge(limitBytes: limitBytes)
        } catch {
            throw BrokenBody(reason: error)
        }
    }

    /// `application/json` of `application/json; charset=utf-8`; `nil` for none, another charset or several.
    var mediaType: String? {
        guard let header = headers[.contentType] else { return nil }
        let parts = header.split(separator: ";").map { $0.trimmed.lowercased() }
        guard let type = parts.first else { return nil }
        let known = parts.dropFirst().allSatisfy { $0 == "charset=utf-8" || $0 == "charset=\"utf-8\"" }
        return known ? type : nil
    }
}

extension StringProtocol {
    /// Without spaces and tabs at either end.
    var trimmed: String {
        let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        return String(drop(while: blank).reversed().drop(while: blank).reversed())
    }
}

/// The HTTP/1 answers in a stream of bytes, as a strict client reads them.
struct RawAnswers {
    struct Answer {
        let version: String
        let status: Int
        /// Names in lower case.
        let headers: [(name: String, value: String)]
        let body: [UInt8]

        func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
        var text: String { String(decoding: body, as: UTF8.self) }
    }

    /// Without informational ones.
    private(set) var finals: [Answer] = []
    private(set) var informational: [Int] = []
    /// Bytes that are no whole answer.
    private(set) var rest: ArraySlice<UInt8>

    /// `heads`: which answers, by position, have no body because HEAD was asked. `ended`: the connection is closed.
    init(_ bytes: [UInt8], heads: Set<Int> = [], ended: Bool = false) {
        rest = bytes[...]
        while let answer = next(isHead: heads.contains(finals.count), ended: ended) {
            if (100..<200).contains(answer.status) {
                informational.append(answer.status)
            } else {
                finals.append(answer)
            }
        }
    }

    private mutating func next(isHead: Bool, ended: Bool) -> Answer? {
        guard let head = Self.end(of: "\r\n\r\n", in: rest) else { return nil }
        let lines = String(decoding: rest[..<head], as: UTF8.self).split(separator: "\r\n")
        let parts = (lines.first ?? "").split(separator: " ", maxSplits: 2)
        guard parts.count >= 2, parts[0].hasPrefix("HTTP/1."), let status = Int(parts[1]) else { return nil }
        let headers = lines.dropFirst().map { line in
            let name = line.prefix { $0 != ":" }
            return (name.lowercased(), String(line.dropFirst(name.count + 1).drop { $0 == " " }))
        }
        let value: (String) -> String? = { name in headers.first { $0.0 == name }?.1 }
        var after = rest[head...]
        let body: [UInt8]
        if isHead || status < 200 || status == 204 || status == 304 {
            body = []
        } else if value("transfer-encoding") == "chunked" {
            guard let chunked = Self.chunked(&after) else { return nil }
            body = chunked
        } else if let length = value("content-length").flatMap({ Int($0) }) {
            guard after.count >= length else { return nil }
            body = Array(after.prefix(length))
            after = after.dropFirst(length)
        } else {
            guard ended else { return nil }
            body = Array(after)
            after = []
        }
        rest = after
        return Answer(version: String(parts[0]), status: status, headers: headers, body: body)
    }

    private static func chunked(_ bytes: inout ArraySlice<UInt8>) -> [UInt8]? {
        var body: [UInt8] = []
        var left = bytes
        while let line = end(of: "\r\n", in: left) {
            guard let size = Int(String(decoding: left[..<(line - 2)], as: UTF8.self), radix: 16) else { return nil }
            left = left[line...]
            guard left.count >= size + 2 else { return nil }
            body += left.prefix(size)
            left = left.dropFirst(size + 2)
            if size == 0 {
                bytes = left
                return body
            }
        }
        return nil
    }

    private static func end(of mark: String, in bytes: ArraySlice<UInt8>) -> Int? {
        bytes.firstRange(of: Array(mark.utf8))?.upperBound
    }
}

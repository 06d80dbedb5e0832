/// The statements of an SQL file, one by one: Citus repeats a schema change on its workers by the text it came in, so a
/// migration's statements must not come in one.
enum SQLStatements {
    /// Splits at semicolons outside of quotes, dollar quotes and comments (PostgreSQL 15, "Lexical Structure").
    static func split(_ sql: String) -> [String] {
        var statements: [String] = []
        var rest = Substring(sql).utf8[...]
        var start = rest.startIndex
        var hasWords = false
        while let byte = rest.first {
            if byte == UInt8(ascii: ";") {
                if hasWords { statements.append(String(sql[start..<rest.startIndex])) }
                rest.removeFirst()
                (start, hasWords) = (rest.startIndex, false)
            } else if let length = quoted(rest) {
                rest.removeFirst(length.bytes)
                hasWords = hasWords || !length.isComment
            } else {
                hasWords = hasWords || byte > UInt8(ascii: " ")
                rest.removeFirst()
            }
        }
        if hasWords { statements.append(String(sql[start...])) }
        return statements
    }

    /// How long the quote or comment is that begins here; `nil` where none begins. An open one goes on to the end.
    private static func quoted(_ text: Substring.UTF8View) -> (bytes: Int, isComment: Bool)? {
        switch text.first {
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
            // A doubled quote ends one and begins the next: together they are the whole.
            return (length(text, from: 1, to: [text.first ?? 0]), false)
        case UInt8(ascii: "-") where text.starts(with: "--".utf8):
            return (length(text, from: 2, to: [10]), true)
        case UInt8(ascii: "/") where text.starts(with: "/*".utf8):
            return (length(text, from: 2, to: Array("*/".utf8)), true)
        case UInt8(ascii: "$"):
            guard let end = text.dropFirst().firstIndex(where: { !isTag($0) }), text[end] == UInt8(ascii: "$") else {
                return nil
            }
            let tag = Array(text[...end])
            return (length(text, from: tag.count, to: tag), false)
        default: return nil
        }
    }

    private static func isTag(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private static func length(_ text: Substring.UTF8View, from: Int, to end: [UInt8]) -> Int {
        var at = text.dropFirst(from)
        while !at.isEmpty && !at.starts(with: end) { at.removeFirst() }
        return text.count - at.count + min(end.count, at.count)
    }
}

/// Splits text into records: RFC 4180 with any delimiter and line end, and a way back from a quote left open.
///
/// A quoted field may hold line ends. It ends at a quote followed by a delimiter or a line end; a quote followed by
/// anything else proves that it opened by mistake: then only the line it opened on is lost, reading goes on below it.
struct RecordReader {
    struct Record {
        enum Content {
            case record([String])
            case damaged(Damage.Reason)
        }

        let line: Int
        let content: Content
        let lines: Int
    }

    /// Beyond this many lines a quoted field is an open quote and no text.
    static let longestCellLines = 1000

    private let text: [UInt8]
    private let dialect: Dialect
    private let limits: TableLimits
    private var position = 0
    private var line = 1

    init(_ text: [UInt8], dialect: Dialect, limits: TableLimits) {
        self.text = text
        self.dialect = dialect
        self.limits = limits
    }

    /// The next record; `nil` at the end. `width`: with it, a record over several lines that does not have as many
    /// fields is taken for an open quote.
    mutating func next(width: Int? = nil) -> Record? {
        guard position < text.count else { return nil }
        let (start, startLine) = (position, line)
        do throws(DamageFound) {
            let fields = try fields()
            let lines = line - startLine
            if let width, lines > 1, fields.count != width { throw DamageFound(reason: .unbalancedQuote) }
            return Record(line: startLine, content: .record(fields), lines: lines)
        } catch {
            (position, line) = (start, startLine)
            skipLine()
            return Record(line: startLine, content: .damaged(error.reason), lines: 1)
        }
    }

    private struct DamageFound: Error { let reason: Damage.Reason }

    private mutating func fields() throws(DamageFound) -> [String] {
        var fields: [String] = []
        while true {
            if position < text.count, text[position] == dialect.quote, !isApostrophe() {
                fields.append(try quotedField())
            } else {
                fields.append(try plainField())
            }
            guard position < text.count else { break }
            if text[position] == dialect.delimiter {
                position += 1
                if position == text.count { fields.append("") }
                continue
            }
            passLineEnd()
            return fields
        }
        line += 1
        return fields
    }

    /// A single quote opens a field only where it also closes one: 's Kaiser is a name.
    private func isApostrophe() -> Bool {
        guard dialect.quote == UInt8(ascii: "'") else { return false }
        var index = position + 1
        while index < text.count, text[index] != 10, text[index] != 13 {
            if text[index] == dialect.quote, endsField(at: index + 1) { return false }
            index += 1
        }
        return true
    }

    private mutating func plainField() throws(DamageFound) -> String {
        let start = position
        while position < text.count, !endsField(at: position) { position += 1 }
        return try string(start..<position)
    }

    private mutating func quotedField() throws(DamageFound) -> String {
        let startLine = line
        var bytes: [UInt8] = []
        position += 1
        while position < text.count {
            let byte = text[position]
            if byte == dialect.quote {
                if position + 1 < text.count, text[position + 1] == dialect.quote {
                    bytes.append(byte)
                    position += 2
                    continue
                }
                position += 1
                guard endsField(at: position) else { break }
                return try string(bytes)
            }
            if byte == 10 || byte == 13 {
                passLineEnd()
                bytes.append(10)
                if line - startLine > Self.longestCellLines { break }
            } else {
                bytes.append(byte)
                position += 1
            }
            if bytes.count > limits.cellBytes { throw DamageFound(reason: .cellTooLarge) }
        }
        throw DamageFound(reason: .unbalancedQuote)
    }

    private func endsField(at index: Int) -> Bool {
        guard index < text.count else { return true }
        let byte = text[index]
        return byte == dialect.delimiter || byte == 10 || byte == 13
    }

    private func string(_ range: Range<Int>) throws(DamageFound) -> String {
        if range.count > limits.cellBytes { throw DamageFound(reason: .cellTooLarge) }
        if text[range].contains(0) { throw DamageFound(reason: .nulByte) }
        if !UTF8Sequence.isWhole(text, in: range) { throw DamageFound(reason: .brokenCharacter) }
        return String(decoding: text[range], as: UTF8.self)
    }

    private func string(_ bytes: [UInt8]) throws(DamageFound) -> String {
        if bytes.contains(0) { throw DamageFound(reason: .nulByte) }
        if !UTF8Sequence.isWhole(bytes, in: 0..<bytes.count) { throw DamageFound(reason: .brokenCharacter) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func skipLine() {
        while position < text.count, text[position] != 10, text[position] != 13 { position += 1 }
        passLineEnd()
    }

    /// Passes LF, CRLF or CR, if one stands here, and counts the line.
    private mutating func passLineEnd() {
        if position < text.count {
            let isCRLF = text[position] == 13 && position + 1 < text.count && text[position + 1] == 10
            position += isCRLF ? 2 : 1
        }
        line += 1
    }
}

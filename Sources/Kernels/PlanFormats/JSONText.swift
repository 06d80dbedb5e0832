/// A JSON value and where it stands, for precise complaints.
public enum JSONText: Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONText])
    /// An array of whole numbers, 0...Int32.max: a matrix row.
    case integers([Int32])
    case object([(key: String, value: JSONText)])

    /// Strict: one value, no duplicate keys, depth at most 64.
    public static func parse(_ bytes: [UInt8]) throws -> JSONText {
        try bytes.withUnsafeBufferPointer { buffer in
            var parser = JSONParser(bytes: buffer)
            return try parser.document()
        }
    }

    subscript(key: String) -> JSONText? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }
}

struct JSONParser {
    let bytes: UnsafeBufferPointer<UInt8>
    var at = 0
    private var depth = 0

    init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func document() throws -> JSONText {
        let value = try value()
        space()
        if at < bytes.count { throw fault("something follows the value") }
        return value
    }

    private func fault(_ rule: String) -> FormatFault { FormatFault("byte \(at)", rule) }

    private mutating func space() {
        while at < bytes.count, bytes[at] == 32 || bytes[at] == 10 || bytes[at] == 13 || bytes[at] == 9 { at += 1 }
    }

    private mutating func value() throws -> JSONText {
        space()
        guard at < bytes.count else { throw fault("the text ends where a value is due") }
        switch bytes[at] {
        case UInt8(ascii: "{"): return try nested { parser throws in try parser.object() }
        case UInt8(ascii: "["): return try nested { parser throws in try parser.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func nested(_ read: (inout JSONParser) throws -> JSONText) throws -> JSONText {
        depth += 1
        if depth > 64 { throw fault("nested too deeply") }
        let value = try read(&self)
        depth -= 1
        return value
    }

    private mutating func word(_ text: StaticString, _ value: JSONText) throws -> JSONText {
        let length = text.utf8CodeUnitCount
        guard at + length <= bytes.count, (0..<length).allSatisfy({ bytes[at + $0] == text.utf8Start[$0] }) else {
            throw fault("not a value")
        }
        at += length
        return value
    }

    private mutating func object() throws -> JSONText {
        at += 1
        var members: [(key: String, value: JSONText)] = []
        space()
        if take(UInt8(ascii: "}")) { return .object(members) }
        while true {
            space()
            guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { throw fault("a key is due") }
            let key = try string()
            if members.contains(where: { $0.key == key }) { throw fault("the key \(key) stands twice") }
            space()
            guard take(UInt8(ascii: ":")) else { throw fault("a colon is due") }
            members.append((key, try value()))
            if members.count > 10_000 { throw fault("too many keys") }
            space()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { throw fault("a comma or } is due") }
        }
    }

    private mutating func array() throws -> JSONText {
        at += 1
        space()
        if take(UInt8(ascii: "]")) { return .array([]) }
        let start = at
        if let row = integers() { return .integers(row) }
        at = start
        var items: [JSONText] = []
        while true {
            items.append(try value())
            space()
            if take(UInt8(ascii: "]")) { return .array(items) }
            guard take(UInt8(ascii: ",")) else { throw fault("a comma or ] is due") }
        }
    }

    /// A whole array of plain whole numbers, or nil.
    private mutating func integers() -> [Int32]? {
        var row: [Int32] = []
        while true {
            space()
            var whole = 0
            let digits = at
            while at < bytes.count, bytes[at] >= 48, bytes[at] <= 57, at - digits < 10 {
                whole = whole * 10 + Int(bytes[at] - 48)
                at += 1
            }
            guard at > digits, whole <= Int(Int32.max), bytes[digits] != 48 || at - digits == 1 else { return nil }
            row.append(Int32(whole))
            space()
            if take(UInt8(ascii: "]")) { return row }
            guard take(UInt8(ascii: ",")) else { return nil }
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        if at < bytes.count, bytes[at] == byte {
            at += 1
            return true
        }
        return false
    }

    private mutating func number() throws -> JSONText {
        let start = at
        var whole = 0
        let isNegative = take(UInt8(ascii: "-"))
        let digits = at
        while at < bytes.count, bytes[at] >= 48, bytes[at] <= 57 {
            if at - digits < 17 { whole = whole * 10 + Int(bytes[at] - 48) }
            at += 1
        }
        if at == digits { throw fault("not a value") }
        if at - digits > 1, bytes[digits] == 48 { throw fault("a number must not begin with 0") }
        let isWhole = at == bytes.count || (bytes[at] != 46 && bytes[at] != 101 && bytes[at] != 69)
        if isWhole, at - digits < 16 { return .number(Double(isNegative ? -whole : whole)) }
        while at < bytes.count, "+-.eE0123456789".utf8.contains(bytes[at]) { at += 1 }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        guard let value = Double(text), value.isFinite, !text.hasSuffix(".") else {
            throw fault("\(text) is no number")
        }
        return .number(value)
    }

    private mutating func string() throws -> String {
        at += 1
        var text: [UInt8] = []
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            if byte == UInt8(ascii: "\"") {
                guard let string = String(validating: text, as: UTF8.self) else { throw fault("not UTF-8") }
                return string
            }
            if byte < 32 { throw fault("a control character in a string") }
            if byte == UInt8(ascii: "\\") {
                try escape(&text)
            } else {
                text.append(byte)
            }
        }
        throw fault("a string does not end")
    }

    private mutating func escape(_ text: inout [UInt8]) throws {
        guard at < bytes.count else { throw fault("a string does not end") }
        let byte = bytes[at]
        at += 1
        switch byte {
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "t"): text.append(9)
        case UInt8(ascii: "r"): text.append(13)
        case UInt8(ascii: "b"): text.append(8)
        case UInt8(ascii: "f"): text.append(12)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "u"):
            var code = try hex()
            if (0xD800..<0xDC00).contains(code) {
                guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw fault("half a surrogate pair") }
                let low = try hex()
                guard (0xDC00..<0xE000).contains(low) else { throw fault("half a surrogate pair") }
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw fault("half a surrogate pair") }
            text += Array(String(Character(scalar)).utf8)
        default: throw fault("an unknown escape")
        }
    }

    private mutating func hex() throws -> UInt32 {
        guard at + 4 <= bytes.count else { throw fault("a string does not end") }
        let text = String(decoding: bytes[at..<(at + 4)], as: UTF8.self)
        guard let code = UInt32(text, radix: 16), text.first != "+" else { throw fault("an unknown escape") }
        at += 4
        return code
    }
}

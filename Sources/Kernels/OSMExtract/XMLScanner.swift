/// A start or end tag of an XML document.
struct XMLTag {
    let name: String
    let attributes: [(name: String, value: String)]
    /// `</name>`.
    let isEnd: Bool
    /// `<name/>`.
    let isWhole: Bool

    subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }
}

/// Reads the tags of an XML document in UTF-8; texts between them, comments and instructions are passed over.
///
/// Only what OpenStreetMap files use: document types, and with them entities of one's own, are refused.
struct XMLScanner {
    private static let longestTag = 1 << 20

    private var stream: ByteStream
    private var bytes: [UInt8] = []
    private var at = 0
    private(set) var line = 1

    init(_ stream: ByteStream) { self.stream = stream }

    mutating func next() throws -> XMLTag? {
        while try skip(to: UInt8(ascii: "<")) {
            guard let body = try takeTag() else { throw fault("the file ends inside a tag") }
            switch body.first {
            case UInt8(ascii: "?"): continue
            case UInt8(ascii: "!"):
                guard body.starts(with: "!--".utf8) else { throw fault("document types are not read") }
            default: return try parse(body)
            }
        }
        return nil
    }

    private mutating func byte() throws -> UInt8? {
        if at == bytes.count {
            bytes = try stream.some(1 << 16)
            at = 0
            if bytes.isEmpty { return nil }
        }
        defer { at += 1 }
        if bytes[at] == 10 { line += 1 }
        return bytes[at]
    }

    private mutating func skip(to wanted: UInt8) throws -> Bool {
        while let byte = try byte() { if byte == wanted { return true } }
        return false
    }

    /// What stands between `<` and `>`; quotes may hold a `>`, comments end at `-->`.
    private mutating func takeTag() throws -> [UInt8]? {
        var body: [UInt8] = []
        var quote: UInt8?
        var isComment = false
        while let byte = try byte() {
            if isComment {
                if byte == UInt8(ascii: ">"), body.count >= 5, body.suffix(2).elementsEqual("--".utf8) { return body }
            } else if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: ">") {
                return body
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            }
            body.append(byte)
            if body.count == 3, body.elementsEqual("!--".utf8) { isComment = true }
            if body.count > Self.longestTag {
                guard isComment else { throw fault("a tag is too long") }
                body.removeSubrange(3..<(body.count - 2))
            }
        }
        return nil
    }

    private func parse(_ body: [UInt8]) throws -> XMLTag {
        var rest = body[...]
        let isEnd = rest.first == UInt8(ascii: "/")
        if isEnd { rest.removeFirst() }
        let isWhole = !isEnd && rest.last == UInt8(ascii: "/")
        if isWhole { rest.removeLast() }
        let name = word(&rest)
        guard !name.isEmpty else { throw fault("a tag without a name") }
        var attributes: [(String, String)] = []
        while true {
            rest = rest.drop(while: Self.isSpace)
            if rest.isEmpty { break }
            let key = word(&rest)
            rest = rest.drop(while: Self.isSpace)
            guard !key.isEmpty, rest.popFirst() == UInt8(ascii: "=") else { throw fault("an attribute has no value") }
            rest = rest.drop(while: Self.isSpace)
            guard let quote = rest.popFirst(), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
                let end = rest.firstIndex(of: quote)
            else { throw fault("an attribute is not quoted") }
            attributes.append((key, try text(rest[..<end])))
            rest = rest[(end + 1)...]
        }
        return XMLTag(name: name, attributes: attributes, isEnd: isEnd, isWhole: isWhole)
    }

    private func word(_ rest: inout ArraySlice<UInt8>) -> String {
        let word = rest.prefix { !Self.isSpace($0) && $0 != UInt8(ascii: "=") }
        rest = rest[word.endIndex...]
        return String(decoding: word, as: UTF8.self)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

    /// A value with its entities replaced.
    private func text(_ raw: ArraySlice<UInt8>) throws -> String {
        guard raw.contains(UInt8(ascii: "&")) else { return String(decoding: raw, as: UTF8.self) }
        var result: [UInt8] = []
        var rest = raw
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "&") else {
                result.append(byte)
                continue
            }
            guard let end = rest.firstIndex(of: UInt8(ascii: ";")) else { throw fault("an entity does not end") }
            guard let scalar = Self.entity(String(decoding: rest[..<end], as: UTF8.self)) else {
                throw fault("an unknown entity")
            }
            result += String(scalar).utf8
            rest = rest[(end + 1)...]
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func entity(_ name: String) -> Unicode.Scalar? {
        switch name {
        case "amp": "&"
        case "lt": "<"
        case "gt": ">"
        case "quot": "\""
        case "apos": "'"
        default:
            if name.hasPrefix("#x") {
                UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
            } else if name.hasPrefix("#") {
                UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init)
            } else {
                nil
            }
        }
    }

    private func fault(_ reason: String) -> ExtractFault { ExtractFault(.line(line), reason) }
}

/// A checked document: its bytes and, in reading order, where each value stands in them.
///
/// An object's members are key, value, key, value …; `after` skips a value with all it holds.
final class JSONTape: Sendable {
    enum Kind: UInt8 { case null, `true`, `false`, number, string, array, object }

    struct Node: Sendable {
        let kind: Kind
        /// A string's text has to be unescaped.
        var escaped = false
        /// Elements of an array, members of an object.
        var children = 0
        /// Offsets into the bytes; a string's without its quotes.
        let start: Int
        var end: Int
        /// The node that follows this one and everything in it.
        var after: Int
    }

    let bytes: [UInt8]
    let nodes: [Node]

    init(bytes: [UInt8], nodes: [Node]) {
        self.bytes = bytes
        self.nodes = nodes
    }

    func raw(_ index: Int) -> String { String(decoding: bytes[nodes[index].start..<nodes[index].end], as: UTF8.self) }

    /// A string's or key's text.
    func text(of index: Int) -> String {
        let node = nodes[index]
        guard node.escaped else { return raw(index) }
        return String(decoding: JSONTape.unescaped(bytes[node.start..<node.end]), as: UTF8.self)
    }

    /// Whether the key at `index` is `name`.
    func key(at index: Int, is name: String) -> Bool {
        let node = nodes[index]
        if node.escaped { return text(of: index) == name }
        return bytes[node.start..<node.end].elementsEqual(name.utf8)
    }

    /// RFC 6901, found by walking down from the root: only errors ask for it.
    func pointer(to index: Int) -> String {
        var pointer = ""
        var here = 0
        while here != index {
            let node = nodes[here]
            var child = here + 1
            var position = 0
            if node.kind == .object {
                while nodes[child + 1].after <= index { child = nodes[child + 1].after }
                pointer += "/" + Self.escaped(text(of: child))
                guard child != index else { return pointer }
                here = child + 1
            } else {
                while nodes[child].after <= index {
                    child = nodes[child].after
                    position += 1
                }
                pointer += "/\(position)"
                here = child
            }
        }
        return pointer
    }

    /// A key as a reference token: `~` is `~0`, `/` is `~1`.
    static func escaped(_ key: String) -> String {
        guard key.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return key }
        return key.reduce(into: "") { text, character in
            switch character {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.append(character)
            }
        }
    }

    /// The bytes a checked string stands for.
    static func unescaped(_ slice: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(slice.count)
        var position = slice.startIndex
        while position < slice.endIndex {
            guard slice[position] == UInt8(ascii: "\\") else {
                out.append(slice[position])
                position += 1
                continue
            }
            let letter = slice[position + 1]
            position += 2
            guard letter == UInt8(ascii: "u") else {
                out.append(simpleEscapes[letter] ?? letter)
                continue
            }
            var scalar = hex(slice, at: position)
            position += 4
            if (0xD800..<0xDC00).contains(scalar) {
                scalar = 0x10000 + (scalar - 0xD800) << 10 + (hex(slice, at: position + 2) - 0xDC00)
                position += 6
            }
            out += Array(String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
        }
        return out
    }

    private static let simpleEscapes: [UInt8: UInt8] = [
        UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9,
    ]

    private static func hex(_ slice: ArraySlice<UInt8>, at start: Int) -> UInt32 {
        slice[start..<(start + 4)].reduce(0) { $0 << 4 | UInt32($1.hexDigit ?? 0) }
    }
}

extension UInt8 {
    var isDigit: Bool { self >= 48 && self <= 57 }

    var hexDigit: UInt8? {
        switch self {
        case 48...57: self - 48
        case 65...70: self - 55
        case 97...102: self - 87
        default: nil
        }
    }
}

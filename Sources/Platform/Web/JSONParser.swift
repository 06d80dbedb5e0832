import Vocabulary

/// One pass over a document: checks it and lays out the tape. No recursion, so depth costs no stack.
struct JSONParser {
    static let maxDepth = 32
    static let maxMembers = 10_000
    static let maxKeyBytes = 128
    static let maxNumberBytes = 64

    private let bytes: [UInt8]
    private var position = 0
    private var nodes: [JSONTape.Node] = []
    /// The containers that are open, innermost last.
    private var open: [Int] = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        nodes.reserveCapacity(bytes.count / 12 + 1)
    }

    mutating func document() throws(RequestProblem) -> JSONTape {
        guard bytes.withUnsafeBufferPointer({ String(validating: $0, as: UTF8.self) }) != nil else {
            throw .notJSON("The body is not valid UTF-8.")
        }
        repeat {
            if try value() { try goOn() }
        } while !open.isEmpty
        skipSpace()
        guard position == bytes.count else { throw broken("something follows the end of the document") }
        return JSONTape(bytes: bytes, nodes: nodes)
    }

    /// One value, of a container with content only its opening; whether the value is complete.
    private mutating func value() throws(RequestProblem) -> Bool {
        skipSpace()
        guard position < bytes.count else { throw broken("the document ends too early") }
        switch bytes[position] {
        case UInt8(ascii: "{"): return try openContainer(.object)
        case UInt8(ascii: "["): return try openContainer(.array)
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "t"): try word("true", .true)
        case UInt8(ascii: "f"): try word("false", .false)
        case UInt8(ascii: "n"): try word("null", .null)
        default: try number()
        }
        return true
    }

    private mutating func openContainer(_ kind: JSONTape.Kind) throws(RequestProblem) -> Bool {
        guard open.count < Self.maxDepth else { throw broken("more than \(Self.maxDepth) levels") }
        open.append(nodes.count)
        nodes.append(JSONTape.Node(kind: kind, start: position, end: 0, after: 0))
        position += 1
        skipSpace()
        let closer = kind == .object ? UInt8(ascii: "}") : UInt8(ascii: "]")
        if position < bytes.count, bytes[position] == closer {
            try close()
            return true
        }
        if kind == .object { try key() } else { nodes[nodes.count - 1].children = 1 }
        return false
    }

    /// After a value: commas go on in the innermost container, brackets close it.
    private mutating func goOn() throws(RequestProblem) {
        while let container = open.last {
            skipSpace()
            guard position < bytes.count else { throw broken("the document ends too early") }
            let object = nodes[container].kind == .object
            switch bytes[position] {
            case UInt8(ascii: ","):
                position += 1
                if object { try key() } else { nodes[container].children += 1 }
                return
            case UInt8(ascii: "}") where object, UInt8(ascii: "]") where !object:
                try close()
            default:
                throw broken("expected a comma or a closing bracket")
            }
        }
    }

    private mutating func close() throws(RequestProblem) {
        position += 1
        let container = open.removeLast()
        if nodes[container].kind == .object { try refuseDuplicates(in: container) }
        nodes[container].end = position
        nodes[container].after = nodes.count
    }

    private mutating func key() throws(RequestProblem) {
        skipSpace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { throw broken("expected a key") }
        let container = open[open.count - 1]
        let index = nodes.count
        try string()
        guard nodes[index].end - nodes[index].start <= Self.maxKeyBytes else { throw broken("a key is too long") }
        guard nodes[container].children < Self.maxMembers else { throw broken("an object has too many members") }
        nodes[container].children += 1
        skipSpace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: ":") else { throw broken("expected a colon") }
        position += 1
    }

    /// Few keys are compared pair by pair, many go through a set.
    private func refuseDuplicates(in container: Int) throws(RequestProblem) {
        var keys: [ArraySlice<UInt8>] = []
        var index = container + 1
        for _ in 0..<nodes[container].children {
            let key = nodes[index]
            keys.append(key.escaped ? JSONTape.unescaped(bytes[key.start..<key.end])[...] : bytes[key.start..<key.end])
            index = nodes[index + 1].after
        }
        let twice =
            keys.count > 12
            ? Set(keys).count < keys.count
            : keys.indices.contains { at in keys[..<at].contains(keys[at]) }
        guard !twice else { throw broken("an object ends here in which a key comes twice") }
    }

    private mutating func word(_ word: StaticString, _ kind: JSONTape.Kind) throws(RequestProblem) {
        let end = position + word.utf8CodeUnitCount
        let matches = word.withUTF8Buffer { end <= bytes.count && bytes[position..<end].elementsEqual($0) }
        guard matches else { throw broken("expected \(word)") }
        nodes.append(JSONTape.Node(kind: kind, start: position, end: end, after: nodes.count + 1))
        position = end
    }

    func broken(_ reason: String) -> RequestProblem { .notJSON("The body is no JSON at byte \(position): \(reason).") }

    private mutating func skipSpace() {
        while position < bytes.count, bytes[position] <= 0x20 {
            guard bytes[position] == 0x20 || (0x09...0x0D).contains(bytes[position]), bytes[position] != 0x0B,
                bytes[position] != 0x0C
            else { return }
            position += 1
        }
    }
}

extension JSONParser {
    /// A string or key: no control characters, only known escapes, no NUL, no half surrogate pair.
    private mutating func string() throws(RequestProblem) {
        position += 1
        let start = position
        var escaped = false
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                nodes.append(
                    JSONTape.Node(kind: .string, escaped: escaped, start: start, end: position, after: nodes.count + 1))
                position += 1
                return
            case UInt8(ascii: "\\"):
                escaped = true
                try escape()
            case 0..<0x20:
                throw broken("a control character in a string")
            default:
                position += 1
            }
        }
        throw broken("a string does not end")
    }

    private mutating func escape() throws(RequestProblem) {
        guard position + 1 < bytes.count else { throw broken("a string does not end") }
        let letter = bytes[position + 1]
        guard letter == UInt8(ascii: "u") else {
            guard "\"\\/bfnrt".utf8.contains(letter) else { throw broken("an unknown escape") }
            position += 2
            return
        }
        let unit = try codeUnit(at: position)
        guard unit != 0 else { throw broken("a string holds NUL") }
        guard !(0xDC00..<0xE000).contains(unit) else { throw broken("half a surrogate pair") }
        position += 6
        if (0xD800..<0xDC00).contains(unit) {
            let second = try codeUnit(at: position)
            guard (0xDC00..<0xE000).contains(second) else { throw broken("half a surrogate pair") }
            position += 6
        }
    }

    private func codeUnit(at start: Int) throws(RequestProblem) -> UInt32 {
        guard start + 6 <= bytes.count, bytes[start] == UInt8(ascii: "\\"), bytes[start + 1] == UInt8(ascii: "u") else {
            throw broken("half a surrogate pair or escape")
        }
        var unit: UInt32 = 0
        for byte in bytes[(start + 2)..<(start + 6)] {
            guard let digit = byte.hexDigit else { throw broken("an escape needs four hex digits") }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }

    private mutating func number() throws(RequestProblem) {
        let start = position
        take { $0 == UInt8(ascii: "-") }
        let whole = position
        digits()
        guard position > whole, position - whole == 1 || bytes[whole] != UInt8(ascii: "0") else {
            throw broken("expected a value")
        }
        if take({ $0 == UInt8(ascii: ".") }) {
            guard digits() > 0 else { throw broken("a fraction without digits") }
        }
        if take({ $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }) {
            take { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
            guard digits() > 0 else { throw broken("an exponent without digits") }
        }
        guard position - start <= Self.maxNumberBytes else { throw broken("a number is too long") }
        nodes.append(JSONTape.Node(kind: .number, start: start, end: position, after: nodes.count + 1))
    }

    @discardableResult
    private mutating func take(_ fits: (UInt8) -> Bool) -> Bool {
        guard position < bytes.count, fits(bytes[position]) else { return false }
        position += 1
        return true
    }

    @discardableResult
    private mutating func digits() -> Int {
        let start = position
        while position < bytes.count, bytes[position].isDigit { position += 1 }
        return position - start
    }
}

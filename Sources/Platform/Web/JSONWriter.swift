import Vocabulary

/// Writes JSON into memory, in the order it is told. Only what can be written wrongly by hand is checked by the types:
/// keys are literals, texts are escaped, commas set themselves.
///
///     json.object {
///         $0.field("id", id)
///         $0.array("lines", lines)
///     }
package struct JSONWriter {
    package private(set) var bytes: [UInt8] = []

    package init(capacity: Int = 512) { bytes.reserveCapacity(capacity) }

    package mutating func object(_ members: (inout JSONWriter) -> Void) {
        separate()
        bytes.append(UInt8(ascii: "{"))
        members(&self)
        bytes.append(UInt8(ascii: "}"))
    }

    package mutating func array(_ elements: (inout JSONWriter) -> Void) {
        separate()
        bytes.append(UInt8(ascii: "["))
        elements(&self)
        bytes.append(UInt8(ascii: "]"))
    }

    /// A member; the key needs no escaping.
    package mutating func field(_ key: StaticString, _ value: some JSONWritable) {
        self.key(key)
        value.write(to: &self)
    }

    /// A member, omitted where there is no value.
    package mutating func field(_ key: StaticString, _ value: (some JSONWritable)?) {
        guard let value else { return }
        field(key, value)
    }

    /// A member, `null` where there is no value.
    package mutating func nullable(_ key: StaticString, _ value: (some JSONWritable)?) {
        self.key(key)
        if let value { value.write(to: &self) } else { null() }
    }

    package mutating func object(_ key: StaticString, _ members: (inout JSONWriter) -> Void) {
        self.key(key)
        object(members)
    }

    package mutating func array(_ key: StaticString, _ elements: (inout JSONWriter) -> Void) {
        self.key(key)
        array(elements)
    }

    package mutating func array(_ key: StaticString, _ elements: some Sequence<some JSONWritable>) {
        self.key(key)
        array(elements)
    }

    package mutating func array(_ elements: some Sequence<some JSONWritable>) {
        array { json in
            for element in elements { element.write(to: &json) }
        }
    }

    /// A member that is JSON already, as PostgreSQL gave it; trusted.
    package mutating func raw(_ key: StaticString, _ json: some Sequence<UInt8>) {
        self.key(key)
        raw(json)
    }

    /// A value that is JSON already; trusted.
    package mutating func raw(_ json: some Sequence<UInt8>) {
        separate()
        bytes.append(contentsOf: json)
    }

    package mutating func null() { literal("null") }

    package mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

    /// Must be finite; the shortest text that reads back as the same number.
    package mutating func number(_ value: Double) {
        precondition(value.isFinite, "JSON has no infinity")
        raw(value.description.utf8)
    }

    /// A key that is data (a map's); its value follows.
    package mutating func key(text: String) {
        string(text)
        bytes.append(UInt8(ascii: ":"))
    }

    package mutating func key(_ key: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        key.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    package mutating func literal(_ text: StaticString) {
        separate()
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// A comma where one is due: everywhere but at an opening and after a key.
    @inline(__always)
    private mutating func separate() {
        guard let last = bytes.last else { return }
        switch last {
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"): return
        default: bytes.append(UInt8(ascii: ","))
        }
    }
}

extension JSONWriter {
    package mutating func string(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { escape($0) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Copies runs that need no escape as a whole.
    private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
        var run = 0
        for position in text.indices {
            let byte = text[position]
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
            bytes.append(contentsOf: text[run..<position])
            run = position + 1
            bytes.append(UInt8(ascii: "\\"))
            switch byte {
            case 0x08: bytes.append(UInt8(ascii: "b"))
            case 0x09: bytes.append(UInt8(ascii: "t"))
            case 0x0A: bytes.append(UInt8(ascii: "n"))
            case 0x0C: bytes.append(UInt8(ascii: "f"))
            case 0x0D: bytes.append(UInt8(ascii: "r"))
            case 0..<0x20:
                bytes.append(contentsOf: [UInt8(ascii: "u"), 48, 48, 48 + byte >> 4, Self.hex(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(contentsOf: text[run...])
    }

    package mutating func integer(_ value: Int64) {
        separate()
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        var rest = value.magnitude
        let start = bytes.count
        repeat {
            bytes.append(UInt8(48 + rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }

    /// A UUID's 36 characters, without a detour over a String.
    mutating func uuid(high: UInt64, low: UInt64) {
        separate()
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 38) { text in
            var place = 0
            func put(_ byte: UInt8) {
                text[place] = byte
                place += 1
            }
            put(UInt8(ascii: "\""))
            for digit in 0..<32 {
                if digit == 8 || digit == 12 || digit == 16 || digit == 20 { put(UInt8(ascii: "-")) }
                let half = digit < 16 ? high : low
                put(Self.hex(UInt8(truncatingIfNeeded: half >> UInt64(60 - 4 * (digit % 16))) & 15))
            }
            put(UInt8(ascii: "\""))
            bytes.append(contentsOf: text)
        }
    }

    private static func hex(_ digit: UInt8) -> UInt8 { digit < 10 ? 48 + digit : 87 + digit }
}

import Vocabulary

/// Numbers in as few bytes as they need (LEB128), texts with their length in front.
struct CardWriter {
    private(set) var bytes: [UInt8] = []

    mutating func put(_ number: UInt64) {
        var rest = number
        while rest > 127 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func put(_ text: String) {
        put(UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    /// The two halves of an id, sixteen bytes.
    mutating func put(_ high: UInt64, _ low: UInt64) {
        for half in [high, low] { withUnsafeBytes(of: half.littleEndian) { bytes.append(contentsOf: $0) } }
    }
}

/// Reads back what a `CardWriter` wrote; past the end there is nothing but zeros, and `isAtEnd` stays false.
struct CardReader {
    private let bytes: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Everything was read, and nothing that was not there.
    var isAtEnd: Bool { at == bytes.count }

    private mutating func next() -> UInt8 {
        defer { at += 1 }
        return at < bytes.count ? bytes[at] : 0
    }

    mutating func number() -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            let byte = next()
            value |= UInt64(byte & 127) << shift
            if byte < 128 { break }
        }
        return value
    }

    mutating func text() -> String {
        let count = number()
        guard at <= bytes.count, count <= UInt64(bytes.count - at) else {
            at = bytes.count + 1
            return ""
        }
        defer { at += Int(count) }
        return String(decoding: bytes[at..<at + Int(count)], as: UTF8.self)
    }

    mutating func id<Thing>() -> ID<Thing> {
        func half() -> UInt64 { (0..<8).reduce(0) { $0 | UInt64(next()) << UInt64(8 * $1) } }
        return ID(high: half(), low: half())
    }
}

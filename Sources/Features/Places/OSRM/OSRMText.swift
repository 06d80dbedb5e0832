/// JSON of OSRM's shapes, written quickly: most of it is numbers.
struct OSRMText {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    mutating func literal(_ text: StaticString) { text.withUTF8Buffer { bytes.append(contentsOf: $0) } }

    mutating func byte(_ character: Unicode.Scalar) { bytes.append(UInt8(ascii: character)) }

    mutating func text(_ text: [UInt8]) { bytes += text }

    /// Characters that may stand in a JSON string, escaped where they must be.
    mutating func quoted(_ text: some Sequence<UInt8>) {
        byte("\"")
        for character in text {
            if character == UInt8(ascii: "\"") || character == UInt8(ascii: "\\") { byte("\\") }
            bytes.append(character < 0x20 ? UInt8(ascii: " ") : character)
        }
        byte("\"")
    }

    mutating func integer(_ value: Int) {
        if value < 0 { byte("-") }
        digits(value.magnitude)
    }

    @inline(__always)
    private mutating func digits(_ value: UInt) {
        if value < 10 {
            bytes.append(UInt8(truncatingIfNeeded: 48 + value))
            return
        }
        var rest = value
        var power: UInt = 10
        while rest / power >= 10 { power *= 10 }
        while power > 0 {
            bytes.append(UInt8(truncatingIfNeeded: 48 + rest / power))
            rest %= power
            power /= 10
        }
    }

    /// A number given in tenths.
    @inline(__always)
    mutating func tenths(_ value: Int) {
        digits(UInt(value / 10))
        let rest = value % 10
        guard rest != 0 else { return }
        byte(".")
        bytes.append(UInt8(truncatingIfNeeded: 48 + rest))
    }

    /// Degrees given in 1e-7, with six digits.
    mutating func degrees(_ value: Int32) {
        let millionths = (Int(value.magnitude) + 5) / 10
        if value < 0 { byte("-") }
        digits(UInt(millionths / 1_000_000))
        byte(".")
        var power = 100_000
        while power > 0 {
            bytes.append(UInt8(truncatingIfNeeded: 48 + millionths / power % 10))
            power /= 10
        }
    }
}

import Vocabulary

/// The values of one execution, in PostgreSQL's text format.
package struct Parameters {
    /// All texts, each ended by a zero byte.
    private(set) var bytes: [UInt8] = []
    /// Where each text begins; -1 for NULL.
    private(set) var starts: [Int] = []
    /// A text held a zero byte, which PostgreSQL cannot store.
    private(set) var hasZeroByte = false

    package mutating func add(_ value: (some Parameter)?) {
        guard let value else {
            starts.append(-1)
            return
        }
        let start = bytes.count
        starts.append(start)
        value.write(to: &bytes)
        if bytes[start...].contains(0) { hasZeroByte = true }
        bytes.append(0)
    }

    /// `$n, $n+1, …` at once.
    package mutating func add<each P: Parameter>(_ values: repeat (each P)?) {
        repeat add(each values)
    }

    /// Calls `body` with what libpq takes: one C string a parameter.
    func withPointers<R>(_ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?) -> R) -> R {
        bytes.withUnsafeBytes { raw in
            let base = raw.bindMemory(to: CChar.self).baseAddress
            return withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: max(1, starts.count)) {
                list in
                for (index, start) in starts.enumerated() {
                    list.initializeElement(at: index, to: start < 0 ? nil : base.map { $0 + start })
                }
                return body(Int32(starts.count), list.baseAddress.map { UnsafePointer($0) })
            }
        }
    }
}

/// A value that PostgreSQL can read as text.
package protocol Parameter {
    func write(to text: inout [UInt8])
}

extension String: Parameter {
    package func write(to text: inout [UInt8]) { text.append(contentsOf: utf8) }
}
extension Int: Parameter {
    package func write(to text: inout [UInt8]) { text.append(contentsOf: String(self).utf8) }
}
extension Int64: Parameter {
    package func write(to text: inout [UInt8]) { text.append(contentsOf: String(self).utf8) }
}
extension Int32: Parameter {
    package func write(to text: inout [UInt8]) { text.append(contentsOf: String(self).utf8) }
}
extension Bool: Parameter {
    package func write(to text: inout [UInt8]) { text.append(UInt8(ascii: self ? "t" : "f")) }
}
extension Double: Parameter {
    package func write(to text: inout [UInt8]) { text.append(contentsOf: description.utf8) }
}
extension ID: Parameter {
    package func write(to text: inout [UInt8]) { text.append(contentsOf: description.utf8) }
}
extension Money: Parameter {
    package func write(to text: inout [UInt8]) { cents.write(to: &text) }
}
extension CalendarDay: Parameter {
    package func write(to text: inout [UInt8]) { text.append(contentsOf: description.utf8) }
}
extension Zone: Parameter {
    package func write(to text: inout [UInt8]) { text.append(contentsOf: description.utf8) }
}
extension Instant: Parameter {
    package func write(to text: inout [UInt8]) {
        let fraction = microseconds - seconds * 1_000_000
        let whole = Instant(seconds: seconds).description
        text.append(contentsOf: "\(whole.dropLast(5)).\(Int(fraction).padded(6))Z".utf8)
    }
}

/// Bytes for a `bytea` column.
package struct Bytes: Parameter, Hashable, Sendable {
    package let bytes: [UInt8]
    package init(_ bytes: [UInt8]) { self.bytes = bytes }
    package func write(to text: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        text.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "x")])
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
    }
}

/// JSON text for a `jsonb` column; the writer answers for its syntax.
package struct JSONText: Parameter, Hashable, Sendable {
    package let utf8: [UInt8]
    package init(_ utf8: [UInt8]) { self.utf8 = utf8 }
    package func write(to text: inout [UInt8]) { text.append(contentsOf: utf8) }
}

/// Enums stored by their text.
extension Parameter where Self: RawRepresentable, RawValue: Parameter {
    package func write(to text: inout [UInt8]) { rawValue.write(to: &text) }
}

/// A one-dimensional array, `{"a","b"}`. For columns with gaps send two arrays, or a `NULLIF` in the SQL.
extension Array: Parameter where Element: Parameter {
    package func write(to text: inout [UInt8]) {
        text.append(UInt8(ascii: "{"))
        for (index, element) in enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            var plain: [UInt8] = []
            element.write(to: &plain)
            text.append(UInt8(ascii: "\""))
            for byte in plain {
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { text.append(UInt8(ascii: "\\")) }
                text.append(byte)
            }
            text.append(UInt8(ascii: "\""))
        }
        text.append(UInt8(ascii: "}"))
    }
}

import Vocabulary

/// A type that can be read from a column in binary format.
package protocol Column {
    static func read(_ cell: Cell) throws(Fault) -> Self
}

/// A type that is both written and read: `enum OrderState: String, Stored`.
package typealias Stored = Parameter & Column

/// Seconds from 1970 to 2000, PostgreSQL's epoch.
private let epochSeconds: Int64 = 946_684_800

extension Optional: Column where Wrapped: Column {
    package static func read(_ cell: Cell) throws(Fault) -> Self {
        cell.bytes == nil ? .none : try Wrapped.read(cell)
    }
}
extension Int64: Column {
    /// `bigint`, `integer` or `smallint`.
    package static func read(_ cell: Cell) throws(Fault) -> Self {
        switch cell.bytes?.count {
        case 4: try Int64(cell.integer(Int32.self))
        case 2: try Int64(cell.integer(Int16.self))
        default: try cell.integer()
        }
    }
}
extension Int: Column {
    package static func read(_ cell: Cell) throws(Fault) -> Self { try Int(Int64.read(cell)) }
}
extension Int32: Column {
    package static func read(_ cell: Cell) throws(Fault) -> Self { try cell.integer() }
}
extension Bool: Column {
    package static func read(_ cell: Cell) throws(Fault) -> Self { try cell.integer(UInt8.self) != 0 }
}
extension Double: Column {
    package static func read(_ cell: Cell) throws(Fault) -> Self { try Double(bitPattern: cell.integer(UInt64.self)) }
}
extension String: Column {
    package static func read(_ cell: Cell) throws(Fault) -> Self { try String(decoding: cell.value(), as: UTF8.self) }
}
extension ID: Column {
    package static func read(_ cell: Cell) throws(Fault) -> Self {
        let bytes = try cell.value()
        guard bytes.count == 16 else { throw Fault(.unexpected, "a column of type \(cell.type) is no uuid") }
        return Self(
            high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
            low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }
}
extension Money: Column {
    package static func read(_ cell: Cell) throws(Fault) -> Self { try Money(cents: Int64.read(cell)) }
}
extension Instant: Column {
    package static func read(_ cell: Cell) throws(Fault) -> Self {
        try Instant(microseconds: cell.integer(Int64.self) + epochSeconds * 1_000_000)
    }
}
extension CalendarDay: Column {
    package static func read(_ cell: Cell) throws(Fault) -> Self {
        try CalendarDay(daysSinceEpoch: Int(cell.integer(Int32.self)) + Int(epochSeconds / 86_400))
    }
}
extension Zone: Column {
    package static func read(_ cell: Cell) throws(Fault) -> Self {
        let name = try String.read(cell)
        guard let zone = Zone(name) else { throw Fault(.unexpected, "the system knows no time zone \(name)") }
        return zone
    }
}
extension Bytes: Column {
    package static func read(_ cell: Cell) throws(Fault) -> Self { try Bytes(Array(cell.value())) }
}
extension JSONText: Column {
    /// `json` as it is, `jsonb` without the version byte in front.
    package static func read(_ cell: Cell) throws(Fault) -> Self {
        let bytes = try cell.value()
        return JSONText(Array(cell.type == 3802 ? bytes.dropFirst() : bytes[...]))
    }
}

extension Column where Self: RawRepresentable, RawValue: Column {
    package static func read(_ cell: Cell) throws(Fault) -> Self {
        let raw = try RawValue.read(cell)
        guard let value = Self(rawValue: raw) else {
            throw Fault(.unexpected, "\(Self.self) has no case for a stored value")
        }
        return value
    }
}

/// A one-dimensional array without NULLs.
extension Array: Column where Element: Column {
    package static func read(_ cell: Cell) throws(Fault) -> Self {
        let bytes = try cell.value()
        func integer(at offset: Int) throws(Fault) -> Int {
            guard offset + 4 <= bytes.count else { throw Fault(.unexpected, "an array column ends early") }
            return Int(Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self)))
        }
        let dimensions = try integer(at: 0)
        if dimensions == 0 { return [] }
        guard dimensions == 1 else { throw Fault(.unexpected, "an array column has \(dimensions) dimensions") }
        let type = try UInt32(integer(at: 8))
        var elements: Self = []
        elements.reserveCapacity(try integer(at: 12))
        var offset = 20
        for _ in 0..<(try integer(at: 12)) {
            let length = try integer(at: offset)
            offset += 4
            guard length >= 0, offset + length <= bytes.count else {
                throw Fault(.unexpected, "NULL or a broken length in an array column")
            }
            let element = UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + length)])
            elements.append(try Element.read(Cell(bytes: element, type: type)))
            offset += length
        }
        return elements
    }
}

/// A point in time: microseconds since 1970-01-01T00:00:00Z, leap seconds not counted (as PostgreSQL does).
package struct Instant: Hashable, Sendable, Comparable {
    package let microseconds: Int64

    package init(microseconds: Int64) { self.microseconds = microseconds }
    package init(seconds: Int64) { microseconds = seconds * 1_000_000 }

    package var seconds: Int64 { microseconds.flooredQuotient(by: 1_000_000) }

    package static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }
    package static func + (left: Self, seconds: Int64) -> Self {
        Self(microseconds: left.microseconds + seconds * 1_000_000)
    }
    package static func - (left: Self, seconds: Int64) -> Self { left + -seconds }

    /// Whole seconds from `earlier` to here, rounded down.
    package func seconds(since earlier: Instant) -> Int64 {
        (microseconds - earlier.microseconds).flooredQuotient(by: 1_000_000)
    }
}

extension Instant: LosslessStringConvertible {
    /// RFC 3339 in UTC with milliseconds: `2026-03-29T01:30:00.000Z`.
    package var description: String {
        let day = CalendarDay(daysSinceEpoch: Int(seconds.flooredQuotient(by: 86_400)))
        let inDay = Int(seconds - Int64(day.daysSinceEpoch) * 86_400)
        let milliseconds = Int((microseconds - seconds * 1_000_000) / 1000)
        let clock = [inDay / 3600, inDay / 60 % 60, inDay % 60].map { $0.padded(2) }.joined(separator: ":")
        return "\(day)T\(clock).\(milliseconds.padded(3))Z"
    }

    /// Reads RFC 3339 with any offset and up to nine fractional digits (cut to microseconds).
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t"),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let day = CalendarDay(String(decoding: bytes[0..<10], as: UTF8.self)),
            let hour = bytes[11..<13].decimal, let minute = bytes[14..<16].decimal, let second = bytes[17..<19].decimal,
            hour < 24, minute < 60, second < 60
        else { return nil }
        var position = 19
        var micros = 0
        if bytes[position] == UInt8(ascii: ".") {
            let digits = bytes[(position + 1)...].prefix { (48...57).contains($0) }
            guard (1...9).contains(digits.count) else { return nil }
            let six = (Array(digits) + Array(repeating: 48, count: 6)).prefix(6)
            micros = six.decimal ?? 0
            position = digits.endIndex
        }
        guard let offset = Self.offsetSeconds(bytes[position...]) else { return nil }
        let seconds = Int64(day.daysSinceEpoch) * 86_400 + Int64(hour * 3600 + minute * 60 + second - offset)
        microseconds = seconds * 1_000_000 + Int64(micros)
    }

    private static func offsetSeconds(_ bytes: ArraySlice<UInt8>) -> Int? {
        let bytes = Array(bytes)
        if bytes == [UInt8(ascii: "Z")] || bytes == [UInt8(ascii: "z")] { return 0 }
        guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"), let hours = bytes[1..<3].decimal,
            let minutes = bytes[4..<6].decimal, hours < 24, minutes < 60
        else { return nil }
        switch bytes[0] {
        case UInt8(ascii: "+"): return hours * 3600 + minutes * 60
        case UInt8(ascii: "-"): return -(hours * 3600 + minutes * 60)
        default: return nil
        }
    }
}

extension FixedWidthInteger {
    /// Division that rounds towards minus infinity, so that times before 1970 fall into the right day.
    package func flooredQuotient(by divisor: Self) -> Self {
        let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
        return rest != 0 && (rest < 0) != (divisor < 0) ? quotient - 1 : quotient
    }
}

extension Int {
    /// Decimal digits, at least `width` of them.
    package func padded(_ width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }
}

extension Collection<UInt8> {
    /// The number these ASCII digits stand for; `nil` where one is no digit or none is there (at most nine digits).
    package var decimal: Int? {
        guard (1...9).contains(count) else { return nil }
        var value = 0
        for byte in self {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        return value
    }
}

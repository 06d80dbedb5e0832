/// The identity of one `Thing`: a UUID, made by us (version 7: ordered by time, not guessable).
///
/// The phantom type keeps an order's id out of a place for a courier's. Text is lower case with hyphens.
package struct ID<Thing>: Hashable, Sendable {
    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// A UUIDv7 (RFC 9562, 5.7): 48 bits of milliseconds, 74 random bits.
    package init(at instant: Instant, using generator: inout some RandomNumberGenerator) {
        let milliseconds = UInt64(truncatingIfNeeded: instant.microseconds / 1000)
        high = milliseconds << 16 | 0x7000 | generator.next() & 0x0fff
        low = generator.next() & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000
    }

    /// A new id of this moment; randomness from the system.
    package static func make(at instant: Instant) -> Self {
        var generator = SystemRandomNumberGenerator()
        return Self(at: instant, using: &generator)
    }

    /// The same bits as the identity of another kind of thing, where two things share one (a seed's stable names).
    package func cast<Other>(to _: Other.Type = Other.self) -> ID<Other> { ID<Other>(high: high, low: low) }
}

extension ID: Comparable {
    package static func < (left: Self, right: Self) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

extension ID: LosslessStringConvertible {
    /// Accepts exactly the canonical 36 characters, in either case.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 36 else { return nil }
        var halves: (UInt64, UInt64) = (0, 0)
        var digits = 0
        for (index, byte) in bytes.enumerated() {
            if index == 8 || index == 13 || index == 18 || index == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let digit = Self.value(ofHexDigit: byte) else { return nil }
            if digits < 16 { halves.0 = halves.0 << 4 | digit } else { halves.1 = halves.1 << 4 | digit }
            digits += 1
        }
        self.init(high: halves.0, low: halves.1)
    }

    package var description: String {
        String(unsafeUninitializedCapacity: 36) { buffer in
            var position = 0
            for digit in 0..<32 {
                if digit == 8 || digit == 12 || digit == 16 || digit == 20 {
                    buffer[position] = UInt8(ascii: "-")
                    position += 1
                }
                let half = digit < 16 ? high : low
                let value = UInt8(truncatingIfNeeded: half >> UInt64(60 - 4 * (digit % 16))) & 15
                buffer[position] = value < 10 ? 48 + value : 87 + value
                position += 1
            }
            return 36
        }
    }

    private static func value(ofHexDigit byte: UInt8) -> UInt64? {
        switch byte {
        case 48...57: UInt64(byte - 48)
        case 97...102: UInt64(byte - 87)
        case 65...70: UInt64(byte - 55)
        default: nil
        }
    }
}

/// What `CityID` identifies: the tenant that leads every key.
package enum CityMark {}

/// The city a row, a token or a request belongs to.
package typealias CityID = ID<CityMark>

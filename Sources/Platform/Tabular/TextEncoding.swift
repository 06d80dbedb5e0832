/// How the bytes of a text file stand for characters.
package enum TextEncoding: String, Sendable, Hashable {
    case utf8 = "UTF-8"
    /// Also read for ISO-8859-1: every printable character of the two is the same.
    case windows1252 = "Windows-1252"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
}

/// A text file brought to UTF-8. What no encoding explains stays as the byte 0xFF, which is never part of UTF-8,
/// so that the line it stands on can be reported and its neighbours survive.
struct DecodedText {
    let encoding: TextEncoding
    let bytes: [UInt8]

    init(_ file: [UInt8]) {
        if file.starts(with: [0xEF, 0xBB, 0xBF]) {
            (encoding, bytes) = (.utf8, Array(file.dropFirst(3)))
        } else if file.starts(with: [0xFF, 0xFE]) {
            (encoding, bytes) = (.utf16LittleEndian, Self.fromUTF16(file.dropFirst(2), low: 0))
        } else if file.starts(with: [0xFE, 0xFF]) {
            (encoding, bytes) = (.utf16BigEndian, Self.fromUTF16(file.dropFirst(2), low: 1))
        } else if let low = Self.lowByteOfUTF16(file) {
            encoding = low == 0 ? .utf16LittleEndian : .utf16BigEndian
            bytes = Self.fromUTF16(file[...], low: low)
        } else if Self.isMoreLikelyUTF8(file) {
            (encoding, bytes) = (.utf8, file)
        } else {
            (encoding, bytes) = (.windows1252, Self.fromWindows1252(file))
        }
    }

    /// UTF-16 without a mark shows itself by zero bytes on one side of the pairs: 0 little, 1 big endian.
    private static func lowByteOfUTF16(_ file: [UInt8]) -> Int? {
        let sample = file.prefix(2000)
        var zeros = [0, 0]
        for (index, byte) in sample.enumerated() where byte == 0 { zeros[index % 2] += 1 }
        let pairs = sample.count / 2
        guard pairs >= 2 else { return nil }
        if zeros[1] * 10 > pairs * 6, zeros[0] * 10 < pairs { return 0 }
        if zeros[0] * 10 > pairs * 6, zeros[1] * 10 < pairs { return 1 }
        return nil
    }

    /// A file with as many whole sequences as broken bytes is damaged UTF-8; one with fewer was never UTF-8.
    private static func isMoreLikelyUTF8(_ file: [UInt8]) -> Bool {
        var whole = 0
        var broken = 0
        var index = 0
        while index < file.count {
            if file[index] < 0x80 {
                index += 1
                continue
            }
            let length = UTF8Sequence.length(in: file, at: index)
            if length > 0 { whole += 1 } else { broken += 1 }
            index += max(1, length)
        }
        return broken == 0 || whole >= broken
    }

    private static func fromUTF16(_ file: ArraySlice<UInt8>, low: Int) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(file.count)
        let units = stride(from: file.startIndex, to: file.endIndex - 1, by: 2).map {
            UInt16(file[$0 + low]) | UInt16(file[$0 + 1 - low]) << 8
        }
        var index = 0
        while index < units.count {
            let unit = units[index]
            index += 1
            if UTF16.isLeadSurrogate(unit), index < units.count, UTF16.isTrailSurrogate(units[index]) {
                let scalar = 0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(units[index] & 0x3FF))
                result.append(scalar: scalar)
                index += 1
            } else if UTF16.isSurrogate(unit) {
                result.append(0xFF)
            } else {
                result.append(scalar: UInt32(unit))
            }
        }
        if file.count % 2 == 1 { result.append(0xFF) }
        return result
    }

    private static func fromWindows1252(_ file: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(file.count + file.count / 8)
        for byte in file {
            switch byte {
            case 0x80...0x9F:
                let scalar = upperControls[Int(byte - 0x80)]
                if scalar == 0 { result.append(0xFF) } else { result.append(scalar: UInt32(scalar)) }
            default: result.append(scalar: UInt32(byte))
            }
        }
        return result
    }

    /// Windows-1252 0x80…0x9F (Unicode's table CP1252.TXT); 0 where it defines nothing.
    private static let upperControls: [UInt16] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
        0x0178,
    ]
}

/// The shape of UTF-8 (RFC 3629, section 4).
enum UTF8Sequence {
    /// Bytes of the well-formed sequence that starts at `index`; 0 where none does.
    static func length(in bytes: [UInt8], at index: Int) -> Int {
        let first = bytes[index]
        if first < 0x80 { return 1 }
        let count = first >= 0xC2 && first < 0xE0 ? 2 : first & 0xF0 == 0xE0 ? 3 : first >= 0xF0 && first < 0xF5 ? 4 : 0
        guard count > 0, index + count <= bytes.count else { return 0 }
        for offset in 1..<count where bytes[index + offset] & 0xC0 != 0x80 { return 0 }
        let second = bytes[index + 1]
        let tooShort = first == 0xE0 && second < 0xA0 || first == 0xF0 && second < 0x90
        let surrogate = first == 0xED && second >= 0xA0
        let tooHigh = first == 0xF4 && second >= 0x90
        return tooShort || surrogate || tooHigh ? 0 : count
    }

    static func isWhole(_ bytes: [UInt8], in range: Range<Int>) -> Bool {
        var index = range.lowerBound
        while index < range.upperBound {
            let length = length(in: bytes, at: index)
            if length == 0 || index + length > range.upperBound { return false }
            index += length
        }
        return true
    }
}

extension [UInt8] {
    fileprivate mutating func append(scalar value: UInt32) {
        switch value {
        case 0..<0x80: append(UInt8(value))
        case 0x80..<0x800: append(contentsOf: [0xC0 | UInt8(value >> 6), 0x80 | UInt8(value & 0x3F)])
        case 0x800..<0x10000:
            append(contentsOf: [
                0xE0 | UInt8(value >> 12), 0x80 | UInt8(value >> 6 & 0x3F), 0x80 | UInt8(value & 0x3F),
            ])
        default:
            append(contentsOf: [
                0xF0 | UInt8(value >> 18), 0x80 | UInt8(value >> 12 & 0x3F), 0x80 | UInt8(value >> 6 & 0x3F),
                0x80 | UInt8(value & 0x3F),
            ])
        }
    }
}

/// The columns of a network's file, in their order.
enum Column: Int, CaseIterable {
    case counts
    case chainStarts, latitudes, longitudes, along, against, lengths, waitAlong, waitAgainst, keepsLeft
    case arcTails, arcHeads, arcSlots, arcEntries, arcsCopied, places
    case upStarts, upHeads, parents, forwardMiddles, backwardMiddles
    case riseStarts, riseHeads, riseCosts, riseEdges, fallStarts, fallHeads, fallCosts, fallEdges
    case cells, cellStarts, cellPieces
}

/// The file's frame: 8 bytes of name, version, number of columns, a checksum of all that follows, then offset and
/// length in bytes of each column. Columns begin at multiples of 64; numbers are little endian.
enum Frame {
    static let name: UInt64 = 0x31_53_44_41_4f_52_46_4c  // "LFROADS1"
    static let version: UInt64 = 2
    static let prefix = 32
    static var head: Int { (prefix + Column.allCases.count * 16 + 63) / 64 * 64 }

    /// Mixes eight bytes at a time in four strands; finds damage, not malice.
    static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var strands: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
        let odd: UInt64 = 0x9E37_79B9_7F4A_7C15
        var at = 0
        while at + 32 <= bytes.count {
            strands.0 = (strands.0 ^ bytes.load(fromByteOffset: at, as: UInt64.self)) &* odd
            strands.1 = (strands.1 ^ bytes.load(fromByteOffset: at + 8, as: UInt64.self)) &* odd
            strands.2 = (strands.2 ^ bytes.load(fromByteOffset: at + 16, as: UInt64.self)) &* odd
            strands.3 = (strands.3 ^ bytes.load(fromByteOffset: at + 24, as: UInt64.self)) &* odd
            strands.0 ^= strands.0 >> 29
            strands.1 ^= strands.1 >> 29
            strands.2 ^= strands.2 >> 29
            strands.3 ^= strands.3 >> 29
            at += 32
        }
        var sum = UInt64(bytes.count)
        for strand in [strands.0, strands.1, strands.2, strands.3] { sum = (sum ^ strand) &* odd ^ sum >> 31 }
        while at < bytes.count {
            sum = (sum ^ UInt64(bytes[at])) &* odd
            at += 1
        }
        return sum
    }
}

/// Columns being written.
struct ColumnWriter {
    private var body: [UInt8] = []
    private var table: [(offset: Int, length: Int)] = Array(repeating: (0, 0), count: Column.allCases.count)

    mutating func add<Number: BitwiseCopyable>(_ column: Column, _ numbers: [Number]) {
        let offset = Frame.head + body.count
        numbers.withUnsafeBytes { body += $0 }
        table[column.rawValue] = (offset, numbers.count * MemoryLayout<Number>.stride)
        body += Array(repeating: 0, count: (64 - body.count % 64) % 64)
    }

    func finish() -> [UInt8] {
        var words = [Frame.name, Frame.version, UInt64(table.count), 0]
        for entry in table { words += [UInt64(entry.offset), UInt64(entry.length)] }
        var bytes = words.withUnsafeBytes { [UInt8]($0) }
        bytes += Array(repeating: 0, count: Frame.head - bytes.count)
        bytes += body
        let sum = bytes.withUnsafeBytes { Frame.checksum(UnsafeRawBufferPointer(rebasing: $0[Frame.prefix...])) }
        withUnsafeBytes(of: sum) { bytes.replaceSubrange(24..<32, with: $0) }
        return bytes
    }
}

/// Why bytes are no network of this program.
public enum NetworkFault: Error, Sendable, Equatable, CustomStringConvertible {
    case notANetwork
    case otherVersion(Int)
    case damaged

    public var description: String {
        switch self {
        case .notANetwork: "is no road network"
        case .otherVersion(let version): "is a road network of version \(version), which this program does not read"
        case .damaged: "is damaged: its checksum does not fit"
        }
    }
}

/// Columns being read, where they lie.
struct ColumnReader {
    let bytes: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) throws(NetworkFault) {
        guard bytes.count >= Frame.head, bytes.load(as: UInt64.self) == Frame.name else { throw .notANetwork }
        let version = bytes.load(fromByteOffset: 8, as: UInt64.self)
        guard version == Frame.version else { throw .otherVersion(Int(truncatingIfNeeded: version)) }
        guard bytes.load(fromByteOffset: 16, as: UInt64.self) == UInt64(Column.allCases.count),
            bytes.load(fromByteOffset: 24, as: UInt64.self)
                == Frame.checksum(UnsafeRawBufferPointer(rebasing: bytes[Frame.prefix...]))
        else { throw .damaged }
        self.bytes = bytes
    }

    func numbers<Number: BitwiseCopyable>(_ column: Column, as _: Number.Type) -> UnsafeBufferPointer<Number> {
        let entry = Frame.prefix + column.rawValue * 16
        let offset = Int(bytes.load(fromByteOffset: entry, as: UInt64.self))
        let length = Int(bytes.load(fromByteOffset: entry + 8, as: UInt64.self))
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + length)]).bindMemory(to: Number.self)
    }
}

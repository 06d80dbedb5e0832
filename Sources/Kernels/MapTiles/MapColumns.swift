/// The columns of a map's file, in their order.
enum MapColumn: Int, CaseIterable {
    case counts
    case points, levels, partStarts, partZooms
    case classes, zooms, boxes, featureParts, blockBoxes, blockZooms
    case labelStarts, labelPoints, labelTurns, labelKinds, labelTexts, textStarts, textBytes
}

/// Why bytes are no map of this program.
public enum MapFault: Error, Sendable, Equatable, CustomStringConvertible {
    case notAMap
    case otherVersion(Int)
    case damaged

    public var description: String {
        switch self {
        case .notAMap: "is no map"
        case .otherVersion(let version): "is a map of version \(version), which this program does not read"
        case .damaged: "is damaged: its checksum does not fit"
        }
    }
}

/// The file's frame: 8 bytes of name, version, number of columns, a checksum of all that follows, then offset and
/// length in bytes of each column. Columns begin at multiples of 8; numbers are little endian.
enum MapFile {
    private static let name: UInt64 = 0x31_50_41_4d_54_52_46_4c  // "LFRTMAP1"
    private static let version: UInt64 = 1
    private static let prefix = 32
    private static let head = prefix + MapColumn.allCases.count * 16

    /// FNV-1a over words of eight bytes, folded; finds damage, not malice.
    private static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var sum: UInt64 = 0xcbf2_9ce4_8422_2325 ^ UInt64(bytes.count)
        for at in stride(from: 0, to: bytes.count - 7, by: 8) {
            sum = (sum ^ bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)) &* 0x100_0000_01b3
            sum ^= sum >> 29
        }
        for byte in bytes.suffix(bytes.count % 8) { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return sum
    }

    /// Columns being written.
    struct Writer {
        private var body: [UInt8] = []
        private var table = [UInt64](repeating: 0, count: MapColumn.allCases.count * 2)

        mutating func add<Number: BitwiseCopyable>(_ column: MapColumn, _ numbers: [Number]) {
            table[column.rawValue * 2] = UInt64(head + body.count)
            table[column.rawValue * 2 + 1] = UInt64(numbers.count * MemoryLayout<Number>.stride)
            numbers.withUnsafeBytes { body += $0 }
            body += Array(repeating: 0, count: (8 - body.count % 8) % 8)
        }

        func finish() -> [UInt8] {
            let words = [name, version, UInt64(MapColumn.allCases.count), 0] + table
            var bytes = words.withUnsafeBytes { [UInt8]($0) }
            bytes += body
            let sum = bytes.withUnsafeBytes { checksum(UnsafeRawBufferPointer(rebasing: $0[prefix...])) }
            withUnsafeBytes(of: sum) { bytes.replaceSubrange(24..<32, with: $0) }
            return bytes
        }
    }

    /// Columns being read, where they lie.
    struct Reader {
        private let bytes: UnsafeRawBufferPointer

        init(_ bytes: UnsafeRawBufferPointer) throws(MapFault) {
            guard bytes.count >= head, bytes.load(as: UInt64.self) == name else { throw .notAMap }
            let version = bytes.load(fromByteOffset: 8, as: UInt64.self)
            guard version == MapFile.version else { throw .otherVersion(Int(truncatingIfNeeded: version)) }
            guard bytes.load(fromByteOffset: 16, as: UInt64.self) == UInt64(MapColumn.allCases.count),
                bytes.load(fromByteOffset: 24, as: UInt64.self)
                    == checksum(UnsafeRawBufferPointer(rebasing: bytes[prefix...]))
            else { throw .damaged }
            self.bytes = bytes
        }

        func numbers<Number: BitwiseCopyable>(
            _ column: MapColumn, as _: Number.Type = Number.self
        ) -> UnsafeBufferPointer<Number> {
            let entry = prefix + column.rawValue * 16
            let offset = Int(bytes.load(fromByteOffset: entry, as: UInt64.self))
            let length = Int(bytes.load(fromByteOffset: entry + 8, as: UInt64.self))
            return UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + length)]).bindMemory(to: Number.self)
        }
    }
}

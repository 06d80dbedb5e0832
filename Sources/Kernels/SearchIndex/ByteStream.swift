/// Numbers and rows as bytes, little-endian.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func put(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func put(_ id: DocumentID) {
        put(id.high)
        put(id.low)
    }

    mutating func put(_ value: Double) { put(value.bitPattern) }

    mutating func put(_ row: [UInt8]) {
        put(UInt32(row.count))
        bytes.append(contentsOf: row)
    }

    mutating func put<Number: FixedWidthInteger>(row: [Number]) {
        put(UInt32(row.count))
        for number in row { put(number) }
    }
}

/// Reads back what a `ByteWriter` wrote; never past the end.
struct ByteReader {
    private let bytes: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { at == bytes.count }

    mutating func number<Number: FixedWidthInteger>() throws(SegmentProblem) -> Number {
        let size = MemoryLayout<Number>.size
        guard bytes.count - at >= size else { throw .tooShort }
        var value: Number = 0
        for i in (0..<size).reversed() { value = value << 8 | Number(truncatingIfNeeded: bytes[at + i]) }
        at += size
        return value
    }

    mutating func id() throws(SegmentProblem) -> DocumentID { DocumentID(high: try number(), low: try number()) }

    mutating func double() throws(SegmentProblem) -> Double { Double(bitPattern: try number()) }

    /// How many items follow, each of at least `size` bytes.
    mutating func count(each size: Int) throws(SegmentProblem) -> Int {
        let count = Int(try number() as UInt32)
        guard count * size <= bytes.count - at else { throw .tooShort }
        return count
    }

    mutating func row() throws(SegmentProblem) -> [UInt8] {
        let count = try count(each: 1)
        at += count
        return Array(bytes[at - count..<at])
    }

    mutating func row<Number: FixedWidthInteger>() throws(SegmentProblem) -> [Number] {
        let count = try count(each: MemoryLayout<Number>.size)
        var row: [Number] = []
        row.reserveCapacity(count)
        for _ in 0..<count { row.append(try number()) }
        return row
    }
}

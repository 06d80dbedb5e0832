import CLibPQ
import Vocabulary

/// One row of an answer, read from left to right.
package struct Row {
    let result: OpaquePointer
    let index: Int32
    private var column: Int32 = 0

    init(result: OpaquePointer, index: Int32) {
        self.result = result
        self.index = index
    }

    /// The next column as the type that is asked for. Throws where the types do not fit: a defect of ours.
    package mutating func next<C: Column>() throws(Fault) -> C {
        guard column < PQnfields(result) else {
            throw Fault(.unexpected, "column \(column) read, but the row has fewer")
        }
        let current = column
        column += 1
        if PQgetisnull(result, index, current) == 1 { return try C.read(Cell(bytes: nil, type: 0)) }
        let bytes = UnsafeRawBufferPointer(
            start: PQgetvalue(result, index, current), count: Int(PQgetlength(result, index, current)))
        return try C.read(Cell(bytes: bytes, type: PQftype(result, current)))
    }

    /// The next column, where the type cannot be inferred.
    package mutating func next<C: Column>(as _: C.Type) throws(Fault) -> C { try next() }
}

/// One value in PostgreSQL's binary format; `bytes` is `nil` for NULL and valid only while the row is read.
package struct Cell {
    package let bytes: UnsafeRawBufferPointer?
    package let type: UInt32

    /// The bytes, or a fault for NULL.
    func value() throws(Fault) -> UnsafeRawBufferPointer {
        guard let bytes else { throw Fault(.unexpected, "NULL in a column that is read as a value") }
        return bytes
    }

    /// A big-endian integer of exactly this width.
    func integer<I: FixedWidthInteger>(_: I.Type = I.self) throws(Fault) -> I {
        let bytes = try value()
        guard bytes.count == MemoryLayout<I>.size else {
            throw Fault(.unexpected, "a column of type \(type) has \(bytes.count) bytes, not \(MemoryLayout<I>.size)")
        }
        return I(bigEndian: bytes.loadUnaligned(as: I.self))
    }
}

import CLibPQ
import Vocabulary

/// A transaction-local table that takes many rows by COPY before one INSERT … SELECT moves them on.
///
/// Tables with row-level security refuse COPY, so rows never go there directly.
package protocol Staging: Sendable {
    /// `CREATE TEMPORARY TABLE … ON COMMIT DROP`.
    static var createSQL: String { get }
    /// `COPY … (columns) FROM STDIN`.
    static var copySQL: String { get }
    /// Adds the columns in the order of `copySQL`.
    func bind(_ parameters: inout Parameters)
}

extension Tx {
    /// Creates the staging table and fills it. Two round trips beside the rows, whatever their number.
    package mutating func copy<S: Staging>(_ rows: some Sequence<S>, into _: S.Type = S.self) throws {
        try flush()
        try connection.withPlainSession { session in
            // A table without an index, of thousands of rows: planned as it is, and read from end to end.
            for setting in ["plan_cache_mode = auto", "enable_seqscan = on"] {
                try Self.execute("SET LOCAL \(setting)", on: session, expecting: PGRES_COMMAND_OK)
            }
            try Self.execute(S.createSQL, on: session, expecting: PGRES_COMMAND_OK)
            try Self.execute(S.copySQL, on: session, expecting: PGRES_COPY_IN)
            var buffer: [UInt8] = []
            var failure: Fault?
            for row in rows {
                var parameters = Parameters()
                row.bind(&parameters)
                if parameters.hasZeroByte { failure = Fault(.unexpected, "\(S.self): a text holds a zero byte") }
                parameters.writeCopyLine(to: &buffer)
                if buffer.count > 1 << 16 { Self.put(&buffer, on: session) }
            }
            Self.put(&buffer, on: session)
            PQputCopyEnd(session, failure.map { $0.description })
            try Self.finish(session, failure)
        }
    }

    private static func execute(_ sql: String, on session: OpaquePointer, expecting status: ExecStatusType) throws {
        let result = PQexec(session, sql)
        defer { PQclear(result) }
        guard PQresultStatus(result) == status else {
            throw Fault(.unexpected, "staging: \(String(cString: PQerrorMessage(session)))")
        }
    }

    private static func put(_ buffer: inout [UInt8], on session: OpaquePointer) {
        buffer.withUnsafeBytes { bytes in
            _ = PQputCopyData(session, bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count))
        }
        buffer.removeAll(keepingCapacity: true)
    }

    private static func finish(_ session: OpaquePointer, _ failure: Fault?) throws {
        var refusal = failure
        while let result = PQgetResult(session) {
            if PQresultStatus(result) != PGRES_COMMAND_OK, refusal == nil {
                refusal = Fault(.unexpected, "staging: \(String(cString: PQresultErrorMessage(result)))")
            }
            PQclear(result)
        }
        if let refusal { throw refusal }
    }
}

extension Parameters {
    /// One line of COPY's text format.
    func writeCopyLine(to buffer: inout [UInt8]) {
        for (index, start) in starts.enumerated() {
            if index > 0 { buffer.append(UInt8(ascii: "\t")) }
            if start < 0 {
                buffer.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "N")])
                continue
            }
            for byte in bytes[start...].prefix(while: { $0 != 0 }) {
                switch byte {
                case UInt8(ascii: "\\"): buffer.append(contentsOf: [byte, byte])
                case UInt8(ascii: "\t"): buffer.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "t")])
                case UInt8(ascii: "\n"): buffer.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "n")])
                case UInt8(ascii: "\r"): buffer.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "r")])
                default: buffer.append(byte)
                }
            }
        }
        buffer.append(UInt8(ascii: "\n"))
    }
}

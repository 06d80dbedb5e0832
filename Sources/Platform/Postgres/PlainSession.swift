import CLibPQ
import Vocabulary

/// A session outside the pool and outside the pipeline, for work before or beside the service: migrations, the
/// embedded cluster's first steps, checks. Blocks its thread.
package final class PlainSession {
    let session: OpaquePointer

    /// `keywords` as libpq's `PQconnectdbParams` takes them; `dbname` may be a whole connection string.
    package init(_ keywords: [(String, String)]) throws(Fault) {
        session = Connection.connect(keywords)
        guard PQstatus(session) == CONNECTION_OK else {
            throw Fault(.unavailable, "cannot connect: \(String(cString: PQerrorMessage(session)).trimmed)")
        }
        PQsetNoticeProcessor(session, { _, _ in }, nil)
    }

    package convenience init(_ settings: DatabaseSettings) throws(Fault) { try self.init(settings.keywords) }

    deinit { PQfinish(session) }

    /// The server's version: 150018 is 15.18.
    package var serverVersion: Int { Int(PQserverVersion(session)) }

    /// Runs SQL, several statements where separated; answers the last result's rows as text (`nil` = NULL).
    @discardableResult
    package func run(_ sql: String) throws(Fault) -> [[String?]] { try rows(of: PQexec(session, sql)) }

    /// Runs one statement with text parameters.
    @discardableResult
    package func run(_ sql: String, _ values: [String?]) throws(Fault) -> [[String?]] {
        var parameters = Parameters()
        for value in values { parameters.add(value) }
        return try rows(
            of: parameters.withPointers { count, pointers in
                PQexecParams(session, sql, count, nil, pointers, nil, nil, 0)
            })
    }

    private func rows(of result: OpaquePointer?) throws(Fault) -> [[String?]] {
        defer { PQclear(result) }
        let status = PQresultStatus(result)
        guard status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY else {
            let state = PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) }
            throw Fault(.unexpected, String(cString: PQresultErrorMessage(result)).trimmed, sqlState: state)
        }
        return (0..<PQntuples(result)).map { row in
            (0..<PQnfields(result)).map { column in
                PQgetisnull(result, row, column) == 1 ? nil : String(cString: PQgetvalue(result, row, column))
            }
        }
    }
}

extension String {
    /// Without the line end that libpq puts behind its messages.
    var trimmed: String {
        var text = self[...]
        while let last = text.last, last.isNewline || last == " " { text.removeLast() }
        return String(text)
    }
}

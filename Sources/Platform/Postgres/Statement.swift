import Vocabulary

/// One SQL statement: static text, typed parameters, typed rows. Prepared once a connection, on first use.
///
/// Text that exists without running can be prepared, explained, listed and checked, so `sql` never depends on a value.
package protocol Statement: Sendable {
    /// What one row becomes; `Void` for statements that answer no rows.
    associatedtype Output: Sendable = Void
    static var sql: String { get }
    /// Constraint name → the "no" it stands for. A violation without an entry is a fault.
    static var refusals: [String: any Problem] { get }
    /// Whether its commit rings the doorbell: it promises work to somebody who may be asleep.
    static var ringsDoorbell: Bool { get }
    /// Adds `$1`, `$2`, … in order.
    func bind(_ parameters: inout Parameters)
    /// Reads one row, column by column in order.
    static func decode(_ row: inout Row) throws(Fault) -> Output
}

extension Statement {
    package static var refusals: [String: any Problem] { [:] }
    package static var ringsDoorbell: Bool { false }
    package func bind(_ parameters: inout Parameters) {}
}

extension Statement where Output == Void {
    package static func decode(_ row: inout Row) throws(Fault) {}
}

/// A statement type as text: for the list of all statements and the test that prepares them.
package struct StatementText: Sendable {
    package let name: String
    package let sql: String
    package let refusals: [String]

    package init(_ type: any Statement.Type) {
        name = String(reflecting: type)
        sql = type.sql
        refusals = type.refusals.keys.sorted()
    }
}

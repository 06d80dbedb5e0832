/// Writes a table as CSV that spreadsheets open without running anything in it.
///
/// Cells that a spreadsheet would take for a formula (`= + - @`, tab, carriage return in front) get an apostrophe, as
/// OWASP's "CSV Injection" page advises; plain numbers do not need it.
package struct CSVWriter: Sendable {
    package private(set) var text = ""
    private let delimiter: Character

    package init(delimiter: Character = ";", header: [String]) {
        self.delimiter = delimiter
        row(header)
    }

    package mutating func row(_ cells: [String]) {
        text += cells.map(escaped).joined(separator: String(delimiter)) + "\r\n"
    }

    private func escaped(_ cell: String) -> String {
        let first = cell.unicodeScalars.first
        let isFormula = first.map { "=+-@\t\r".unicodeScalars.contains($0) } == true && !Self.isNumber(cell)
        let safe = isFormula ? "'" + cell : cell
        let needsQuotes = isFormula || safe.contains { $0 == delimiter || $0 == "\"" || $0.isNewline }
        return needsQuotes ? "\"" + safe.replacing("\"", with: "\"\"") + "\"" : safe
    }

    private static func isNumber(_ cell: String) -> Bool {
        let digits = cell.hasPrefix("-") || cell.hasPrefix("+") ? cell.dropFirst() : cell[...]
        return digits.first?.isNumber == true && digits.allSatisfy { $0.isASCII && ($0.isNumber || ".,".contains($0)) }
    }
}

import Vocabulary

/// Why a file is no table at all. What is wrong with one line of it is a `Damage`.
package enum TabularProblem: Problem, Hashable {
    case empty
    /// A ZIP (an XLSX file), a PDF, an image: bytes that are no text.
    case notText
    case tooManyBytes(limit: Int)
    case tooManyRows(limit: Int)
    case tooManyColumns(limit: Int)

    package var kind: ProblemKind {
        switch self {
        case .empty: .invalid
        case .notText: .unsupportedMediaType
        case .tooManyBytes, .tooManyRows, .tooManyColumns: .tooLarge
        }
    }

    package var code: String {
        switch self {
        case .empty: "table/empty"
        case .notText: "table/not-text"
        case .tooManyBytes: "table/too-many-bytes"
        case .tooManyRows: "table/too-many-rows"
        case .tooManyColumns: "table/too-many-columns"
        }
    }

    package var sentence: String {
        switch self {
        case .empty: "The file holds no rows."
        case .notText: "The file is no text; save the table as CSV."
        case .tooManyBytes(let limit): "The file is larger than \(limit) bytes."
        case .tooManyRows(let limit): "The file has more than \(limit) rows."
        case .tooManyColumns(let limit): "The file has more than \(limit) columns."
        }
    }
}

/// One line that could not be read. The lines after it were.
package struct Damage: Hashable, Sendable {
    package enum Reason: String, Hashable, Sendable, CaseIterable {
        case unbalancedQuote = "unbalanced-quote"
        case tooFewFields = "too-few-fields"
        case tooManyFields = "too-many-fields"
        case nulByte = "nul-byte"
        case brokenCharacter = "broken-character"
        case cellTooLarge = "cell-too-large"
    }

    /// 1 for the first line of the file.
    package let line: Int
    package let reason: Reason

    package init(line: Int, reason: Reason) {
        self.line = line
        self.reason = reason
    }

    package var sentence: String {
        switch reason {
        case .unbalancedQuote: "A quotation mark opens and never closes, or closes in the middle of a field."
        case .tooFewFields: "The line has fewer fields than the header."
        case .tooManyFields: "The line has more fields than the header."
        case .nulByte: "The line holds a NUL byte."
        case .brokenCharacter: "The line holds bytes that are no character."
        case .cellTooLarge: "A cell of the line is too large."
        }
    }
}

/// How much one file may hold.
package struct TableLimits: Sendable {
    package var bytes: Int
    package var rows: Int
    package var columns: Int
    package var cellBytes: Int

    package init(bytes: Int = 50 << 20, rows: Int = 200_000, columns: Int = 512, cellBytes: Int = 64 << 10) {
        self.bytes = bytes
        self.rows = rows
        self.columns = columns
        self.cellBytes = cellBytes
    }
}

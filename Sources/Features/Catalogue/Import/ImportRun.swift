import Accounts
import Postgres
import Retailers
import Tabular
import Vocabulary
import Web

/// One list on its way in: uploaded, answered, previewed, applied.
package struct ImportRun: Sendable {
    package enum State: String, Stored, JSONWritable, Sendable, CaseIterable {
        /// Something is open that must be answered.
        case uploaded
        case mapped
        /// The preview stands; it may be applied.
        case validated
        case applying, applied
        /// Applied but for the refused lines.
        case partlyApplied = "partly_applied"
        case failed, discarded

        /// Whether answers may still change and the list may be applied or thrown away.
        package var isOpen: Bool { self == .uploaded || self == .mapped || self == .validated }
    }

    package let id: ID<ImportRun>
    package let retailer: RetailerID
    package let branch: ID<Branch>
    package var state: State
    package let fileName: String
    package var options: ImportOptions
    package var report: ImportReport
    package let createdAt: Instant
    package var appliedAt: Instant?
    package let version: Int64
}

/// What a list would do, or has done.
package struct ImportReport: Sendable, Hashable {
    /// One column of the file and what it is taken for.
    package struct Column: Sendable, Hashable {
        package let name: String
        package let field: ImportField?
    }

    package var format = ImportFormat.generic
    package var encoding = ""
    package var columns: [Column] = []
    package var questions: [ImportQuestion] = []
    package var new = 0
    package var changed = 0
    package var unchanged = 0
    package var refused = 0
    package var absent = 0
    /// Lines that belong to another line's product.
    package var joined = 0
    /// New or changed lines that stay drafts because the law wants more said.
    package var notPublishable = 0

    package init() {}

    init(_ reading: ImportReading, _ plan: ImportPlan) {
        format = reading.format
        encoding = reading.encoding.rawValue
        columns = reading.header.enumerated().map { index, name in
            Column(name: name, field: reading.mapping.first { $0.value == index }?.key)
        }
        questions = reading.questions
        let counts = plan.counts
        new = counts[.new] ?? 0
        changed = counts[.changed] ?? 0
        unchanged = counts[.unchanged] ?? 0
        refused = counts[.refused] ?? 0
        absent = counts[.absent] ?? 0
        joined = reading.joinedLines
        notPublishable = plan.lines.count { $0.outcome != .unchanged && !$0.missing.isEmpty }
    }
}

/// One line of a report: what happened to it and why.
package struct ImportRow: Sendable, Hashable {
    package let position: Int
    package let line: Int
    package let outcome: ImportOutcome
    package let title: String?
    package let column: String?
    package let code: String?
    package let sentence: String?
}

extension ImportPlan {
    /// What the report lists, by line: everything but what stays as it is.
    var rows: [ImportRow] {
        let planned = lines.filter { $0.outcome != .unchanged }.map { line -> (Int, ImportRow) in
            let missing = line.missing.map(\.rawValue).joined(separator: ", ")
            let changes = line.changed.joined(separator: ", ")
            let isShort = !missing.isEmpty
            let words = line.outcome == .changed ? "Changes: \(changes)." : nil
            let sentence = [words, isShort ? "Stays a draft without: \(missing)." : nil].compactMap { $0 }
            return (
                line.line,
                ImportRow(
                    position: 0, line: line.line, outcome: line.outcome, title: line.target.words.title,
                    column: nil, code: isShort ? "not-publishable" : nil,
                    sentence: sentence.isEmpty ? nil : sentence.joined(separator: " "))
            )
        }
        let refused = refusals.map {
            (
                $0.line,
                ImportRow(
                    position: 0, line: $0.line, outcome: .refused, title: nil, column: $0.column,
                    code: $0.code, sentence: $0.sentence)
            )
        }
        let gone = absent.map {
            (
                Int.max,
                ImportRow(
                    position: 0, line: 0, outcome: .absent, title: $0.goods.words.title, column: nil,
                    code: nil, sentence: nil)
            )
        }
        let sorted = (planned + refused + gone).sorted { $0.0 < $1.0 }
        return sorted.enumerated().map { ImportRow($0.element.1, position: $0.offset + 1) }
    }
}

extension ImportRow {
    fileprivate init(_ row: ImportRow, position: Int) {
        self.init(
            position: position, line: row.line, outcome: row.outcome, title: row.title, column: row.column,
            code: row.code, sentence: row.sentence)
    }
}

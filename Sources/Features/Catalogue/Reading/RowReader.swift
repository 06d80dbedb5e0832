import Tabular
import Vocabulary

/// Reads the cells of one row as what their columns mean, and gathers what is wrong with them.
struct RowReader {
    let row: TableRow
    let columns: ImportColumns
    /// The row that carries what this one leaves out: the first of a handle, the parent of a variation.
    let parent: TableRow?
    private(set) var refusals: [RowRefusal] = []

    init(_ row: TableRow, columns: ImportColumns, parent: TableRow? = nil) {
        self.row = row
        self.columns = columns
        self.parent = parent
    }

    /// The cell, trimmed; `nil` where it is empty or the file has no such column.
    func text(_ field: ImportField, inherited: Bool = false) -> String? {
        guard let index = columns.mapping[field] else { return nil }
        let own = row.cells[index].trimmed
        if !own.isEmpty { return own }
        guard inherited, let above = parent?.cells[index].trimmed, !above.isEmpty else { return nil }
        return above
    }

    mutating func refuse(_ field: ImportField?, _ code: String, _ sentence: String) {
        let column = field.flatMap { columns.name(of: $0) }
        refusals.append(RowRefusal(line: row.line, column: column, code: code, sentence: sentence))
    }

    private mutating func refuse(_ field: ImportField, _ problem: NumberProblem) {
        refuse(field, problem.code, problem.sentence)
    }

    /// An amount of money that is not negative; `nil` where the cell is empty or wrong.
    mutating func money(_ field: ImportField) -> Money? {
        guard let text = text(field) else { return nil }
        do throws(NumberProblem) {
            let money = try WrittenNumber(text, sign: columns.signs[field]).cents()
            guard money >= .zero else {
                refuse(field, "negative", "An amount of money cannot be negative here.")
                return nil
            }
            guard money.cents <= 100_000_000 else {
                refuse(field, "too-large", "No price is above 1,000,000.")
                return nil
            }
            return money
        } catch {
            refuse(field, error)
            return nil
        }
    }

    /// A whole number from zero up to `limit`.
    mutating func whole(_ field: ImportField, upTo limit: Int64, inherited: Bool = false) -> Int64? {
        guard let text = text(field, inherited: inherited) else { return nil }
        guard let number = try? WrittenNumber(text, sign: columns.signs[field]).scaled(to: 0),
            (0...limit).contains(number)
        else {
            refuse(field, "not-a-count", "This must be a whole number from 0 to \(limit).")
            return nil
        }
        return number
    }

    mutating func gtin() -> GTIN? {
        guard let text = text(.gtin) else { return nil }
        let digits = text.hasPrefix("'") ? String(text.dropFirst()) : text
        guard let gtin = GTIN(digits) else {
            refuse(.gtin, "gtin-wrong", "This is no GTIN: its length or its check digit is wrong.")
            return nil
        }
        return gtin
    }

    /// "7", "7 %", "19,0", "ermäßigter Steuersatz", "reduced-rate".
    mutating func vatClass() -> VATClass? {
        guard let text = text(.vat) else { return nil }
        let word = text.lowercased()
        if word == "parent" { return nil }
        if let number = try? WrittenNumber(word.filter { $0 != "%" }).scaled(to: 1) {
            switch number {
            case 190: return .standard
            case 70: return .reduced
            case 0: return .zero
            default: break
            }
        } else if ["ermäßigt", "reduced", "reduziert"].contains(where: word.contains) {
            return .reduced
        } else if ["standard", "normal", "regulär"].contains(where: word.contains) {
            return .standard
        } else if ["zero", "steuerfrei", "null"].contains(where: word.contains) {
            return .zero
        }
        refuse(.vat, "vat-unknown", "This is no VAT class or rate that we know.")
        return nil
    }

    func flag(_ field: ImportField, inherited: Bool = false) -> Bool? {
        guard let word = text(field, inherited: inherited)?.lowercased() else { return nil }
        return ["1", "true", "yes", "ja", "wahr", "x"].contains(word)
    }
}

/// A file's columns: which one means what, how each writes decimals, what it is called.
struct ImportColumns {
    let mapping: [ImportField: Int]
    let signs: [ImportField: DecimalSign]
    private let header: [String]

    init(_ table: Table, mapping: [ImportField: Int], sign: DecimalSign?) {
        self.mapping = mapping
        header = table.header
        var signs: [ImportField: DecimalSign] = [:]
        let numeric: [ImportField] = [
            .price, .grossPrice, .netPrice, .salePrice, .deposit, .contentAmount, .drainedAmount, .stock,
        ]
        for field in numeric {
            guard let index = mapping[field] else { continue }
            signs[field] = WrittenNumber.sign(of: table.rows.lazy.map { $0.cells[index] }) ?? sign
        }
        self.signs = signs
    }

    func name(of field: ImportField) -> String? { mapping[field].map { header[$0].trimmed } }
}

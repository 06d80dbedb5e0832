import Tabular
import Vocabulary

/// Turns the rows of a file into drafts, joining rows that are one product.
struct DraftReader {
    let columns: ImportColumns
    let format: ImportFormat
    let options: ImportOptions
    let deposits: [DepositType]
    /// A net price with its VAT on top; `nil` where no rate is known.
    var raise: (Money, VATClass) -> Money? = { _, _ in nil }
    private(set) var drafts: [ImportDraft] = []
    private(set) var refusals: [RowRefusal] = []
    private(set) var joinedLines = 0
    private var lineOfKey: [String: Int] = [:]

    init(columns: ImportColumns, format: ImportFormat, options: ImportOptions, deposits: [DepositType]) {
        self.columns = columns
        self.format = format
        self.options = options
        self.deposits = deposits
    }

    mutating func read(_ rows: [TableRow]) {
        let parents = ParentRows(rows, columns: columns, format: format)
        for row in rows {
            var reader = RowReader(row, columns: columns, parent: parents.parent(of: row))
            switch parents.role(of: row) {
            case .joined: joinedLines += 1
            case .refused(let code, let sentence):
                reader.refuse(.rowType, code, sentence)
                refusals += reader.refusals
            case .offer:
                let draft = draft(&reader)
                refusals += reader.refusals
                if let draft { drafts.append(draft) }
            }
        }
    }

    private mutating func draft(_ reader: inout RowReader) -> ImportDraft? {
        let gtin = reader.gtin()
        guard let key = key(&reader, gtin: gtin) else { return nil }
        if let line = lineOfKey[key] {
            reader.refuse(columns.mapping[.sku] == nil ? .title : .sku, "duplicate", "This repeats line \(line).")
            return nil
        }
        lineOfKey[key] = reader.row.line
        var draft = ImportDraft(line: reader.row.line, key: key)
        draft.sku = reader.text(.sku)
        draft.gtin = gtin.flatMap { $0.isOnlyInStore ? nil : $0 }
        readWords(&reader, into: &draft)
        readContent(&reader, into: &draft)
        draft.vatClass = vatClass(&reader)
        readPrices(&reader, into: &draft)
        readStock(&reader, into: &draft)
        return reader.refusals.isEmpty ? draft : nil
    }

    private func key(_ reader: inout RowReader, gtin: GTIN?) -> String? {
        if let sku = reader.text(.sku) { return "sku:\(sku)" }
        if let gtin { return "gtin:\(gtin.canonical)" }
        if let number = reader.text(.rowNumber) { return "id:\(number)" }
        if let handle = reader.text(.handle) {
            return "handle:" + ([handle] + options(reader)).joined(separator: "/")
        }
        guard let title = reader.text(.title) else {
            reader.refuse(.title, "required", "The line has neither a number nor a title.")
            return nil
        }
        let words = [title, reader.text(.unit) ?? "", reader.text(.origin) ?? "", reader.text(.label) ?? ""]
        return "title:" + words.map(\.singleSpaced).joined(separator: "|").lowercased()
    }

    private func options(_ reader: RowReader) -> [String] {
        [.option1, .option2, .option3].compactMap { reader.text($0) }.filter { $0 != "Default Title" }
    }

    private func readWords(_ reader: inout RowReader, into draft: inout ImportDraft) {
        let isVariation = reader.parent != nil
        let title = isVariation ? reader.inheritedTitle : reader.text(.title)
        draft.title = title?.singleSpaced
        if columns.mapping[.title] != nil, draft.title == nil {
            reader.refuse(.title, "required", "The line has no title.")
        }
        if let title = draft.title, title.count > 300 {
            reader.refuse(.title, "too-long", "A title has 300 letters at most.")
        }
        draft.family = reader.text(.handle) ?? (isVariation ? reader.text(.parent) : nil)
        draft.variant = draft.family == nil ? "" : options(reader).joined(separator: ", ")
        draft.brand = reader.text(.brand, inherited: true)
        draft.group = reader.text(.group, inherited: true).map { $0.firstPath.singleSpaced }
        draft.description = reader.text(.description, inherited: true)?.withoutMarkup
        draft.ingredients = reader.text(.ingredients, inherited: true)?.withoutMarkup
        draft.origin = reader.text(.origin, inherited: true)?.singleSpaced
        if let age = reader.whole(.minimumAge, upTo: 99, inherited: true) { draft.minimumAge = Int(age) }
        draft.isPublished = reader.flag(.published, inherited: true)
    }

    private func vatClass(_ reader: inout RowReader) -> VATClass? {
        if let own = reader.vatClass() { return own }
        if format == .wooCommerce, columns.mapping[.vat] != nil, reader.text(.vat, inherited: true) == nil {
            return .standard
        }
        return options.vatClass
    }

    private func readPrices(_ reader: inout RowReader, into draft: inout ImportDraft) {
        let column: ImportField =
            columns.mapping[.grossPrice] != nil
            ? .grossPrice
            : columns.mapping[.price] != nil ? .price : .netPrice
        guard columns.mapping[column] != nil else { return }
        if let currency = reader.text(.currency), currency.uppercased() != "EUR" {
            return reader.refuse(.currency, "currency", "Prices are in euros here.")
        }
        guard let written = reader.money(column) else {
            if reader.text(column) == nil { reader.refuse(column, "required", "The line has no price.") }
            return
        }
        guard written > .zero else { return reader.refuse(column, "not-positive", "The price is zero.") }
        let isNet = column != .grossPrice && options.priceBasis == .net
        draft.price = gross(written, isNet: isNet, draft.vatClass, &reader, column)
        if let sale = reader.money(.salePrice), let price = draft.price,
            let reduced = gross(sale, isNet: isNet, draft.vatClass, &reader, .salePrice)
        {
            guard reduced < price else {
                return reader.refuse(.salePrice, "not-lower", "The sale price is not below the regular one.")
            }
            draft.sale = PriceTag.Sale(
                price: reduced, startsAt: reader.day(.saleStart), endsAt: reader.day(.saleEnd).map { $0 + 86_400 })
        }
    }

    private func gross(
        _ written: Money, isNet: Bool, _ vatClass: VATClass?, _ reader: inout RowReader, _ field: ImportField
    ) -> Money? {
        guard isNet else { return written }
        guard let vatClass, let gross = raise(written, vatClass) else {
            reader.refuse(field, "vat-missing", "A net price needs a VAT class to become a retail price.")
            return nil
        }
        return gross
    }

    private func readStock(_ reader: inout RowReader, into draft: inout ImportDraft) {
        draft.depositCode = deposit(&reader)
        guard columns.mapping[.stock] != nil else { return }
        let isTracked = columns.mapping[.stockTracking] == nil || reader.text(.stockTracking) != nil
        guard isTracked, reader.text(.stock) != nil else {
            draft.stock = .untracked
            return
        }
        draft.stock = reader.whole(.stock, upTo: 1_000_000).map { .tracked(onHand: $0) }
    }

    /// From a column of its own, or from words like "Alkoholfreie Getränke 15 Cent Pfand" in the group.
    private func deposit(_ reader: inout RowReader) -> String?? {
        let field: ImportField = columns.mapping[.deposit] != nil ? .deposit : .group
        let amount: Money?
        if field == .deposit { amount = reader.money(.deposit) } else { amount = reader.text(.group)?.centsOfDeposit }
        guard let amount, amount > .zero else { return columns.mapping[field] == nil ? nil : .some(nil) }
        guard let type = deposits.first(where: { $0.total == amount }) else {
            reader.refuse(field, "deposit-unknown", "No deposit type amounts to \(amount).")
            return nil
        }
        return type.code
    }
}

extension RowReader {
    /// The parent's title, or the row's own where nobody above has one.
    var inheritedTitle: String? {
        guard let parent, let index = columns.mapping[.title] else { return text(.title) }
        let above = parent.cells[index].trimmed
        return above.isEmpty ? text(.title) : above
    }

    /// Midnight UTC of a day written as 2026-11-20 or 20.11.2026, perhaps with a time behind it, which is left out.
    mutating func day(_ field: ImportField) -> Instant? {
        guard let text = text(field) else { return nil }
        let parts = text.prefix(10).split(separator: ".").compactMap { Int($0) }
        let german = parts.count == 3 ? CalendarDay(year: parts[2], month: parts[1], day: parts[0]) : nil
        guard let day = CalendarDay(String(text.prefix(10))) ?? german else {
            refuse(field, "not-a-day", "This is no day like 2026-11-20.")
            return nil
        }
        return Instant(seconds: Int64(day.daysSinceEpoch) * 86_400)
    }
}

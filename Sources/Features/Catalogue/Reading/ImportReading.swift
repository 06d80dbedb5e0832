import Tabular
import Vocabulary

/// A whole file, read: what it offers, what is refused, what it leaves open. Says nothing about what is stored.
package struct ImportReading: Sendable {
    package let format: ImportFormat
    package let encoding: TextEncoding
    package let header: [String]
    package let mapping: [ImportField: Int]
    package let drafts: [ImportDraft]
    /// By line; a line may have several.
    package let refusals: [RowRefusal]
    package let questions: [ImportQuestion]
    /// Lines that belong to another line's product and are no offer: pictures, parents of variants.
    package let joinedLines: Int
    /// Lines that could not even be split into cells; nobody knows what they would have offered.
    package let unreadableLines: Int

    /// Reads a file. `deposits` and `rates` are the city's; `day` decides which rate a net price is raised by.
    package init(
        file: [UInt8], options: ImportOptions, deposits: [DepositType], rates: VATRates, day: CalendarDay
    ) throws(TabularProblem) {
        let table = try Table(reading: file, isKnown: Self.isKnown(options))
        let format = options.format ?? ImportFormat.recognise(header: table.header)
        var mapping = format.mapping(of: table.header)
        for (index, name) in table.header.enumerated() {
            guard let field = options.columns[HeaderName.normalized(name)] else { continue }
            mapping = mapping.filter { $0.value != index }
            if let field { mapping[field] = index }
        }
        let columns = ImportColumns(table, mapping: mapping, sign: options.decimalSign)
        var rows = DraftReader(columns: columns, format: format, options: options, deposits: deposits)
        rows.raise = { net, vatClass in
            rates.basisPoints(for: vatClass, on: day).map { net.scaled(by: 10_000 + $0, over: 10_000) }
        }
        rows.read(table.rows)

        self.format = format
        encoding = table.encoding
        header = table.header
        self.mapping = mapping
        drafts = rows.drafts
        let damages = table.damages.map {
            RowRefusal(line: $0.line, column: nil, code: $0.reason.rawValue, sentence: $0.sentence)
        }
        refusals = (rows.refusals + damages).sorted()
        joinedLines = rows.joinedLines
        unreadableLines = table.damages.count
        questions = Self.questions(mapping, options, refusals)
    }

    private static func isKnown(_ options: ImportOptions) -> @Sendable (String) -> Bool {
        let named = Set(options.columns.keys)
        return { named.contains($0) || ImportFormat.isKnown($0) }
    }

    /// A file of prices needs to say which ones; a file that only adds contents to known articles does not.
    private static func questions(
        _ mapping: [ImportField: Int], _ options: ImportOptions, _ refusals: [RowRefusal]
    ) -> [ImportQuestion] {
        var questions: [ImportQuestion] = []
        let hasPrice = [.price, .grossPrice, .netPrice].contains { mapping[$0] != nil }
        let isUpdate = mapping[.sku] != nil && mapping[.contentAmount] != nil && !hasPrice
        if mapping[.price] != nil, mapping[.grossPrice] == nil, options.priceBasis == nil {
            questions.append(.priceBasis)
        }
        if mapping[.netPrice] != nil, mapping[.grossPrice] == nil, options.priceBasis == nil {
            questions.append(.priceBasis)
        }
        if refusals.contains(where: { $0.code == NumberProblem.ambiguous.code }), options.decimalSign == nil {
            questions.append(.decimalSign)
        }
        if mapping[.title] == nil, !isUpdate { questions.append(.titleColumn) }
        if !hasPrice, !isUpdate { questions.append(.priceColumn) }
        return questions
    }
}

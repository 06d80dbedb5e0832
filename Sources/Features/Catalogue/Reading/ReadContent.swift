import Tabular

extension DraftReader {
    /// Content from columns of its own, else from the unit of sale ("kg", "100 g", "Bd"), else from the title.
    func readContent(_ reader: inout RowReader, into draft: inout ImportDraft) {
        if columns.mapping[.contentAmount] != nil, let amount = reader.text(.contentAmount) {
            draft.content = content(amount, &reader)
            return
        }
        if let unit = reader.text(.unit) {
            (draft.content, draft.isLoose) = Self.content(ofUnit: unit)
            return
        }
        let words = [draft.title ?? "", draft.variant].filter { !$0.isEmpty }.joined(separator: " ")
        draft.content = ContentInTitle.parse(words)
    }

    private func content(_ amount: String, _ reader: inout RowReader) -> Content? {
        if let content = ContentInTitle.parse(amount) { return content }
        guard let unitText = reader.text(.contentUnit), let unit = WrittenUnit(unitText) else {
            reader.refuse(.contentAmount, "content-unit", "The content has no unit that we know.")
            return nil
        }
        guard let number = try? WrittenNumber(amount, sign: columns.signs[.contentAmount] ?? .point),
            let micros = try? number.scaled(to: 6), let content = Content(micros: micros, unit: unit)
        else {
            reader.refuse(.contentAmount, "not-a-number", "The content is no amount above zero.")
            return nil
        }
        return content
    }

    /// "kg" and "100 g" are prices of loose goods, "200 g" and "1 Stück" say what is in one.
    private static func content(ofUnit unit: String) -> (Content?, isLoose: Bool) {
        let text = unit.first?.isNumber == true ? unit : "1 \(unit)"
        guard let content = ContentInTitle.parse(text) else { return (.onePiece, false) }
        let loose: Set<Int64> = [100_000, 1_000_000]
        let isMeasured = content.measure == .gram || content.measure == .millilitre
        return (content, isMeasured && loose.contains(content.thousandths))
    }
}

extension Content {
    /// Millionths of a unit: 0.75 l are 750,000 of them.
    fileprivate init?(micros: Int64, unit: WrittenUnit) {
        let (product, isTooLarge) = micros.multipliedReportingOverflow(by: unit.thousandths)
        guard !isTooLarge, product % 1_000_000 == 0 else { return nil }
        self.init(thousandths: product / 1_000_000, measure: unit.measure)
    }
}

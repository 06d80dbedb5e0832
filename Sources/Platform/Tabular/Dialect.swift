/// Which characters part and quote the fields of a file.
package struct Dialect: Hashable, Sendable {
    package let delimiter: UInt8
    package let quote: UInt8

    package init(delimiter: UInt8, quote: UInt8 = UInt8(ascii: "\"")) {
        self.delimiter = delimiter
        self.quote = quote
    }

    package static let comma = Dialect(delimiter: UInt8(ascii: ","))
    package static let semicolon = Dialect(delimiter: UInt8(ascii: ";"))

    /// The dialect under which most of the first 200 records have the same number of fields, more fields before fewer.
    /// In a file with double quotes a single one is an apostrophe.
    static func detect(in text: [UInt8], limits: TableLimits) -> Dialect {
        let hasDoubleQuotes = text.prefix(64 << 10).contains(UInt8(ascii: "\""))
        let quotes: [Unicode.Scalar] = hasDoubleQuotes ? ["\""] : ["\"", "'"]
        var best = Dialect.comma
        var bestScore = 0.0
        for delimiter in ["\t", ";", "|", ","] as [Unicode.Scalar] {
            for quote in quotes {
                let candidate = Dialect(delimiter: UInt8(ascii: delimiter), quote: UInt8(ascii: quote))
                let score = candidate.score(on: text, limits: limits)
                if score > bestScore { (best, bestScore) = (candidate, score) }
            }
        }
        return best
    }

    private func score(on text: [UInt8], limits: TableLimits) -> Double {
        var reader = RecordReader(text, dialect: self, limits: limits)
        var records: [Int: Int] = [:]
        var total = 0
        while total < 200, let record = reader.next() {
            if case .record(let fields) = record.content, fields.contains(where: { !$0.isEmpty }) {
                records[fields.count, default: 0] += 1
            }
            total += 1
        }
        guard let commonest = records.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }), commonest.key > 1
        else { return 0 }
        let share = Double(commonest.value) / Double(total)
        return share * (1 - 1 / Double(commonest.key))
    }
}

/// Which of the first records names the columns.
///
/// Real lists begin with addresses, dates and blank lines, and some header spreads over two lines. Whoever knows what
/// the columns may be called says so (`isKnown`); without that knowledge the first record of words is the header.
struct HeaderSearch {
    /// Records looked at before giving up.
    static let depth = 40

    let isKnown: (@Sendable (String) -> Bool)?

    struct Found {
        let names: [String]
        /// Index of the first record below the header.
        let firstRow: Int
        let line: Int?
    }

    func search(in records: [TableRow], width: Int) -> Found {
        if let found = known(in: records) { return found }
        for (index, record) in records.prefix(Self.depth).enumerated() where record.cells.count == width {
            let cells = record.cells.filter { !$0.isBlank }
            if cells.contains(where: \.looksLikeNumber) { break }
            if cells.count * 2 > width, Set(cells).count == cells.count, records.count > index + 1 {
                return Found(names: record.cells, firstRow: index + 1, line: record.line)
            }
        }
        return Found(names: (1...max(1, width)).map(String.init), firstRow: 0, line: nil)
    }

    private func known(in records: [TableRow]) -> Found? {
        guard let isKnown else { return nil }
        func count(_ names: [String]) -> Int {
            Set(names.map(HeaderName.normalized).filter { !$0.isEmpty && isKnown($0) }).count
        }
        var best: Found?
        var bestCount = 1
        for index in records.indices.prefix(Self.depth) {
            let single = records[index].cells
            if count(single) > bestCount {
                bestCount = count(single)
                best = Found(names: single, firstRow: index + 1, line: records[index].line)
            }
            guard index + 1 < records.count else { continue }
            let double = Self.joined(single, records[index + 1].cells)
            if count(double) > max(bestCount, count(records[index + 1].cells)) {
                bestCount = count(double)
                best = Found(names: double, firstRow: index + 2, line: records[index].line)
            }
        }
        return best
    }

    /// "Waren" over "gruppe" is Warengruppe, "Preis" over "Euro" is Preis Euro.
    private static func joined(_ upper: [String], _ lower: [String]) -> [String] {
        (0..<max(upper.count, lower.count)).map { index in
            let above = index < upper.count ? upper[index].trimmed : ""
            let below = index < lower.count ? lower[index].trimmed : ""
            if above.hasSuffix("-") { return above.dropLast() + below }
            let continues = below.first?.isLowercase == true && !above.isEmpty
            return continues ? above + below : [above, below].filter { !$0.isEmpty }.joined(separator: " ")
        }
    }
}

/// A column's name as an importer compares it.
package enum HeaderName {
    /// Lower case, trimmed, without `#` and `g:` in front, `[Alias]` and `*` behind, and with single blanks.
    package static func normalized(_ name: String) -> String {
        var text = name.trimmed[...]
        if let bracket = text.lastIndex(of: "["), text.hasSuffix("]"), bracket > text.startIndex {
            text = text[..<bracket]
        }
        var words = text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")[...]
        while let first = words.first, "#-– ".contains(first) { words = words.dropFirst() }
        while let last = words.last, "*:-– ".contains(last) { words = words.dropLast() }
        return words.hasPrefix("g:") ? String(words.dropFirst(2)) : String(words)
    }
}

extension StringProtocol {
    /// Without white space (also the no-break kind) at both ends.
    package var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }

    package var isBlank: Bool { allSatisfy(\.isWhitespace) }

    /// Digits with at most signs, separators and a currency around them.
    var looksLikeNumber: Bool {
        let text = trimmed
        return text.contains(where: \.isNumber) && text.allSatisfy { $0.isNumber || " .,-+€%".contains($0) }
    }
}

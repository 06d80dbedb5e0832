import Vocabulary

/// Which sign parts whole numbers from fractions in one column of a file.
package enum DecimalSign: String, Sendable, Hashable, CaseIterable {
    case comma, point
}

/// Why a cell is no number.
enum NumberProblem: Error, Hashable {
    case notANumber
    /// "1.234" in a column that does not show how it writes decimals: one and a quarter, or a thousand?
    case ambiguous
    case tooPrecise
    case tooLarge

    var code: String {
        switch self {
        case .notANumber: "not-a-number"
        case .ambiguous: "ambiguous-number"
        case .tooPrecise: "too-precise"
        case .tooLarge: "too-large"
        }
    }

    var sentence: String {
        switch self {
        case .notANumber: "This is no number."
        case .ambiguous: "This can be read in two ways; say whether the column uses a decimal comma or point."
        case .tooPrecise: "A price has two decimals at most."
        case .tooLarge: "The number is too large."
        }
    }
}

/// A number as a file writes it: `17,5`, `1.024,50`, `1,024.50`, `12.34`, `2 €`. Exact: digits and where the fraction
/// begins.
struct WrittenNumber: Hashable {
    let digits: Int64
    let fractionDigits: Int

    /// `sign`: how the column writes decimals, where it shows.
    init(_ text: String, sign: DecimalSign? = nil) throws(NumberProblem) {
        let (isNegative, body) = try Self.stripped(text)
        let parts = try Self.split(body, sign: sign)
        guard parts.integer.count + parts.fraction.count <= 15 else { throw .tooLarge }
        guard let value = Int64(parts.integer + parts.fraction) else { throw .notANumber }
        digits = isNegative ? -value : value
        fractionDigits = parts.fraction.count
    }

    /// Which sign this cell proves; `nil` where it fits both.
    static func evidence(in text: String) -> DecimalSign? {
        guard let (_, body) = try? stripped(text) else { return nil }
        let reads = [DecimalSign.comma, .point].filter { (try? split(body, sign: $0)) != nil }
        guard reads.count == 2, body.contains(where: { $0 == "," || $0 == "." }) else {
            return reads.count == 1 ? reads[0] : nil
        }
        guard let free = try? split(body, sign: nil), !free.fraction.isEmpty else { return nil }
        return body.last { $0 == "," || $0 == "." } == "," ? .comma : .point
    }

    /// How a column writes decimals: what its cells prove, `nil` where they prove nothing or contradict each other.
    static func sign(of column: some Sequence<String>) -> DecimalSign? {
        let signs = Set(column.lazy.compactMap(evidence))
        return signs.count == 1 ? signs.first : nil
    }

    /// The number as hundredths.
    func cents() throws(NumberProblem) -> Money {
        Money(cents: try scaled(to: 2))
    }

    /// The number times ten to the `places`, exactly.
    func scaled(to places: Int) throws(NumberProblem) -> Int64 {
        var (value, scale) = (digits, fractionDigits)
        while scale > places {
            guard value % 10 == 0 else { throw .tooPrecise }
            value /= 10
            scale -= 1
        }
        while scale < places {
            let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            if isTooLarge { throw .tooLarge }
            value = product
            scale += 1
        }
        return value
    }

    private static func stripped(_ text: String) throws(NumberProblem) -> (isNegative: Bool, body: String) {
        var body = text.filter { !$0.isWhitespace && $0 != "'" && $0 != "€" }
        if body.uppercased().hasPrefix("EUR") { body.removeFirst(3) }
        if body.uppercased().hasSuffix("EUR") { body.removeLast(3) }
        let isNegative = body.hasPrefix("-")
        if isNegative || body.hasPrefix("+") { body.removeFirst() }
        guard !body.isEmpty, body.allSatisfy({ $0.isASCII && $0.isNumber || $0 == "," || $0 == "." })
        else { throw .notANumber }
        return (isNegative, body)
    }

    private static func split(
        _ body: String, sign: DecimalSign?
    ) throws(NumberProblem) -> (integer: String, fraction: String) {
        let signs = body.filter { $0 == "," || $0 == "." }
        guard let last = signs.last else { return (body, "") }
        if Set(signs).count == 2 || signs.count == 1 && !isOpen(body, at: last, sign: sign) {
            let parts = body.split(separator: last, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[1].isEmpty else { throw .notANumber }
            let integer = try ungrouped(String(parts[0]), by: last == "," ? "." : ",")
            return (integer.isEmpty ? "0" : integer, String(parts[1]))
        }
        if signs.count == 1, sign == nil { throw .ambiguous }
        return (try ungrouped(body, by: last), "")
    }

    /// Whether one sign with three digits behind it may group thousands here.
    private static func isOpen(_ body: String, at last: Character, sign: DecimalSign?) -> Bool {
        let parts = body.split(separator: last, omittingEmptySubsequences: false)
        let canGroup = parts[1].count == 3 && (1...3).contains(parts[0].count) && !parts[0].hasPrefix("0")
        return canGroup && sign != (last == "," ? .comma : .point)
    }

    private static func ungrouped(_ body: String, by sign: Character) throws(NumberProblem) -> String {
        let groups = body.split(separator: sign, omittingEmptySubsequences: false)
        guard groups.count > 1 else { return body }
        guard (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 })
        else { throw .notANumber }
        return groups.joined()
    }
}

/// Amounts in base units: millilitres, grams, per cent; counts ("6er", "6x", "6 Stück").
enum Quantity {
    /// Unit → base unit and how many thousandths of it one is.
    private static let units: [[UInt8]: (base: String, thousandths: Int)] = {
        let table: [(String, String, Int)] = [
            ("ml", "ml", 1000), ("cl", "ml", 10_000), ("dl", "ml", 100_000), ("l", "ml", 1_000_000),
            ("ltr", "ml", 1_000_000), ("lt", "ml", 1_000_000), ("liter", "ml", 1_000_000), ("litre", "ml", 1_000_000),
            ("litro", "ml", 1_000_000), ("mg", "g", 1), ("g", "g", 1000), ("gr", "g", 1000), ("gramm", "g", 1000),
            ("gram", "g", 1000), ("grams", "g", 1000), ("kg", "g", 1_000_000), ("kilo", "g", 1_000_000),
            ("kilogramm", "g", 1_000_000), ("%", "%", 1000), ("prozent", "%", 1000), ("er", "x", 1000),
            ("x", "x", 1000),
            ("stk", "x", 1000), ("stuck", "x", 1000), ("st", "x", 1000), ("pcs", "x", 1000),
        ]
        return Dictionary(uniqueKeysWithValues: table.map { (Array($0.0.utf8), ($0.1, $0.2)) })
    }()

    /// "1.5" and "l" → "1500ml"; `nil` when it is no unit of ours or no sensible number.
    static func canonical(number: [UInt8], unit: [UInt8]) -> (text: [UInt8], isCount: Bool)? {
        guard number.count <= 9, let unit = units[unit], let thousandths = thousandths(number) else { return nil }
        // Exact: at most 10^9 thousandths times 10^6.
        let (value, over) = thousandths.multipliedReportingOverflow(by: unit.thousandths)
        guard !over else { return nil }
        let whole = value / 1_000_000
        var text = String(whole)
        var rest = value % 1_000_000 / 1000
        if rest > 0 {
            var digits = String(rest)
            while digits.utf8.count < 3 { digits = "0" + digits }
            while rest % 10 == 0 {
                rest /= 10
                digits.removeLast()
            }
            text += "." + digits
        }
        return (Array((text + unit.base).utf8), unit.base == "x")
    }

    /// "1.5" → 1500.
    private static func thousandths(_ number: [UInt8]) -> Int? {
        var value = 0
        var decimals: Int?
        for byte in number {
            if byte == UInt8(ascii: ".") {
                decimals = 0
            } else {
                if let seen = decimals {
                    if seen == 3 { break }
                    decimals = seen + 1
                }
                value = value * 10 + Int(byte) - 48
            }
        }
        for _ in (decimals ?? 0)..<3 { value *= 10 }
        return value
    }
}

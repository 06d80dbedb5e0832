/// A Global Trade Item Number of 8, 12, 13 or 14 digits whose check digit is right
/// (GS1 General Specifications, section 7.9: weights 3 and 1 from the right).
package struct GTIN: Hashable, Sendable, LosslessStringConvertible {
    /// The digits as given.
    package let description: String

    /// `nil` where length or check digit is wrong; blanks around the digits are forgiven.
    package init?(_ text: String) {
        let digits = text.utf8.filter { $0 != 0x20 }
        guard [8, 12, 13, 14].contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        var sum = 0
        for (index, digit) in digits.dropLast().reversed().enumerated() {
            sum += Int(digit - 48) * (index % 2 == 0 ? 3 : 1)
        }
        guard (10 - sum % 10) % 10 == Int(digits[digits.count - 1] - 48), digits.contains(where: { $0 != 48 })
        else { return nil }
        description = String(decoding: digits, as: UTF8.self)
    }

    /// Fourteen digits: the one form in which a product's numbers of different lengths are equal.
    package var canonical: String { String(repeating: "0", count: 14 - description.count) + description }

    /// Numbers that a shop gives out itself (GS1 prefixes 02, 04, 20-29 and GTIN-8 with 0 or 2): they name nothing
    /// outside that shop and cannot join two shops' offers.
    package var isOnlyInStore: Bool {
        if description.utf8.count == 8 { return description.hasPrefix("0") || description.hasPrefix("2") }
        let prefix = canonical.dropFirst().prefix(2)
        return prefix == "02" || prefix == "04" || prefix.hasPrefix("2")
    }
}

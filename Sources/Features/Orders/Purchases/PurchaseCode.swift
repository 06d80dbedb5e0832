/// What people read out: six characters and a check character, without letters that look like digits.
///
/// 31 characters, a prime: the weighted sum finds every single wrong character and every swap of two neighbours.
package enum PurchaseCode {
    private static let alphabet = Array("23456789ABCDEFGHJKMNPQRSTUVWXYZ".utf8)

    /// From six random bytes or more. That some characters are drawn a little oftener (256 = 8 × 31 + 8) does a name no
    /// harm.
    package static func make(random bytes: [UInt8]) -> String {
        precondition(bytes.count >= 6, "a code needs six random bytes")
        let values = bytes.prefix(6).map { Int($0) % alphabet.count }
        return text(values + [check(values)])
    }

    /// Whether its check character fits; lower case is read as upper case.
    package static func isValid(_ code: String) -> Bool {
        let values = code.uppercased().utf8.compactMap { alphabet.firstIndex(of: $0) }
        return code.utf8.count == 7 && values.count == 7 && check(Array(values.prefix(6))) == values[6]
    }

    private static func check(_ values: [Int]) -> Int {
        values.enumerated().reduce(0) { $0 + ($1.offset + 2) * $1.element } % alphabet.count
    }

    private static func text(_ values: [Int]) -> String {
        String(decoding: values.map { alphabet[$0] }, as: UTF8.self)
    }
}

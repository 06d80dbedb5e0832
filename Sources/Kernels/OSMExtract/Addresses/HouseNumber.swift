/// A house's number as people count: `12`, `12a`, `118/2`. Case and blanks say nothing.
public struct HouseNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let number: Int
    /// What follows the digits, in lower case and without blanks: `a`, `/2`, `1/2`.
    public let suffix: String

    /// More digits are no house's.
    static let mostDigits = 5
    static let longestSuffix = 6
    /// A range names at most so many houses; of a longer one only the ends are taken.
    static let longestRange = 60

    public init(_ number: Int, _ suffix: String = "") {
        self.number = number
        self.suffix = suffix
    }

    /// `nil` for what is no single number.
    public init?(_ text: some StringProtocol) {
        let plain = text.lowercased().filter { !$0.isWhitespace && $0 != "." }
        let digits = plain.prefix { $0.isASCII && $0.isNumber }
        let rest = plain.dropFirst(digits.count)
        guard (1...Self.mostDigits).contains(digits.count), let number = Int(digits), number > 0,
            rest.unicodeScalars.count <= Self.longestSuffix, Self.isSuffix(rest)
        else { return nil }
        self.init(number, String(rest).replacing("½", with: "1/2"))
    }

    /// A letter or a fraction, then perhaps more of these; a hyphen binds (`115-03`).
    private static func isSuffix(_ text: Substring) -> Bool {
        guard let first = text.first else { return true }
        guard first.isLetter || first == "/" || first == "½" || first == "-" else { return false }
        if text.prefix(3).allSatisfy(\.isLetter), text.count > 3 { return false }
        return text != "-" && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "/" || $0 == "-" }
    }

    public var description: String { "\(number)\(suffix)" }

    public static func < (left: Self, right: Self) -> Bool {
        (left.number, left.suffix) < (right.number, right.suffix)
    }
}

extension HouseNumber {
    /// All numbers of a tag: lists (`3,5`, `41;43`), ranges (`2-16`, `14 - 18`, `30a-g`), single ones.
    public static func all(in text: String) -> [HouseNumber] {
        var found: [HouseNumber] = []
        for part in text.split(whereSeparator: { ",;+&".contains($0) }) {
            for number in range(part) where !found.contains(number) { found.append(number) }
        }
        return found
    }

    /// One number, or those from one to another: on one side of the street where both ends are even or odd.
    private static func range(_ text: Substring) -> [HouseNumber] {
        let ends = text.split(whereSeparator: { "-–—".contains($0) }).map { $0.filter { !$0.isWhitespace } }
        guard ends.count == 2, let first = HouseNumber(ends[0]) else { return HouseNumber(text).map { [$0] } ?? [] }
        if let last = HouseNumber(ends[1]) {
            guard first.number < last.number else {
                return first.number == last.number ? letters(first, last.suffix) : HouseNumber(text).map { [$0] } ?? []
            }
            let step = (last.number - first.number) % 2 == 0 ? 2 : 1
            guard (last.number - first.number) / step <= longestRange else { return [first, last] }
            let between = stride(from: first.number + step, to: last.number, by: step).map { HouseNumber($0) }
            return [first] + between + [last]
        }
        return letters(first, ends[1].lowercased())
    }

    /// `30a` to `g`.
    private static func letters(_ first: HouseNumber, _ last: String) -> [HouseNumber] {
        let from = first.suffix.isEmpty ? "a" : first.suffix
        guard from.utf8.count == 1, last.utf8.count == 1, let low = from.utf8.first, let high = last.utf8.first,
            (97...122).contains(low), low <= high, high <= 122
        else { return [first] }
        let letters = (low...high).map { HouseNumber(first.number, String(Unicode.Scalar($0))) }
        return first.suffix.isEmpty ? [first] + letters : letters
    }
}

extension HouseNumber {
    /// Numbers between two houses by the rule of `addr:interpolation`, without the two; none for what cannot be
    /// counted, such as letters.
    static func between(_ first: HouseNumber, _ last: HouseNumber, _ rule: String) -> [Int] {
        let (low, high) = (min(first.number, last.number), max(first.number, last.number))
        guard high - low > 1, high - low <= 1000 else { return [] }
        switch rule {
        case "all", "1": return Array((low + 1)..<high)
        case "even", "odd":
            let parity = rule == "even" ? 0 : 1
            return ((low + 1)..<high).filter { $0 % 2 == parity }
        default:
            guard let step = Int(rule), (2...100).contains(step) else { return [] }
            return Array(stride(from: low + step, to: high, by: step))
        }
    }
}

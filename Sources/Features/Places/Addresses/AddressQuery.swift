import OSMExtract

/// What somebody typed, taken apart: words, perhaps a house number, perhaps a postcode. Any text is a query.
struct AddressQuery: Equatable {
    /// Words of street, town or shop, as they were written.
    var words: [String] = []
    var number: HouseNumber?
    var postcode: String?
    /// The text ends in a word, which may be half typed.
    var endsInWord = false

    static let longest = 200

    init() {}

    /// `isPostcode`: whether such a postcode is known here.
    init(_ text: String, isPostcode: (String) -> Bool) {
        let parts = String(text.unicodeScalars.prefix(Self.longest))
            .split(whereSeparator: { $0.isWhitespace || ",;()\"".contains($0) }).map(String.init)
        var isWord = [Bool](repeating: true, count: parts.count)
        takePostcode(parts, &isWord, isPostcode)
        takeNumber(parts, &isWord)
        words = parts.indices.filter { isWord[$0] }.map { parts[$0] }
        endsInWord = isWord.last == true && text.last?.isLetter == true
    }

    private mutating func takePostcode(_ parts: [String], _ isWord: inout [Bool], _ isPostcode: (String) -> Bool) {
        for at in parts.indices.reversed() {
            // `D-63303`, `1012 AB`
            let bare = parts[at].split(separator: "-").last.map(String.init) ?? parts[at]
            let both = at + 1 < parts.count ? "\(parts[at]) \(parts[at + 1])" : ""
            if !both.isEmpty, isPostcode(both.uppercased()) {
                (isWord[at], isWord[at + 1]) = (false, false)
                postcode = both.uppercased()
                return
            }
            if isPostcode(bare.uppercased()) || bare.count == 5 && bare.allSatisfy(\.isNumber) && at > 0 {
                isWord[at] = false
                postcode = bare.uppercased()
                return
            }
        }
    }

    /// The last number that is one; with the letter behind it, if that stands apart.
    private mutating func takeNumber(_ parts: [String], _ isWord: inout [Bool]) {
        for at in parts.indices.reversed() where isWord[at] && parts[at].first?.isNumber == true {
            // `17.` counts a day or a street; `17` behind it is the house.
            if parts[at].hasSuffix("."), at + 1 < parts.count { continue }
            let text = Self.first(of: parts[at])
            guard let plain = HouseNumber(text) else { continue }
            isWord[at] = false
            number = plain
            if plain.suffix.isEmpty, at + 1 < parts.count, isWord[at + 1], parts[at + 1].count == 1,
                let lettered = HouseNumber(text + parts[at + 1])
            {
                isWord[at + 1] = false
                number = lettered
            }
            return
        }
    }

    /// Of a range, its first number.
    private static func first(of text: String) -> String {
        let ends = text.split(separator: "-")
        guard ends.count == 2, HouseNumber(ends[0]) != nil, HouseNumber(ends[1]) != nil else { return text }
        return String(ends[0])
    }
}

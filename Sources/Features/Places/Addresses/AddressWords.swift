import OSMExtract
import SearchIndex

/// How street names are written, made one.
enum AddressWords {
    /// Abbreviations written out: `Hauptstr.`, `Berliner Str`, `Kaiserpl.`
    static func written(out text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).map { word in
            let low = word.lowercased()
            let bare = low.hasSuffix(".") ? low.dropLast() : low[...]
            if bare == "str" { return "straße" }
            if bare == "pl", low != bare { return "platz" }
            if bare.hasSuffix("str"), bare.count > 4 { return bare + "aße" }
            // A lost ß leaves what reads like an umlaut.
            if bare.hasSuffix("strae"), bare.count > 6 { return bare.dropLast() + "ße" }
            if low.hasSuffix("pl."), bare.count > 4 { return bare.dropLast(2) + "platz" }
            return String(word)
        }.joined(separator: " ")
    }

    /// One spelling for all spellings of a name, with hyphens between its words.
    static func key(_ text: String) -> String {
        folded(text).map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-")
    }

    /// The words of a name, in one spelling.
    static func folded(_ text: String) -> [[UInt8]] { FoldedWords.of(written(out: text)) }

    /// Slips between two words; at most `limit + 1`.
    static func edits(_ word: [UInt8], _ other: [UInt8], upTo limit: Int) -> Int {
        FoldedWords.edits(word, other, upTo: limit)
    }

    /// All letters of a name, run together: `Berliner Str.` and `Berlinerstraße` are the same.
    static func run(_ text: String) -> [UInt8] { folded(text).flatMap { $0 } }

    /// What means the same in street names of other countries.
    static let synonyms = [
        "street, st", "saint, sankt, st", "road, rd", "avenue, ave, av", "boulevard, blvd, bd", "drive, dr",
        "lane, ln", "square, sq", "doktor, dr", "professor, prof", "ulica, ul",
    ]
}

/// The name under which a correction is kept: postcode, street and number, whatever OpenStreetMap calls the house.
package struct AddressKey: Hashable, Comparable, Sendable {
    let street: String
    let number: String
    let postcode: String

    init(street: String, number: HouseNumber, postcode: String) {
        self.street = AddressWords.key(street)
        self.number = number.description
        self.postcode = AddressWords.key(postcode)
    }

    /// What was stored.
    init(street: String, number: String, postcode: String) {
        self.street = street
        self.number = number
        self.postcode = postcode
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.street, left.number, left.postcode) < (right.street, right.number, right.postcode)
    }
}

/// One spelling for all spellings of a letter: lower case, no accents, German umlauts as their base letter.
///
/// With `Digraph`, *Müsli*, *MÜSLI*, *Muesli*, *musli* and *Mu\u{308}sli* are one word.
enum Fold {
    /// What a scalar is to the tokeniser.
    enum Class { case letter, digit, mark, apostrophe, other }

    /// U+00C0…U+017F, two letters' room each, a blank for nothing.
    private static let latin: [UInt8] = {
        let small =
            "a a a a a a a c e e e e i i i i d n o o o o o x o u u u u y thss"
            + "a a a a a a a c e e e e i i i i d n o o o o o   o u u u u y thy "
            + "a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g g g g g h h h h i i i i i i i i i i ij"
            + "ijj j k k k l l l l l l l l l l n n n n n n n n n o o o o o o o o r r r r r r s s s s s s s s t t t t "
            + "t t u u u u u u u u u u u u w w y y y z z z z z z s "
        return Array(small.utf8)
    }()

    /// Appends the folded letters of a scalar above ASCII and says what it was.
    static func fold(_ scalar: Unicode.Scalar, into out: inout [UInt8]) -> Class {
        let value = scalar.value
        if value >= 0xC0 && value < 0x180 {
            if value == 0xD7 || value == 0xF7 {
                if value == 0xD7 { out.append(UInt8(ascii: "x")) }
                return value == 0xD7 ? .letter : .other
            }
            return latin.withUnsafeBufferPointer { table in
                let at = Int(value - 0xC0) * 2
                out.append(table[at])
                if table[at + 1] != 32 { out.append(table[at + 1]) }
                return .letter
            }
        }
        if value >= 0x300 && value < 0x370 { return .mark }
        if value == 0x2019 || value == 0x00B4 || value == 0x2018 { return .apostrophe }
        if value == 0xAD || value == 0x200D || value == 0x200B || value == 0xFE0F { return .mark }
        return foldRare(scalar, into: &out)
    }

    /// Scalars outside the Latin tables: by their Unicode properties.
    private static func foldRare(_ scalar: Unicode.Scalar, into out: inout [UInt8]) -> Class {
        let properties = scalar.properties
        if let digit = properties.numericType == .decimal ? properties.numericValue : nil {
            out.append(48 + UInt8(digit))
            return .digit
        }
        guard properties.isAlphabetic else { return .other }
        if let letter = latinName(properties.name ?? "") {
            out.append(letter)
            return .letter
        }
        if scalar.value == 0x401 || scalar.value == 0x451 {
            out.append(contentsOf: "е".utf8)  // ё is written е
            return .letter
        }
        out.append(contentsOf: properties.lowercaseMapping.utf8)
        return .letter
    }

    /// The base letter out of names such as "LATIN SMALL LETTER A WITH DOT BELOW" or "FULLWIDTH LATIN CAPITAL LETTER
    /// B".
    private static func latinName(_ name: String) -> UInt8? {
        guard name.hasPrefix("LATIN ") || name.hasPrefix("FULLWIDTH LATIN ") else { return nil }
        let words = name.split(separator: " ")
        guard let at = words.firstIndex(of: "LETTER"), at + 1 < words.count, words[at + 1].utf8.count == 1 else {
            return nil
        }
        return words[at + 1].utf8.first.map { $0 | 0x20 }
    }
}

/// Reads ae as ä, oe as ö, ue as ü, but leaves "ue" alone after a vowel or q (*neue*, *Quelle*).
/// Only letters typed without umlaut count: *Knöel* is a typo, no *Knoel*.
enum Digraph: Sendable {
    case plain, umlaut, vowel

    /// Takes the next ASCII letter; true when it is the e of a digraph, to be left out.
    mutating func swallows(_ letter: UInt8) -> Bool {
        switch letter {
        case UInt8(ascii: "a"), UInt8(ascii: "o"): self = .umlaut
        case UInt8(ascii: "u"): self = self == .plain ? .umlaut : .vowel
        case UInt8(ascii: "e"):
            defer { self = .vowel }
            return self == .umlaut
        case UInt8(ascii: "i"), UInt8(ascii: "q"), UInt8(ascii: "y"): self = .vowel
        default: self = .plain
        }
        return false
    }
}

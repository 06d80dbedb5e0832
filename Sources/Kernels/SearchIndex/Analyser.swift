/// From a word's form to its key: the stem under which postings stand. All spellings and endings of a word share a key.
enum Analyser {
    /// Changes whenever forms or keys change: segments of another version are rebuilt, never mixed.
    static let version: UInt32 = 1

    /// `surface` is the lower-case word with its accents, `form` the folded one.
    static func key(form: [UInt8], surface: [UInt8], language: Language) -> [UInt8] {
        guard form.count > 2, !form.contains(where: { $0 < 0x3A }) else { return form }
        switch language {
        case .german: return Array(StemGerman.stem(form).utf8)
        case .english: return folded(StemEnglish.stem(surface))
        case .french: return folded(StemFrench.stem(surface))
        case .italian: return folded(StemItalian.stem(surface))
        case .polish: return folded(StemPolish.stem(surface))
        case .turkish: return folded(StemTurkish.stem(surface))
        case .russian: return Array(StemRussian.stem(surface).utf8)
        case .dutch: return folded(StemDutch.stem(surface))
        case .none: return form
        }
    }

    /// A stem without accents, its digraphs read like everyone's.
    private static func folded(_ stem: String) -> [UInt8] {
        var tokeniser = Tokeniser()
        tokeniser.read(stem, limit: 1)
        return tokeniser.tokens.first.map { tokeniser.form($0) } ?? Array(stem.utf8)
    }

    /// A GTIN or article number as a key of its own: no blanks, hyphens or leading zeros; `nil` when nothing is left.
    static func code(_ text: String) -> [UInt8]? {
        var key: [UInt8] = [UInt8(ascii: "=")]
        for byte in text.utf8 where key.count < 40 {
            switch byte {
            case 48...57, 97...122: if byte != 48 || key.count > 1 { key.append(byte) }
            case 65...90: key.append(byte | 0x20)
            default: break
            }
        }
        return key.count > 3 ? key : nil
    }
}

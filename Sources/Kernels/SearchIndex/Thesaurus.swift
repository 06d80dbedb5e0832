/// Sets of words and phrases that mean the same, found by the keys of what was typed. Immutable.
final class Thesaurus: @unchecked Sendable {
    // Unchecked: points into `storage`, which nobody writes after init.

    /// A member of a set: rows of `forms` and of `keys`.
    struct Phrase {
        var forms: Range<Int>
        var keys: Range<Int>
    }

    let language: Language
    /// Asked only for words that stand in no title: where the catalogue has the word, others beside it cost more than
    /// they bring (measured on English electronics and furniture).
    let isForUnknown: Bool
    private let storage: [SegmentBytes]
    /// The words of all phrases, folded; a word stands here as often as phrases use it.
    let forms: PackedRows<UInt8>
    let keys: PackedRows<UInt8>
    let typos: TypoTable
    private let sets: [[Phrase]]
    /// Keys of a phrase, joined by blanks → (set, member).
    private let phrases: WordTable
    private let places: [[(set: Int, member: Int)]]
    /// First keys of phrases of several words.
    private let beginnings: WordTable

    static let longestPhrase = 3

    /// Each line a set, its members parted by commas.
    init(lines: [Substring], language: Language, isForUnknown: Bool = false) {
        self.language = language
        self.isForUnknown = isForUnknown
        var builder = Builder(language: language)
        for line in lines { builder.add(line) }
        let bytes = [builder.forms.ends, builder.keys.ends].map { ends in
            SegmentBytes(ends.withUnsafeBytes { Array($0) })
        }
        let blobs = [SegmentBytes(builder.forms.values), SegmentBytes(builder.keys.values)]
        storage = bytes + blobs
        forms = PackedRows(
            ends: bytes[0].bytes.assumingMemoryBound(to: UInt32.self),
            values: blobs[0].bytes.assumingMemoryBound(to: UInt8.self))
        keys = PackedRows(
            ends: bytes[1].bytes.assumingMemoryBound(to: UInt32.self),
            values: blobs[1].bytes.assumingMemoryBound(to: UInt8.self))
        var typoBuilder = TypoTableBuilder()
        for form in 0..<builder.forms.ends.count { typoBuilder.add(Array(builder.forms[form]), form: UInt32(form)) }
        typos = TypoTable(typoBuilder.finish())
        sets = builder.sets
        phrases = builder.phrases
        places = builder.places
        beginnings = builder.beginnings
    }

    /// Calls `visit` with everything else these keys (joined by blanks) may be called.
    func forEachOther(_ phrase: [UInt8], _ visit: (Phrase) -> Void) {
        guard let number = phrases.find(phrase) else { return }
        for place in places[number] {
            for (member, other) in sets[place.set].enumerated() where member != place.member { visit(other) }
        }
    }

    /// Whether a word stands in it, alone or at the head of a phrase.
    func knows(_ key: [UInt8]) -> Bool { phrases.find(key) != nil || beginsPhrase(key) }

    func beginsPhrase(_ key: [UInt8]) -> Bool { beginnings.find(key) != nil }

    static let german = Thesaurus(
        lines: (GermanSynonyms.lines + "\n" + GermanRegions.lines).split(separator: "\n"), language: .german)

    static let english = Thesaurus(
        lines: EnglishSynonyms.lines.split(separator: "\n"), language: .english, isForUnknown: true)

    private struct Builder {
        let language: Language
        var tokeniser = Tokeniser()
        var forms = Rows<UInt8>()
        var keys = Rows<UInt8>()
        var sets: [[Phrase]] = []
        var phrases = WordTable()
        var places: [[(set: Int, member: Int)]] = []
        var beginnings = WordTable()

        mutating func add(_ line: Substring) {
            var members: [Phrase] = []
            for member in line.split(separator: ",") {
                tokeniser.read(String(member))
                let start = (forms.ends.count, keys.ends.count)
                var joined: [UInt8] = []
                guard (1...Thesaurus.longestPhrase).contains(tokeniser.tokens.count) else { continue }
                for (i, token) in tokeniser.tokens.enumerated() {
                    let form = tokeniser.form(token)
                    let surface = Array(tokeniser.surfaces[token.surface])
                    let key = Analyser.key(form: form, surface: surface, language: language)
                    forms.append(form)
                    keys.append(key)
                    if i > 0 { joined.append(32) }
                    joined += key
                    if i == 0 && tokeniser.tokens.count > 1 { _ = beginnings.intern(key) }
                }
                let number = phrases.intern(joined)
                if number == places.count { places.append([]) }
                places[number].append((sets.count, members.count))
                members.append(
                    Phrase(forms: start.0..<forms.ends.count, keys: start.1..<keys.ends.count))
            }
            sets.append(members)
        }
    }
}

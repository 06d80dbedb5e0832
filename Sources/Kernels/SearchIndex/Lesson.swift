/// Learns a lexicon from titles: how often a word stands in them, how often first, last, at the end of a run of nouns.
struct Lesson {
    private var words = WordTable()
    private var counts: [UInt32] = []
    private var first: [UInt32] = []
    private var last: [UInt32] = []
    private var ends: [UInt32] = []
    /// Bits of the languages a word was met in.
    private var languages: [UInt16] = []
    private var isNumeric: [Bool] = []
    private var isBreak: [Bool] = []
    private var lastDocument: [Int] = []
    private var documents = 0

    /// Languages that write compounds in one word; elsewhere the last noun of a run says what the thing is.
    private static let compounding: UInt16 =
        1 << UInt16(Language.german.rawValue) | 1 << UInt16(Language.dutch.rawValue)

    static func compounds(_ language: Language) -> Bool { compounding >> UInt16(language.rawValue) & 1 == 1 }

    /// The word's number, to be used with `read`.
    mutating func number(_ word: [UInt8]) -> Int {
        let number = words.intern(word)
        if number == counts.count {
            counts.append(0)
            first.append(0)
            last.append(0)
            ends.append(0)
            languages.append(0)
            isNumeric.append(word.first.map { $0 >= 48 && $0 < 58 } ?? false)
            isBreak.append(StopWords.breaks(word))
            lastDocument.append(-1)
        }
        return number
    }

    /// A document's words in order and the field of each (0 is the title).
    mutating func read(_ numbers: [Int], _ fields: [UInt32], _ language: Language) {
        for word in numbers where lastDocument[word] != documents {
            lastDocument[word] = documents
            counts[word] += 1
            languages[word] |= 1 << UInt16(language.rawValue)
        }
        documents += 1
        let title = zip(numbers, fields).filter { $0.1 == 0 }.map(\.0)
        for (i, word) in title.enumerated() where !isBreak[word] {
            if i + 1 == title.count || isBreak[title[i + 1]] { ends[word] += 1 }
        }
        let plain = title.filter { !isNumeric[$0] }
        guard let head = plain.first, let tail = plain.last else { return }
        first[head] += 1
        last[tail] += 1
    }

    var lexicon: Lexicon {
        let kinds = counts.indices.map { word -> UInt8 in
            let total = max(1, counts[word])
            if languages[word] & Self.compounding == 0 {
                return total < 3 ? 0 : UInt8(min(255, 255 * ends[word] / total))
            }
            let both = min(first[word], last[word])
            return both < 2 ? 0 : UInt8(min(255, 255 * 3 * both / total))
        }
        return Lexicon(words: words, counts: counts, kinds: kinds, documents: documents)
    }
}

/// The words compounds are made of, with how often each stands alone in titles.
///
/// Learned from the corpus itself: a catalogue that sells *Saft* and *Apfel* knows how to read *Apfelsaft*. Immutable,
/// so that every document of an index is read alike; a rebuild learns anew.
final class Lexicon: Sendable {
    let words: WordTable
    let counts: [UInt32]
    /// How much a word says what a thing is, 0...255: it stands alone, at the head and at the end of titles (*Salat*,
    /// *Toast*), unlike brands (first) and shapes (last).
    let kinds: [UInt8]
    /// How many documents it was learned from.
    let documents: Int

    /// How often a word must stand alone to be a part; in a large catalogue every misspelling stands somewhere once.
    private let least: UInt32
    private let leastOfShort: UInt32

    init(words: WordTable, counts: [UInt32], kinds: [UInt8], documents: Int) {
        least = words.count < 8000 ? 1 : 2
        leastOfShort = words.count < 8000 ? 1 : 6
        self.words = words
        self.counts = counts
        self.kinds = kinds
        self.documents = documents
    }

    static let empty = Lexicon(words: WordTable(), counts: [], kinds: [], documents: 0)

    /// Suffixes and little words that look like parts and are none.
    private static let never: Set<[UInt8]> = Set(
        """
        chen lein ung heit keit lich isch sam bar haft los ell ier ern est ter ten der die das den dem des und mit von \
        ein eine einer eines auf aus bei bis fur zur zum ist sind nicht auch als wie nur per pro ohne uber unter vor \
        nach \
        ing ion tion ette elle ine age ade ate ant ent ist ismus ieren
        """.split(separator: " ").map { Array($0.utf8) })

    /// Letters between parts; longest first.
    private static let links: [[UInt8]] = ["ens", "en", "es", "er", "ns", "n", "s", "e"].map { Array($0.utf8) }

    static let shortest = 3

    func count(_ word: ArraySlice<UInt8>) -> UInt32 {
        word.withUnsafeBufferPointer { words.find($0) }.map { counts[$0] } ?? 0
    }

    /// `kinds` of the word; a compound nobody knows is what its head is.
    func kind(_ word: [UInt8]) -> Double {
        if let number = words.find(word), counts[number] >= 3 { return Double(kinds[number]) / 255 }
        return split(word).map { kind($0.head) } ?? 0
    }

    func kind(of word: UnsafeBufferPointer<UInt8>) -> Double {
        if let number = words.find(word), counts[number] >= 3 { return Double(kinds[number]) / 255 }
        return kind(Array(word))
    }

    /// A compound in two: what it is (`head`) and what kind of it (`modifier`, without its linking letters).
    struct Split {
        var modifier: [UInt8]
        var head: [UInt8]
        /// Geometric mean of how often the two stand alone.
        var score: Double
    }

    /// The best two-part reading, `nil` when there is none. Parts may be compounds themselves.
    func split(_ word: [UInt8], depth: Int = 0) -> Split? {
        guard word.count >= 2 * Self.shortest, word.count <= 40, !word.contains(where: { $0 < 0x61 }) else {
            return nil
        }
        var best: Split?
        for cut in Self.shortest...(word.count - Self.shortest) {
            let head = word[cut...]
            guard let headCount = known(head, depth: depth), let modifier = modifier(word[..<cut], depth: depth) else {
                continue
            }
            let score = (headCount * modifier.count).squareRoot()
            if score > (best?.score ?? 0) { best = Split(modifier: modifier.word, head: Array(head), score: score) }
        }
        return best
    }

    /// How often the word stands alone; a compound of known parts counts a little.
    func known(_ word: ArraySlice<UInt8>, depth: Int = 0) -> Double? {
        if Self.never.contains(Array(word)) { return nil }
        let count = count(word)
        if count >= (word.count < 4 ? leastOfShort : least) { return Double(count) }
        if depth < 2, word.count >= 8, let inner = split(Array(word), depth: depth + 1) { return inner.score * 0.1 }
        return nil
    }

    /// The modifier as a word of its own: as it stands, without linking letters, or with the ending it lost
    /// (*Kirsch-*).
    func modifier(_ part: ArraySlice<UInt8>, depth: Int = 0) -> (word: [UInt8], count: Double)? {
        var best: (word: [UInt8], count: Double)?
        func take(_ word: ArraySlice<UInt8>, _ factor: Double) {
            guard word.count >= Self.shortest, let count = known(word, depth: depth) else { return }
            if count * factor > (best?.count ?? 0) { best = (Array(word), count * factor) }
        }
        take(part, 1)
        for link in Self.links where part.count > link.count + 2 && part.suffix(link.count).elementsEqual(link) {
            take(part.dropLast(link.count), 0.6)
        }
        if best == nil {
            take((part + [UInt8(ascii: "e")])[...], 0.6)
            take((part + Array("en".utf8))[...], 0.4)
        }
        return best
    }
}

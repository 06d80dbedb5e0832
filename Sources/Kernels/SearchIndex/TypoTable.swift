/// Finds words one or two edits away: every way of deleting letters from the head of a word leads to it.
///
/// After SymSpell's symmetric deletion (W. Garbe, 2012): a word and its misspelling share a string once the right
/// letters of both are deleted. Only the first `head` letters take part, so long words cost no more than short ones.
/// What is found is a candidate, to be measured by `EditDistance`. A word's sound (`Sound`) is one more way to it.
struct TypoTable: @unchecked Sendable {
    // Unchecked: points into bytes that its owner keeps alive and nobody writes, or into arrays of its own.
    private let buckets: UnsafeBufferPointer<UInt32>
    private let forms: UnsafeBufferPointer<UInt32>
    private let shift: UInt64
    private let storage: [SegmentBytes]

    static let head = 7

    init(buckets: UnsafeBufferPointer<UInt32>, forms: UnsafeBufferPointer<UInt32>) {
        self.buckets = buckets
        self.forms = forms
        shift = Self.shift(buckets.count)
        storage = []
    }

    /// A table that keeps its own bytes.
    init(_ built: (buckets: [UInt32], forms: [UInt32])) {
        storage = [built.buckets, built.forms].map { SegmentBytes($0.withUnsafeBytes { Array($0) }) }
        buckets = storage[0].bytes.assumingMemoryBound(to: UInt32.self)
        forms = storage[1].bytes.assumingMemoryBound(to: UInt32.self)
        shift = Self.shift(buckets.count)
    }

    private static func shift(_ buckets: Int) -> UInt64 {
        UInt64(32 - min(32, max(1, buckets - 1).trailingZeroBitCount))
    }

    var isEmpty: Bool { forms.isEmpty }

    /// Buckets that end where the next begins, holding numbers of `count` forms.
    func isWhole(forms count: Int) -> Bool {
        guard buckets.count > 1, (buckets.count - 1).nonzeroBitCount == 1, buckets.count <= 1 << 26 + 1 else {
            return false
        }
        var last: UInt32 = 0
        for end in buckets {
            if end < last { return false }
            last = end
        }
        return buckets[0] == 0 && Int(last) == forms.count && forms.allSatisfy { Int($0) < count }
    }

    /// Forms that may have this variant.
    func bucket(_ hash: UInt64) -> UnsafeBufferPointer<UInt32> {
        let bucket = Int((hash >> 32) >> shift)
        return UnsafeBufferPointer(rebasing: forms[Int(buckets[bucket])..<Int(buckets[bucket + 1])])
    }

    /// Shorter words have too many neighbours.
    static let shortest = 4

    /// How many edits a word of so many letters may carry.
    static func edits(_ letters: Int) -> Int { letters < shortest ? 0 : letters < 8 ? 1 : 2 }

    static let soundSeed: UInt64 = 0x5151

    /// Calls `visit` with the hash of every variant; some come twice.
    static func variants(_ word: UnsafeBufferPointer<UInt8>, edits: Int, _ visit: (UInt64) -> Void) {
        let count = min(word.count, head)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: head) { room in
            func hash(skipping a: Int, _ b: Int) {
                var length = 0
                for i in 0..<count where i != a && i != b {
                    room[length] = word[i]
                    length += 1
                }
                visit(WordTable.hash(UnsafeBufferPointer(rebasing: UnsafeBufferPointer(room)[0..<length])))
            }
            hash(skipping: -1, -1)
            guard edits > 0 else { return }
            for a in 0..<count {
                if a > 0 && word[a] == word[a - 1] { continue }
                hash(skipping: a, -1)
            }
            guard edits > 1 else { return }
            for a in 0..<count { for b in (a + 1)..<max(count, a + 1) { hash(skipping: a, b) } }
        }
    }

    static func soundHash(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(1, word.count * 2)) { room in
            let count = Sound.key(word, into: room)
            return WordTable.hash(
                UnsafeBufferPointer(rebasing: UnsafeBufferPointer(room)[0..<count]), seed: soundSeed)
        }
    }
}

/// Gathers the variants of all forms into buckets by hash.
struct TypoTableBuilder {
    private var entries: [UInt64] = []

    /// Words with digits have no typos: 2001 is not 2000.
    mutating func add(_ word: [UInt8], form: UInt32) {
        guard word.count >= TypoTable.shortest, !word.contains(where: { $0 < 0x3A }) else { return }
        word.withUnsafeBufferPointer { word in
            var found: Set<UInt32> = []
            TypoTable.variants(word, edits: TypoTable.edits(word.count)) { found.insert(UInt32($0 >> 32)) }
            found.insert(UInt32(TypoTable.soundHash(word) >> 32))
            for hash in found { entries.append(UInt64(hash) << 32 | UInt64(form)) }
        }
    }

    /// Bucket ends by the top bits of the hash, then the forms of each bucket.
    mutating func finish() -> (buckets: [UInt32], forms: [UInt32]) {
        entries.sort()
        var bits = 4
        while bits < 26 && 1 << bits < entries.count { bits += 1 }
        var buckets = [UInt32](repeating: 0, count: (1 << bits) + 1)
        for entry in entries { buckets[Int(entry >> (64 - UInt64(bits))) + 1] += 1 }
        for i in 1..<buckets.count { buckets[i] += buckets[i - 1] }
        return (buckets, entries.map { UInt32(truncatingIfNeeded: $0) })
    }
}

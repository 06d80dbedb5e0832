/// A query as it was understood: words, each with its readings. Lives for one search; its bytes belong to the
/// snapshot's segments and thesauri or to `arena`.
struct Plan {
    typealias Bytes = UnsafeBufferPointer<UInt8>

    /// A key some reading asks for, looked up in every segment.
    struct Key {
        var bytes: Bytes
        var hash: UInt64
        /// Living documents that have it in a title, brand or category.
        var count: Int
        var hasPostings: Bool
    }

    /// One way to take a word: a key, or up to three keys together (the parts of a compound), whose shares sum to one.
    struct Reading {
        var keys: InlineArray<3, Int32> = [-1, -1, -1]
        var shares: InlineArray<3, Float> = [1, 0, 0]
        var keyCount = 1
        var weight: Float
        var reason: WordExplanation.Reason
        var text: Bytes

        init(_ key: Int, _ weight: Float, _ reason: WordExplanation.Reason, _ text: Bytes) {
            keys[0] = Int32(key)
            self.weight = weight
            self.reason = reason
            self.text = text
        }

        func hasSameKeys(as other: Reading) -> Bool {
            keys[0] == other.keys[0] && keys[1] == other.keys[1] && keys[2] == other.keys[2]
        }
    }

    struct Word {
        /// As typed.
        var typed: Bytes
        /// As probably meant: `typed`, or the word it was corrected to.
        var form: Bytes
        var kind: Token.Kind
        /// Importance: rare words weigh more.
        var weight: Float = 0
        var readings: [Reading] = []
        /// Titles the form stands in.
        var count = 0
        /// 1, or less when the form is a correction.
        var trust: Float = 1

        var isCorrected: Bool { typed.baseAddress != form.baseAddress }
    }

    var words: [Word] = []
    var keys: [Key] = []
    /// Number of key k in view v at `k * views + v`, -1 where it is not.
    var numbers: [Int32] = []
    let views: [SegmentView]
    /// Keys that must not stand in a title.
    var excluded: [Int] = []
    /// Runs of words (numbers in `words`) that must stand side by side.
    var phrases: [Range<Int>] = []
    let arena = Arena()

    init(_ views: [SegmentView]) {
        self.views = views
        words.reserveCapacity(8)
        keys.reserveCapacity(48)
        numbers.reserveCapacity(48 * views.count)
    }

    var totalWeight: Float { words.reduce(0) { $0 + $1.weight } }

    /// The key's place in `keys`, looked up in all segments when it is new.
    mutating func key(_ bytes: Bytes) -> Int {
        let hash = WordTable.hash(bytes)
        if let known = keys.firstIndex(where: { $0.hash == hash && $0.bytes.count == bytes.count }) { return known }
        var count = 0
        var hasPostings = false
        for view in views {
            let number = view.segment.key(bytes, hash: hash)
            numbers.append(Int32(number))
            if number >= 0 {
                count += view.keyCount(number)
                hasPostings = true
            }
        }
        keys.append(Key(bytes: bytes, hash: hash, count: count, hasPostings: hasPostings))
        return keys.count - 1
    }

    /// The key's number in a view, -1 when it is not there.
    func number(_ key: Int, in view: Int) -> Int { Int(numbers[key * views.count + view]) }
}

/// Bytes that live as long as one plan.
final class Arena {
    private var pieces: [UnsafeMutableBufferPointer<UInt8>] = []

    func keep(_ bytes: some Collection<UInt8>) -> UnsafeBufferPointer<UInt8> {
        let piece = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, bytes.count))
        let end = piece.initialize(fromContentsOf: bytes)
        pieces.append(piece)
        return UnsafeBufferPointer(rebasing: piece[..<end])
    }

    deinit { for piece in pieces { piece.deallocate() } }
}

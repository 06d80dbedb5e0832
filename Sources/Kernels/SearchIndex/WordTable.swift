/// Words as bytes, each once, numbered in order of arrival: an open-addressing hash table over one arena.
struct WordTable: Sendable {
    private(set) var bytes: [UInt8] = []
    private(set) var ends: [UInt32] = []
    private var slots: [UInt32]
    private var mask: Int

    init(capacity: Int = 64) {
        var size = 16
        while size * 2 < capacity * 3 { size *= 2 }
        slots = Array(repeating: 0, count: size)
        mask = size - 1
    }

    var count: Int { ends.count }

    /// Where the word's bytes stand in `bytes`.
    func range(_ word: Int) -> Range<Int> { (word == 0 ? 0 : Int(ends[word - 1]))..<Int(ends[word]) }

    func word(_ number: Int) -> [UInt8] { Array(bytes[range(number)]) }

    func text(_ number: Int) -> String { String(decoding: bytes[range(number)], as: UTF8.self) }

    static func hash(_ word: UnsafeBufferPointer<UInt8>, seed: UInt64 = 0) -> UInt64 {
        var h: UInt64 = 0x9e37_79b9_7f4a_7c15 ^ seed
        for byte in word { h = (h ^ UInt64(byte)) &* 0x100_0000_01b3 }
        h ^= h >> 32
        h = h &* 0xd6e8_feb8_6659_fd93
        return h ^ (h >> 29)
    }

    private func equals(_ number: Int, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
        let range = range(number)
        guard range.count == word.count else { return false }
        for i in 0..<word.count where bytes[range.lowerBound + i] != word[i] { return false }
        return true
    }

    func find(_ word: UnsafeBufferPointer<UInt8>) -> Int? {
        var slot = Int(truncatingIfNeeded: Self.hash(word)) & mask
        while slots[slot] != 0 {
            if equals(Int(slots[slot]) - 1, word) { return Int(slots[slot]) - 1 }
            slot = (slot + 1) & mask
        }
        return nil
    }

    func find(_ word: [UInt8]) -> Int? { word.withUnsafeBufferPointer { find($0) } }

    /// The word's number, a new one when it was not there.
    mutating func intern(_ word: UnsafeBufferPointer<UInt8>) -> Int {
        var slot = Int(truncatingIfNeeded: Self.hash(word)) & mask
        while slots[slot] != 0 {
            if equals(Int(slots[slot]) - 1, word) { return Int(slots[slot]) - 1 }
            slot = (slot + 1) & mask
        }
        bytes.append(contentsOf: word)
        ends.append(UInt32(bytes.count))
        slots[slot] = UInt32(ends.count)
        if ends.count * 3 > slots.count * 2 { grow() }
        return ends.count - 1
    }

    mutating func intern(_ word: [UInt8]) -> Int { word.withUnsafeBufferPointer { intern($0) } }

    private mutating func grow() {
        mask = slots.count * 2 - 1
        slots = Array(repeating: 0, count: mask + 1)
        for number in 0..<count {
            let hash = bytes.withUnsafeBufferPointer { Self.hash(UnsafeBufferPointer(rebasing: $0[range(number)])) }
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(number + 1)
        }
    }
}

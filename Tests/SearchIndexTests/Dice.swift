/// Random numbers from a printed seed, so that a failure can be had again (SplitMix64).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
    mutating func pick<T>(_ items: [T]) -> T { items[below(items.count)] }

    /// A letter more, less, other or swapped.
    mutating func slip(_ word: [UInt8]) -> [UInt8] {
        var word = word
        let at = below(word.count)
        let letter = UInt8(97 + below(26))
        switch below(4) {
        case 0: word[at] = letter
        case 1: word.remove(at: at)
        case 2: word.insert(letter, at: at)
        default: if at + 1 < word.count { word.swapAt(at, at + 1) }
        }
        return word
    }
}

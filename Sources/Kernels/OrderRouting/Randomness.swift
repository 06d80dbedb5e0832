/// xoshiro256** (Blackman and Vigna 2018), seeded through SplitMix64: the same numbers everywhere.
struct Randomness {
    private var a: UInt64
    private var b: UInt64
    private var c: UInt64
    private var d: UInt64

    init(seed: UInt64) {
        var state = seed
        func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
        a = next()
        b = next()
        c = next()
        d = next()
    }

    @inline(__always) mutating func next() -> UInt64 {
        let product = b &* 5
        let result = ((product << 7) | (product >> 57)) &* 9
        let shifted = b << 17
        c ^= a
        d ^= b
        b ^= c
        a ^= d
        c ^= shifted
        d = (d << 45) | (d >> 19)
        return result
    }

    /// 0..<bound.
    @inline(__always) mutating func below(_ bound: Int) -> Int {
        Int(truncatingIfNeeded: UInt64(truncatingIfNeeded: bound).multipliedFullWidth(by: next()).high)
    }

    /// 0..<1.
    @inline(__always) mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}

/// The numbers of a search, at a place of their own: drawing one needs no check that nobody else is at it.
struct RandomSource {
    private let state: UnsafeMutablePointer<Randomness>

    init(seed: UInt64) {
        state = .allocate(capacity: 1)
        state.initialize(to: Randomness(seed: seed))
    }

    func free() { state.deallocate() }

    @inline(__always) func next() -> UInt64 { state.pointee.next() }

    @inline(__always) func below(_ bound: Int) -> Int { state.pointee.below(bound) }

    @inline(__always) func unit() -> Double { state.pointee.unit() }
}

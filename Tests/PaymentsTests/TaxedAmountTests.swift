import Testing
import Vocabulary

@testable import Payments

@Suite struct TaxedAmountTests {
    @Test(
        arguments: [
            (1000, [1, 1, 1], [334, 333, 333]),
            (100, [0, 0], [100, 0]),
            (5, [3, 3, 3], [2, 2, 1]),
            (0, [7, 19], [0, 0]),
            (-1000, [1, 1, 1], [-334, -333, -333]),
            (399, [1070, 2380], [124, 275]),
        ] as [(Int64, [Int64], [Int64])])
    func `a fee is split to the cent`(cents: Int64, weights: [Int64], expected: [Int64]) {
        #expect(Money(cents: cents).split(by: weights).map(\.cents) == expected)
    }

    @Test(arguments: [UInt64(7), .random(in: 1...UInt64.max)])
    func `any split sums to the whole and no part is a cent off`(seed: UInt64) {
        print("splits, seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            let cents = Int64.random(in: -1_000_000_000...1_000_000_000, using: &generator)
            let weights = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
                Int64.random(in: 0...100_000, using: &generator)
            }
            let parts = Money(cents: cents).split(by: weights)
            #expect(parts.sum().cents == cents, "seed \(seed)")
            let total = weights.reduce(0, +)
            for (part, weight) in zip(parts, weights) where total > 0 {
                let exact = Double(cents) * Double(weight) / Double(total)
                #expect(abs(Double(part.cents) - exact) < 1.000_001, "seed \(seed): \(cents) by \(weights)")
            }
        }
    }

    @Test func `a delivery fee follows the rates of the goods`() {
        let goods = [
            TaxedAmount(line: Money(cents: 1070), basisPoints: 700),
            TaxedAmount(line: Money(cents: 2380), basisPoints: 1900),
        ]
        let fee = Money(cents: 399).splitByRates(of: goods)
        #expect(fee.map(\.basisPoints) == [700, 1900])
        #expect(fee.map(\.gross.cents) == [124, 275])
        #expect(fee.map(\.vat.cents) == [8, 44])
        #expect(Money(cents: 399).splitByRates(of: []).map(\.vat.cents) == [64])
    }

    @Test func `sums by rate keep the cents of the lines`() {
        let lines = (0..<3).map { _ in TaxedAmount(line: Money(cents: 99), basisPoints: 700) }
        #expect(lines.byRate() == [TaxedAmount(basisPoints: 700, gross: Money(cents: 297), vat: Money(cents: 18))])
        #expect(TaxedAmount(line: Money(cents: 297), basisPoints: 700).vat == Money(cents: 19))
    }
}

/// Splitmix64 (S. Vigna): the same seed gives the same test.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

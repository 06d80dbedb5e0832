import Testing

@testable import SearchIndex

@Suite struct TypoTests {
    /// Straight from the definition (optimal string alignment), without limits or short cuts.
    private func plainDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var table = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
        for i in 0...a.count { table[i][0] = i }
        for j in 0...b.count { table[0][j] = j }
        for i in 1...max(1, a.count) where i <= a.count {
            for j in 1...max(1, b.count) where j <= b.count {
                var value = min(table[i - 1][j] + 1, table[i][j - 1] + 1)
                value = min(value, table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    value = min(value, table[i - 2][j - 2] + 1)
                }
                table[i][j] = value
            }
        }
        return table[a.count][b.count]
    }

    private func randomWord(_ dice: inout Dice, _ length: ClosedRange<Int>, letters: Int) -> [UInt8] {
        (0..<length.lowerBound + dice.below(length.count)).map { _ in UInt8(97 + dice.below(letters)) }
    }

    @Test func `the distance is the plain distance up to its limit`() {
        var dice = Dice(seed: 20)
        for _ in 0..<5000 {
            let a = randomWord(&dice, 1...9, letters: 3)
            let b = dice.below(2) == 0 ? randomWord(&dice, 1...9, letters: 3) : dice.slip(dice.slip(a + [97, 98]))
            let limit = dice.below(4)
            let found = a.withUnsafeBufferPointer { a in
                b.withUnsafeBufferPointer { EditDistance.distance(a, $0, limit: limit) }
            }
            #expect(found == min(limit + 1, plainDistance(a, b)))
        }
    }

    @Test func `every word within its number of edits is found`() {
        var dice = Dice(seed: 21)
        let words = Array(Set((0..<3000).map { _ in randomWord(&dice, 4...12, letters: 5) }))
        var builder = TypoTableBuilder()
        for (number, word) in words.enumerated() { builder.add(word, form: UInt32(number)) }
        let table = TypoTable(builder.finish())
        for _ in 0..<100 {
            let word = dice.slip(dice.slip(dice.pick(words)))
            guard word.count >= TypoTable.shortest else { continue }
            var found: Set<Int> = []
            word.withUnsafeBufferPointer { bytes in
                TypoTable.variants(bytes, edits: TypoTable.edits(word.count)) { hash in
                    for form in table.bucket(hash) { found.insert(Int(form)) }
                }
            }
            for (number, other) in words.enumerated() {
                let edits = min(TypoTable.edits(word.count), TypoTable.edits(other.count))
                if plainDistance(word, other) <= edits { #expect(found.contains(number)) }
            }
        }
    }
}

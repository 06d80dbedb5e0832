/// Looks at the first documents once more, with their titles: exact words, order, nearness, how much of the title is
/// meant.
final class Rank {
    /// A key of the plan in this segment: which word's which reading it belongs to.
    private struct Use {
        var key: UInt32
        var word: Int32
        var reading: Int32
        var weight: Float
        var share: Float
    }

    // Pointers of the segment, not the segment: nothing is counted in and out per word. The plan keeps it alive.
    private let titles: PackedRows<UInt32>
    private let formKeys: PackedRows<UInt32>
    private let popularity: UnsafeBufferPointer<UInt8>
    private let plan: Plan
    /// Of the plan's words.
    private let wordWeights: UnsafeMutableBufferPointer<Float>
    private let weights: Weights
    private let total: Float
    /// Sorted by key.
    private let uses: UnsafeMutableBufferPointer<Use>
    /// Bits of the keys' low six bits: most forms of a title have none of them.
    private let filter: UInt64
    /// Each query word's own form number in this segment, -1 for none.
    private let forms: [Int]
    private let readings: Int

    init(_ number: Int, _ plan: Plan, _ weights: Weights) {
        self.plan = plan
        self.weights = weights
        total = max(plan.totalWeight, 1e-6)
        let segment = plan.views[number].segment
        titles = segment.titles
        formKeys = segment.formKeys
        popularity = segment.popularity
        wordWeights = .allocate(capacity: plan.words.count)
        _ = wordWeights.initialize(fromContentsOf: plan.words.map(\.weight))
        forms = plan.words.map { segment.form($0.form, hash: WordTable.hash($0.form)) }
        var uses: [Use] = []
        var filter: UInt64 = 0
        var count: Int32 = 0
        for (i, word) in plan.words.enumerated() {
            for reading in word.readings {
                for k in 0..<reading.keyCount {
                    let key = plan.number(Int(reading.keys[k]), in: number)
                    guard key >= 0 else { continue }
                    filter |= 1 << UInt64(key & 63)
                    uses.append(
                        Use(
                            key: UInt32(key), word: Int32(i), reading: reading.keyCount > 1 ? count : -1,
                            weight: reading.weight, share: reading.shares[k]))
                }
                count += 1
            }
        }
        uses.sort { ($0.key, $0.word) < ($1.key, $1.word) }
        self.uses = .allocate(capacity: uses.count)
        _ = self.uses.initialize(fromContentsOf: uses)
        self.filter = filter
        readings = Int(count)
    }

    deinit {
        uses.deallocate()
        wordWeights.deallocate()
    }

    /// The parts of the document's score beyond its words.
    func parts(_ document: Int, base: Float) -> ScoreParts {
        let words = wordWeights.count
        return withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * words + readings) { room in
            room.initialize(repeating: 0)
            let best = UnsafeMutableBufferPointer(rebasing: room[0..<words])
            let place = UnsafeMutableBufferPointer(rebasing: room[words..<2 * words])
            let found = UnsafeMutableBufferPointer(rebasing: room[(2 * words)...])
            var sums = Sums()
            readTitle(document, best, place, found, &sums)
            var near: Float = 0
            for i in 0..<max(0, words - 1) where best[i] > 0 && best[i + 1] > 0 {
                let distance = place[i + 1] - place[i]
                near += distance == 1 || distance == 0 ? 1 : abs(distance) <= 2 ? 0.5 : 0
            }
            var coverage: Float = 0
            for i in 0..<words { coverage += min(1, best[i]) * wordWeights[i] }
            let nearness = words > 1 ? near / Float(words - 1) : 0
            return ScoreParts(
                words: Double(base / total),
                exactness: weights.exact * Double(sums.exact / total) + weights.near * Double(nearness),
                title: weights.title * Double(min(1, sums.explained / max(1, sums.words))),
                popularity: weights.popularity * Double(popularity[document]) / 255, market: 0,
                coverage: Double(coverage / total))
        }
    }

    private struct Sums {
        var exact: Float = 0
        var explained: Float = 0
        var words: Float = 0
    }

    private func readTitle(
        _ document: Int, _ best: UnsafeMutableBufferPointer<Float>, _ place: UnsafeMutableBufferPointer<Float>,
        _ found: UnsafeMutableBufferPointer<Float>, _ sums: inout Sums
    ) {
        for (position, entry) in titles[document].enumerated() {
            let form = Int(entry & Field.mask)
            var here: Float = 0
            for packed in formKeys[form] where filter >> UInt64(packed & 63) & 1 == 1 {
                var at = firstUse(packed & 0xFF_FFFF)
                while at < uses.count && uses[at].key == packed & 0xFF_FFFF {
                    let use = uses[at]
                    let role = Float(packed >> 24) / 255
                    var strength = role * use.weight * use.share
                    if use.reading >= 0 {
                        found[Int(use.reading)] += use.share
                        // With the last missing part found, the whole reading stands here.
                        if found[Int(use.reading)] > 0.99 { strength = role * use.weight }
                    }
                    here = max(here, strength)
                    if strength > best[Int(use.word)] {
                        best[Int(use.word)] = strength
                        place[Int(use.word)] = Float(position)
                    }
                    at += 1
                }
            }
            for i in forms.indices where forms[i] == form { sums.exact += wordWeights[i] }
            if entry >> Field.shift == 0 {
                sums.words += 1
                sums.explained += here
            }
        }
        sums.exact = min(sums.exact, total)
    }

    private func firstUse(_ key: UInt32) -> Int {
        var low = 0
        var high = uses.count
        while low < high {
            let middle = (low + high) / 2
            if uses[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

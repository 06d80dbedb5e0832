/// Goes through one segment's postings and scores the documents the plan matches.
///
/// Window by window (16,384 documents: scores stay in the fastest memory), word by word, reading by reading: within a
/// word the best reading counts, over words the sum. Words come in order of weight. Once the words to come cannot lift
/// a fresh document over the bar, only documents already met are looked at (after MaxScore: Turtle and Flood, 1995).
/// The bar is `least` and, where only the best are wanted, what the caller's heap asks for.
struct Scan {
    /// A posting list on its way through the segment.
    struct List {
        var chunks: UnsafeBufferPointer<SegmentFormat.Chunk>
        var cursor = 0
        /// The rest of the chunk at hand, and the part of it in the window at hand.
        var at = 0
        var end = 0
        var windowEnd = 0
        /// What an impact of 0 and of 255 is worth.
        var base: Float
        var slope: Float
        /// The highest a document of the chunk can get.
        var most: Float = 0
    }

    struct Word {
        var lists: Range<Int>
        /// Readings of several keys: ranges of `lists`, too.
        var several: [Range<Int>]
        var most: Float = 0
        /// With the words behind this one.
        var mostToCome: Float = 0
        /// Of all other words.
        var mostOfOthers: Float = 0
    }

    static let window = 16_384
    /// Sums are rounded; a bar is missed only by more than this.
    static let slack: Float = 1e-4

    let view: SegmentView
    // Pointers of the view's segment, which the view keeps alive.
    private let documents: UnsafeBufferPointer<UInt16>
    private let impacts: UnsafeBufferPointer<UInt8>
    let scratch: Scratch
    /// Bits of the documents that may be met at all; `nil` for all.
    private let allowed: UnsafePointer<UInt64>?
    private(set) var least: Float = 0
    private let isFirst: Bool  // Equals behind a full heap never get in: the earlier document stands first.
    private let weights: Weights
    private var words: [Word] = []
    private var lists: [List] = []
    private var excluded: Range<Int> = 0..<0
    /// `allowed` from the first document of the window on.
    private var windowBits: UnsafePointer<UInt64>?

    init(
        _ number: Int, _ plan: Plan, _ weights: Weights, _ scratch: Scratch, allowed: UnsafePointer<UInt64>? = nil
    ) {
        self.allowed = allowed
        view = plan.views[number]
        documents = view.segment.postingDocuments
        impacts = view.segment.postingImpacts
        self.weights = weights
        self.scratch = scratch
        isFirst = number == 0
        least = Float(weights.minimumScore) * plan.totalWeight
        lists.reserveCapacity(32)
        for word in plan.words.sorted(by: { $0.weight > $1.weight }) where word.weight > 0 {
            let start = lists.count
            for reading in word.readings where reading.keyCount == 1 {
                add(Int(reading.keys[0]), number, plan, reading.weight * word.weight)
            }
            var scanned = Word(lists: start..<lists.count, several: [])
            for reading in word.readings where reading.keyCount > 1 {
                let start = lists.count
                for k in 0..<reading.keyCount {
                    add(Int(reading.keys[k]), number, plan, reading.weight * reading.shares[k] * word.weight)
                }
                if lists.count > start { scanned.several.append(start..<lists.count) }
            }
            words.append(scanned)
        }
        let start = lists.count
        for key in plan.excluded { add(key, number, plan, 1) }
        excluded = start..<lists.count
    }

    private mutating func add(_ key: Int, _ view: Int, _ plan: Plan, _ worth: Float) {
        let number = plan.number(key, in: view)
        guard number >= 0 else { return }
        let chunks = self.view.segment.chunks[number]
        if chunks.isEmpty { return }
        let covered = Float(weights.covered)
        lists.append(List(chunks: chunks, base: worth * covered, slope: worth * (1 - covered) / 255))
    }

    /// Calls `visit` with every match that can reach the bar; `visit` returns the bar from then on.
    mutating func run(_ visit: (_ document: Int, _ score: Float) -> Float) {
        var bar = least
        let count = view.segment.count
        let isWhole = view.deadCount == 0
        for chunk in 0..<(count + 65_535) >> 16 {
            let most = enter(chunk)
            for first in stride(from: 0, to: min(65_536, count - chunk << 16), by: Self.window) {
                guard isFirst && bar > least ? most > bar : most >= bar - Self.slack else { break }
                enterWindow(end: first + Self.window)
                windowBits = allowed.map { $0 + (chunk << 16 + first) / 64 }
                var met = Met()
                for i in words.indices { score(words[i], first, bar, &met) }
                for i in excluded { exclude(lists[i], first) }
                let start = chunk << 16 + first
                for k in 0..<met.count {
                    let at = Int(scratch.met[k])
                    let score = scratch.total[at]
                    scratch.total[at] = 0
                    guard score >= bar, isWhole || !view.isDead(start + at) else { continue }
                    bar = max(bar, visit(start + at, score))
                }
            }
        }
    }

    /// Documents of the window with a score so far.
    private struct Met {
        var count = 0
        /// They came from one list, in order.
        var isSorted = true
    }

    /// Moves all lists to the chunk; returns the highest score possible in it.
    private mutating func enter(_ chunk: Int) -> Float {
        for i in lists.indices {
            let count = lists[i].chunks.count
            while lists[i].cursor < count && Int(lists[i].chunks[lists[i].cursor].number) < chunk {
                lists[i].cursor += 1
            }
            guard lists[i].cursor < count, Int(lists[i].chunks[lists[i].cursor].number) == chunk else {
                (lists[i].windowEnd, lists[i].end, lists[i].most) = (0, 0, 0)
                continue
            }
            let here = lists[i].chunks.baseAddress! + lists[i].cursor
            // The next entry, be it the next key's, begins where this one ends.
            (lists[i].at, lists[i].end) = (Int(here.pointee.start), Int((here + 1).pointee.start))
            lists[i].windowEnd = lists[i].at
            lists[i].most = lists[i].base + lists[i].slope * Float(here.pointee.highest)
        }
        var sum: Float = 0
        for i in words.indices.reversed() {
            var most: Float = 0
            for list in words[i].lists { most = max(most, lists[list].most) }
            for range in words[i].several { most = max(most, range.reduce(0) { $0 + lists[$1].most }) }
            sum += most
            words[i].most = most
            words[i].mostToCome = sum
        }
        // Summed as scores are, so that no rounding lifts one above it.
        let most = words.reduce(0) { $0 + $1.most }
        for i in words.indices { words[i].mostOfOthers = words.count == 1 ? 0 : most - words[i].most }
        return most
    }

    private mutating func enterWindow(end: Int) {
        for i in lists.indices {
            lists[i].at = lists[i].windowEnd
            if end >= 65_536 || lists[i].at >= lists[i].end {
                lists[i].windowEnd = lists[i].end
                continue
            }
            var low = lists[i].at
            var high = lists[i].end
            while low < high {
                let middle = (low + high) / 2
                if Int(documents[middle]) < end { low = middle + 1 } else { high = middle }
            }
            lists[i].windowEnd = low
        }
    }

    private func score(_ word: Word, _ first: Int, _ bar: Float, _ met: inout Met) {
        let mayMeet = word.mostToCome >= bar - Self.slack
        if !mayMeet && met.count == 0 { return }
        if word.several.isEmpty && word.lists.count == 1 {
            scoreOne(lists[word.lists.lowerBound], first, mayMeet, &met)
        } else {
            // Readings that no other words can lift over the bar are left out.
            scoreMany(word, first, mayMeet, bar - Self.slack - word.mostOfOthers, &met)
        }
    }

    /// A word with one list: straight into the totals.
    private func scoreOne(_ list: List, _ first: Int, _ mayMeet: Bool, _ met: inout Met) {
        guard list.at < list.windowEnd else { return }
        let (total, window) = (scratch.total, windowBits)
        let (base, slope) = (list.base, list.slope)
        if mayMeet {
            if met.count > 0 { met.isSorted = false }
            for at in list.at..<list.windowEnd {
                let document = Int(documents[at]) - first
                if total[document] == 0 {
                    if let window, window[document >> 6] >> UInt64(document & 63) & 1 == 0 { continue }
                    scratch.met[met.count] = UInt16(truncatingIfNeeded: document)
                    met.count += 1
                }
                total[document] += base + slope * Float(impacts[at])
            }
        } else if met.isSorted && met.count * 8 < list.windowEnd - list.at {
            var at = list.at
            for k in 0..<met.count {
                let document = Int(scratch.met[k])
                at = gallop(documents, at, list.windowEnd, document + first)
                if at == list.windowEnd { return }
                if Int(documents[at]) == document + first { total[document] += base + slope * Float(impacts[at]) }
            }
        } else {
            for at in list.at..<list.windowEnd {
                let document = Int(documents[at]) - first
                if total[document] != 0 { total[document] += base + slope * Float(impacts[at]) }
            }
        }
    }

    /// The first posting from `start` that is not below the document.
    private func gallop(_ documents: UnsafeBufferPointer<UInt16>, _ start: Int, _ end: Int, _ document: Int) -> Int {
        var step = 1
        var low = start
        while low + step < end && Int(documents[low + step]) < document {
            low += step
            step *= 2
        }
        var high = min(end, low + step + 1)
        while low < high {
            let middle = (low + high) / 2
            if Int(documents[middle]) < document { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// A word with several readings: the best of them goes into the totals.
    private func scoreMany(_ word: Word, _ first: Int, _ mayMeet: Bool, _ atLeast: Float, _ met: inout Met) {
        let (best, total) = (scratch.word, scratch.total)
        var seen = 0
        let window = self.windowBits
        @inline(__always) func take(_ document: Int, _ value: Float) {
            if best[document] == 0 {
                if total[document] == 0 {
                    if !mayMeet { return }
                    if let window, window[document >> 6] >> UInt64(document & 63) & 1 == 0 { return }
                }
                scratch.seen[seen] = UInt16(truncatingIfNeeded: document)
                seen += 1
                best[document] = value
            } else if value > best[document] {
                best[document] = value
            }
        }
        for i in word.lists where lists[i].most >= atLeast {
            let list = lists[i]
            for at in list.at..<max(list.at, list.windowEnd) {
                take(Int(documents[at]) - first, list.base + list.slope * Float(impacts[at]))
            }
        }
        for range in word.several where range.reduce(0, { $0 + lists[$1].most }) >= atLeast {
            let sum = scratch.reading
            var found = 0
            for i in range {
                let (base, slope) = (lists[i].base, lists[i].slope)
                for at in lists[i].at..<max(lists[i].at, lists[i].windowEnd) {
                    let document = Int(documents[at]) - first
                    if sum[document] == 0 {
                        scratch.found[found] = UInt16(truncatingIfNeeded: document)
                        found += 1
                    }
                    sum[document] += base + slope * Float(impacts[at])
                }
            }
            for k in 0..<found {
                let document = Int(scratch.found[k])
                take(document, sum[document])
                sum[document] = 0
            }
        }
        if seen > 0 && mayMeet { met.isSorted = false }
        for k in 0..<seen {
            let document = Int(scratch.seen[k])
            if total[document] == 0 {
                scratch.met[met.count] = UInt16(truncatingIfNeeded: document)
                met.count += 1
            }
            total[document] += best[document]
            best[document] = 0
        }
    }

    /// Documents whose title holds an excluded word sink below every bar.
    private func exclude(_ list: List, _ first: Int) {
        let body = UInt8(max(weights.body, weights.bodyHead) * 255)
        for at in list.at..<max(list.at, list.windowEnd) where impacts[at] > body {
            let document = Int(documents[at]) - first
            if scratch.total[document] != 0 { scratch.total[document] = -.infinity }
        }
    }
}

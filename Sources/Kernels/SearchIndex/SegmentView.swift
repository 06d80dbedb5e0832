/// A segment as one snapshot sees it: without what was deleted since, with newer prices.
struct SegmentView: Sendable {
    let segment: Segment
    /// Bits of deleted documents; empty when none is.
    var dead: [UInt64] = []
    var deadCount = 0
    /// Offers and payloads newer than the segment's.
    var amendments = Amendments()
    /// What the deleted documents took from the segment's counts, by key.
    var lostKeys: [UInt32: UInt32] = [:]
    /// The same by form.
    var lostForms: [UInt32: UInt32] = [:]
    /// Number of the segment's n-th branch in the index's table.
    var branches: [UInt32]

    func isDead(_ document: Int) -> Bool {
        !dead.isEmpty && dead[document >> 6] >> UInt64(document & 63) & 1 == 1
    }

    mutating func kill(_ document: Int) {
        if dead.isEmpty { dead = Array(repeating: 0, count: (segment.count + 63) / 64) }
        guard !isDead(document) else { return }
        dead[document >> 6] |= 1 << UInt64(document & 63)
        deadCount += 1
        amendments.put(nil, document, of: segment.count)
        var keys: Set<UInt32> = []
        for form in Set(segment.titles[document].map { $0 & Field.mask }) {
            lostForms[form, default: 0] += 1
            for key in segment.formKeys[Int(form)] { keys.insert(key & 0xFF_FFFF) }
        }
        for key in keys { lostKeys[key, default: 0] += 1 }
    }

    /// What happened to `old`'s documents since, until it became `new`, happens to this view, made from `old`, too.
    mutating func catchUp(_ old: SegmentView, _ new: SegmentView) {
        for word in new.dead.indices {
            var bits = new.dead[word] & ~(old.dead.isEmpty ? 0 : old.dead[word])
            while bits != 0 {
                let document = word << 6 + bits.trailingZeroBitCount
                if let here = segment.document(old.segment.ids[document]) { kill(here) }
                bits &= bits - 1
            }
        }
        for (document, entry) in new.amendments.all where old.amendments.entry(document) != entry {
            guard let here = segment.document(old.segment.ids[document]) else { continue }
            amendments.put(entry, here, of: segment.count)
        }
    }

    func keyCount(_ key: Int) -> Int {
        Int(segment.keyCounts[key]) - (lostKeys.isEmpty ? 0 : Int(lostKeys[UInt32(key)] ?? 0))
    }

    func formCount(_ form: Int) -> Int {
        Int(segment.formCounts[form]) - (lostForms.isEmpty ? 0 : Int(lostForms[UInt32(form)] ?? 0))
    }

    /// Calls `visit` with each of the document's offers.
    @inline(__always)
    func forEachOffer(_ document: Int, _ visit: (BranchOffer) -> Void) {
        if let newer = amendments.entry(document) {
            for offer in newer.offers { visit(offer) }
            return
        }
        for record in segment.offers[document] {
            visit(
                BranchOffer(
                    branch: branches[Int(record.branch & ~SegmentFormat.OfferRecord.inStock)],
                    isInStock: record.branch & SegmentFormat.OfferRecord.inStock != 0,
                    price_cents: record.price_cents, unitPrice_cents: record.unitPrice_cents))
        }
    }
}

extension SegmentView {
    /// Many of its documents are gone or have changed.
    var isWorn: Bool { deadCount * 3 > segment.count || amendments.count > max(2000, segment.count / 8) }

    func payload(_ document: Int) -> [UInt8] {
        amendments.entry(document)?.payload ?? Array(segment.payloads[document])
    }
}

/// An offer with its branch's number in the index's table; no unit price is `Int32.max`.
struct BranchOffer: Sendable, Equatable {
    var branch: UInt32
    var isInStock: Bool
    var price_cents: Int32
    var unitPrice_cents: Int32
}

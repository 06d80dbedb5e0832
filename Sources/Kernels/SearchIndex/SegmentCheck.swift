/// Looks whether the sections of a segment fit together, so that reading them can do without looking: a file that is
/// not what it says must be refused, not read past its end.
struct SegmentCheck {
    private let segment: Segment

    /// Throws `SegmentProblem.damaged` at the first number that leads nowhere.
    static func check(_ segment: Segment) throws(SegmentProblem) {
        guard Self(segment: segment).isWhole else { throw .damaged }
    }

    private init(segment: Segment) { self.segment = segment }

    private var isWhole: Bool { hasDocuments && hasWords && hasPostings && hasTypos }

    private var hasDocuments: Bool {
        let count = segment.count
        let columns = [segment.kinds.count, segment.ages.count, segment.popularity.count, segment.languages.count]
        return segment.ids.count == count && segment.flags.count == count && columns.allSatisfy { $0 == count }
            && count < 1 << 24
            && rows(segment.titles, count) && rows(segment.categories, count) && rows(segment.payloads, count)
            && rows(segment.offers, count) && isRising(segment.ids)
            && segment.kinds.allSatisfy { $0 < DocumentKind.allCases.count }
            && segment.languages.allSatisfy { $0 < Language.allCases.count }
            && below(segment.titles.values, segment.forms.count, mask: Field.mask)
            && below(segment.categories.values, segment.categoryIDs.count)
            && segment.offers.values.allSatisfy {
                Int($0.branch & ~SegmentFormat.OfferRecord.inStock) < segment.branchIDs.count
            }
    }

    private var hasWords: Bool {
        let (forms, keys) = (segment.forms.count, segment.keys.count)
        return rows(segment.forms, forms) && rows(segment.displays, forms) && rows(segment.formKeys, forms)
            && segment.formCounts.count == forms && rows(segment.keys, keys) && segment.keyCounts.count == keys
            && keys < 1 << 24
            && below(segment.formKeys.values, keys, mask: 0xFF_FFFF)
            && hasSlots(segment.formSlots, forms) && hasSlots(segment.keySlots, keys)
    }

    /// A power of two of slots, some of them free: a search for what is not there must end.
    private func hasSlots(_ slots: UnsafeBufferPointer<UInt32>, _ words: Int) -> Bool {
        slots.count.nonzeroBitCount == 1 && slots.contains(0) && slots.allSatisfy { Int($0) <= words }
    }

    /// Every chunk's documents are within it, and in order.
    private var hasPostings: Bool {
        let chunks = segment.chunks
        let postings = segment.postingDocuments.count
        guard segment.postingImpacts.count == postings, chunks.ends.count == segment.keys.count,
            isRising(chunks.ends, below: chunks.values.count), chunks.values.count == Int(chunks.ends.last ?? 0) + 1,
            Int(chunks.values[chunks.values.count - 1].start) == postings
        else { return false }
        for at in 0..<chunks.values.count - 1 {
            let (start, end) = (Int(chunks.values[at].start), Int(chunks.values[at + 1].start))
            guard start < end, end <= postings else { return false }
            var last = -1
            for posting in start..<end {
                let document = Int(segment.postingDocuments[posting])
                if document <= last { return false }
                last = document
            }
            guard Int(chunks.values[at].number) << 16 + last < segment.count else { return false }
        }
        return true
    }

    private var hasTypos: Bool { segment.typos.isWhole(forms: segment.forms.count) }

    /// As many rows as there should be, each ending where the next begins, the last with the values.
    private func rows<T>(_ rows: PackedRows<T>, _ count: Int) -> Bool {
        rows.ends.count == count && Int(rows.ends.last ?? 0) == rows.values.count
            && isRising(rows.ends, below: rows.values.count + 1)
    }

    private func isRising(_ ends: UnsafeBufferPointer<UInt32>, below limit: Int) -> Bool {
        var last: UInt32 = 0
        for end in ends {
            if end < last { return false }
            last = end
        }
        return Int(last) < limit
    }

    private func isRising(_ ids: UnsafeBufferPointer<DocumentID>) -> Bool {
        for i in 1..<max(1, ids.count) where !(ids[i - 1] < ids[i]) { return false }
        return true
    }

    private func below(_ values: UnsafeBufferPointer<UInt32>, _ limit: Int, mask: UInt32 = .max) -> Bool {
        var most: UInt32 = 0
        for value in values { most = max(most, value & mask) }
        return values.isEmpty || Int(most) < limit
    }
}

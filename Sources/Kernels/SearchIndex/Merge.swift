/// Several segments into one: the living documents, with their newest offers; nothing is read again.
struct Merge {
    private var draft = SegmentDraft()
    private let views: [SegmentView]
    private let branches: [DocumentID]
    /// Living documents as (view, number), in order of their ids.
    private let order: [(view: Int, document: Int)]
    private var keyNumbers: [[Int32]] = []

    init(_ views: [SegmentView], _ branches: BranchTable) {
        self.views = views
        self.branches = branches.branches.map(\.id)
        var order: [(view: Int, document: Int)] = []
        for (number, view) in views.enumerated() {
            for document in 0..<view.segment.count where !view.isDead(document) { order.append((number, document)) }
        }
        self.order = order.sorted { views[$0.view].segment.ids[$0.document] < views[$1.view].segment.ids[$1.document] }
    }

    static func draft(_ views: [SegmentView], _ branches: BranchTable) -> SegmentDraft {
        var merge = Merge(views, branches)
        merge.mergeKeys()
        let forms = merge.mergeForms()
        merge.mergeDocuments(forms)
        merge.mergePostings()
        return merge.draft
    }

    private mutating func mergeKeys() {
        for view in views {
            var numbers: [Int32] = []
            for key in 0..<view.segment.keys.count {
                let number = draft.keys.intern(view.segment.keys[key])
                if number == draft.keyCounts.count { draft.keyCounts.append(0) }
                draft.keyCounts[number] += UInt32(view.keyCount(key))
                numbers.append(Int32(number))
            }
            keyNumbers.append(numbers)
        }
    }

    /// The forms living documents still have; -1 for the others.
    private mutating func mergeForms() -> [[Int32]] {
        views.enumerated().map { number, view in
            (0..<view.segment.forms.count).map { form -> Int32 in
                let count = view.formCount(form)
                guard count > 0 else { return -1 }
                let merged = draft.forms.intern(view.segment.forms[form])
                let keys = view.segment.formKeys[form].map {
                    SegmentDraft.FormKey(
                        key: UInt32(keyNumbers[number][Int($0 & 0xFF_FFFF)]), weight: UInt8($0 >> 24))
                }
                if merged == draft.formCounts.count {
                    draft.formCounts.append(0)
                    draft.formKeys.append([])
                    draft.displays.append(Array(view.segment.displays[form]))
                }
                draft.formCounts[merged] += UInt32(count)
                for key in keys where !draft.formKeys[merged].contains(where: { $0.key == key.key }) {
                    draft.formKeys[merged].append(key)
                }
                return Int32(merged)
            }
        }
    }

    private mutating func mergeDocuments(_ forms: [[Int32]]) {
        for (number, document) in order {
            let view = views[number]
            let segment = view.segment
            draft.records.append(
                .init(
                    id: segment.ids[document], flags: segment.flags[document],
                    kind: DocumentKind(rawValue: segment.kinds[document]) ?? .product,
                    language: Language(rawValue: segment.languages[document]) ?? .none,
                    minimumAge: segment.ages[document], popularity: segment.popularity[document]))
            draft.titles.append(
                segment.titles[document].map { UInt32(forms[number][Int($0 & Field.mask)]) | $0 & ~Field.mask })
            draft.categories.append(segment.categories[document].map { segment.categoryIDs[Int($0)] })
            draft.payloads.append(view.payload(document))
            var offers: [Offer] = []
            view.forEachOffer(document) { offer in
                offers.append(
                    Offer(
                        branch: branches[Int(offer.branch)], price_cents: offer.price_cents,
                        unitPrice_cents: offer.unitPrice_cents == .max ? nil : offer.unitPrice_cents,
                        isInStock: offer.isInStock))
            }
            draft.offers.append(offers)
        }
    }

    /// Per key, in order of the new numbers.
    private mutating func mergePostings() {
        var places = views.map { [Int32](repeating: -1, count: $0.segment.count) }
        for (new, old) in order.enumerated() { places[old.view][old.document] = Int32(new) }
        var lists = [[(view: Int, key: Int)]](repeating: [], count: draft.keys.count)
        for (number, keys) in keyNumbers.enumerated() {
            for (old, new) in keys.enumerated() { lists[Int(new)].append((number, old)) }
        }
        var postings: [UInt64] = []
        for key in lists.indices {
            postings.removeAll(keepingCapacity: true)
            for (number, old) in lists[key] {
                let segment = views[number].segment
                for chunk in segment.chunks[old].indices {
                    let here = segment.chunks[old].baseAddress! + chunk
                    let base = Int(here.pointee.number) << 16
                    for at in Int(here.pointee.start)..<Int((here + 1).pointee.start) {
                        let new = places[number][base + Int(segment.postingDocuments[at])]
                        if new >= 0 { postings.append(UInt64(new) << 8 | UInt64(segment.postingImpacts[at])) }
                    }
                }
            }
            if lists[key].count > 1 { postings.sort() }
            for posting in postings {
                draft.postingKeys.append(UInt32(key))
                draft.postingDocuments.append(UInt32(posting >> 8))
                draft.postingImpacts.append(UInt8(truncatingIfNeeded: posting))
            }
        }
    }
}

/// A filter made ready for one segment: ids are numbers, sets are bits.
final class FilterTest {
    private let view: SegmentView
    private let filter: Filter
    private let kinds: UInt8
    private let asksDocument: Bool
    /// Per category number of the segment: wanted or not; empty when every category will do.
    private let categories: [Bool]
    /// Branches that pass everything asked of a branch; `nil` when any will do.
    private let branches: BranchMask?
    private let aboutOffers: Bool
    // The segment's own offers, without a look at the index's branches: whether each of its branches passes. The view
    // keeps the pointers alive.
    private let records: PackedRows<SegmentFormat.OfferRecord>
    private let isOpen: UnsafeMutableBufferPointer<Bool>
    /// The answers, when this filter has come before.
    private let bits: FilterCache.Bits?
    private let number: Int

    init(_ snapshot: Snapshot, _ number: Int, _ query: Query, _ branches: BranchMask?, _ bits: FilterCache.Bits?) {
        view = snapshot.views[number]
        self.number = number
        self.bits = bits
        filter = query.filter
        kinds = query.kinds.reduce(0) { $0 | 1 << $1.rawValue }
        self.branches = branches
        aboutOffers = filter.isAboutOffers
        if filter.categories.isEmpty {
            categories = []
        } else {
            let wanted = Set(filter.categories)
            categories = view.segment.categoryIDs.map { wanted.contains($0) }
        }
        records = view.segment.offers
        isOpen = .allocate(capacity: view.branches.count)
        for (place, branch) in view.branches.enumerated() {
            isOpen.initializeElement(at: place, to: branches?.contains(Int(branch)) ?? true)
        }
        asksDocument = query.asksDocument
    }

    deinit { isOpen.deallocate() }

    /// One test per segment.
    static func all(_ snapshot: Snapshot, _ query: Query) -> [FilterTest] {
        func tests(_ branches: BranchMask?, _ bits: FilterCache.Bits?) -> [FilterTest] {
            snapshot.views.indices.map { FilterTest(snapshot, $0, query, branches, bits) }
        }
        guard query.asksAnything else { return tests(nil, nil) }
        let key = FilterCache.Key(filter: query.filter, kinds: query.kinds)
        let bits = snapshot.filters.bits(key) {
            let branches = branches(query.filter, snapshot.branches)
            return FilterCache.Bits(tests(branches, nil).map { $0.makeBits() }, branches)
        }
        return tests(bits.map(\.branches) ?? branches(query.filter, snapshot.branches), bits)
    }

    /// Branches that pass all members about branches; `nil` when there is none.
    private static func branches(_ filter: Filter, _ table: BranchTable) -> BranchMask? {
        guard
            !filter.retailers.isEmpty || !filter.branches.isEmpty || !filter.districts.isEmpty || !filter.masks.isEmpty
                || filter.within != nil
        else { return nil }
        let (retailers, branches) = (Set(filter.retailers), Set(filter.branches))
        let districts = Set(filter.districts)
        var mask = BranchMask(count: table.branches.count)
        for number in table.numbers(of: filter) {
            let branch = table.branches[number]
            if !retailers.isEmpty && !retailers.contains(branch.retailer) { continue }
            if !branches.isEmpty && !branches.contains(branch.id) { continue }
            if !districts.isEmpty && !(branch.district.map { districts.contains($0) } ?? false) { continue }
            if !filter.masks.allSatisfy({ $0.contains(number) }) { continue }
            if let circle = filter.within {
                guard let place = branch.place, place.metres(to: circle.centre) <= circle.radiusMetres else { continue }
            }
            mask.insert(number)
        }
        return mask
    }

    private func makeBits() -> [UInt64] {
        var words = [UInt64](repeating: 0, count: (view.segment.count + 63) / 64)
        for document in 0..<view.segment.count where test(document) {
            words[document >> 6] |= 1 << UInt64(document & 63)
        }
        return words
    }

    /// Nothing is asked.
    var passesAll: Bool { !asksDocument && !aboutOffers }

    /// The answers as bits, when they are known.
    var known: UnsafePointer<UInt64>? {
        bits.flatMap { $0.words[number].baseAddress.map { UnsafePointer($0) } }
    }

    /// Whether the document passes, its offers included.
    @inline(__always)
    func passes(_ document: Int) -> Bool {
        if let bits { return bits.words[number][document >> 6] >> UInt64(document & 63) & 1 == 1 }
        return test(document)
    }

    private func test(_ document: Int) -> Bool {
        if asksDocument && !passesDocument(document) { return false }
        guard aboutOffers else { return true }
        if !view.amendments.has(document) { return records[document].contains { passes($0) } }
        var found = false
        view.forEachOffer(document) { if passes($0) { found = true } }
        return found
    }

    private func passesDocument(_ document: Int) -> Bool {
        let segment = view.segment
        if kinds >> segment.kinds[document] & 1 == 0 { return false }
        let flags = segment.flags[document]
        if flags & filter.allFlags != filter.allFlags || flags & filter.noFlags != 0 { return false }
        if filter.anyFlags != 0 && flags & filter.anyFlags == 0 { return false }
        if let age = filter.age, segment.ages[document] > age { return false }
        if categories.isEmpty { return true }
        return segment.categories[document].contains { categories[Int($0)] }
    }

    @inline(__always)
    private func passes(_ record: SegmentFormat.OfferRecord) -> Bool {
        let inStock = SegmentFormat.OfferRecord.inStock
        if filter.isInStock && record.branch & inStock == 0 { return false }
        if let price = filter.price_cents, !price.contains(record.price_cents) { return false }
        return isOpen[Int(record.branch & ~inStock)]
    }

    @inline(__always)
    func passes(_ offer: BranchOffer) -> Bool {
        if filter.isInStock && !offer.isInStock { return false }
        if let price = filter.price_cents, !price.contains(offer.price_cents) { return false }
        if let branches { return branches.contains(Int(offer.branch)) }
        return true
    }
}

extension Query {
    fileprivate var asksDocument: Bool {
        kinds.count < DocumentKind.allCases.count || !filter.categories.isEmpty || filter.age != nil
            || filter.allFlags | filter.anyFlags | filter.noFlags != 0
    }

    fileprivate var asksAnything: Bool { asksDocument || filter.isAboutOffers }
}

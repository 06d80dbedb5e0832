/// Counts over all matches. A facet whose own part of the filter is set is counted without that part: with "Obst"
/// chosen, the other categories keep their numbers.
final class FacetCounter {
    /// Facets that share a filter.
    private struct Group {
        var facets: Set<Facet>
        /// One per segment.
        var tests: [FilterTest]
        /// The filter is the query's own.
        var isWhole: Bool
        let hasCategory: Bool
        let hasFlag: Bool
        let hasKind: Bool
        let hasOffers: Bool

        init(_ facets: Set<Facet>, _ tests: [FilterTest], isWhole: Bool) {
            self.facets = facets
            self.tests = tests
            self.isWhole = isWhole
            hasCategory = facets.contains(.category)
            hasFlag = facets.contains(.flag)
            hasKind = facets.contains(.kind)
            hasOffers = !facets.isDisjoint(with: [.branch, .retailer, .district, .inStock])
        }
    }

    private let snapshot: Snapshot
    private let groups: [Group]
    /// Counts by segment and the segment's category number.
    private let categories: [UnsafeMutableBufferPointer<Int>]
    private var branches: [Int]
    private var retailers: [DocumentID: Int] = [:]
    private var districts: [DocumentID: Int] = [:]
    private var flags = [Int](repeating: 0, count: 64)
    private var kinds = [Int](repeating: 0, count: DocumentKind.allCases.count)
    private var inStock = 0

    init(_ snapshot: Snapshot, _ query: Query) {
        self.snapshot = snapshot
        categories = snapshot.views.map { view in
            let room = UnsafeMutableBufferPointer<Int>.allocate(capacity: view.segment.categoryIDs.count)
            room.initialize(repeating: 0)
            return room
        }
        branches = [Int](repeating: 0, count: snapshot.branches.branches.count)
        var groups: [Group] = []
        func add(_ facets: Set<Facet>, _ query: Query, isWhole: Bool) {
            groups.append(Group(facets, FilterTest.all(snapshot, query), isWhole: isWhole))
        }
        var rest = query.facets
        for facet in Facet.allCases where query.facets.contains(facet) {
            guard let open = query.without(facet) else { continue }
            rest.remove(facet)
            add([facet], open, isWhole: false)
        }
        if !rest.isEmpty { add(rest, query, isWhole: true) }
        self.groups = groups
    }

    deinit { for room in categories { room.deallocate() } }

    /// Some facet counts documents that do not pass the query's own filter.
    var looksPastFilter: Bool { groups.contains { !$0.isWhole } }

    /// Counts a document that matches the words; `passes` says whether it passes the query's filter, too.
    func count(_ number: Int, _ document: Int, passes: Bool) {
        for group in groups {
            guard group.isWhole ? passes : group.tests[number].passes(document) else { continue }
            count(number, document, group)
        }
    }

    private func count(_ number: Int, _ document: Int, _ group: Group) {
        let segment = snapshot.views[number].segment
        if group.hasCategory {
            for category in segment.categories[document] { categories[number][Int(category)] += 1 }
        }
        if group.hasFlag {
            var bits = segment.flags[document]
            while bits != 0 {
                flags[bits.trailingZeroBitCount] += 1
                bits &= bits - 1
            }
        }
        if group.hasKind { kinds[Int(segment.kinds[document])] += 1 }
        if group.hasOffers {
            countOffers(number, document, group)
        }
    }

    /// A document counts once for each retailer, branch and district that offers it.
    private func countOffers(_ number: Int, _ document: Int, _ group: Group) {
        var seenRetailers: Set<DocumentID> = []
        var seenDistricts: Set<DocumentID> = []
        var seenBranches: Set<UInt32> = []
        var hasStock = false
        snapshot.views[number].forEachOffer(document) { offer in
            guard group.tests[number].passes(offer) else { return }
            let branch = snapshot.branches.branches[Int(offer.branch)]
            seenBranches.insert(offer.branch)
            seenRetailers.insert(branch.retailer)
            if let district = branch.district { seenDistricts.insert(district) }
            if offer.isInStock { hasStock = true }
        }
        if group.facets.contains(.branch) { for branch in seenBranches { branches[Int(branch)] += 1 } }
        if group.facets.contains(.retailer) { for retailer in seenRetailers { retailers[retailer, default: 0] += 1 } }
        if group.facets.contains(.district) { for district in seenDistricts { districts[district, default: 0] += 1 } }
        if group.facets.contains(.inStock) && hasStock { inStock += 1 }
    }

    func facets() -> Facets {
        var facets = Facets()
        for (number, counts) in categories.enumerated() {
            let ids = snapshot.views[number].segment.categoryIDs
            for (i, count) in counts.enumerated() where count > 0 { facets.categories[ids[i], default: 0] += count }
        }
        for (number, count) in branches.enumerated() where count > 0 {
            facets.branches[snapshot.branches.branches[number].id] = count
        }
        facets.retailers = retailers
        facets.districts = districts
        for (bit, count) in flags.enumerated() where count > 0 { facets.flags[bit] = count }
        for kind in DocumentKind.allCases where kinds[Int(kind.rawValue)] > 0 {
            facets.kinds[kind] = kinds[Int(kind.rawValue)]
        }
        facets.inStock = inStock
        return facets
    }
}

extension Query {
    /// The query without the facet's own part of the filter; `nil` when it has none. Flags are told apart by the caller
    /// alone and stay.
    fileprivate func without(_ facet: Facet) -> Query? {
        var open = self
        switch facet {
        case .category where !filter.categories.isEmpty: open.filter.categories = []
        case .retailer where !filter.retailers.isEmpty: open.filter.retailers = []
        case .branch where !filter.branches.isEmpty: open.filter.branches = []
        case .district where !filter.districts.isEmpty: open.filter.districts = []
        case .inStock where filter.isInStock: open.filter.isInStock = false
        case .kind where kinds.count < DocumentKind.allCases.count: open.kinds = Set(DocumentKind.allCases)
        default: return nil
        }
        return open
    }
}

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
            hasOffers = !facets.isDisjoint(with: [.branch, .retailer, .district, .inStock, .price, .mask])
        }
    }

    /// Counts by number, and in which document each number was last counted.
    private struct Tally {
        private(set) var counts: [Int]
        private var last: [Int]

        init(_ count: Int) {
            counts = Array(repeating: 0, count: count)
            last = Array(repeating: -1, count: count)
        }

        mutating func count(_ number: Int, in document: Int) {
            guard number >= 0, last[number] != document else { return }
            last[number] = document
            counts[number] += 1
        }

        func named(_ ids: [DocumentID]) -> [DocumentID: Int] {
            var named: [DocumentID: Int] = [:]
            for (number, count) in counts.enumerated() where count > 0 { named[ids[number]] = count }
            return named
        }
    }

    private let snapshot: Snapshot
    private let groups: [Group]
    /// Nothing but categories under the query's own filter: what most pages ask for, and the shortest way.
    private let countsCategoriesOnly: Bool
    /// Category numbers by segment and document.
    private let rows: [PackedRows<UInt32>]
    /// Counts by segment and the segment's category number.
    private let categories: [UnsafeMutableBufferPointer<UInt32>]
    private var branches: Tally
    private var retailers: Tally
    private var districts: Tally
    private var flags = [Int](repeating: 0, count: 64)
    private var kinds = [Int](repeating: 0, count: DocumentKind.allCases.count)
    private var inStock = 0
    private var prices: [Int]
    private var masks: Tally
    private let priceSteps: [Int32]
    private let countedMasks: [BranchMask]
    /// Documents whose offers were counted so far, for telling them apart.
    private var seen = 0

    /// `tests`: of the query's own filter, one per segment.
    init(_ snapshot: Snapshot, _ query: Query, _ tests: [FilterTest]) {
        self.snapshot = snapshot
        let hasCategory = query.facets.contains(.category)
        categories = snapshot.views.map { view in
            let room = UnsafeMutableBufferPointer<UInt32>.allocate(
                capacity: hasCategory ? view.segment.categoryIDs.count : 0)
            room.initialize(repeating: 0)
            return room
        }
        let table = snapshot.branches
        branches = Tally(query.facets.contains(.branch) ? table.branches.count : 0)
        retailers = Tally(query.facets.contains(.retailer) ? table.retailers.count : 0)
        districts = Tally(query.facets.contains(.district) ? table.districts.count : 0)
        priceSteps = query.priceSteps
        countedMasks = query.countedMasks
        prices = query.facets.contains(.price) ? Array(repeating: 0, count: priceSteps.count + 1) : []
        masks = Tally(query.facets.contains(.mask) ? countedMasks.count : 0)
        var groups: [Group] = []
        var rest = query.facets
        for facet in Facet.allCases where query.facets.contains(facet) {
            guard let open = query.without(facet) else { continue }
            rest.remove(facet)
            groups.append(Group([facet], FilterTest.all(snapshot, open), isWhole: false))
        }
        if !rest.isEmpty { groups.append(Group(rest, tests, isWhole: true)) }
        self.groups = groups
        countsCategoriesOnly = rest == [.category] && groups.count == 1
        rows = snapshot.views.map { $0.segment.categories }
    }

    deinit { for room in categories { room.deallocate() } }

    /// Some facet counts documents that do not pass the query's own filter.
    var looksPastFilter: Bool { groups.contains { !$0.isWhole } }

    /// Counts a document that matches the words; `passes` says whether it passes the query's filter, too.
    func count(_ number: Int, _ document: Int, passes: Bool) {
        if countsCategoriesOnly {
            if passes { for category in rows[number][document] { categories[number][Int(category)] += 1 } }
            return
        }
        for group in groups {
            guard group.isWhole ? passes : group.tests[number].passes(document) else { continue }
            count(number, document, group)
        }
    }

    private func count(_ number: Int, _ document: Int, _ group: Group) {
        let segment = snapshot.views[number].segment
        if group.hasCategory {
            let counts = categories[number]
            for category in segment.categories[document] { counts[Int(category)] += 1 }
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

    /// A document counts once for each retailer, branch, district and set of branches that offers it, and once for its
    /// lowest price.
    private func countOffers(_ number: Int, _ document: Int, _ group: Group) {
        seen += 1
        var hasStock = false
        var least = Int32.max
        let (table, facets) = (snapshot.branches, group.facets)
        snapshot.views[number].forEachOffer(document) { offer in
            guard group.tests[number].passes(offer) else { return }
            let branch = Int(offer.branch)
            if facets.contains(.branch) { branches.count(branch, in: seen) }
            if facets.contains(.retailer) { retailers.count(Int(table.retailerOf[branch]), in: seen) }
            if facets.contains(.district) { districts.count(Int(table.districtOf[branch]), in: seen) }
            if facets.contains(.mask) {
                for (set, mask) in countedMasks.enumerated() where mask.contains(branch) { masks.count(set, in: seen) }
            }
            least = min(least, offer.price_cents)
            hasStock = hasStock || offer.isInStock
        }
        if facets.contains(.inStock) && hasStock { inStock += 1 }
        if facets.contains(.price) && least != .max && snapshot.views[number].segment.kinds[document] == 0 {
            prices[priceSteps.firstIndex { least < $0 } ?? priceSteps.count] += 1
        }
    }

    func facets() -> Facets {
        var facets = Facets()
        for (number, counts) in categories.enumerated() {
            let ids = snapshot.views[number].segment.categoryIDs
            for (i, count) in counts.enumerated() where count > 0 {
                facets.categories[ids[i], default: 0] += Int(count)
            }
        }
        facets.branches = branches.named(snapshot.branches.branches.map(\.id))
        facets.retailers = retailers.named(snapshot.branches.retailers)
        facets.districts = districts.named(snapshot.branches.districts)
        for (bit, count) in flags.enumerated() where count > 0 { facets.flags[bit] = count }
        for kind in DocumentKind.allCases where kinds[Int(kind.rawValue)] > 0 {
            facets.kinds[kind] = kinds[Int(kind.rawValue)]
        }
        facets.inStock = inStock
        facets.prices = prices
        facets.masks = masks.counts
        return facets
    }
}

extension Query {
    /// The query without the facet's own part of the filter; `nil` when it has none. Flags and masks are told apart by
    /// the caller alone and stay.
    fileprivate func without(_ facet: Facet) -> Query? {
        var open = self
        switch facet {
        case .category where !filter.categories.isEmpty: open.filter.categories = []
        case .retailer where !filter.retailers.isEmpty: open.filter.retailers = []
        case .branch where !filter.branches.isEmpty: open.filter.branches = []
        case .district where !filter.districts.isEmpty: open.filter.districts = []
        case .inStock where filter.isInStock: open.filter.isInStock = false
        case .price where filter.price_cents != nil: open.filter.price_cents = nil
        case .kind where kinds.count < DocumentKind.allCases.count: open.kinds = Set(DocumentKind.allCases)
        default: return nil
        }
        return open
    }
}

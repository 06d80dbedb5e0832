import Testing

@testable import SearchIndex

/// What holds for every catalogue, tried on random ones against the plainest way to the same answer.
@Suite struct PropertyTests {
    private func passes(_ offer: Offer, _ filter: Filter, _ branches: [DocumentID: Branch]) -> Bool {
        guard let branch = branches[offer.branch] else { return false }
        if filter.isInStock && !offer.isInStock { return false }
        if let price = filter.price_cents, !price.contains(offer.price_cents) { return false }
        if !filter.retailers.isEmpty && !filter.retailers.contains(branch.retailer) { return false }
        if !filter.districts.isEmpty && !filter.districts.contains(where: { $0 == branch.district }) { return false }
        if !filter.branches.isEmpty && !filter.branches.contains(branch.id) { return false }
        if let circle = filter.within {
            guard let place = branch.place, place.metres(to: circle.centre) <= circle.radiusMetres else { return false }
        }
        return true
    }

    private func passes(_ document: Document, _ filter: Filter, _ branches: [DocumentID: Branch]) -> Bool {
        if !filter.categories.isEmpty && !document.categories.contains(where: { filter.categories.contains($0) }) {
            return false
        }
        if document.flags & filter.allFlags != filter.allFlags || document.flags & filter.noFlags != 0 { return false }
        if filter.anyFlags != 0 && document.flags & filter.anyFlags == 0 { return false }
        if let age = filter.age, document.minimumAge > age { return false }
        return !filter.isAboutOffers || document.offers.contains { passes($0, filter, branches) }
    }

    private func randomFilter(_ city: inout City) -> Filter {
        var filter = Filter()
        if city.dice.below(3) == 0 { filter.categories = [DocumentID("c\(city.dice.below(6))")] }
        if city.dice.below(4) == 0 { filter.allFlags = UInt64(city.dice.below(4)) }
        if city.dice.below(4) == 0 { filter.noFlags = UInt64(city.dice.below(8)) }
        if city.dice.below(4) == 0 { filter.anyFlags = UInt64(city.dice.below(16)) }
        if city.dice.below(4) == 0 { filter.age = 15 }
        if city.dice.below(3) == 0 { filter.isInStock = true }
        if city.dice.below(3) == 0 { filter.price_cents = 100...Int32(100 + city.dice.below(800)) }
        if city.dice.below(4) == 0 { filter.retailers = [DocumentID("r\(city.dice.below(6))")] }
        if city.dice.below(5) == 0 { filter.districts = [DocumentID("d0"), DocumentID("d1")] }
        if city.dice.below(5) == 0 {
            filter.within = Circle(centre: Place(latitude: 50.05, longitude: 8.05), radiusMetres: 3000)
        }
        return filter
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `filters and facets count what a loop over all documents counts`(_ seed: UInt64) {
        var city = City(seed: seed, products: 400)
        let snapshot = city.index().snapshot
        let branches = Dictionary(uniqueKeysWithValues: city.branches.map { ($0.id, $0) })
        for _ in 0..<40 {
            var query = Query(city.dice.pick(City.queries), limit: 1000)
            query.wantsTotal = true
            let all = Set(snapshot.search(query).hits.map(\.id))
            query.filter = randomFilter(&city)
            query.facets = Set(Facet.allCases)
            let answer = snapshot.search(query)
            let expected = city.sorted.filter { all.contains($0.id) && passes($0, query.filter, branches) }
            #expect(Set(answer.hits.map(\.id)) == Set(expected.map(\.id)))
            #expect(answer.total == expected.count)
            var kinds: [DocumentKind: Int] = [:]
            for document in expected { kinds[document.kind, default: 0] += 1 }
            #expect(answer.facets.kinds == kinds)
            var open = query.filter
            open.categories = []
            var categories: [DocumentID: Int] = [:]
            for document in city.sorted where all.contains(document.id) && passes(document, open, branches) {
                for category in document.categories { categories[category, default: 0] += 1 }
            }
            #expect(answer.facets.categories == categories)
            open = query.filter
            open.retailers = []
            var retailers: [DocumentID: Int] = [:]
            for document in city.sorted where all.contains(document.id) && passes(document, open, branches) {
                let sellers = document.offers.filter { passes($0, open, branches) }.compactMap {
                    branches[$0.branch]?.retailer
                }
                for retailer in Set(sellers) { retailers[retailer, default: 0] += 1 }
            }
            #expect(answer.facets.retailers == retailers)
        }
    }

    @Test(arguments: [4, 5] as [UInt64])
    func `sorting by price is sorting by the cheapest offer that passes`(_ seed: UInt64) {
        var city = City(seed: seed, products: 300)
        let snapshot = city.index().snapshot
        let branches = Dictionary(uniqueKeysWithValues: city.branches.map { ($0.id, $0) })
        for _ in 0..<20 {
            var query = Query(city.dice.pick(City.queries), limit: 1000)
            let all = Set(snapshot.search(query).hits.map(\.id))
            query.filter = randomFilter(&city)
            query.sort = .price(descending: false)
            let expected = city.sorted.filter { all.contains($0.id) && passes($0, query.filter, branches) }.map {
                (
                    price: $0.offers.filter { passes($0, query.filter, branches) }.map(\.price_cents).min() ?? .max,
                    id: $0.id
                )
            }.sorted { $0 < $1 }
            #expect(snapshot.search(query).hits.map(\.id) == expected.map(\.id))
        }
    }

    @Test(arguments: [6, 7] as [UInt64])
    func `the best found by skipping are the best of all`(_ seed: UInt64) {
        let city = City(seed: seed, products: 3000)
        let snapshot = city.index().snapshot
        for text in City.queries {
            var query = Query(text, limit: 50)
            let skipping = snapshot.search(query)
            query.wantsTotal = true
            let whole = snapshot.search(query)
            #expect(skipping.hits.map(\.id) == whole.hits.map(\.id))
            #expect(skipping.hits.map(\.score) == whole.hits.map(\.score))
        }
    }

    @Test(arguments: [8, 9] as [UInt64])
    func `random edits, merges and saving leave what a fresh index has`(_ seed: UInt64) throws {
        var city = City(seed: seed, products: 300)
        var index = city.index()
        let lexicon = index.snapshot.lexicon
        for step in 0..<60 {
            var changes: [Change] = []
            for _ in 0..<1 + city.dice.below(12) {
                let number = city.dice.below(360)
                let id = DocumentID(high: 7, low: UInt64(number))
                switch city.dice.below(4) {
                case 0:
                    changes.append(.delete(id))
                    city.documents[id] = nil
                case 1:
                    let offers = city.offers()
                    changes.append(.offers(id, offers))
                    city.documents[id]?.offers = offers
                default:
                    let document = city.product(number)
                    changes.append(.upsert(document))
                    city.put(document)
                }
            }
            index.apply(changes)
            if step % 20 == 11 { index.merge() }
            if step % 20 == 17 { index = try reopened(index) }
        }
        var state = Index.State()
        state.lexicon = lexicon
        let fresh = Index(settings: Settings(), state: state)
        fresh.apply(city.branches.map { .branch($0) } + city.sorted.map { .upsert($0) })
        #expect(index.snapshot.count == city.documents.count)
        compare(index.snapshot, fresh.snapshot)
        index.merge()
        #expect(index.snapshot.views.count == 1)
        compare(index.snapshot, fresh.snapshot)
    }

    private func reopened(_ index: Index) throws -> Index {
        let saved = index.snapshot.saved()
        return try Index(manifest: saved.manifest) { name in
            try #require(saved.segments.first { $0.name == name }).bytes
        }
    }

    private func compare(_ a: Snapshot, _ b: Snapshot) {
        for text in City.queries {
            var query = Query(text, limit: 400)
            query.facets = Set(Facet.allCases)
            let (one, other) = (a.search(query), b.search(query))
            #expect(one.hits.map(\.id) == other.hits.map(\.id), "\(text)")
            #expect(one.hits.map(\.score) == other.hits.map(\.score), "\(text)")
            #expect(one.hits.map(\.offers) == other.hits.map(\.offers))
            #expect(one.facets.categories == other.facets.categories)
            #expect(one.facets.retailers == other.facets.retailers)
        }
    }

    @Test func `a damaged byte is noticed wherever it is`() throws {
        let saved = City(seed: 10, products: 50).index().snapshot.saved()
        var dice = Dice(seed: 10)
        for _ in 0..<200 {
            var manifest = saved.manifest
            var bytes = Array(saved.segments[0].bytes.bytes)
            if dice.below(2) == 0 {
                manifest[dice.below(manifest.count)] ^= 1 << UInt8(dice.below(8))
            } else {
                bytes[dice.below(dice.below(2) == 0 ? 64 : bytes.count)] ^= 1 << UInt8(dice.below(8))
            }
            #expect(throws: SegmentProblem.self) { _ = try Index(manifest: manifest) { _ in SegmentBytes(bytes) } }
        }
    }
}

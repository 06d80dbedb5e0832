import Testing

@testable import SearchIndex

/// Orders, pages and the counts of moments, against loops over all documents.
@Suite struct SortAndPageTests {
    private static let here = Place(latitude: 50.05, longitude: 8.05)

    private func matches(_ snapshot: Snapshot, _ text: String) -> Set<DocumentID> {
        Set(snapshot.search(Query(text, limit: 1000)).hits.map(\.id))
    }

    @Test(arguments: [40, 41] as [UInt64])
    func `every order is the order of its key, then of ids`(_ seed: UInt64) {
        var city = City(seed: seed, products: 300)
        let snapshot = city.index().snapshot
        let branches = Dictionary(uniqueKeysWithValues: city.branches.map { ($0.id, $0) })
        let keys: [(Sort, (Document) -> Double?)] = [
            (.price(descending: false), { $0.offers.map { Double($0.price_cents) }.min() }),
            (.price(descending: true), { $0.offers.map(\.price_cents).min().map { -Double($0) } }),
            (.unitPrice(descending: false), { $0.offers.compactMap(\.unitPrice_cents).min().map { Double($0) } }),
            (
                .distance(from: Self.here),
                { $0.offers.compactMap { branches[$0.branch]?.place?.metres(to: Self.here) }.min() }
            ),
        ]
        for _ in 0..<10 {
            let text = city.dice.pick(City.queries)
            let all = matches(snapshot, text)
            for (sort, key) in keys {
                var query = Query(text, limit: 1000)
                query.sort = sort
                let expected = city.sorted.filter { all.contains($0.id) }.map { (key($0) ?? .infinity, $0.id) }
                    .sorted { $0 < $1 }
                #expect(snapshot.search(query).hits.map(\.id) == expected.map(\.1), "\(text) \(sort)")
            }
        }
    }

    @Test(arguments: [42, 43] as [UInt64])
    func `pages put together are the whole list, in every order`(_ seed: UInt64) {
        var city = City(seed: seed, products: 400)
        let snapshot = city.index().snapshot
        let sorts: [Sort] = [
            .relevance, .price(descending: false), .unitPrice(descending: true), .distance(from: Self.here),
        ]
        for sort in sorts {
            for _ in 0..<6 {
                var query = Query(city.dice.pick(City.queries), limit: 1000)
                query.sort = sort
                query.filter.isInStock = city.dice.below(2) == 0
                let whole = snapshot.search(query).hits
                query.limit = 1 + city.dice.below(40)
                var paged: [DocumentID] = []
                while paged.count <= whole.count {
                    let page = snapshot.search(query).hits
                    paged += page.map(\.id)
                    guard page.count == query.limit else { break }
                    query.after = page.last?.cursor
                }
                #expect(Set(paged) == Set(whole.map(\.id)))
                #expect(paged.count == whole.count)
                if sort != .relevance { #expect(paged == whole.map(\.id)) }
            }
        }
    }

    @Test(arguments: [44, 45] as [UInt64])
    func `counts of price ranges, moments, branches and districts are those of a loop`(_ seed: UInt64) {
        var city = City(seed: seed, products: 300)
        let snapshot = city.index().snapshot
        let branches = Dictionary(uniqueKeysWithValues: city.branches.map { ($0.id, $0) })
        for _ in 0..<20 {
            var query = Query(city.dice.pick(City.queries))
            let all = matches(snapshot, query.text)
            query.facets = [.price, .mask, .branch, .district, .inStock, .flag]
            query.priceSteps = [200, 500, 800]
            let open = Set((0..<12).filter { _ in city.dice.below(2) == 0 }.map { DocumentID("b\($0)") })
            query.countedMasks = [snapshot.mask(of: open), snapshot.mask(of: [])]
            let stocked = city.dice.below(2) == 0
            query.filter.isInStock = stocked
            let facets = snapshot.search(query).facets
            func passing(_ document: Document, _ stocked: Bool) -> [Offer] {
                document.offers.filter { !stocked || $0.isInStock }
            }
            let found = city.sorted.filter { all.contains($0.id) && (!stocked || !passing($0, true).isEmpty) }
            var prices = [0, 0, 0, 0]
            for document in found where document.kind == .product {
                guard let least = passing(document, stocked).map(\.price_cents).min() else { continue }
                prices[[200, 500, 800].firstIndex { least < $0 } ?? 3] += 1
            }
            #expect(facets.prices == prices)
            let opened = found.filter { passing($0, stocked).contains { open.contains($0.branch) } }.count
            #expect(facets.masks == [opened, 0])
            var byBranch: [DocumentID: Int] = [:]
            var byDistrict: [DocumentID: Int] = [:]
            for document in found {
                let offered = Set(passing(document, stocked).map(\.branch))
                for branch in offered { byBranch[branch, default: 0] += 1 }
                let districts = Set(offered.compactMap { branches[$0]?.district })
                for district in districts { byDistrict[district, default: 0] += 1 }
            }
            #expect(facets.branches == byBranch)
            #expect(facets.districts == byDistrict)
            // The filter's own "in stock" is left out of its count.
            let inStock = city.sorted.filter { all.contains($0.id) && !passing($0, true).isEmpty }.count
            #expect(facets.inStock == inStock)
            for bit in 0..<4 {
                #expect(facets.flags[bit] ?? 0 == found.filter { $0.flags >> UInt64(bit) & 1 == 1 }.count)
            }
        }
    }

    @Test(arguments: [46] as [UInt64])
    func `a half word finds what begins with it, a slip what is near it`(_ seed: UInt64) {
        var city = City(seed: seed, products: 300)
        let snapshot = city.index().snapshot
        for word in City.words where word.count > 4 && word.allSatisfy(\.isLetter) {
            let form = Shelf.form(word)
            let bearers = city.sorted.filter { $0.title.split(separator: " ").contains { $0 == word } }
            guard !bearers.isEmpty else { continue }
            let typed = String(decoding: form.prefix(form.count - 1), as: UTF8.self)
            let found = matches(snapshot, typed)
            #expect(bearers.allSatisfy { found.contains($0.id) }, "\(typed)")
            let begun = snapshot.suggest(String(decoding: form.prefix(3), as: UTF8.self), limit: 20)
            #expect(begun.contains { $0.text == word })
            let slip = String(decoding: city.dice.slip(form), as: UTF8.self)
            guard slip.count > 4 else { continue }
            var query = Query(slip, limit: 1000)
            query.isTyping = false
            // Either the word is found, or another known one is as near.
            let hits = Set(snapshot.search(query).hits.map(\.id))
            #expect(!hits.isEmpty, "\(slip) for \(word)")
        }
    }

    @Test func `offers and payloads of a change are handed back, over merging and saving`() throws {
        var city = City(seed: 47, products: 120)
        var index = city.index()
        for step in 0..<30 {
            let id = DocumentID(high: 7, low: UInt64(city.dice.below(120)))
            let offers = city.offers()
            city.documents[id]?.offers = offers
            city.documents[id]?.payload = [UInt8(step), 1]
            index.apply([.offers(id, offers, payload: [UInt8(step), 1])])
            if step % 3 == 0 { index.apply([.offers(id, offers)]) }
            if step == 11 { index.merge() }
            if step == 17 {
                let saved = index.snapshot.saved(note: [9])
                #expect(try Index.note(of: saved.manifest) == [9])
                index = try Index(manifest: saved.manifest) { name in
                    try #require(saved.segments.first { $0.name == name }).bytes
                }
            }
        }
        for document in city.sorted {
            #expect(index.snapshot.payload(of: document.id) == document.payload)
            #expect(index.snapshot.offers(of: document.id) == document.offers)
        }
    }

    @Test func `other synonyms and weights hold from the next query on`() {
        let index = Shelf.index()
        #expect(Shelf.first("quorvix", in: index) == nil)
        var settings = Settings()
        settings.synonyms = ["quorvix, gouda"]
        settings.weights.title = 0
        let before = index.snapshot
        index.set(settings)
        #expect(Shelf.first("quorvix", in: index) == "Käse Gouda")
        #expect(index.snapshot.search(Query("gouda")).hits.first?.parts.title == 0)
        #expect(before.search(Query("gouda")).hits.first?.parts.title ?? 0 > 0)
    }
}

extension Shelf {
    /// A word as the index writes it.
    static func form(_ word: String) -> [UInt8] {
        var tokeniser = Tokeniser()
        tokeniser.read(word)
        return tokeniser.tokens.first.map { tokeniser.form($0) } ?? []
    }
}

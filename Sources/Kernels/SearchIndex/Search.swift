extension Snapshot {
    /// How many of the best by words are looked at once more (`Rank`).
    static let window = 40

    /// Finds what the query asks for. Never fails: a query of nothing but blanks finds everything the filter lets
    /// through, the popular first; a query of unknown words finds nothing.
    public func search(_ query: Query) -> Answer {
        let tests = FilterTest.all(self, query)
        var search = Search(self, query, Planner.plan(query, self), tests)
        let answer = search.run()
        guard search.isDoubtful else { return answer }
        // Known words that never stand together: perhaps one was meant otherwise ("Nudeln dunkel" for "Nudeln Dinkel").
        var second = Search(self, query, Planner.plan(query, self, doubts: true), tests)
        let other = second.run()
        return second.bestCoverage > search.bestCoverage ? other : answer
    }
}

/// One search on its way: plan in, answer out.
struct Search {
    private let snapshot: Snapshot
    private let query: Query
    private let plan: Plan
    private let limit: Int
    private let tests: [FilterTest]
    private let counter: FacetCounter?
    private var total = 0
    /// How much of the query the best hit covers.
    private(set) var bestCoverage = 1.0
    private let isBrowsing: Bool

    init(_ snapshot: Snapshot, _ query: Query, _ plan: Plan, _ tests: [FilterTest]) {
        self.snapshot = snapshot
        self.query = query
        self.plan = plan
        limit = max(1, min(1000, query.limit))
        self.tests = tests
        isBrowsing = plan.words.isEmpty && !query.text.contains { !$0.isWhitespace }
        counter = query.facets.isEmpty ? nil : FacetCounter(snapshot, query, tests)
    }

    private var wantsTotal: Bool { query.wantsTotal || counter != nil || query.sort != .relevance }

    mutating func run() -> Answer {
        var hits: [Hit] = []
        if !plan.words.isEmpty || isBrowsing { hits = query.sort == .relevance ? byRelevance() : byColumn() }
        return Answer(
            hits: hits, total: wantsTotal ? total : nil, facets: counter?.facets() ?? Facets(),
            suggestion: suggestion(), words: query.explains ? explanations() : [])
    }

    /// Several known words, and no document has them all.
    var isDoubtful: Bool { plan.words.count > 1 && query.sort == .relevance && bestCoverage < 0.75 }

    /// The query with its corrections, when there are any.
    private func suggestion() -> String? {
        guard plan.words.contains(where: { $0.isCorrected }) else { return nil }
        return plan.words.map { display($0) }.joined(separator: " ")
    }

    private func display(_ word: Plan.Word) -> String {
        let hash = WordTable.hash(word.form)
        for view in snapshot.views {
            let form = view.segment.form(word.form, hash: hash)
            if form >= 0 { return view.segment.display(form) }
        }
        return String(decoding: word.form, as: UTF8.self)
    }

    private func explanations() -> [WordExplanation] {
        plan.words.map { word in
            WordExplanation(
                word: String(decoding: word.typed, as: UTF8.self), weight: Double(word.weight),
                meanings: word.readings.map {
                    .init(text: String(decoding: $0.text, as: UTF8.self), reason: $0.reason, weight: Double($0.weight))
                })
        }
    }

    /// Every match that passes the filter, with its score by words.
    private func forEachMatch(
        counting counter: FacetCounter? = nil, _ visit: (_ view: Int, _ document: Int, _ score: Float) -> Float
    ) {
        let scratch = Scratch.take()
        defer { Scratch.give(scratch) }
        for number in snapshot.views.indices {
            let test = tests[number]
            let phrases = PhraseTest(number, plan)
            if isBrowsing { browse(number, test, counter, visit) }
            let allowed = counter?.looksPastFilter == true ? nil : test.known
            var scan = Scan(number, plan, snapshot.settings.weights, scratch, allowed: allowed)
            let isOpen = phrases == nil && test.passesAll
            scan.run { document, score in
                if !isOpen {
                    if let phrases, !phrases.passes(document) { return 0 }
                    let passes = test.passes(document)
                    counter?.count(number, document, passes: passes)
                    if !passes { return 0 }
                } else {
                    counter?.count(number, document, passes: true)
                }
                return visit(number, document, score)
            }
        }
    }

    /// Everything the filter lets through, by popularity.
    private func browse(
        _ number: Int, _ test: FilterTest, _ counter: FacetCounter?, _ visit: (Int, Int, Float) -> Float
    ) {
        let view = snapshot.views[number]
        for document in 0..<view.segment.count where !view.isDead(document) {
            let passes = test.passes(document)
            counter?.count(number, document, passes: passes)
            if passes { _ = visit(number, document, 0.1 + Float(view.segment.popularity[document])) }
        }
    }

    /// The best matches by words, in that order.
    mutating func window() -> [Best.Entry] { best().sorted() }

    private mutating func best() -> Best {
        let best = Best(capacity: Snapshot.window, snapshot.views)
        var total = 0
        let wantsAll = wantsTotal
        forEachMatch(counting: counter) { view, document, score in
            if wantsAll { total += 1 }
            best.insert(.init(key: Double(score), view: Int32(view), document: Int32(document)))
            return wantsAll ? 0 : Float(best.threshold)
        }
        self.total = total
        return best
    }

    private mutating func byRelevance() -> [Hit] {
        let best = best()
        var ranked = rerank(best)
        if let first = ranked.first, !isBrowsing { bestCoverage = first.parts.coverage }
        if let after = query.after { ranked.removeAll { !$0.isBehind(after) } }
        if ranked.count < limit, best.entries.count == Snapshot.window {
            ranked += further(behind: best.entries[0], limit - ranked.count)
        }
        return finish(ranked.prefix(limit))
    }

    /// Matches behind the window, in order of their words alone.
    private func further(behind last: Best.Entry, _ count: Int) -> [RankedEntry] {
        let best = Best(capacity: count, snapshot.views)
        let scale = Double(max(plan.totalWeight, 1e-6))
        forEachMatch { view, document, score in
            let entry = Best.Entry(key: Double(score), view: Int32(view), document: Int32(document))
            guard best.isWorse(entry, than: last) else { return 0 }
            if let after = query.after,
                !RankedEntry(entry, best.id(entry), .init(words: Double(score) / scale)).isBehind(after)
            {
                return 0
            }
            best.insert(entry)
            return 0
        }
        return best.sorted().map { RankedEntry($0, best.id($0), .init(words: $0.key / scale)) }
    }

    /// The window by whole scores, best first.
    private func rerank(_ best: Best) -> [RankedEntry] {
        let ranks = snapshot.views.indices.map { Rank($0, plan, snapshot.settings.weights) }
        let market = Market(snapshot, query)
        let hasOffers = !snapshot.branches.branches.isEmpty
        let ranked = best.entries.map { entry in
            var parts = ranks[Int(entry.view)].parts(Int(entry.document), base: Float(entry.key))
            let lift = hasOffers ? market.lift(Int(entry.view), Int(entry.document)) : 0
            parts.market = lift * snapshot.settings.weights.market * parts.words
            return RankedEntry(entry, best.id(entry), parts)
        }
        // Sorting numbers is cheaper than moving entries about.
        var order = ranked.indices.map { (score: ranked[$0].score, at: Int32($0)) }
        order.sort { $0.score != $1.score ? $0.score > $1.score : ranked[Int($0.at)].id < ranked[Int($1.at)].id }
        return order.map { ranked[Int($0.at)] }
    }

    private mutating func byColumn() -> [Hit] {
        let best = Best(capacity: limit, snapshot.views)
        let column = SortColumn(snapshot, query, tests)
        var total = 0
        forEachMatch(counting: counter) { view, document, _ in
            total += 1
            let entry = Best.Entry(key: column.key(view, document), view: Int32(view), document: Int32(document))
            if let after = query.after, !RankedEntry(entry, best.id(entry), nil).isBehind(after) { return 0 }
            best.insert(entry)
            return 0
        }
        self.total = total
        return finish(best.sorted().map { RankedEntry($0, best.id($0), nil) })
    }

    private func finish(_ entries: some Collection<RankedEntry>) -> [Hit] {
        return entries.map { ranked in
            let view = snapshot.views[Int(ranked.entry.view)]
            let document = Int(ranked.entry.document)
            let test = tests[Int(ranked.entry.view)]
            var offers: [(offer: Offer, place: Int)] = []
            var place = -1
            var nearest: Double?
            let here = query.sort.origin ?? query.signals.here
            view.forEachOffer(document) { offer in
                place += 1
                guard test.passes(offer) else { return }
                let branch = snapshot.branches.branches[Int(offer.branch)]
                let found = Offer(
                    branch: branch.id, price_cents: offer.price_cents,
                    unitPrice_cents: offer.unitPrice_cents == .max ? nil : offer.unitPrice_cents,
                    isInStock: offer.isInStock)
                offers.append((found, place))
                if let here, let place = branch.place { nearest = min(nearest ?? .infinity, place.metres(to: here)) }
            }
            offers.sort {
                ($0.offer.price_cents, $0.offer.branch, $0.place) < ($1.offer.price_cents, $1.offer.branch, $1.place)
            }
            return Hit(
                id: ranked.id, kind: DocumentKind(rawValue: view.segment.kinds[document]) ?? .product,
                score: ranked.score, parts: ranked.parts, offers: offers.map(\.offer), places: offers.map(\.place),
                distanceMetres: nearest,
                payload: view.payload(document),
                cursor: Cursor(key: ranked.score, id: ranked.id))
        }
    }
}

/// A document with its whole score.
struct RankedEntry {
    var entry: Best.Entry
    var id: DocumentID
    var parts: ScoreParts
    var score: Double

    init(_ entry: Best.Entry, _ id: DocumentID, _ parts: ScoreParts?) {
        self.entry = entry
        self.id = id
        self.parts = parts ?? ScoreParts()
        score = parts.map { $0.sum } ?? entry.key
    }

    func isWorse(than other: RankedEntry) -> Bool { score != other.score ? score < other.score : id > other.id }

    func isBehind(_ cursor: Cursor) -> Bool { score != cursor.key ? score < cursor.key : id > cursor.id }
}

extension ScoreParts {
    init() { self.init(words: 0, exactness: 0, title: 0, popularity: 0, market: 0, coverage: 0) }
    init(words: Double) { self.init(words: words, exactness: 0, title: 0, popularity: 0, market: 0, coverage: 0) }
    var sum: Double { words + exactness + title + popularity + market }
}

extension Sort {
    /// From where distances count.
    var origin: Place? { if case .distance(let place) = self { place } else { nil } }
}

import Testing

@testable import SearchIndex

/// Whatever is typed, written or damaged: an answer or an error, never a crash, never without bounds. The seeds are
/// printed; `Tests/Fuzz/search` goes on from here with libFuzzer.
@Suite struct FuzzTests {
    private static let scalars: [Unicode.Scalar] = Array(
        ("aäbcßéœĳİıſﬁẞøłŁÅ09,.%-\"'`´’ x\u{0}\u{7}\u{AD}\u{200D}\u{300}\u{308}\u{FE0F}яёЖ中文"
            + "🥛\u{1F1E9}½٣\u{FFFD}\u{10FFFF}\t\n+*?~^(){}[]\\/").unicodeScalars)

    private func text(_ dice: inout Dice, _ length: Int) -> String {
        var text = ""
        for _ in 0..<dice.below(length + 1) {
            if dice.below(3) == 0 { text += dice.pick(City.words) }
            text.unicodeScalars.append(dice.pick(Self.scalars))
        }
        return text
    }

    @Test(arguments: [30, 31] as [UInt64])
    func `any text is read and any text is a query`(_ seed: UInt64) {
        var city = City(seed: seed, products: 200)
        let index = city.index()
        let snapshot = index.snapshot
        for round in 0..<400 {
            let words = text(&city.dice, round % 20 == 0 ? 600 : 12)
            var tokeniser = Tokeniser()
            tokeniser.read(words)
            for token in tokeniser.tokens {
                #expect(token.form.count <= Tokeniser.longest)
                let form = tokeniser.form(token)
                let surface = Array(tokeniser.surfaces[token.surface])
                for language in Language.allCases {
                    _ = Analyser.key(form: form, surface: surface, language: language)
                }
            }
            let read = QueryText(words)
            #expect(read.words.count <= QueryText.mostWords)
            var query = Query(words, limit: 10)
            query.facets = round % 3 == 0 ? Set(Facet.allCases) : []
            query.explains = round % 5 == 0
            let answer = snapshot.search(query)
            #expect(answer.hits.count <= 10)
            _ = snapshot.suggest(words)
            for range in snapshot.highlighter(for: query).ranges(in: words) {
                #expect(range.upperBound <= words.utf8.count)
            }
            if round % 40 == 0 { index.apply([.upsert(Document(id: DocumentID("fuzz"), title: words, body: words))]) }
        }
    }

    @Test func `no query makes more work than twelve words and their readings`() {
        let snapshot = City(seed: 32, products: 500).index().snapshot
        let hostile = [
            String(repeating: "a", count: 10_000), String(repeating: "wort ", count: 500),
            String(repeating: "*", count: 5000), String(repeating: "\"", count: 399),
            String(repeating: "-a ", count: 200),
            String(repeating: "apfelsaftmilchbrot", count: 20), String(repeating: "ä\u{308}", count: 3000),
        ]
        for text in hostile {
            let plan = Planner.plan(Query(text), snapshot, doubts: true)
            #expect(plan.words.count <= QueryText.mostWords)
            #expect(plan.words.allSatisfy { $0.readings.count <= Planner.mostReadings + 1 })
            _ = snapshot.search(Query(text))
        }
    }

    /// Bytes changed and the checksum made right again: what the reader accepts must be safe to search.
    @Test(arguments: [33, 34, 35] as [UInt64])
    func `a forged segment is refused or can be searched`(_ seed: UInt64) throws {
        var city = City(seed: seed, products: 60)
        let whole = Array(try #require(city.index().snapshot.saved().segments.first).bytes.bytes)
        var refused = 0
        for _ in 0..<1500 {
            var bytes = whole
            for _ in 0..<1 + city.dice.below(4) {
                let at = city.dice.below(3) == 0 ? 16 + city.dice.below(600) : city.dice.below(bytes.count)
                let flipped = bytes[at] ^ 1 << UInt8(city.dice.below(8))
                bytes[at] = city.dice.below(2) == 0 ? UInt8(city.dice.below(256)) : flipped
            }
            if city.dice.below(10) == 0 { bytes.removeLast(city.dice.below(bytes.count)) }
            if bytes.count >= 32 {
                let sum = bytes.withUnsafeBytes { SegmentFormat.checksum(segment: $0) }
                withUnsafeBytes(of: sum.littleEndian) { bytes.replaceSubrange(24..<32, with: $0) }
            }
            guard let segment = try? Segment(SegmentBytes(bytes)) else {
                refused += 1
                continue
            }
            search(segment, city.branches)
        }
        #expect(refused > 300)
    }

    private func search(_ segment: Segment, _ branches: [Branch]) {
        var state = Index.State()
        for branch in branches { state.branches.put(branch) }
        state.views = [SegmentView(segment: segment, branches: segment.branchIDs.map { state.branches.number($0) })]
        let snapshot = Index(settings: Settings(), state: state).snapshot
        for text in City.queries {
            var query = Query(text)
            query.facets = Set(Facet.allCases)
            _ = snapshot.search(query)
            _ = snapshot.suggest(text)
        }
    }
}

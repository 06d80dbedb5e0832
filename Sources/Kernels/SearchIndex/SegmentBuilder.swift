/// Reads documents into a draft: tokens, forms, keys, impacts.
struct SegmentBuilder: Sendable {
    private let weights: Weights
    private var draft = SegmentDraft()
    private var tokeniser = Tokeniser()
    /// All forms, of bodies too; those of titles are the draft's.
    private var stems = StemCache()
    private var languages: [UInt16] = []
    private var surfaces: [[UInt8]] = []
    private var numbers: [[UInt8]] = []
    /// Per form, from the lexicon: how much it says what a thing is.
    private var kinds: [Float] = []
    private var isAside: [Bool] = []
    private var isBreak: [Bool] = []
    private var bodies = Rows<UInt32>()
    private var codes = Rows<UInt32>()
    private var lastDocument: [Int32] = []

    init(_ weights: Weights) { self.weights = weights }

    mutating func add(_ document: Document) {
        let number = Int32(draft.records.count)
        draft.records.append(
            .init(
                id: document.id, flags: document.flags, kind: document.kind, language: document.language,
                minimumAge: document.minimumAge, popularity: document.popularity))
        var row: [UInt32] = []
        read(document.title, .title, document, number, into: &row)
        if !document.brand.isEmpty { read(document.brand, .brand, document, number, into: &row) }
        for name in document.categoryNames { read(name, .category, document, number, into: &row) }
        draft.titles.append(row)
        draft.categories.append(document.categories)
        draft.payloads.append(document.payload)
        draft.offers.append(document.offers)
        readBody(document)
        codes.append(document.codes.compactMap { Analyser.code($0).map { key($0) } })
    }

    private mutating func key(_ word: [UInt8]) -> UInt32 {
        let key = draft.keys.intern(word)
        if key == draft.keyCounts.count { draft.keyCounts.append(0) }
        return UInt32(key)
    }

    private mutating func read(
        _ text: String, _ field: Field, _ document: Document, _ number: Int32, into row: inout [UInt32]
    ) {
        tokeniser.read(text, limit: 64)
        for token in tokeniser.tokens {
            let form = tokeniser.forms.withUnsafeBufferPointer {
                draft.forms.intern(UnsafeBufferPointer(rebasing: $0[token.form]))
            }
            if form == draft.formCounts.count {
                draft.formCounts.append(0)
                languages.append(0)
                lastDocument.append(-1)
                surfaces.append(Array(tokeniser.surfaces[token.surface]))
                numbers.append(Array(tokeniser.forms[token.number]))
            }
            languages[form] |= 1 << UInt16(document.language.rawValue)
            if lastDocument[form] != number {
                lastDocument[form] = number
                draft.formCounts[form] += 1
            }
            row.append(UInt32(form) | field.rawValue << Field.shift)
        }
    }

    /// The first words of a text say more than the rest: the name again, the main ingredient.
    private static let bodyHead = 10
    private static let isHead: UInt32 = 1 << 31

    private mutating func readBody(_ document: Document) {
        guard !document.body.isEmpty else { return bodies.append([]) }
        tokeniser.read(document.body, limit: 400)
        var row: [UInt32] = []
        for (place, token) in tokeniser.tokens.enumerated() {
            let forms = tokeniser.forms[token.form]
            if forms.count < 2 { continue }
            let key = stems.key(
                Array(forms), Array(tokeniser.surfaces[token.surface]), document.language, &draft)
            row.append(key | (place < Self.bodyHead ? Self.isHead : 0))
        }
        bodies.append(row)
    }

    var count: Int { draft.records.count }

    /// What the titles teach: of the documents added here and of those in the segments given.
    func learnedLexicon(with views: [SegmentView] = []) -> Lexicon {
        var lesson = Lesson()
        let own = (0..<draft.forms.count).map { lesson.number(draft.forms.word($0)) }
        for document in draft.records.indices {
            let row = draft.titles[document]
            lesson.read(
                row.map { own[Int($0 & Field.mask)] }, row.map { $0 >> Field.shift }, draft.records[document].language)
        }
        for view in views {
            let segment = view.segment
            let numbers = (0..<segment.forms.count).map { lesson.number(Array(segment.forms[$0])) }
            for document in 0..<segment.count where !view.isDead(document) {
                let row = segment.titles[document]
                lesson.read(
                    row.map { numbers[Int($0 & Field.mask)] }, row.map { $0 >> Field.shift },
                    Language(rawValue: segment.languages[document]) ?? .none)
            }
        }
        return lesson.lexicon
    }

    /// The draft, with compounds read by this lexicon.
    mutating func finish(_ lexicon: Lexicon) -> SegmentDraft {
        for form in 0..<draft.forms.count {
            draft.formKeys.append(formKeys(form, lexicon))
            let word = draft.forms.word(form)
            draft.displays.append(numbers[form].isEmpty && surfaces[form] != word ? surfaces[form] : [])
            kinds.append(Float(lexicon.kind(word)))
            isAside.append(StopWords.aside.contains(word))
            isBreak.append(StopWords.breaks(word))
        }
        sortDocuments()
        for document in draft.records.indices { post(document) }
        return draft
    }

    /// Documents in order of their ids, so that ties need no look at an id.
    private mutating func sortDocuments() {
        let order = draft.records.indices.sorted { draft.records[$0].id < draft.records[$1].id }
        draft.records = order.map { draft.records[$0] }
        draft.titles = draft.titles.reordered(order)
        draft.categories = draft.categories.reordered(order)
        draft.payloads = draft.payloads.reordered(order)
        draft.offers = draft.offers.reordered(order)
        bodies = bodies.reordered(order)
        codes = codes.reordered(order)
    }

    private mutating func formKeys(_ form: Int, _ lexicon: Lexicon) -> [SegmentDraft.FormKey] {
        let word = draft.forms.word(form)
        var result: [SegmentDraft.FormKey] = []
        func add(_ key: UInt32, _ weight: Double) {
            if let at = result.firstIndex(where: { $0.key == key }) {
                result[at].weight = max(result[at].weight, UInt8(weight * 255))
            } else {
                result.append(.init(key: key, weight: UInt8(weight * 255)))
            }
        }
        for language in Language.allCases where languages[form] >> UInt16(language.rawValue) & 1 == 1 {
            add(stems.key(word, surfaces[form], language, &draft), 1)
        }
        if !numbers[form].isEmpty { add(key(numbers[form]), weights.number) }
        Self.addParts(of: word, lexicon, 1, weights, add: { add(stems.key($0, $0, .german, &draft), $1) })
        return result
    }

    private static func addParts(
        of word: [UInt8], _ lexicon: Lexicon, _ weight: Double, _ weights: Weights,
        add: (_ part: [UInt8], _ weight: Double) -> Void
    ) {
        guard weight > 0.2, let split = lexicon.split(word) else { return }
        let (head, modifier) = (weight * weights.head, weight * weights.modifier)
        add(split.head, head)
        add(split.modifier, modifier)
        addParts(of: split.head, lexicon, head, weights, add: add)
        addParts(of: split.modifier, lexicon, modifier, weights, add: add)
    }

    private mutating func post(_ document: Int) {
        var found: [(key: UInt32, weight: Double, again: Double)] = []
        let row = draft.titles[document]
        let words = row.reduce(0) { $0 + ($1 >> Field.shift == 0 ? 1 : 0) }
        var isAside = false
        let isRun = !Lesson.compounds(draft.records[document].language)
        for (place, entry) in row.enumerated() {
            var factor = 1.0
            switch Field(rawValue: entry >> Field.shift) ?? .title {
            case .title:
                factor = isAside ? weights.aside : 1 - (1 - weights.attribute) * kindBehind(row, place, isRun)
                isAside = isAside || self.isAside[Int(entry)]
            case .brand: factor = weights.brand
            case .category: factor = weights.category
            }
            for key in draft.formKeys[Int(entry & Field.mask)] {
                let weight = factor * Double(key.weight) / 255
                if let at = found.firstIndex(where: { $0.key == key.key }) {
                    found[at].again += min(found[at].weight, weight)
                    found[at].weight = max(found[at].weight, weight)
                } else {
                    found.append((key.key, weight, 0))
                    draft.keyCounts[Int(key.key)] += 1
                }
            }
        }
        for key in codes[document] { found.append((key, 1, 1)) }
        let length = 1 / (1 + weights.length * Double(words))
        let titleKeys = found.count
        for entry in bodies[document] {
            let key = entry & ~Self.isHead
            let weight = entry & Self.isHead != 0 ? weights.bodyHead : weights.body
            if let at = found.firstIndex(where: { $0.key == key }) {
                if at >= titleKeys {
                    found[at].weight = max(found[at].weight, weight)
                } else {
                    found[at].again += weight
                }
            } else {
                found.append((key, weight, 1))
            }
        }
        for (at, (key, weight, again)) in found.enumerated() {
            let repeated = 1 - weights.again * (1 - min(1, again))
            emit(key, document, at < titleKeys ? weight * length * repeated : weight)
        }
    }

    /// How much the title's next word says what the thing is; in languages that write compounds apart, the next two
    /// words up to a break: a *laptop privacy filter* is a filter.
    private func kindBehind(_ row: ArraySlice<UInt32>, _ place: Int, _ isRun: Bool) -> Double {
        var most: Float = 0
        let next = row.startIndex + place + 1
        for at in next..<max(next, min(row.endIndex, next + (isRun ? 3 : 1))) {
            let form = Int(row[at] & Field.mask)
            guard row[at] >> Field.shift == 0, !(isRun && isBreak[form]) else { break }
            most = max(most, kinds[form])
        }
        return Double(most)
    }

    private mutating func emit(_ key: UInt32, _ document: Int, _ impact: Double) {
        draft.postingKeys.append(key)
        draft.postingDocuments.append(UInt32(document))
        draft.postingImpacts.append(UInt8(max(1, min(255, impact * 255))))
    }
}

/// Keys of words seen before: stemming a word costs a microsecond, finding it again a tenth.
struct StemCache: Sendable {
    private var tables: [WordTable] = Array(repeating: WordTable(), count: Language.allCases.count)
    private var keys: [[UInt32]] = Array(repeating: [], count: Language.allCases.count)

    mutating func key(_ form: [UInt8], _ surface: [UInt8], _ language: Language, _ draft: inout SegmentDraft) -> UInt32
    {
        let slot = Int(language.rawValue)
        let known = tables[slot].intern(surface)
        if known < keys[slot].count { return keys[slot][known] }
        let key = draft.keys.intern(Analyser.key(form: form, surface: surface, language: language))
        if key == draft.keyCounts.count { draft.keyCounts.append(0) }
        keys[slot].append(UInt32(key))
        return UInt32(key)
    }
}

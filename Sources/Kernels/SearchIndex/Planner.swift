/// From a query's words to readings: what each may stand for in this snapshot's documents.
struct Planner {
    let snapshot: Snapshot
    let query: Query
    let text: QueryText
    let weights: Weights
    /// Doubt words that are known, too: a first search found nothing that fits them all.
    let doubts: Bool
    var plan: Plan

    /// Readings kept per word; more never helped and every one costs a posting list.
    static let mostReadings = 12

    init(_ query: Query, _ snapshot: Snapshot, doubts: Bool = false) {
        self.snapshot = snapshot
        self.query = query
        self.doubts = doubts
        text = QueryText(query.text)
        weights = snapshot.settings.weights
        plan = Plan(snapshot.views)
    }

    static func plan(_ query: Query, _ snapshot: Snapshot, doubts: Bool = false) -> Plan {
        var planner = Planner(query, snapshot, doubts: doubts)
        planner.run()
        return planner.plan
    }

    private mutating func run() {
        plan.phrases = text.phrases
        for word in text.excluded {
            for key in keys(of: plan.arena.keep(word.form), word.surface) { plan.excluded.append(key) }
        }
        for i in text.words.indices { read(i) }
        join()
        addSynonyms()
        addCode()
        for i in plan.words.indices { weigh(i) }
    }

    private mutating func read(_ i: Int) {
        let word = text.words[i]
        let form = plan.arena.keep(word.form)
        plan.words.append(Plan.Word(typed: form, form: form, kind: word.kind))
        plan.words[i].readings.reserveCapacity(Self.mostReadings)
        if readKnown(form, 1, .exact, i) {
            if word.kind == .word, doubts || plan.words[i].count < 6 { doubt(i) }
        } else if word.kind == .word {
            readUnknown(i)
        } else {
            add(.init(plan.key(form), 1, .exact, form), i)
        }
        if !word.number.isEmpty {
            let number = plan.arena.keep(word.number)
            add(.init(plan.key(number), Float(weights.number), .quantity, number), i)
        }
        if word.kind == .word && word.isOpen && query.isTyping { complete(i) }
    }

    /// Adds the readings of a form some segment knows: its keys, and its parts together. False when none knows it.
    @discardableResult
    mutating func readKnown(_ form: Plan.Bytes, _ weight: Float, _ reason: WordExplanation.Reason, _ i: Int) -> Bool {
        let hash = WordTable.hash(form)
        var count = 0
        var isKnown = false
        for view in plan.views {
            let number = view.segment.form(form, hash: hash)
            guard number >= 0 else { continue }
            isKnown = true
            count += view.formCount(number)
            readKeys(view.segment, number, weight, reason, i)
        }
        if isKnown && plan.words[i].form.baseAddress == form.baseAddress { plan.words[i].count = count }
        return isKnown
    }

    private mutating func readKeys(
        _ segment: Segment, _ form: Int, _ weight: Float, _ reason: WordExplanation.Reason, _ i: Int
    ) {
        let row = segment.formKeys[form]
        let text = segment.forms[form]
        var parts: (head: Int, modifier: Int) = (-1, -1)
        for packed in row {
            let key = plan.key(segment.keys[Int(packed & 0xFF_FFFF)])
            if packed >> 24 == 255 {
                add(.init(key, weight, reason, text), i)
            } else if plan.words[i].kind == .word {
                if parts.head < 0 { parts.head = key } else if parts.modifier < 0 { parts.modifier = key }
            }
        }
        if parts.modifier >= 0 {
            addParts(
                parts.head, parts.modifier, weight * Float(weights.parts), reason == .exact ? .compound : reason, text,
                i)
        }
    }

    /// Head and modifier together; the head counts more.
    mutating func addParts(
        _ head: Int, _ modifier: Int, _ weight: Float, _ reason: WordExplanation.Reason, _ text: Plan.Bytes, _ i: Int
    ) {
        var reading = Plan.Reading(head, weight, reason, text)
        reading.keys[1] = Int32(modifier)
        reading.keyCount = 2
        reading.shares[0] = 0.6
        reading.shares[1] = 0.4
        add(reading, i)
    }

    mutating func add(_ reading: Plan.Reading, _ i: Int) {
        if let same = plan.words[i].readings.firstIndex(where: { $0.hasSameKeys(as: reading) }) {
            if reading.weight > plan.words[i].readings[same].weight { plan.words[i].readings[same] = reading }
        } else if plan.words[i].readings.count < Self.mostReadings {
            plan.words[i].readings.append(reading)
        }
    }

    /// The keys of a form: as the segments read it, else by the languages of query and documents.
    mutating func keys(of form: Plan.Bytes, _ surface: [UInt8]) -> [Int] {
        let hash = WordTable.hash(form)
        var found: [Int] = []
        for view in plan.views {
            let number = view.segment.form(form, hash: hash)
            guard number >= 0 else { continue }
            for packed in view.segment.formKeys[number] where packed >> 24 == 255 {
                let key = plan.key(view.segment.keys[Int(packed & 0xFF_FFFF)])
                if !found.contains(key) { found.append(key) }
            }
        }
        return found.isEmpty ? stems(of: form, surface) : found
    }

    mutating func stems(of form: Plan.Bytes, _ surface: [UInt8]) -> [Int] {
        var found: [Int] = []
        for language in Language.allCases
        where language == query.language || snapshot.languages >> UInt16(language.rawValue) & 1 == 1 {
            let key = plan.key(plan.arena.keep(Analyser.key(form: Array(form), surface: surface, language: language)))
            if !found.contains(key) { found.append(key) }
        }
        return found
    }

    mutating func partKey(_ part: some Collection<UInt8>) -> Int {
        let part = Array(part)
        return plan.key(plan.arena.keep(Analyser.key(form: part, surface: part, language: .german)))
    }

    /// Titles the form stands in.
    func count(_ form: Plan.Bytes) -> Int {
        let hash = WordTable.hash(form)
        return plan.views.reduce(0) { sum, view in
            let number = view.segment.form(form, hash: hash)
            return number < 0 ? sum : sum + view.formCount(number)
        }
    }

    /// An article number is found as a whole, whatever its words might mean.
    private mutating func addCode() {
        guard let code = text.code, !plan.words.isEmpty else { return }
        let key = plan.key(plan.arena.keep(code))
        guard plan.keys[key].hasPostings else { return }
        for i in plan.words.indices {
            plan.words[i].readings.insert(.init(key, 1, .code, plan.keys[key].bytes), at: 0)
        }
    }

    /// Rare words weigh more, words that say what a thing is weigh more, stop words weigh little.
    private mutating func weigh(_ i: Int) {
        let word = plan.words[i]
        guard !word.readings.isEmpty else { return }
        let best = word.readings.reduce(0) { max($0, $1.weight) }
        var documents = 0
        for reading in word.readings where reading.weight >= best * 0.75 && reading.reason != .prefix {
            var count = Int.max
            for k in 0..<reading.keyCount { count = min(count, plan.keys[Int(reading.keys[k])].count) }
            documents = max(documents, count)
        }
        let total = Double(snapshot.count) + 2
        var weight = Logarithm.natural(total / (Double(documents) + 1)) / Logarithm.natural(total)
        weight = max(weight, 0.05) * (1 + weights.kind * snapshot.lexicon.kind(of: word.form))
        if word.kind != .word { weight *= weights.amount }
        if StopWords.contains(word.form) { weight *= 0.2 }
        plan.words[i].weight = Float(weight)
    }
}

/// Finds in a text what a query matched, whatever way it did: stems, parts, typos, synonyms.
public struct Highlighter {
    private let snapshot: Snapshot
    private let keys: Set<[UInt8]>
    private let language: Language

    init(_ snapshot: Snapshot, _ query: Query) {
        self.snapshot = snapshot
        language = query.language
        let plan = Planner.plan(query, snapshot)
        var keys: Set<[UInt8]> = []
        for word in plan.words {
            for reading in word.readings {
                for k in 0..<reading.keyCount { keys.insert(Array(plan.keys[Int(reading.keys[k])].bytes)) }
            }
        }
        self.keys = keys
    }

    /// UTF-8 offsets of the words to be marked, in order.
    public func ranges(in text: String) -> [Range<Int>] {
        var tokeniser = Tokeniser()
        tokeniser.read(text, limit: 2000)
        return tokeniser.tokens.filter { matches($0, tokeniser) }.map(\.source)
    }

    private func matches(_ token: Token, _ tokeniser: Tokeniser) -> Bool {
        let form = tokeniser.form(token)
        var isKnown = false
        for view in snapshot.views {
            let number = form.withUnsafeBufferPointer { view.segment.form($0, hash: WordTable.hash($0)) }
            guard number >= 0 else { continue }
            isKnown = true
            for packed in view.segment.formKeys[number]
            where keys.contains(Array(view.segment.keys[Int(packed & 0xFF_FFFF)])) { return true }
        }
        if isKnown { return false }
        let surface = Array(tokeniser.surfaces[token.surface])
        return keys.contains(Analyser.key(form: form, surface: surface, language: language))
    }
}

extension Snapshot {
    /// Marks what the query matched; make one per query, use it for every hit.
    public func highlighter(for query: Query) -> Highlighter { Highlighter(self, query) }
}

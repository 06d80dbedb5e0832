extension Planner {
    /// Other names for words and phrases of the query, and for the parts of its compounds.
    mutating func addSynonyms() {
        let keys = plan.words.map { word in
            word.kind == .word ? word.readings.first { $0.keyCount == 1 }.map { Int($0.keys[0]) } : nil
        }
        for start in plan.words.indices {
            for thesaurus in snapshot.thesauri where !thesaurus.isForUnknown || plan.words[start].count == 0 {
                var phrase: [UInt8] = []
                for length in 1...Thesaurus.longestPhrase where start + length <= plan.words.count {
                    guard let key = keyBytes(keys, start + length - 1, thesaurus.language) else { break }
                    if length > 1 {
                        if length == 2 && !thesaurus.beginsPhrase(phrase) { break }
                        phrase.append(32)
                    }
                    phrase.append(contentsOf: key)
                    addOthers(thesaurus, phrase, start..<start + length)
                }
            }
            addSynonymsOfParts(start)
        }
    }

    /// The key of a word no segment knows.
    func thesaurusKey(_ i: Int, _ language: Language) -> [UInt8] {
        let form = Array(plan.words[i].form)
        return Analyser.key(form: form, surface: form, language: language)
    }

    /// What a thesaurus knows the word by: its key, or its form where no segment knows it.
    private func keyBytes(_ keys: [Int?], _ i: Int, _ language: Language) -> [UInt8]? {
        let word = plan.words[i]
        if word.isCorrected || keys[i] == nil {
            return word.kind == .word ? thesaurusKey(i, language) : Array(word.form)
        }
        return keys[i].map { Array(plan.keys[$0].bytes) }
    }

    private mutating func addOthers(_ thesaurus: Thesaurus, _ phrase: [UInt8], _ span: Range<Int>) {
        thesaurus.forEachOther(phrase) { other in
            let weight = Float(weights.synonym) * span.reduce(1) { min($0, plan.words[$1].trust) }
            if other.keys.count == 1 {
                let form = thesaurus.forms[other.forms.lowerBound]
                for word in span {
                    let key = plan.key(thesaurus.keys[other.keys.lowerBound])
                    if plan.keys[key].count > 0 { add(.init(key, weight, .synonym, form), word) }
                    readKnown(form, weight, .synonym, word)
                }
            } else if let reading = together(thesaurus, other, weight) {
                for word in span { add(reading, word) }
            }
        }
    }

    /// A phrase's keys as one reading; `nil` when one of them stands in no title.
    private mutating func together(
        _ thesaurus: Thesaurus, _ phrase: Thesaurus.Phrase, _ weight: Float
    ) -> Plan.Reading? {
        var reading = Plan.Reading(0, weight, .synonym, thesaurus.forms[phrase.forms.lowerBound])
        for (k, number) in phrase.keys.enumerated() {
            let key = plan.key(thesaurus.keys[number])
            guard plan.keys[key].count > 0 else { return nil }
            reading.keys[k] = Int32(key)
            reading.shares[k] = 1 / Float(phrase.keys.count)
        }
        reading.keyCount = phrase.keys.count
        return reading
    }

    /// *Zwetschgenmus* is *Pflaumenmus*: a part's other names, in the part's place.
    private mutating func addSynonymsOfParts(_ i: Int) {
        let word = plan.words[i]
        guard word.kind == .word,
            let parts = word.readings.first(where: {
                $0.keyCount == 2 && ($0.reason == .compound || $0.reason == .typo || $0.reason == .sound)
            })
        else { return }
        let (head, modifier) = (Int(parts.keys[0]), Int(parts.keys[1]))
        for thesaurus in snapshot.thesauri {
            thesaurus.forEachOther(Array(plan.keys[modifier].bytes)) { other in
                guard other.keys.count == 1 else { return }
                let key = plan.key(thesaurus.keys[other.keys.lowerBound])
                replace(key, head, i, word.trust)
            }
            thesaurus.forEachOther(Array(plan.keys[head].bytes)) { other in
                guard other.keys.count == 1 else { return }
                let key = plan.key(thesaurus.keys[other.keys.lowerBound])
                replace(modifier, key, i, word.trust)
            }
        }
    }

    private mutating func replace(_ modifier: Int, _ head: Int, _ i: Int, _ trust: Float) {
        guard plan.keys[head].count > 0, plan.keys[modifier].count > 0 else { return }
        let weight = Float(weights.synonym) * trust
        forEachJoin(plan.keys[modifier].bytes, plan.keys[head].bytes) { planner, form in
            planner.readOwnKeys(form, weight, .synonym, i)
        }
        addParts(head, modifier, weight * Float(weights.parts), .synonym, plan.keys[head].bytes, i)
    }
}

extension Planner {
    /// Neighbours written as one word, in either order, with or without linking letters: *Saft Apfel* is *Apfelsaft*.
    mutating func join() {
        guard plan.words.count > 1 else { return }
        for i in 0..<plan.words.count - 1 {
            guard plan.words[i].kind == .word || plan.words[i + 1].kind == .word,
                plan.words[i].kind != .quantity, plan.words[i + 1].kind != .quantity
            else { continue }
            let (left, right) = (plan.words[i], plan.words[i + 1])
            let trust = left.trust * right.trust * Float(weights.joined)
            forEachJoin(left.form, right.form) { planner, form in
                planner.readKnown(form, trust, .joined, i)
                planner.readKnown(form, trust, .joined, i + 1)
            }
            forEachJoin(right.form, left.form) { planner, form in
                planner.readKnown(form, trust, .joined, i)
                planner.readKnown(form, trust, .joined, i + 1)
            }
        }
    }

    private static let links: [[UInt8]] = ["", "n", "en", "s", "es", "e", "er"].map { Array($0.utf8) }

    /// Calls `visit` with each known form that is the two words in one.
    mutating func forEachJoin(
        _ first: Plan.Bytes, _ second: Plan.Bytes, _ visit: (inout Planner, Plan.Bytes) -> Void
    ) {
        guard first.count + second.count + 2 <= Tokeniser.longest, first.count + second.count >= 4 else { return }
        var word: [UInt8] = []
        word.reserveCapacity(first.count + second.count + 2)
        // With its ending off, too: Pflaume, Pflaumenmus; Kirsche, Kirschsaft.
        let bare = first.count > 4 && (first.last == UInt8(ascii: "e") || first.last == UInt8(ascii: "n")) ? 1 : 0
        for cut in 0...bare {
            for link in Self.links {
                word.removeAll(keepingCapacity: true)
                word.append(contentsOf: first.dropLast(cut))
                word.append(contentsOf: link)
                word.append(contentsOf: second)
                if let known = known(word) { visit(&self, known) }
            }
        }
    }

    /// The form as a segment holds it.
    func known(_ word: [UInt8]) -> Plan.Bytes? {
        word.withUnsafeBufferPointer { word in
            let hash = WordTable.hash(word)
            for view in plan.views {
                let number = view.segment.form(word, hash: hash)
                if number >= 0 && view.formCount(number) > 0 { return view.segment.forms[number] }
            }
            return nil
        }
    }

    /// A word no segment knows: by its stem, its parts, its corrections.
    mutating func readUnknown(_ i: Int) {
        let form = plan.words[i].form
        var isKnown = false
        for key in stems(of: form, text.words[i].surface) where plan.keys[key].hasPostings {
            let isSound = plan.keys[key].count > 0 && plan.keys[key].bytes.count > 3
            add(.init(key, isSound ? Float(weights.stem) : 0.5, .stem, form), i)
            isKnown = isKnown || isSound
        }
        if let split = snapshot.lexicon.split(Array(form)) {
            addParts(partKey(split.head), partKey(split.modifier), Float(weights.parts), .compound, form, i)
            isKnown = true
        }
        // What a city or a region calls something is no slip, though no title may say it.
        if !snapshot.thesauri.contains(where: { $0.knows(thesaurusKey(i, $0.language)) }) {
            correct(i, isKnown: isKnown)
        }
    }

    /// Words that begin with the typed letters, when the word as it stands is hardly one.
    mutating func complete(_ i: Int) {
        let prefix = plan.words[i].typed
        guard prefix.count >= 2, plan.words[i].count < 20 else { return }
        var most: [(form: Plan.Bytes, count: Int)] = []
        for view in plan.views {
            let start = view.segment.forms.lowerBound(prefix)
            let end = view.segment.forms.end(ofPrefix: prefix, from: start)
            for form in start..<end {
                let count = view.formCount(form)
                if most.count == Self.mostCompletions {
                    guard let least = most.last, count > least.count else { continue }
                }
                let bytes = view.segment.forms[form]
                if bytes.count == prefix.count { continue }
                let at = most.firstIndex { $0.count < count } ?? most.count
                most.insert((bytes, count), at: at)
                if most.count > Self.mostCompletions { most.removeLast() }
            }
        }
        for (form, count) in most where count > 0 { readOwnKeys(form, Float(weights.prefix), .prefix, i) }
    }

    static let mostCompletions = 8

    /// The form's own keys, without its parts.
    mutating func readOwnKeys(_ form: Plan.Bytes, _ weight: Float, _ reason: WordExplanation.Reason, _ i: Int) {
        let hash = WordTable.hash(form)
        for view in plan.views {
            let number = view.segment.form(form, hash: hash)
            guard number >= 0 else { continue }
            for packed in view.segment.formKeys[number] where packed >> 24 == 255 {
                add(.init(plan.key(view.segment.keys[Int(packed & 0xFF_FFFF)]), weight, reason, form), i)
            }
        }
    }
}

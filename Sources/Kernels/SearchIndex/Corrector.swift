/// Which known words a mistyped one may have been.
struct Corrector {
    struct Candidate {
        var form: UnsafeBufferPointer<UInt8>
        /// In how many titles it stands.
        var count: Int
        /// What the edits cost: 1 for a plain one, more when the first letter is wrong.
        var cost: Double
        /// It sounds the same.
        var isSound: Bool
        /// Frequent words win over rare ones, near words over far ones.
        var value = 0.0
        /// For a compound made up of known parts: these; else empty.
        var head: [UInt8] = []
        var modifier: [UInt8] = []

        func isBefore(_ other: Candidate) -> Bool {
            value != other.value ? value > other.value : Bytes.isLess(form, other.form)
        }
    }

    let snapshot: Snapshot
    let arena: Arena

    init(_ snapshot: Snapshot, _ arena: Arena) {
        self.snapshot = snapshot
        self.arena = arena
    }

    /// What an edit costs in the logarithm of frequency.
    static let price = 2.5

    /// The likely ones first.
    func candidates(_ word: UnsafeBufferPointer<UInt8>, _ surface: [UInt8]) -> [Candidate] {
        guard word.count >= TypoTable.shortest - 1, !word.contains(where: { $0 < 0x3A }) else { return [] }
        var found: [Candidate] = []
        gather(word, TypoTable.edits(word.count), &found)
        if found.isEmpty || found.allSatisfy({ $0.cost > 1 }) { lookFurther(word, surface, &found) }
        return sorted(found)
    }

    /// Only what is one edit away or sounds the same: enough to doubt a known word.
    func near(_ word: UnsafeBufferPointer<UInt8>) -> [Candidate] {
        guard word.count >= TypoTable.shortest, !word.contains(where: { $0 < 0x3A }) else { return [] }
        var found: [Candidate] = []
        gather(word, 1, &found)
        return sorted(found)
    }

    private func sorted(_ found: [Candidate]) -> [Candidate] {
        var found = found
        for i in found.indices {
            found[i].value = Logarithm.natural(Double(found[i].count) + 1) - Self.price * found[i].cost
        }
        return found.sorted { $0.isBefore($1) }
    }

    /// Two edits in seven letters, and slips inside a written-out umlaut: *Kolesse* for *Kloesse*, *suer* for *sauer*.
    private func lookFurther(_ word: UnsafeBufferPointer<UInt8>, _ surface: [UInt8], _ found: inout [Candidate]) {
        // A form is never longer than that, but what was typed may be.
        guard surface.count <= Tokeniser.longest else { return }
        if !surface.elementsEqual(word) && surface.count >= TypoTable.shortest {
            gather(arena.keep(surface), TypoTable.edits(surface.count), &found)
        }
        for i in surface.indices where surface[i] == UInt8(ascii: "e") && surface.count >= 6 {
            var bare = surface
            bare.remove(at: i)
            gather(arena.keep(bare), 1, &found)
        }
        if found.isEmpty && word.count == 7 { gather(word, 2, &found) }
    }

    /// Adds known words within so many edits.
    private func gather(
        _ word: UnsafeBufferPointer<UInt8>, _ limit: Int, _ found: inout [Candidate]
    ) {
        for view in snapshot.views {
            look(word, limit, view.segment.typos, view.segment.forms, { view.formCount($0) }, &found)
        }
        for thesaurus in snapshot.thesauri {
            look(word, limit, thesaurus.typos, thesaurus.forms, { _ in 1 }, &found)
        }
    }

    private func look(
        _ word: UnsafeBufferPointer<UInt8>, _ limit: Int, _ table: TypoTable, _ forms: PackedRows<UInt8>,
        _ count: (Int) -> Int, _ found: inout [Candidate]
    ) {
        guard !table.isEmpty else { return }
        var seen: [UInt32] = []
        func visit(_ hash: UInt64, bySound sound: UInt64?) {
            for form in table.bucket(hash) where !seen.contains(form) {
                let other = forms[Int(form)]
                if abs(other.count - word.count) > 3 { continue }
                let distance = EditDistance.distance(word, other, limit: sound == nil ? limit : 3)
                if distance == 0 || distance > (sound == nil ? limit : 3) { continue }
                let isSound = snapshot.isGerman && TypoTable.soundHash(other) == (sound ?? TypoTable.soundHash(word))
                if sound != nil && !isSound { continue }
                seen.append(form)
                take(other, count(Int(form)), distance, isSound, word, &found)
            }
        }
        let sound = TypoTable.soundHash(word)
        if snapshot.isGerman { visit(sound, bySound: sound) }
        TypoTable.variants(word, edits: limit) { visit($0, bySound: nil) }
    }

    private func take(
        _ form: UnsafeBufferPointer<UInt8>, _ count: Int, _ distance: Int, _ isSound: Bool,
        _ word: UnsafeBufferPointer<UInt8>, _ found: inout [Candidate]
    ) {
        guard count > 0 else { return }
        var cost = isSound ? 0.4 : Double(distance)
        if word.first != form.first && !isSound { cost += 0.3 }
        if let same = found.firstIndex(where: { Bytes.compare($0.form, form) == 0 }) {
            // Another segment's share of the same word, or another way to it.
            if found[same].form.baseAddress != form.baseAddress { found[same].count += count }
            found[same].cost = min(found[same].cost, cost)
            return
        }
        found.append(Candidate(form: form, count: count, cost: cost, isSound: isSound))
    }

    /// Compounds nobody has written before, with a slip in one part: *Pfirsicheidtee*.
    func compounds(_ word: [UInt8]) -> [Candidate] {
        guard word.count >= 7, word.count <= 30 else { return [] }
        var best: Candidate?
        func consider(_ modifier: [UInt8], _ head: [UInt8], _ frequency: Double, _ cost: Double) {
            let value = Logarithm.natural(frequency + 1) - Self.price * cost - 1
            guard value > best?.value ?? -.infinity else { return }
            var candidate = Candidate(
                form: arena.keep(modifier + head), count: Int(frequency), cost: cost, isSound: false)
            (candidate.value, candidate.head, candidate.modifier) = (value, head, modifier)
            best = candidate
        }
        for cut in 3...word.count - 3 {
            let (left, right) = (word[..<cut], word[cut...])
            if let known = snapshot.lexicon.modifier(left), let fixed = nearest(right) {
                consider(known.word, Array(fixed.form), (known.count * Double(fixed.count)).squareRoot(), fixed.cost)
            }
            if let known = snapshot.lexicon.known(right), let fixed = nearest(left) {
                consider(Array(fixed.form), Array(right), (known * Double(fixed.count)).squareRoot(), fixed.cost)
            }
        }
        return best.map { [$0] } ?? []
    }

    /// The likeliest word one edit away; a part must be somewhat common.
    private func nearest(_ part: ArraySlice<UInt8>) -> Candidate? {
        guard part.count >= TypoTable.shortest - 1 else { return nil }
        var found: [Candidate] = []
        gather(arena.keep(part), 1, &found)
        return found.filter { $0.count >= 3 && $0.form.count >= 3 }
            .max { Double($0.count) / ($0.cost * $0.cost) < Double($1.count) / ($1.cost * $1.cost) }
    }
}

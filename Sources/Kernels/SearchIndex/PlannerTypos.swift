extension Planner {
    /// A known but rare word may be a slip that others made before: *Tunfisch* stands in a few titles, *Thunfisch* in
    /// many.
    mutating func doubt(_ i: Int) {
        let word = plan.words[i]
        let alone = plan.words.count == 1 && text.words.count == 1
        for candidate in Corrector(snapshot, plan.arena).near(word.form).prefix(3) {
            if candidate.cost > 1 || candidate.count < word.count * (doubts ? 2 : 8) { continue }
            let weight = candidate.isSound ? Float(weights.sound) : doubts && !alone ? 0.6 : Float(weights.typo)
            readKnown(candidate.form, weight, candidate.isSound ? .sound : .typo, i)
        }
    }

    /// An unknown word becomes the likeliest known one; others stand beside it.
    mutating func correct(_ i: Int, isKnown: Bool) {
        let corrector = Corrector(snapshot, plan.arena)
        let typed = plan.words[i].typed
        var candidates = corrector.candidates(typed, text.words[i].surface)
        if candidates.isEmpty || candidates[0].cost > 1, !isKnown {
            candidates += corrector.compounds(Array(typed))
            candidates.sort { $0.isBefore($1) }
        }
        guard let best = candidates.first else { return }
        for (rank, candidate) in candidates.prefix(5).enumerated() {
            if candidate.value < best.value - 2 { break }
            if isKnown && candidate.cost > 1 { continue }
            let weight = trust(candidate) * (rank == 0 ? 1 : 0.9)
            if rank == 0 && (!isKnown || candidate.isSound) {
                plan.words[i].form = candidate.form
                plan.words[i].trust = weight
            }
            if candidate.head.isEmpty {
                if !readKnown(candidate.form, weight, candidate.isSound ? .sound : .typo, i) {
                    addParts(of: candidate.form, weight, i)
                }
            } else {
                addParts(
                    partKey(candidate.head), partKey(candidate.modifier), weight * Float(weights.parts), .typo,
                    candidate.form, i)
            }
        }
    }

    /// A word only the thesaurus knows may still be made of words the segments know.
    private mutating func addParts(of form: Plan.Bytes, _ weight: Float, _ i: Int) {
        guard let split = snapshot.lexicon.split(Array(form)) else { return }
        addParts(partKey(split.head), partKey(split.modifier), weight * Float(weights.parts), .typo, form, i)
    }

    private func trust(_ candidate: Corrector.Candidate) -> Float {
        if candidate.isSound { return Float(weights.sound) }
        return Float(candidate.cost > 1.2 ? weights.typo * weights.typo : weights.typo)
    }
}

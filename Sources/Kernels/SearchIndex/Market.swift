/// The market's signals for a hit: can I have it, now, near? Bounded, so that no signal beats a better fit of words.
struct Market {
    private let snapshot: Snapshot
    private let weights: Weights
    private let signals: Signals

    init(_ snapshot: Snapshot, _ query: Query) {
        self.snapshot = snapshot
        weights = snapshot.settings.weights
        signals = query.signals
    }

    /// 0...1: the best of the document's offers; a category is always there.
    func lift(_ view: Int, _ document: Int) -> Double {
        if snapshot.views[view].segment.kinds[document] == DocumentKind.category.rawValue { return 1 }
        var best = 0.0
        snapshot.views[view].forEachOffer(document) { offer in
            var lift = offer.isInStock ? weights.inStock : 0
            if let mask = signals.deliverable, mask.contains(Int(offer.branch)) { lift += weights.deliverable }
            if let mask = signals.open, mask.contains(Int(offer.branch)) { lift += weights.open }
            if let here = signals.here, let place = snapshot.branches.branches[Int(offer.branch)].place {
                lift += weights.close / (1 + place.metres(to: here) / 2000)
            }
            best = max(best, min(1, lift))
        }
        return best
    }
}

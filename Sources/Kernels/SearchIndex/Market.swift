/// The market's signals for a hit: can I have it, now, near? Bounded, so that no signal beats a better fit of words.
struct Market {
    private let snapshot: Snapshot
    private let signals: Signals

    init(_ snapshot: Snapshot, _ query: Query) {
        self.snapshot = snapshot
        signals = query.signals
    }

    /// 0...1: the best of the document's offers. In stock 0.4, deliverable 0.3, open 0.2, near 0.1.
    func lift(_ view: Int, _ document: Int) -> Double {
        var best = 0.0
        snapshot.views[view].forEachOffer(document) { offer in
            var lift = offer.isInStock ? 0.4 : 0
            if let mask = signals.deliverable, mask.contains(Int(offer.branch)) { lift += 0.3 }
            if let mask = signals.open, mask.contains(Int(offer.branch)) { lift += 0.2 }
            if let here = signals.here, let place = snapshot.branches.branches[Int(offer.branch)].place {
                lift += 0.1 / (1 + place.metres(to: here) / 2000)
            }
            best = max(best, lift)
        }
        return best
    }
}

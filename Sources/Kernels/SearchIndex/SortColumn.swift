/// The key of a sort: higher comes first; documents without a value come last.
struct SortColumn {
    private let snapshot: Snapshot
    private let query: Query
    private let tests: [FilterTest]

    init(_ snapshot: Snapshot, _ query: Query, _ tests: [FilterTest]) {
        self.snapshot = snapshot
        self.query = query
        self.tests = tests
    }

    func key(_ view: Int, _ document: Int) -> Double {
        var least = Double.infinity
        snapshot.views[view].forEachOffer(document) { offer in
            guard tests[view].passes(offer) else { return }
            switch query.sort {
            case .price: least = min(least, Double(offer.price_cents))
            case .unitPrice:
                if offer.unitPrice_cents != .max { least = min(least, Double(offer.unitPrice_cents)) }
            case .distance(let origin):
                if let place = snapshot.branches.branches[Int(offer.branch)].place {
                    least = min(least, place.metres(to: origin))
                }
            case .relevance: break
            }
        }
        if least == .infinity { return -.greatestFiniteMagnitude }
        switch query.sort {
        case .price(descending: true), .unitPrice(descending: true): return least
        default: return -least
        }
    }
}

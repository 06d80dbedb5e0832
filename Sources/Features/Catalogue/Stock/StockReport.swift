import Retailers
import Vocabulary

/// What a till or merchandise system says about one article.
package struct StockReport: Sendable, Hashable {
    package enum Amount: Sendable, Hashable {
        /// So many are there.
        case onHand(Int64)
        /// So many came (or went, below zero).
        case delta(Int64)
    }

    /// SKU, or GTIN in fourteen digits.
    package let article: String
    package let isGTIN: Bool
    package let amount: Amount
    package let observedAt: Instant

    package init(sku: String, amount: Amount, observedAt: Instant) {
        (article, isGTIN, self.amount, self.observedAt) = (sku, false, amount, observedAt)
    }

    package init(gtin: GTIN, amount: Amount, observedAt: Instant) {
        (article, isGTIN, self.amount, self.observedAt) = (gtin.canonical, true, amount, observedAt)
    }
}

/// A level and the moment of the last count that it rests on.
package struct StockCount: Sendable, Hashable {
    package let level: StockLevel
    package let observedAt: Instant

    /// What a report does to it.
    enum Effect: Hashable {
        case taken(StockCount)
        /// Something observed later is known already.
        case late
    }

    /// A count replaces what is known; a movement is added, and leaves the moment of the last count. Both lose against
    /// a count observed at the same time or later. The shelf never falls below what is promised to baskets and orders:
    /// those goods are there, or are reported short at picking.
    func applying(_ report: StockReport) -> Effect {
        guard report.observedAt > observedAt else { return .late }
        let (units, moment): (Int64, Instant)
        switch report.amount {
        case .onHand(let counted): (units, moment) = (counted, report.observedAt)
        case .delta(let moved): (units, moment) = (level.onHand + moved, observedAt)
        }
        let onHand = max(units, level.allocated)
        let next = StockLevel(offer: level.offer, onHand: onHand, allocated: level.allocated)
        return .taken(StockCount(level: next, observedAt: moment))
    }
}

/// What became of one report.
package enum StockOutcome: String, Sendable, Hashable {
    case taken, late, unknown
}

/// Reports of one branch that come together.
package struct StockBatch: Sendable {
    package let branch: ID<Branch>
    package let reports: [StockReport]
}

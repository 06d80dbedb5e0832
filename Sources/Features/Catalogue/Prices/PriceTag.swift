import Vocabulary

/// What an offer costs: a regular price and perhaps a lower one for a time. Which one holds is decided on reading, so
/// that a sale begins and ends without anybody doing something.
package struct PriceTag: Hashable, Sendable {
    package let regular: Money
    package let sale: Sale?

    package struct Sale: Hashable, Sendable {
        package let price: Money
        /// Open where `nil`.
        package let startsAt: Instant?
        /// The first moment after it; open where `nil`.
        package let endsAt: Instant?

        package init(price: Money, startsAt: Instant? = nil, endsAt: Instant? = nil) {
            self.price = price
            self.startsAt = startsAt
            self.endsAt = endsAt
        }

        package func isOn(at instant: Instant) -> Bool {
            startsAt.map { $0 <= instant } ?? true && endsAt.map { instant < $0 } ?? true
        }
    }

    package init(regular: Money, sale: Sale? = nil) {
        self.regular = regular
        self.sale = sale
    }

    package func price(at instant: Instant) -> Money {
        if let sale, sale.isOn(at: instant) { sale.price } else { regular }
    }
}

/// Every price an offer has had, and since when it stood so.
package struct PriceHistory: Sendable {
    package struct Entry: Hashable, Sendable {
        package let since: Instant
        package let tag: PriceTag

        package init(since: Instant, tag: PriceTag) {
            self.since = since
            self.tag = tag
        }
    }

    private let entries: [Entry]

    package init(_ entries: [Entry]) { self.entries = entries.sorted { $0.since < $1.since } }

    /// When the reduction that holds at `instant` began, also where it was written down again since; `nil` where none
    /// holds.
    package func reductionStart(at instant: Instant) -> Instant? {
        let past = entries.filter { $0.since <= instant }
        guard let last = past.last, let sale = last.tag.sale, sale.isOn(at: instant) else { return nil }
        let first = past.reversed().prefix { $0.tag.sale?.price == sale.price }.last ?? last
        return max(first.since, sale.startsAt ?? first.since)
    }

    /// The lowest price of the 30 days before a reduction that starts at `instant` (PAngV § 11); of the time since the
    /// first entry where that is shorter; `nil` where there was none before.
    package func lowestPrice(inThirtyDaysBefore instant: Instant) -> Money? {
        let from = instant - 30 * 86_400
        var lowest: Money?
        for (index, entry) in entries.enumerated() {
            let end = min(index + 1 < entries.count ? entries[index + 1].since : instant, instant)
            let start = max(entry.since, from)
            guard start < end else { continue }
            for price in entry.tag.prices(from: start, to: end) { lowest = min(lowest ?? price, price) }
        }
        return lowest
    }
}

extension PriceTag {
    /// The prices that hold at some moment from `start` up to, not including, `end`.
    func prices(from start: Instant, to end: Instant) -> [Money] {
        guard let sale else { return [regular] }
        let saleStart = max(sale.startsAt ?? start, start)
        let saleEnd = min(sale.endsAt ?? end, end)
        guard saleStart < saleEnd else { return [regular] }
        return saleStart > start || saleEnd < end ? [sale.price, regular] : [sale.price]
    }
}

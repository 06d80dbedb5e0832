import Vocabulary

/// A gross amount at one VAT rate, with the VAT in it.
package struct TaxedAmount: Hashable, Sendable {
    /// Per ten thousand: 700 is 7 %.
    package let basisPoints: Int64
    package let gross: Money
    package let vat: Money

    package var net: Money { gross - vat }

    /// As it stands on a line or a frozen sum of lines.
    package init(basisPoints: Int64, gross: Money, vat: Money) {
        self.basisPoints = basisPoints
        self.gross = gross
        self.vat = vat
    }

    /// One line: the VAT contained, rounded half up.
    package init(line gross: Money, basisPoints: Int64) {
        self.init(basisPoints: basisPoints, gross: gross, vat: gross.vatContained(basisPoints: basisPoints))
    }

    package static prefix func - (value: Self) -> Self {
        Self(basisPoints: value.basisPoints, gross: -value.gross, vat: -value.vat)
    }
}

extension Sequence<TaxedAmount> {
    /// One amount a rate, by rate; sums of what stood on the lines, never rounded anew. Rates that came to nothing
    /// are left out.
    package func byRate() -> [TaxedAmount] {
        var sums: [Int64: (gross: Money, vat: Money)] = [:]
        for amount in self {
            sums[amount.basisPoints, default: (.zero, .zero)].gross += amount.gross
            sums[amount.basisPoints, default: (.zero, .zero)].vat += amount.vat
        }
        return sums.filter { $0.value.gross != .zero || $0.value.vat != .zero }
            .sorted { $0.key < $1.key }
            .map { TaxedAmount(basisPoints: $0.key, gross: $0.value.gross, vat: $0.value.vat) }
    }

    package func gross() -> Money { lazy.map(\.gross).sum() }
}

extension Money {
    /// Parts in the proportion of the weights that sum to the whole, each less than a cent off (largest remainder,
    /// Hamilton's method; the earlier part wins a tie). Weights ≥ 0; without any weight the first part takes all.
    package func split(by weights: [Int64]) -> [Money] {
        let total = weights.reduce(0, +)
        guard total > 0 else { return weights.indices.map { $0 == 0 ? self : .zero } }
        let shares = weights.map { cents.magnitude.multipliedFullWidth(by: UInt64($0)) }
            .map { UInt64(total).dividingFullWidth($0) }
        let missing = Int(cents.magnitude - shares.map(\.quotient).reduce(0, +))
        let favoured = Set(
            shares.indices.sorted { (shares[$1].remainder, $0) < (shares[$0].remainder, $1) }.prefix(missing))
        return shares.indices.map { index in
            let part = Int64(shares[index].quotient) + (favoured.contains(index) ? 1 : 0)
            return Money(cents: cents < 0 ? -part : part)
        }
    }

    /// A delivery fee, split by the rates of the goods it brings (their gross values). Without goods: the full rate.
    package func splitByRates(of goods: [TaxedAmount], otherwise basisPoints: Int64 = 1900) -> [TaxedAmount] {
        let rates = goods.byRate().filter { $0.gross > .zero }
        guard !rates.isEmpty else { return [TaxedAmount(line: self, basisPoints: basisPoints)] }
        return zip(rates, split(by: rates.map(\.gross.cents))).map {
            TaxedAmount(line: $1, basisPoints: $0.basisPoints)
        }
    }
}

/// An amount in euro cents. Never a floating point number; overflow traps.
package struct Money: Hashable, Sendable, Comparable {
    package let cents: Int64

    package init(cents: Int64) { self.cents = cents }

    package static let zero = Money(cents: 0)
    package static func < (left: Self, right: Self) -> Bool { left.cents < right.cents }
    package static func + (left: Self, right: Self) -> Self { Self(cents: left.cents + right.cents) }
    package static func - (left: Self, right: Self) -> Self { Self(cents: left.cents - right.cents) }
    package static func * (left: Self, factor: Int64) -> Self { Self(cents: left.cents * factor) }
    package static prefix func - (value: Self) -> Self { Self(cents: -value.cents) }
    package static func += (left: inout Self, right: Self) { left = left + right }

    /// `cents × numerator ÷ denominator`, rounded half away from zero (what a receipt does). `denominator > 0`.
    package func scaled(by numerator: Int64, over denominator: Int64) -> Money {
        precondition(denominator > 0)
        let product = cents.multipliedFullWidth(by: numerator)
        let negative = (cents < 0) != (numerator < 0)
        let magnitude = negative && (product.high != 0 || product.low != 0) ? Self.negated(product) : product
        let (quotient, rest) = UInt64(denominator).dividingFullWidth((UInt64(magnitude.high), magnitude.low))
        let rounded = quotient + (rest >= UInt64(denominator) - rest ? 1 : 0)
        return Money(cents: negative ? -Int64(rounded) : Int64(rounded))
    }

    private static func negated(_ value: (high: Int64, low: UInt64)) -> (high: Int64, low: UInt64) {
        (value.low == 0 ? -value.high : ~value.high, 0 &- value.low)
    }

    /// The VAT contained in this gross amount at `rate` per ten thousand (1900 = 19 %), half up.
    package func vatContained(basisPoints rate: Int64) -> Money { scaled(by: rate, over: 10_000 + rate) }
}

extension Sequence<Money> {
    /// Their sum; zero when empty.
    package func sum() -> Money { reduce(.zero, +) }
}

extension Money: CustomStringConvertible {
    /// `12.99 EUR`, for logs and tables; people's texts are made where the language is known.
    package var description: String {
        let whole = cents.magnitude / 100
        let rest = cents.magnitude % 100
        return "\(cents < 0 ? "-" : "")\(whole).\(rest < 10 ? "0" : "")\(rest) EUR"
    }
}

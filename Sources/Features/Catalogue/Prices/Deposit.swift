import Vocabulary

/// A deposit (Pfand) and what it is made of: 24 bottles at 0.08 and a crate at 1.50 are 3.42.
///
/// It stands beside the price, never inside (PAngV § 7), is no part of the Grundpreis, and its VAT follows the goods.
package struct DepositType: Hashable, Sendable {
    package struct Component: Hashable, Sendable {
        /// What comes back: `bottle`, `can`, `crate`, `jar`.
        package let kind: String
        package let count: Int64
        package let each: Money

        package init(kind: String, count: Int64, each: Money) {
            self.kind = kind
            self.count = count
            self.each = each
        }
    }

    /// Stable: `crate-24x8`.
    package let code: String
    package let components: [Component]

    package init(code: String, components: [Component]) {
        self.code = code
        self.components = components
    }

    package var total: Money { components.map { $0.each * $0.count }.sum() }
}

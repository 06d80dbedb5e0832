import Vocabulary

/// The Grundpreis: what one kilogram, litre, metre … of the goods costs.
package struct UnitPrice: Hashable, Sendable {
    /// What it is related to.
    package enum Reference: String, Sendable, Hashable, CaseIterable {
        case kilogram, litre, cubicMetre, metre, squareMetre
        /// Only for goods weighed or measured by or for the customer.
        case hundredGrams, hundredMillilitres

        var measure: Measure {
            switch self {
            case .kilogram, .hundredGrams: .gram
            case .litre, .hundredMillilitres: .millilitre
            case .cubicMetre: .cubicMetre
            case .metre: .metre
            case .squareMetre: .squareMetre
            }
        }

        /// Thousandths of the measure that one reference is.
        var thousandths: Int64 {
            switch self {
            case .kilogram, .litre: 1_000_000
            case .hundredGrams, .hundredMillilitres: 100_000
            case .cubicMetre, .metre, .squareMetre: 1000
            }
        }
    }

    package let price: Money
    package let per: Reference

    /// The Grundpreis by PAngV §§ 4, 5; `nil` where the law asks for none: goods counted in pieces, contents below
    /// 10 g or 10 ml (§ 4 (3) 1), and where it equals the price itself (§ 4 (1)). Deposit is no part of it (§ 7).
    /// Goods with a drained weight are related to that (§ 5 (4)). `isLoose`: weighed by or for the customer, where
    /// 100 g and 100 ml are allowed (§ 5 (2)); it is used where the goods are priced by 100 themselves.
    package init?(price: Money, content: Content?, isLoose: Bool = false) {
        guard let content, let reference = Self.reference(for: content, isLoose: isLoose) else { return nil }
        let base = content.drainedThousandths ?? content.thousandths
        if base == reference.thousandths { return nil }
        if content.measure == .gram || content.measure == .millilitre, content.thousandths < 10_000 { return nil }
        self.price = price.scaled(by: reference.thousandths, over: base)
        per = reference
    }

    private static func reference(for content: Content, isLoose: Bool) -> Reference? {
        let isHundred = isLoose && content.thousandths == 100_000
        switch content.measure {
        case .gram: return isHundred ? .hundredGrams : .kilogram
        case .millilitre: return isHundred ? .hundredMillilitres : .litre
        case .cubicMetre: return .cubicMetre
        case .metre: return .metre
        case .squareMetre: return .squareMetre
        case .piece: return nil
        }
    }
}

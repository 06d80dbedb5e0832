import Catalogue

/// What is known of a product as bits for the index: allergens in it (also perhaps), whether anybody has declared them,
/// and diets that its source names.
struct Traits: Equatable {
    private(set) var bits: UInt64 = 0

    private static let declared: UInt64 = 1 << 14

    init(of product: Product) {
        if case .declared(let contains, let mayContain) = product.food.allergens {
            bits = Self.declared | Self.mask(of: contains.union(mayContain))
        }
        for diet in product.diet {
            if let known = Diet(rawValue: diet) { bits |= known.bit }
        }
    }

    /// Bits that must be set so that a product is known to be free of something.
    static func required(without allergens: Set<Allergen>) -> UInt64 { allergens.isEmpty ? 0 : declared }

    static func mask(of allergens: Set<Allergen>) -> UInt64 {
        Allergen.allCases.enumerated().reduce(0) { $0 | (allergens.contains($1.element) ? 1 << UInt64($1.offset) : 0) }
    }
}

/// Diets by the words that sources use.
package enum Diet: String, Sendable, CaseIterable {
    case organic = "bio"
    case vegan = "vegan"
    case vegetarian = "vegetarisch"
    case glutenFree = "glutenfrei"
    case lactoseFree = "laktosefrei"

    var bit: UInt64 {
        switch self {
        case .organic: 1 << 16
        case .vegan: 1 << 17
        case .vegetarian: 1 << 18
        case .glutenFree: 1 << 19
        case .lactoseFree: 1 << 20
        }
    }
}

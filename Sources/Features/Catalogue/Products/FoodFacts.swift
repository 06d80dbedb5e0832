/// The 14 substances that must be named (Regulation (EU) 1169/2011, annex II).
package enum Allergen: String, Sendable, Hashable, CaseIterable, Comparable {
    case gluten, crustaceans, eggs, fish, peanuts, soybeans, milk, nuts, celery, mustard, sesame, sulphites, lupin
    case molluscs

    /// The order of the law.
    package static func < (left: Self, right: Self) -> Bool {
        allCases.firstIndex(of: left)! < allCases.firstIndex(of: right)!
    }

    /// From an Open Food Facts tag: `en:sesame-seeds`. `nil` where it names none of the 14.
    package init?(openFoodFactsTag tag: String) {
        let name = tag.hasPrefix("en:") ? String(tag.dropFirst(3)) : tag
        switch name {
        case "sesame-seeds": self = .sesame
        case "sulphur-dioxide-and-sulphites": self = .sulphites
        default: self.init(rawValue: name)
        }
    }
}

/// What is known about allergens. Unknown is not "none": nobody has said anything.
package enum AllergenStatement: Hashable, Sendable {
    case unknown
    /// `contains` may be empty: somebody declared that there are none.
    case declared(contains: Set<Allergen>, mayContain: Set<Allergen>)
}

/// What the law wants said before food is bought at a distance (LMIV articles 9 and 14).
package struct FoodFacts: Hashable, Sendable {
    package var ingredients: String?
    package var allergens: AllergenStatement = .unknown
    package var additives: String?
    package var origin: String?
    /// Name and address of the business that answers for the food.
    package var foodBusiness: String?

    package init(ingredients: String? = nil, allergens: AllergenStatement = .unknown, origin: String? = nil) {
        self.ingredients = ingredients
        self.allergens = allergens
        self.origin = origin
    }
}

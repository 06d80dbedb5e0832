import Vocabulary

/// A legal field without which an offer may not be shown.
package enum MissingField: String, Sendable, Hashable, CaseIterable {
    case title, price, vatClass, content, ingredients, allergens, foodBusiness, minimumAge

    var sentence: String {
        switch self {
        case .title: "The product has no title."
        case .price: "The price must be above zero."
        case .vatClass: "The VAT class is not said (UStG)."
        case .content: "The content is not said, so no Grundpreis can be shown (PAngV § 4)."
        case .ingredients: "The ingredients are not said (LMIV article 9)."
        case .allergens: "Nobody has declared the allergens, or that there are none (LMIV article 9)."
        case .minimumAge: "This looks like alcohol, and nobody has said from which age it is sold (JuSchG § 9)."
        case .foodBusiness: "The responsible food business is not named (LMIV article 9)."
        }
    }
}

/// What must be said before an offer is published. `isFoodInformationRequired` comes from the category: prepacked food
/// needs what loose vegetables do not.
package struct PublishGate: Sendable {
    let title: String
    let price: Money
    let vatClass: VATClass?
    let content: Content?
    let food: FoodFacts
    let isFoodInformationRequired: Bool

    package var missing: [MissingField] {
        var missing: [MissingField] = []
        if title.allSatisfy(\.isWhitespace) { missing.append(.title) }
        if price <= .zero { missing.append(.price) }
        if vatClass == nil { missing.append(.vatClass) }
        if content == nil { missing.append(.content) }
        guard isFoodInformationRequired else { return missing }
        if food.ingredients == nil { missing.append(.ingredients) }
        if food.allergens == .unknown { missing.append(.allergens) }
        if food.foodBusiness == nil { missing.append(.foodBusiness) }
        return missing
    }
}

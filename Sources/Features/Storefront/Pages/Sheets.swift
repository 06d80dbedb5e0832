/// One shop.
struct ShopSheet: Sendable {
    let name: String
    let state: String
    let stateClass: String
    let notice: String?
    let trade: String
    let address: String?
    let phone: String?
    let phoneDigits: String?
    let hours: [Day]
    let hasHours: Bool
    let ordering: String
    let products: [ProductCard]
    let hasProducts: Bool

    struct Day: Sendable {
        let day: String
        let time: String
    }
}

/// One product with everybody who sells it.
struct ProductSheet: Sendable {
    let title: String
    let category: String
    let content: String?
    let age: String?
    let offers: [OfferLine]
    let hasOffers: Bool
    let isFood: Bool
    let allergens: String
    let ingredients: String?
    let diet: String?
    let nutrition: [Row]
    let hasNutrition: Bool
    let gtin: String?
    let source: String?

    struct OfferLine: Sendable {
        let shop: String
        let href: String
        let price: String
        let unitPrice: String
        let deposit: String
        let stock: String
    }
}

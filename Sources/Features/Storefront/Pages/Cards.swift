/// A shop in a list.
struct ShopCard: Sendable {
    let name: String
    let href: String
    let state: String
    /// `is-open`, `is-closed` or `is-unknown`: colour and sign, never colour alone.
    let stateClass: String
    let trade: String
    let address: String?
    let takesOrders: Bool
}

/// A product in a list: the law wants the unit price wherever a price stands, and the deposit beside it.
struct ProductCard: Sendable {
    let title: String
    let href: String
    let price: String
    let unitPrice: String?
    let deposit: String?
    let content: String?
    let seller: String?
    let notes: [String]
}

/// A delivery window with room left.
struct SlotCard: Sendable {
    let day: String
    let time: String
    let zone: String
    let places: String
    let fee: String
}

/// A link with a number beside it.
struct Chip: Sendable {
    let word: String
    let href: String
    let count: String
}

/// One choice of a list to select from.
struct Choice: Sendable {
    let value: String
    let word: String
    let isChosen: Bool
}

/// A line of a small table.
struct Row: Sendable {
    let word: String
    let amount: String
}

/// What a newcomer sees first.
struct FrontPage: Sendable {
    let heading: String
    let lead: String
    let notice: String?
    let examples: [Example]
    let openHeading: String
    let open: [ShopCard]
    let trades: [Chip]
    let districts: [Chip]
    let slots: [SlotCard]
    let products: [ProductCard]
    let asks: [Ask]

    let hasExamples: Bool
    let hasOpen: Bool
    let hasDistricts: Bool
    let hasSlots: Bool
    let hasProducts: Bool

    /// A word to try.
    struct Example: Sendable {
        let word: String
        let href: String
    }

    /// A question to the API as a line for a terminal.
    struct Ask: Sendable {
        let words: String
        let line: String
    }

    init(
        heading: String, lead: String, notice: String?, examples: [Example], openHeading: String, open: [ShopCard],
        trades: [Chip], districts: [Chip], slots: [SlotCard], products: [ProductCard], asks: [Ask]
    ) {
        self.heading = heading
        self.lead = lead
        self.notice = notice
        self.examples = examples
        self.openHeading = openHeading
        self.open = open
        self.trades = trades
        self.districts = districts
        self.slots = slots
        self.products = products
        self.asks = asks
        hasExamples = !examples.isEmpty
        hasOpen = !open.isEmpty
        hasDistricts = !districts.isEmpty
        hasSlots = !slots.isEmpty
        hasProducts = !products.isEmpty
    }
}

import Vocabulary

extension SlotTemplate {
    /// A template that holds from now on, closed on public holidays, offered a fortnight ahead.
    package init(
        id: ID<SlotTemplate>, name: String, place: SlotPlace, pattern: SlotPattern, cutoff: Cutoff, places: Int64,
        prices: PriceTable, horizonDays: Int = 14
    ) {
        self.id = id
        self.name = name
        self.place = place
        self.pattern = pattern
        self.horizonDays = horizonDays
        self.cutoff = cutoff
        leadMinutes = 0
        onHolidays = .closed
        validFrom = nil
        validUntil = nil
        self.places = places
        self.prices = prices
        isActive = true
        version = 1
    }
}

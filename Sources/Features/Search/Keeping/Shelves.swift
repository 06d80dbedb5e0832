import SearchIndex

/// Everything that can be found in a town at one moment: never changed, only replaced by the next one.
final class Shelves: Sendable {
    let town: Town
    let snapshot: Snapshot
    let times: DeliveryTimes
    /// The index is being read from the database for the first time, and this is what has come so far.
    let isPartial: Bool

    init(town: Town, snapshot: Snapshot, times: DeliveryTimes, isPartial: Bool = false) {
        self.town = town
        self.snapshot = snapshot
        self.times = times
        self.isPartial = isPartial
    }
}

/// One piece of work (the literature's *request*): goods fetched at one or more places and brought to one, by one
/// vehicle, all of it or nothing.
///
/// - pickups and a drop: a shipment; every pickup comes before the drop, in any order.
/// - a drop alone: goods loaded where the trip begins (hub), or a visit without goods.
/// - one pickup alone: goods brought to where the trip ends.
public struct Errand: Sendable, Equatable {
    /// One place to go to for an errand.
    public struct Stop: Sendable, Equatable {
        public var place: Int
        /// When service may begin, ascending and apart. Empty: at any time.
        public var windows: [Window]
        public var serviceSeconds: Int
        /// Once per address: falls away when the stop before is at the same place (parking, stairs).
        public var setupSeconds: Int
        /// What comes aboard at a pickup. At a drop without pickups: what is handed over. At a drop with pickups it
        /// is the sum of these and is left empty. Empty: nothing.
        public var load: [Int]
        /// By how much service may begin after the last window's close, at the price of `lateCostPerHour`.
        public var graceSeconds: Int

        public init(
            at place: Int, windows: [Window] = [], serviceSeconds: Int = 0, setupSeconds: Int = 0, load: [Int] = []
        ) {
            self.place = place
            self.windows = windows
            self.serviceSeconds = serviceSeconds
            self.setupSeconds = setupSeconds
            self.load = load
            self.graceSeconds = 0
        }
    }

    public var pickups: [Stop]
    public var drop: Stop?
    /// Empties taken aboard at the drop and brought to the trip's end (deposit crates). Empty: none.
    public var returns: [Int] = []
    /// What the vehicle must be able to do: cold, heavy, age check …
    public var skills: Set<Int> = []
    /// Only these vehicles (a pinned assignment). nil: any.
    public var vehicles: [Int]?
    /// What it costs to leave the errand out. nil: it must be served wherever that is possible at all.
    public var refusalCost: Int?
    /// Among errands that must be served: higher ones first, 0...100.
    public var priority = 0
    /// The goods of a drop without pickups are at the hub only from then.
    public var releasedAt: Int?
    /// Longest time from leaving the first pickup to beginning at the drop.
    public var longestRideSeconds: Int?

    /// A shipment.
    public init(pickups: [Stop], drop: Stop) {
        self.pickups = pickups
        self.drop = drop
    }

    /// A delivery from the hub, or a visit without goods.
    public init(drop: Stop) {
        self.pickups = []
        self.drop = drop
    }

    /// A collection brought to the hub.
    public init(pickup: Stop) {
        self.pickups = [pickup]
        self.drop = nil
    }
}

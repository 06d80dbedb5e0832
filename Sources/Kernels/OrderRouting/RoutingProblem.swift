/// What is to be planned: errands, the vehicles that could run them, and how long every way takes.
///
/// Times are whole seconds (any tick will do, as long as all times use it) on any scale, also Unix time.
/// Distances are whole metres, loads whole units in as many dimensions as `loadDimensions` says, money is whole cents
/// or whatever the costs are given in. Places, profiles, vehicles and errands are named by their index.
public struct RoutingProblem: Sendable, Equatable {
    /// One matrix pair per speed profile; all speak of the same places.
    public var travel: [Travel]
    public var vehicles: [Vehicle]
    public var errands: [Errand]
    /// How many numbers a load has (kg, litres, crates: 3). 0: loads don't matter.
    public var loadDimensions: Int
    /// Groups of errands that ride the same tour, as far as they are served at all.
    public var together: [[Int]] = []
    /// Groups of errands of which no two may share a tour.
    public var apart: [[Int]] = []
    public var objective = Objective()
    /// Where the search starts: per vehicle its visits after the fixed ones. Empty: from nothing. What doesn't fit is
    /// left out, not an error.
    public var initial: [[Visit]] = []

    public init(travel: [Travel], vehicles: [Vehicle], errands: [Errand], loadDimensions: Int) {
        self.travel = travel
        self.vehicles = vehicles
        self.errands = errands
        self.loadDimensions = loadDimensions
    }
}

/// What makes one plan better than another. Serving what must be served always comes first, by priority.
public struct Objective: Sendable, Equatable {
    /// Fewest vehicles first, then costs; otherwise costs alone.
    public var fewestVehicles = false
    /// Price of an hour of lateness at stops with a grace period.
    public var lateCostPerHour = 3600
    /// Everything on one scale instead of one after the other: then serving what must be served and few vehicles are
    /// wishes with a price, `fewestVehicles` says nothing, and a plan's cost is the weighted sum.
    public var weights: Weights?

    /// What counts how much.
    public struct Weights: Sendable, Equatable {
        /// Price of leaving out an errand without `refusalCost`, times 1 + its priority.
        public var unserved: Int
        /// Price of every vehicle in use, on top of its own costs.
        public var vehicle: Int
        /// By how much the vehicles' costs, refusals and lateness are multiplied.
        public var cost: Int
        /// By how much lateness is multiplied beyond that.
        public var lateness: Int

        public init(unserved: Int, vehicle: Int = 0, cost: Int = 1, lateness: Int = 1) {
            self.unserved = unserved
            self.vehicle = vehicle
            self.cost = cost
            self.lateness = lateness
        }
    }

    public init(fewestVehicles: Bool = false, lateCostPerHour: Int = 3600) {
        self.fewestVehicles = fewestVehicles
        self.lateCostPerHour = lateCostPerHour
    }
}

/// How long and how far it is from every place to every other, for one kind of vehicle. May be asymmetric.
public struct Travel: Sendable, Equatable {
    /// Entry for "no way from here to there".
    public static let noWay = Int32.max

    public let places: Int
    /// Row-major, `places` × `places`.
    public let seconds: [Int32]
    /// Row-major, `places` × `places`.
    public let metres: [Int32]

    public init(places: Int, seconds: [Int32], metres: [Int32]? = nil) {
        self.places = places
        self.seconds = seconds
        self.metres = metres ?? seconds
    }
}

/// A span of time in which service may begin; both ends belong to it.
public struct Window: Sendable, Hashable {
    public var open: Int
    public var close: Int

    public init(_ open: Int, _ close: Int) {
        self.open = open
        self.close = close
    }
}

/// One step of a tour.
public enum Visit: Sendable, Hashable {
    /// `part` counts the errand's pickups from 0.
    case pickup(errand: Int, part: Int)
    case drop(errand: Int)
    /// The vehicle's break of that index.
    case rest(Int)
    /// Back to the vehicle's reload place of that index.
    case reload(Int)
}

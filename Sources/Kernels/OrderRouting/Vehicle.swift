/// Who could ride: a courier with a bicycle, cargo bike or van.
public struct Vehicle: Sendable, Hashable {
    /// Index into `RoutingProblem.travel`.
    public var profile = 0
    /// Travel times in per cent of the profile's: 120 is a fifth slower.
    public var pacePercent = 100
    /// Where it begins and ends. nil: at its first (last) stop, without a way there.
    public var start: Int?
    public var end: Int?
    /// It leaves `start` no earlier than `open` and is at `end` by `close`.
    public var shift: Window
    /// As many numbers as loads have; empty: no limit.
    public var capacity: [Int]
    public var costs = Costs()
    public var limits = Limits()
    public var breaks: [Rest] = []
    public var skills: Set<Int> = []
    /// Where it may unload collected goods and load goods for a further trip.
    public var reloads: [Reload] = []
    /// Done and locked visits, in order: they stay first, in this order, with this vehicle, even when late.
    public var fixed: [FixedVisit] = []
    /// It does not go on from the last fixed visit (or from `start`) before then.
    public var freeFrom: Int?

    public init(start: Int?, end: Int?, shift: Window, capacity: [Int] = []) {
        self.start = start
        self.end = end
        self.shift = shift
        self.capacity = capacity
    }
}

/// What using a vehicle costs.
public struct Costs: Sendable, Hashable {
    /// Once, when it has at least one stop.
    public var fixed = 0
    /// Per hour of travel. 3600 makes a second cost 1.
    public var perHour = 3600
    /// Per 1,000 metres.
    public var perKilometre = 0
    /// Per hour between leaving the start and reaching the end, waiting and service included.
    public var perDutyHour = 0

    public init(fixed: Int = 0, perHour: Int = 3600, perKilometre: Int = 0, perDutyHour: Int = 0) {
        self.fixed = fixed
        self.perHour = perHour
        self.perKilometre = perKilometre
        self.perDutyHour = perDutyHour
    }
}

/// What a tour must not exceed. nil: no limit.
public struct Limits: Sendable, Hashable {
    /// Pickups and drops together.
    public var stops: Int?
    public var metres: Int?
    /// Travel time alone.
    public var travelSeconds: Int?
    /// From leaving the start to reaching the end.
    public var dutySeconds: Int?
    /// Trips, that is one more than visits to reload places.
    public var trips: Int?

    public init(
        stops: Int? = nil, metres: Int? = nil, travelSeconds: Int? = nil, dutySeconds: Int? = nil, trips: Int? = nil
    ) {
        self.stops = stops
        self.metres = metres
        self.travelSeconds = travelSeconds
        self.dutySeconds = dutySeconds
        self.trips = trips
    }
}

/// A break, taken where the vehicle stands after a stop (or at its start); every used vehicle takes all of its breaks.
public struct Rest: Sendable, Hashable {
    /// When it may begin, ascending and apart. Empty: at any time.
    public var windows: [Window]
    public var seconds: Int

    public init(windows: [Window], seconds: Int) {
        self.windows = windows
        self.seconds = seconds
    }
}

/// A place to reload at between two trips.
public struct Reload: Sendable, Hashable {
    public var place: Int
    public var windows: [Window]
    public var seconds: Int

    public init(at place: Int, windows: [Window] = [], seconds: Int = 0) {
        self.place = place
        self.windows = windows
        self.seconds = seconds
    }
}

/// A visit that is no longer up to the planner.
public struct FixedVisit: Sendable, Hashable {
    public var visit: Visit
    /// When the vehicle left it, if it is done. nil: locked, its time is computed.
    public var leftAt: Int?

    public init(_ visit: Visit, leftAt: Int? = nil) {
        self.visit = visit
        self.leftAt = leftAt
    }
}

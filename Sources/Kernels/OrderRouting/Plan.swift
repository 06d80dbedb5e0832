/// Who rides where and when, and what stays undone and why.
public struct Plan: Sendable, Equatable {
    /// One per vehicle in use, ascending by vehicle.
    public var tours: [Tour]
    public var unserved: [Unserved]
    public var totals: Totals
    /// Rounds of ruin and recreate it took.
    public var iterations: Int

    /// One vehicle's day.
    public struct Tour: Sendable, Equatable {
        public var vehicle: Int
        public var stops: [Stop]
        /// When to leave the start: as late as delays nothing at the end.
        public var departure: Int
        /// When the vehicle is at its end.
        public var end: Int
        /// What is aboard when leaving the start.
        public var load: [Int]
        public var totals: Totals
    }

    /// One visit with its times.
    public struct Stop: Sendable, Equatable {
        public var visit: Visit
        public var place: Int
        public var arrival: Int
        /// Between arrival and the beginning of service.
        public var waitingSeconds: Int
        /// Set-up (where it applies) and service.
        public var serviceSeconds: Int
        /// Beginning after the last window's close.
        public var lateSeconds: Int
        /// By how much the arrival may slip without any later stop breaking its window.
        public var slackSeconds: Int
        /// What is aboard when leaving; at a reload: after loading.
        public var load: [Int]
        /// Done or locked before planning.
        public var isFixed: Bool

        public var begin: Int { arrival + waitingSeconds }
        public var departure: Int { arrival + waitingSeconds + serviceSeconds }
    }

    /// Sums over one tour or all.
    public struct Totals: Sendable, Equatable {
        public var vehicles = 0
        /// Costs of the vehicles, of lateness and (over all tours) of refused errands.
        public var cost = 0
        public var metres = 0
        public var travelSeconds = 0
        public var waitingSeconds = 0
        public var serviceSeconds = 0
        public var lateSeconds = 0

        public init() {}
    }

    /// An errand no tour serves.
    public struct Unserved: Sendable, Equatable {
        public var errand: Int
        public var reason: Reason
    }

    /// Why an errand is not served. The first that applies, from the most lasting to the most accidental.
    public enum Reason: Sendable, Equatable, CaseIterable {
        /// No vehicle (of those it is pinned to) has the skills.
        case noVehicleMayTakeIt
        /// More than any such vehicle can hold, empty.
        case tooLargeForEveryVehicle
        /// No way there, or there and back.
        case unreachable
        /// No such vehicle could serve it in its windows and shift, even alone (after what is fixed).
        case windowsCannotBeMet
        /// Alone it would break a vehicle's limits (distance, duty time, stops) or its own longest ride.
        case beyondLimits
        /// Must not ride with what is planned, or not without what isn't.
        case conflictsWithOthers
        /// Every such vehicle is full at the times in question.
        case capacityTaken
        /// No such vehicle has the time left.
        case timeTaken
        /// Serving it costs more than leaving it out.
        case notWorthIt
    }
}

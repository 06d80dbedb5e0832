extension RoutingProblem {
    /// The largest number a load, a cost or a span of time may be.
    static let ceiling = 1 << 28
    /// Points in time may lie this far from 0 (Unix time in milliseconds fits).
    static let timeCeiling = 1 << 44
    static let mostPlaces = 12_000
    static let mostErrands = 20_000
    static let mostVehicles = 10_000
    public static let mostPickups = 8
    static let mostDimensions = 16

    /// Throws the first rule that is broken, with the element that breaks it. `solve` does this by itself.
    public func validate() throws(ProblemFault) {
        try check("loadDimensions", loadDimensions >= 0, .negative)
        try check("loadDimensions", loadDimensions <= Self.mostDimensions, .tooMany)
        try check("errands", errands.count <= Self.mostErrands, .tooMany)
        try check("vehicles", vehicles.count <= Self.mostVehicles, .tooMany)
        try check("travel", !travel.isEmpty, .wrongCount)
        for (index, matrix) in travel.enumerated() { try validate(matrix, "travel[\(index)]") }
        for (index, vehicle) in vehicles.enumerated() { try validate(vehicle, "vehicles[\(index)]") }
        for (index, errand) in errands.enumerated() { try validate(errand, "errands[\(index)]") }
        for (name, groups) in [("together", together), ("apart", apart)] {
            for (index, group) in groups.enumerated() {
                try check("\(name)[\(index)]", group.allSatisfy(errands.indices.contains), .outOfRange)
                try check("\(name)[\(index)]", Set(group).count == group.count, .visitedTwice)
            }
        }
        try span(objective.lateCostPerHour, "objective.lateCostPerHour")
        if let weights = objective.weights {
            try span(weights.unserved, "objective.weights.unserved")
            try span(weights.vehicle, "objective.weights.vehicle")
            for factor in [weights.cost, weights.lateness] {
                try check("objective.weights", factor >= 0, .negative)
                try check("objective.weights", factor <= 1000, .tooLarge)
            }
        }
        try validateFixed()
        try check("initial", initial.count <= vehicles.count, .wrongCount)
        for (index, tour) in initial.enumerated() {
            for (step, visit) in tour.enumerated() { try exists(visit, on: index, "initial[\(index)][\(step)]") }
        }
    }

    private func check(_ element: String, _ holds: Bool, _ rule: ProblemFault.Rule) throws(ProblemFault) {
        if !holds { throw ProblemFault(element: element, rule: rule) }
    }

    private func span(_ value: Int, _ element: @autoclosure () -> String) throws(ProblemFault) {
        if value < 0 { throw ProblemFault(element: element(), rule: .negative) }
        if value > Self.ceiling { throw ProblemFault(element: element(), rule: .tooLarge) }
    }

    private func moment(_ value: Int, _ element: @autoclosure () -> String) throws(ProblemFault) {
        if abs(value.clamped) > Self.timeCeiling { throw ProblemFault(element: element(), rule: .tooLarge) }
    }

    private func place(
        _ value: Int, _ element: @autoclosure () -> String, of places: Int? = nil
    ) throws(ProblemFault) {
        if value < 0 || value >= places ?? travel[0].places {
            throw ProblemFault(element: element(), rule: .outOfRange)
        }
    }

    private func validate(_ matrix: Travel, _ name: String) throws(ProblemFault) {
        try check("\(name).places", matrix.places >= 0, .negative)
        try check("\(name).places", matrix.places <= Self.mostPlaces, .tooMany)
        try check("\(name).places", matrix.places == travel[0].places, .wrongCount)
        for (part, entries) in [("seconds", matrix.seconds), ("metres", matrix.metres)] {
            try check("\(name).\(part)", entries.count == matrix.places * matrix.places, .wrongCount)
            for (index, entry) in entries.enumerated() where entry < 0 || Int(entry) > Self.ceiling {
                if entry == Travel.noWay { continue }
                let cell = "\(name).\(part)[\(index / matrix.places)][\(index % matrix.places)]"
                throw ProblemFault(element: cell, rule: entry < 0 ? .negative : .tooLarge)
            }
        }
    }

    private func validate(_ windows: [Window], _ name: @autoclosure () -> String) throws(ProblemFault) {
        if windows.count > 64 { throw ProblemFault(element: name(), rule: .tooMany) }
        for (index, window) in windows.enumerated() {
            try moment(window.open, "\(name())[\(index)]")
            try moment(window.close, "\(name())[\(index)]")
            if window.close < window.open {
                throw ProblemFault(element: "\(name())[\(index)]", rule: .windowEndsBeforeItBegins)
            }
            if index > 0, window.open <= windows[index - 1].close {
                throw ProblemFault(element: "\(name())[\(index)]", rule: .windowsOutOfOrder)
            }
        }
    }

    private func validate(load: [Int], _ name: @autoclosure () -> String) throws(ProblemFault) {
        if load.isEmpty { return }
        if load.count != loadDimensions { throw ProblemFault(element: name(), rule: .wrongCount) }
        for (index, amount) in load.enumerated() { try span(amount, "\(name())[\(index)]") }
    }

    private func validate(_ vehicle: Vehicle, _ name: String) throws(ProblemFault) {
        try check("\(name).profile", travel.indices.contains(vehicle.profile), .outOfRange)
        try check("\(name).pacePercent", vehicle.pacePercent >= 1, .notPositive)
        try check("\(name).pacePercent", vehicle.pacePercent <= 10_000, .tooLarge)
        if let start = vehicle.start { try place(start, "\(name).start") }
        if let end = vehicle.end { try place(end, "\(name).end") }
        try validate([vehicle.shift], "\(name).shift")
        try validate(load: vehicle.capacity, "\(name).capacity")
        let costs = vehicle.costs
        for price in [costs.perHour, costs.perKilometre, costs.perDutyHour] { try span(price, "\(name).costs") }
        try check("\(name).costs", costs.fixed >= 0, .negative)
        try check("\(name).costs", costs.fixed <= 1 << 40, .tooLarge)
        let limits = vehicle.limits
        for limit in [limits.stops, limits.metres, limits.travelSeconds, limits.dutySeconds, limits.trips] {
            if let limit { try check("\(name).limits", limit >= 0, .negative) }
        }
        try check("\(name).breaks", vehicle.breaks.count <= 16, .tooMany)
        for (index, rest) in vehicle.breaks.enumerated() {
            try validate(rest.windows, "\(name).breaks[\(index)].windows")
            try span(rest.seconds, "\(name).breaks[\(index)].seconds")
        }
        try check("\(name).reloads", vehicle.reloads.count <= 16, .tooMany)
        for (index, reload) in vehicle.reloads.enumerated() {
            try place(reload.place, "\(name).reloads[\(index)].place")
            try validate(reload.windows, "\(name).reloads[\(index)].windows")
            try span(reload.seconds, "\(name).reloads[\(index)].seconds")
        }
        if let free = vehicle.freeFrom { try moment(free, "\(name).freeFrom") }
    }

    /// One errand alone; `places`: how many there are by now.
    func validate(_ errand: Errand, _ name: String, places: Int? = nil) throws(ProblemFault) {
        try check(name, !errand.pickups.isEmpty || errand.drop != nil, .noStops)
        try check("\(name).pickups", errand.pickups.count <= Self.mostPickups, .tooMany)
        try check(name, errand.pickups.count <= 1 || errand.drop != nil, .dropMissing)
        for (index, stop) in errand.pickups.enumerated() {
            try validate(stop, "\(name).pickups[\(index)]", places)
        }
        if let drop = errand.drop {
            try validate(drop, "\(name).drop", places)
            try check("\(name).drop.load", errand.pickups.isEmpty || drop.load.isEmpty, .loadOnBothSides)
        }
        try validate(load: errand.returns, "\(name).returns")
        try check("\(name).returns", errand.drop != nil || errand.returns.isEmpty, .dropMissing)
        try check("\(name).skills", errand.skills.count <= 256, .tooMany)
        for vehicle in errand.vehicles ?? [] {
            try check("\(name).vehicles", vehicles.indices.contains(vehicle), .outOfRange)
        }
        if let cost = errand.refusalCost {
            try check("\(name).refusalCost", cost >= 0, .negative)
            try check("\(name).refusalCost", cost <= 1 << 40, .tooLarge)
        }
        try check("\(name).priority", (0...100).contains(errand.priority), .unknownPriority)
        if let release = errand.releasedAt {
            try moment(release, "\(name).releasedAt")
            try check("\(name).releasedAt", errand.pickups.isEmpty, .releaseWithPickups)
        }
        if let ride = errand.longestRideSeconds { try span(ride, "\(name).longestRideSeconds") }
    }

    private func validate(_ stop: Errand.Stop, _ name: String, _ places: Int?) throws(ProblemFault) {
        try place(stop.place, "\(name).place", of: places)
        try validate(stop.windows, "\(name).windows")
        try span(stop.serviceSeconds, "\(name).serviceSeconds")
        try span(stop.setupSeconds, "\(name).setupSeconds")
        try span(stop.graceSeconds, "\(name).graceSeconds")
        try validate(load: stop.load, "\(name).load")
    }

    private func exists(_ visit: Visit, on vehicle: Int, _ name: @autoclosure () -> String) throws(ProblemFault) {
        let holds =
            switch visit {
            case .pickup(let errand, let part):
                errands.indices.contains(errand) && errands[errand].pickups.indices.contains(part)
            case .drop(let errand): errands.indices.contains(errand) && errands[errand].drop != nil
            case .rest(let index): vehicles[vehicle].breaks.indices.contains(index)
            case .reload(let index): vehicles[vehicle].reloads.indices.contains(index)
            }
        if !holds { throw ProblemFault(element: name(), rule: .outOfRange) }
    }

    private func validateFixed() throws(ProblemFault) {
        var seen: Set<Visit> = []
        for (index, vehicle) in vehicles.enumerated() {
            var rests: Set<Visit> = []
            var isLocked = false
            var last = Int.min
            for (step, fixed) in vehicle.fixed.enumerated() {
                let name = "vehicles[\(index)].fixed[\(step)]"
                try exists(fixed.visit, on: index, name)
                if let left = fixed.leftAt {
                    try moment(left, name)
                    try check(name, !isLocked, .doneAfterLocked)
                    try check(name, left >= last, .goesBack)
                    last = left
                } else {
                    isLocked = true
                }
                switch fixed.visit {
                case .pickup(let errand, _), .drop(let errand):
                    try check(name, seen.insert(fixed.visit).inserted, .visitedTwice)
                    try check(name, errands[errand].vehicles?.contains(index) ?? true, .pinnedElsewhere)
                    if case .drop = fixed.visit {
                        let parts = errands[errand].pickups.indices
                        let before = Set(vehicle.fixed[..<step].map(\.visit))
                        let complete = parts.allSatisfy { before.contains(.pickup(errand: errand, part: $0)) }
                        try check(name, complete, .pickupNotBeforeDrop)
                    } else {
                        let others = vehicles.indices.filter { $0 != index }
                        let parts = errands[errand].pickups.indices
                        let elsewhere = others.contains { other in
                            vehicles[other].fixed.contains { visit in
                                parts.contains { visit.visit == .pickup(errand: errand, part: $0) }
                            }
                        }
                        try check(name, !elsewhere, .pinnedElsewhere)
                    }
                case .rest: try check(name, rests.insert(fixed.visit).inserted, .visitedTwice)
                case .reload: break
                }
            }
        }
    }
}

extension Int {
    /// Itself, but with a magnitude that `abs` can take.
    fileprivate var clamped: Int { Swift.max(self, -Int.max) }
}

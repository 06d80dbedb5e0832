import OrderRouting

extension VroomReader {
    mutating func readJob(_ element: JSONElement) throws {
        try element.isObject()
        let (stop, task) = try step(element, "job")
        let delivered = try amount(element["delivery"])
        let collected = try amount(element["pickup"])
        var drop = stop
        drop.load = delivered
        var errand: Errand
        if delivered.isEmpty, !collected.isEmpty {
            drop.load = collected
            errand = Errand(pickup: drop)
            names.pickups.append(task)
            names.drops.append(nil)
        } else {
            errand = Errand(drop: drop)
            errand.returns = collected
            names.pickups.append(nil)
            names.drops.append(task)
        }
        names.isJob.append(true)
        try readCommon(element, &errand)
    }

    mutating func readShipment(_ element: JSONElement) throws {
        try element.isObject()
        guard let pickup = element["pickup"] else { throw element.fault("pickup is needed") }
        guard let delivery = element["delivery"] else { throw element.fault("delivery is needed") }
        var (first, firstTask) = try step(pickup, "pickup")
        let (last, lastTask) = try step(delivery, "delivery")
        first.load = try amount(element["amount"])
        var errand = Errand(pickups: [first], drop: last)
        names.pickups.append(firstTask)
        names.drops.append(lastTask)
        names.isJob.append(false)
        try readCommon(element, &errand)
    }

    private mutating func readCommon(_ element: JSONElement, _ errand: inout Errand) throws {
        errand.skills = Set(try element["skills"]?.integers() ?? [])
        let priority = try element["priority"]?.integer() ?? 0
        guard (0...100).contains(priority) else { throw element.fault("priority must be 0...100") }
        errand.priority = priority
        names.priorities.append(priority)
        errands.append(errand)
    }

    /// An id, of which its kind has no other.
    private mutating func id(of element: JSONElement, _ kind: String) throws -> Int {
        guard let member = element["id"] else { throw element.fault("id is needed") }
        let id = try member.integer()
        guard seen.insert("\(kind) \(id)").inserted else { throw member.fault("another \(kind) has this id") }
        return id
    }

    private mutating func step(_ element: JSONElement, _ kind: String) throws -> (Errand.Stop, VroomNames.Task) {
        try element.isObject()
        let id = try id(of: element, kind)
        guard let place = try place(element, "location_index", "location") else {
            throw element.fault("location or location_index is needed")
        }
        let setup = try span(element, "setup")
        let service = try span(element, "service")
        let windows = try windows(element["time_windows"])
        let stop = Errand.Stop(at: place, windows: windows, serviceSeconds: service, setupSeconds: setup)
        let task = VroomNames.Task(
            id: id, description: try element["description"]?.string(), location: names.places[place].location,
            locationIndex: names.places[place].index, setupSeconds: setup, serviceSeconds: service)
        return (stop, task)
    }

    func span(_ element: JSONElement, _ key: String) throws -> Int {
        guard let member = element[key] else { return 0 }
        let seconds = try member.integer()
        guard (0...(1 << 28)).contains(seconds) else { throw member.fault("must be 0...\(1 << 28)") }
        return seconds
    }

    mutating func readVehicle(_ element: JSONElement) throws {
        try element.isObject()
        let id = try id(of: element, "vehicle")
        let start = try place(element, "start_index", "start")
        let end = try place(element, "end_index", "end")
        if start == nil, end == nil { throw element.fault("start or end is needed") }
        let shift = try element["time_window"].map { try window($0) } ?? Window(0, 1 << 40)
        var vehicle = Vehicle(start: start, end: end, shift: shift, capacity: try amount(element["capacity"]))
        let name = try element["profile"]?.string() ?? "car"
        if size != nil, profiles[name] == nil { throw element.fault("no matrix of profile \(name)") }
        vehicle.profile = profile(name)
        if let factor = try element["speed_factor"]?.number() {
            guard factor > 0, factor <= 5 else { throw element.fault("speed_factor must be in (0, 5]") }
            vehicle.pacePercent = max(1, Int(100 / factor + 0.5))
        }
        vehicle.skills = Set(try element["skills"]?.integers() ?? [])
        try readCosts(element["costs"], &vehicle)
        vehicle.limits.stops = try element["max_tasks"]?.integer()
        vehicle.limits.travelSeconds = try element["max_travel_time"]?.integer()
        vehicle.limits.metres = try element["max_distance"]?.integer()
        var rests: [(id: Int, description: String?)] = []
        for rest in try element["breaks"]?.items() ?? [] {
            guard let id = try rest["id"]?.integer() else { throw rest.fault("id is needed") }
            vehicle.breaks.append(Rest(windows: try windows(rest["time_windows"]), seconds: try span(rest, "service")))
            rests.append((id, try rest["description"]?.string()))
        }
        names.vehicles.append((id, try element["description"]?.string(), rests))
        vehicles.append(vehicle)
        steps.append(try element["steps"]?.items() ?? [])
    }

    private func readCosts(_ element: JSONElement?, _ vehicle: inout Vehicle) throws {
        vehicle.costs.fixed = try element?["fixed"]?.integer() ?? 0
        vehicle.costs.perHour = try element?["per_hour"]?.integer() ?? 3600
        vehicle.costs.perKilometre = try element?["per_km"]?.integer() ?? 0
        if let task = element?["per_task_hour"], try task.integer() != 0 { throw task.fault("is not supported") }
        if costs[vehicle.profile] != nil {
            vehicle.costs = Costs(fixed: vehicle.costs.fixed, perHour: 0, perKilometre: 1000)
        }
    }

    /// The tours that the vehicles' `steps` spell out: where the search starts.
    func initialTours() -> [[Visit]] {
        var visits: [String: Visit] = [:]
        for errand in errands.indices {
            let kind = names.isJob[errand] ? "job" : nil
            if let task = names.pickups[errand] {
                visits["\(kind ?? "pickup") \(task.id)"] = .pickup(errand: errand, part: 0)
            }
            if let task = names.drops[errand] { visits["\(kind ?? "delivery") \(task.id)"] = .drop(errand: errand) }
        }
        let tours = steps.map { list in
            list.compactMap { step -> Visit? in
                guard let type = try? step["type"]?.string(), let id = try? step["id"]?.integer() else { return nil }
                return visits["\(type) \(id)"]
            }
        }
        return tours.allSatisfy(\.isEmpty) ? [] : tours
    }

    /// The matrices as given; where there are only coordinates, what `measure` says, or straight lines.
    func travel(_ measure: ((PlanFile.Unmeasured) throws -> Travel)?) throws -> [Travel] {
        try durations.indices.map { profile in
            if let size, let seconds = durations[profile] {
                return Travel(places: size, seconds: seconds, metres: costs[profile] ?? distances[profile])
            }
            let name = profiles.first { $0.value == profile }?.key ?? ""
            let places = names.places.map { $0.location ?? [0, 0] }
            if let measure { return try measure(PlanFile.Unmeasured(profile: name, places: places)) }
            return try StraightLines.travel(places, profile: name)
        }
    }
}

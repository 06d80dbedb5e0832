import OrderRouting

/// VRPLIB, with EXPLICIT FULL_MATRIX or EUC_2D, and the sections PyVRP adds: several depots, release times, vehicles of
/// their own capacity, costs and reload depots.
enum Vrplib {
    static func read(_ lines: [TextLine], _ objective: Objective) throws -> PlanFile {
        var sections = try VrplibSections(lines)
        var problem = try sections.problem()
        problem.objective = objective
        let numbers = problem.errands.map { ([Int](), $0.drop!.place) }
        return PlanFile(.vrplib, problem, numbers: numbers, scale: sections.scale)
    }
}

/// The specification lines and sections of a VRPLIB file.
struct VrplibSections {
    private var specs: [String: TextLine] = [:]
    private var sections: [String: [TextLine]] = [:]
    private let last: Int
    private let count: Int
    private(set) var scale = 1.0

    init(_ lines: [TextLine]) throws {
        var section: String?
        for line in lines {
            let word = String(line.fields[0])
            if word == "EOF" { break }
            if word.hasSuffix("_SECTION") {
                section = word
                sections[word] = []
            } else if let section, Double(word) != nil {
                sections[section]!.append(line)
            } else {
                section = nil
                specs[line.key] = line
            }
        }
        last = lines.last?.number ?? 1
        guard let dimension = specs["DIMENSION"] else { throw FormatFault("line \(last)", "DIMENSION is missing") }
        guard let count = Int(dimension.value), (1...12_000).contains(count) else {
            throw FormatFault("line \(dimension.number)", "DIMENSION must be 1...12000")
        }
        self.count = count
    }

    private func whole(_ key: String) throws -> Int? {
        guard let line = specs[key] else { return nil }
        guard let value = Int(line.value) else { throw FormatFault("line \(line.number)", "\(key) must be whole") }
        return value
    }

    /// One row per node, without its number.
    private func column(_ name: String, of expected: Int) throws -> [TextLine]? {
        guard let rows = sections[name] else { return nil }
        var ordered = [TextLine?](repeating: nil, count: expected)
        for row in rows {
            let number = try row.integer(0)
            guard (1...max(expected, 1)).contains(number), ordered[number - 1] == nil else {
                throw FormatFault("line \(row.number)", "number \(number) is unknown or stands twice")
            }
            ordered[number - 1] = row
        }
        if let missing = ordered.firstIndex(where: { $0 == nil }) {
            throw FormatFault(name, "number \(missing + 1) is missing")
        }
        return ordered.compactMap { $0 }
    }

    mutating func problem() throws -> RoutingProblem {
        let demands = try column("DEMAND_SECTION", of: count)?.map { try $0.integer(1) }
        let services = try column("SERVICE_TIME_SECTION", of: count)?.map { try $0.number(1) }
        let service = Double(try whole("SERVICE_TIME") ?? 0)
        let windows = try column("TIME_WINDOW_SECTION", of: count)?.map { (try $0.number(1), try $0.number(2)) }
        let places = try column("NODE_COORD_SECTION", of: count)?.map { (try $0.number(1), try $0.number(2)) }
        let releases = try column("RELEASE_TIME_SECTION", of: count)?.map { try $0.number(1) }
        let depots = try (sections["DEPOT_SECTION"] ?? []).map { try $0.integer(0) - 1 }.filter { $0 >= 0 }
        for depot in depots where depot >= count { throw FormatFault("DEPOT_SECTION", "there is no node \(depot + 1)") }
        let travel: Travel
        var ticks: (Double) -> Int = { Int($0) }
        if let rows = sections["EDGE_WEIGHT_SECTION"] {
            travel = try explicit(rows)
        } else {
            guard let places else { throw FormatFault("line \(last)", "no NODE_COORD_SECTION, no EDGE_WEIGHT_SECTION") }
            let flat = FlatNodes(
                places.enumerated().map { index, place in
                    FlatNodes.Node(
                        number: index + 1, x: place.0, y: place.1, demand: 0, ready: 0, due: windows?[index].1 ?? 1,
                        service: 0)
                }, dearest: max(1, try unitCosts()?.max() ?? 1))
            scale = flat.scale
            travel = try flat.travel()
            ticks = { flat.ticks($0) }
        }
        var errands: [Errand] = []
        let isDepot = Set(depots.isEmpty ? [0] : depots)
        for node in 0..<count where !isDepot.contains(node) {
            var stop = Errand.Stop(at: node, serviceSeconds: ticks(services?[node] ?? service))
            if let windows { stop.windows = [Window(ticks(windows[node].0), ticks(windows[node].1))] }
            if let demands { stop.load = [demands[node]] }
            var errand = Errand(drop: stop)
            if let releases, releases[node] > 0 { errand.releasedAt = ticks(releases[node]) }
            errands.append(errand)
        }
        let fleet = try vehicles(
            depots.first ?? 0, windows.map { row in row.map { (ticks($0.0), ticks($0.1)) } }, ticks)
        return RoutingProblem(
            travel: [travel], vehicles: fleet, errands: errands, loadDimensions: demands == nil ? 0 : 1)
    }

    private func vehicles(
        _ depot: Int, _ windows: [(Int, Int)]?, _ ticks: (Double) -> Int
    ) throws -> [Vehicle] {
        let size = try whole("VEHICLES") ?? count - 1
        guard (0...10_000).contains(size) else { throw FormatFault("VEHICLES", "must be 0...10000") }
        func numbers(_ name: String) throws -> [Double]? { try column(name, of: size)?.map { try $0.number(1) } }
        let capacity = try whole("CAPACITY")
        let capacities = try numbers("CAPACITY_SECTION")
        let depots = try numbers("VEHICLES_DEPOT_SECTION")
        let reloads = try numbers("VEHICLES_RELOAD_DEPOT_SECTION")
        let fixed = try numbers("VEHICLES_FIXED_COST_SECTION")
        let unit = try unitCosts()
        let duration = specs["VEHICLES_MAX_DURATION"].map { Double($0.value) ?? 0 }
        return try (0..<size).map { index in
            let home = depots.map { Int($0[index]) - 1 } ?? depot
            guard (0..<count).contains(home) else { throw FormatFault("VEHICLES_DEPOT_SECTION", "no node \(home + 1)") }
            let shift = windows.map { Window($0[home].0, $0[home].1) } ?? Window(0, 1 << 40)
            var vehicle = Vehicle(start: home, end: home, shift: shift)
            if let load = capacities.map({ Int($0[index]) }) ?? capacity { vehicle.capacity = [load] }
            vehicle.costs = Costs(
                fixed: Int((fixed?[index] ?? 0) * scale + 0.5), perHour: 0,
                perKilometre: Int((unit?[index] ?? 1) * 1000 + 0.5))
            vehicle.limits.dutySeconds = duration.map(ticks)
            if let reloads {
                let place = Int(reloads[index]) - 1
                guard (0..<count).contains(place) else {
                    throw FormatFault("VEHICLES_RELOAD_DEPOT_SECTION", "no node \(place + 1)")
                }
                vehicle.reloads = [Reload(at: place)]
            }
            return vehicle
        }
    }

    private func unitCosts() throws -> [Double]? {
        try column("VEHICLES_UNIT_DISTANCE_COST_SECTION", of: try whole("VEHICLES") ?? count - 1)?.map {
            try $0.number(1)
        }
    }

    private func explicit(_ rows: [TextLine]) throws -> Travel {
        guard specs["EDGE_WEIGHT_FORMAT"]?.value ?? "FULL_MATRIX" == "FULL_MATRIX" else {
            throw FormatFault("EDGE_WEIGHT_FORMAT", "only FULL_MATRIX is read")
        }
        var cells: [Int32] = []
        for row in rows {
            for index in row.fields.indices {
                let value = try row.integer(index)
                guard (0...(1 << 28)).contains(value) else {
                    throw FormatFault("line \(row.number)", "\(value) is negative or too large")
                }
                cells.append(Int32(value))
            }
        }
        guard cells.count == count * count else {
            throw FormatFault("EDGE_WEIGHT_SECTION", "has \(cells.count) entries, not \(count * count)")
        }
        return Travel(places: count, seconds: cells)
    }
}

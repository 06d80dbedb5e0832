import OrderRouting

/// VROOM's input JSON (its public API, 1.15): jobs, shipments, vehicles, matrices.
enum VroomInput {
    static func read(
        _ bytes: [UInt8], _ objective: Objective, _ measure: ((PlanFile.Unmeasured) throws -> Travel)?
    ) throws -> PlanFile {
        let root = JSONElement(value: try JSONText.parse(bytes), path: "")
        var reader = VroomReader(root: root)
        try reader.readMatrices()
        for element in try root["vehicles"]?.items() ?? [] { try reader.readVehicle(element) }
        for element in try root["jobs"]?.items() ?? [] { try reader.readJob(element) }
        for element in try root["shipments"]?.items() ?? [] { try reader.readShipment(element) }
        if reader.vehicles.isEmpty { throw FormatFault("vehicles", "at least one is needed") }
        if reader.errands.isEmpty { throw FormatFault("jobs", "at least one job or shipment is needed") }
        var problem = RoutingProblem(
            travel: try reader.travel(measure), vehicles: reader.vehicles, errands: reader.errands,
            loadDimensions: reader.dimensions ?? 0)
        problem.objective = objective
        problem.initial = reader.initialTours()
        let numbers = zip(reader.names.pickups, reader.names.drops).map { ([$0?.id ?? 0], $1?.id ?? 0) }
        var file = PlanFile(.vroom, problem, numbers: numbers, scale: 1)
        file.vroom = reader.names
        return file
    }
}

struct VroomReader {
    let root: JSONElement
    var names = VroomNames()
    var vehicles: [Vehicle] = []
    var errands: [Errand] = []
    var dimensions: Int?
    /// Profile name → index; its matrices.
    var profiles: [String: Int] = [:]
    var durations: [[Int32]?] = []
    var distances: [[Int32]?] = []
    var costs: [[Int32]?] = []
    var size: Int?
    private var placeOf: [[Double]: Int] = [:]
    var steps: [[JSONElement]] = []
    /// Kinds and ids that were named.
    var seen: Set<String> = []

    init(root: JSONElement) { self.root = root }

    mutating func readMatrices() throws {
        try root.isObject()
        var given: [(key: String, element: JSONElement)] = []
        if let matrix = root["matrix"] {
            let durations = JSONText.object([("durations", matrix.value)])
            given = [("car", JSONElement(value: durations, path: "matrix"))]
        }
        given += try root["matrices"]?.members() ?? []
        for (name, element) in given {
            let profile = profile(name)
            durations[profile] = try element["durations"].map { try matrix($0) }
            distances[profile] = try element["distances"].map { try matrix($0) }
            costs[profile] = try element["costs"].map { try matrix($0) }
            if distances[profile] != nil { names.hasDistances = true }
            if durations[profile] == nil { throw element.fault("durations are needed") }
        }
    }

    mutating func profile(_ name: String) -> Int {
        if let known = profiles[name] { return known }
        profiles[name] = durations.count
        durations.append(nil)
        distances.append(nil)
        costs.append(nil)
        return durations.count - 1
    }

    private mutating func matrix(_ element: JSONElement) throws -> [Int32] {
        guard case .array(let rows) = element.value else { throw element.fault("must be an array of rows") }
        if let size, size != rows.count { throw element.fault("has \(rows.count) rows, another matrix \(size)") }
        size = rows.count
        var cells: [Int32] = []
        cells.reserveCapacity(rows.count * rows.count)
        for (index, row) in rows.enumerated() {
            guard case .integers(let numbers) = row else {
                throw FormatFault("\(element.path)[\(index)]", "must hold whole numbers, none negative")
            }
            guard numbers.count == rows.count else {
                throw FormatFault("\(element.path)[\(index)]", "has \(numbers.count) entries, not \(rows.count)")
            }
            for number in numbers { cells.append(number > 1 << 28 ? Travel.noWay : number) }
        }
        return cells
    }

    /// The place an element names by index or coordinates.
    mutating func place(_ owner: JSONElement, _ indexKey: String, _ key: String) throws -> Int? {
        let location = try owner[key].map { element in
            let pair = try element.items().map { try $0.number() }
            guard pair.count == 2, abs(pair[0]) <= 180, abs(pair[1]) <= 90 else {
                throw element.fault("must be [longitude, latitude]")
            }
            return pair
        }
        if let size {
            guard let element = owner[indexKey] else {
                if location != nil { throw owner.fault("\(indexKey) is needed beside a matrix") }
                return nil
            }
            let index = try element.integer()
            guard (0..<size).contains(index) else { throw element.fault("the matrix has no row \(index)") }
            while names.places.count < size { names.places.append((nil, names.places.count)) }
            if let location { names.places[index].location = location }
            return index
        }
        guard let location else { return nil }
        if let known = placeOf[location] { return known }
        placeOf[location] = names.places.count
        names.places.append((location, nil))
        return names.places.count - 1
    }

    func windows(_ element: JSONElement?) throws -> [Window] {
        try element?.items().map { try window($0) } ?? []
    }

    func window(_ element: JSONElement) throws -> Window {
        let ends = try element.integers()
        guard ends.count == 2 else { throw element.fault("must be [begin, end]") }
        guard ends[0] <= ends[1] else { throw element.fault("ends before it begins") }
        return Window(ends[0], ends[1])
    }

    mutating func amount(_ element: JSONElement?) throws -> [Int] {
        guard let element else { return [] }
        let amounts = try element.integers()
        if let dimensions, dimensions != amounts.count {
            throw element.fault("has \(amounts.count) numbers, others have \(dimensions)")
        }
        dimensions = amounts.count
        return amounts
    }
}

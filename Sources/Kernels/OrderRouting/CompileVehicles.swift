/// What makes ways the same for two vehicles.
struct FieldKey: Hashable {
    var profile: Int
    var pace: Int
    var perHour: Int
    var perKilometre: Int
    var needsMetres: Bool

    init(_ vehicle: Vehicle, weight: Int) {
        profile = vehicle.profile
        pace = vehicle.pacePercent
        perHour = vehicle.costs.perHour * weight
        perKilometre = vehicle.costs.perKilometre * weight
        needsMetres = vehicle.limits.metres != nil
    }
}

extension TerrainDraft {

    private struct TypeKey: Hashable {
        var vehicle: Vehicle
        var only: Int
    }

    /// What costs are multiplied with.
    private var weight: Int { problem.objective.weights?.cost ?? 1 }

    /// One field per pace and price. Money is scaled so that short ways don't drown in rounding.
    mutating func compileFields(reusing old: Terrain?) throws(ProblemFault) {
        stride = old?.stride ?? problem.travel[0].places + 1 + spare
        let keys = Array(Set(problem.vehicles.map { FieldKey($0, weight: weight) }))
        let bytes = keys.count * stride * stride * 20
        if bytes > 6 << 30 { throw ProblemFault(element: "travel", rule: .tooMany) }
        if let old, keys.allSatisfy({ old.fields.of[$0] != nil }) {
            fields = old.fields
            costScale = old.costScale
            return
        }
        try chooseScale(keys)
        for key in keys { fields.of[key] = field(key) }
    }

    private mutating func chooseScale(_ keys: [FieldKey]) throws(ProblemFault) {
        let isWhole = problem.vehicles.allSatisfy {
            $0.costs.perHour % 3600 == 0 && $0.costs.perKilometre % 1000 == 0 && $0.costs.perDutyHour % 3600 == 0
        }
        var dearest = 0.0
        for key in keys {
            let matrix = problem.travel[key.profile]
            let seconds = matrix.seconds.lazy.filter { $0 != Travel.noWay }.max() ?? 0
            let metres = matrix.metres.lazy.filter { $0 != Travel.noWay }.max() ?? 0
            let time = Double(seconds) * Double(key.pace) / 100 * Double(key.perHour) / 3600
            dearest = max(dearest, time + Double(metres) * Double(key.perKilometre) / 1000)
        }
        let ceiling = Double(1 << 28)
        if dearest > ceiling { throw ProblemFault(element: "vehicles", rule: .tooLarge) }
        if !isWhole { costScale = [1000, 100, 10].first { dearest * Double($0) <= ceiling } ?? 1 }
    }

    private func field(_ key: FieldKey) -> Field {
        let matrix = problem.travel[key.profile]
        let places = matrix.places
        let cells = stride * stride
        let from = UnsafeMutablePointer<Arc>.filled(Arc(seconds: 0, cost: 0), cells)
        var metres: UnsafeMutablePointer<Int32>?
        if key.needsMetres { metres = .filled(0, cells) }
        var isSymmetric = true
        matrix.seconds.withUnsafeBufferPointer { seconds in
            matrix.metres.withUnsafeBufferPointer { lengths in
                for row in 0..<places {
                    for column in 0..<places {
                        let cell = row * places + column
                        from[row * stride + column] = arc(seconds[cell], lengths[cell], key)
                        metres?[row * stride + column] = lengths[cell]
                        let mirror = column * places + row
                        if seconds[cell] != seconds[mirror] || lengths[cell] != lengths[mirror] { isSymmetric = false }
                    }
                }
            }
        }
        if isSymmetric, spare == 0 { return Field(from: from, to: from, metres: metres) }
        let to = UnsafeMutablePointer<Arc>.filled(Arc(seconds: 0, cost: 0), cells)
        for row in 0..<stride {
            for column in 0..<stride { to[column * stride + row] = from[row * stride + column] }
        }
        return Field(from: from, to: to, metres: metres)
    }

    private func arc(_ seconds: Int32, _ metres: Int32, _ key: FieldKey) -> Arc {
        Arc(seconds: seconds, metres: metres, key: key, scale: costScale)
    }

    mutating func compileVehicles() {
        let nowhere = Int32(stride - 1)
        var pinned = Set<Int>()
        for errand in problem.errands { pinned.formUnion(errand.vehicles ?? []) }
        var types: [TypeKey: Int] = [:]
        for (index, vehicle) in problem.vehicles.enumerated() {
            let key = TypeKey(vehicle: vehicle, only: pinned.contains(index) || !vehicle.fixed.isEmpty ? index : -1)
            let type = types[key] ?? types.count
            types[key] = type
            let limits = vehicle.limits
            let firstRest = nodes.count
            for (part, rest) in vehicle.breaks.enumerated() { add(rest, part) }
            let restNodes = (firstRest..<nodes.count).filter {
                nodes[$0].early <= moment(vehicle.shift.close) && nodes[$0].late >= moment(vehicle.shift.open)
            }
            rests.append(restNodes.map(Int32.init))
            let firstReload = nodes.count
            for (part, reload) in vehicle.reloads.enumerated() { add(reload, part) }
            let scale = costScale
            cars.append(
                Car(
                    start: vehicle.start.map(Int32.init) ?? nowhere, end: vehicle.end.map(Int32.init) ?? nowhere,
                    open: moment(vehicle.shift.open), close: moment(vehicle.shift.close), type: Int32(type),
                    field: fields.of[FieldKey(vehicle, weight: weight)]!,
                    fixedCost: fixedCost(vehicle),
                    dutyCostPerHour: vehicle.costs.perDutyHour * weight * scale, stops: limits.stops.map(clip) ?? .max,
                    metres: limits.metres ?? .max, travel: limits.travelSeconds ?? .max,
                    duty: limits.dutySeconds ?? .max,
                    reloadsLeft: vehicle.reloads.isEmpty ? 0 : limits.trips.map { clip(max($0 - 1, 0)) } ?? .max,
                    firstRest: Int32(firstRest),
                    firstReload: Int32(firstReload), reloadCount: Int32(vehicle.reloads.count), needsProof: false,
                    freeFrom: moment(vehicle.freeFrom ?? vehicle.shift.open),
                    hasLeft: vehicle.fixed.contains { $0.leftAt != nil }))
            if vehicle.capacity.isEmpty {
                capacity += Array(repeating: 1 << 30, count: problem.loadDimensions)
            } else {
                capacity += vehicle.capacity.map(clip)
            }
            if !vehicle.breaks.isEmpty { traits.rests = true }
            if !vehicle.reloads.isEmpty { traits.reloads = true }
        }
        typeCount = max(types.count, 1)
        markProof()
    }

    private func fixedCost(_ vehicle: Vehicle) -> Int {
        let price = problem.objective.weights?.vehicle ?? 0
        return min((vehicle.costs.fixed * weight + price) * costScale, 1 << 48)
    }

    private func clip(_ value: Int) -> Int32 { Int32(min(value, 1 << 30)) }

    private func fixedCount(_ vehicle: Int) -> Int { problem.vehicles[vehicle].fixed.count }

    private mutating func markProof() {
        let isSlow = traits.softWindows || traits.releases || traits.rides
        for index in cars.indices {
            let car = cars[index]
            let isLimited = car.metres != .max || car.travel != .max || car.duty != .max || car.dutyCostPerHour > 0
            cars[index].needsProof = isSlow || isLimited || car.reloadCount > 0 || car.hasLeft
            let isSimple = rests[index].isEmpty && fixedCount(index) == 0 && !traits.setups && !traits.manyWindows
            cars[index].isPlain = isSimple && !cars[index].needsProof
            cars[index].isPlainButLimited =
                isSimple && isLimited && !isSlow && car.dutyCostPerHour == 0 && car.reloadCount == 0 && !car.hasLeft
        }
    }

    private mutating func add(_ rest: Rest, _ part: Int) {
        var node = Node(place: 0, early: 0, late: 0, service: Int32(rest.seconds), due: 0, role: .rest)
        node.part = Int32(part)
        setWindows(rest.windows, grace: 0, of: &node)
        nodes.append(node)
        change += load([], 1)
        brought += load([], 1)
        kept += load([], 1)
    }

    private mutating func add(_ reload: Reload, _ part: Int) {
        var node = Node(
            place: Int32(reload.place), early: 0, late: 0, service: Int32(reload.seconds), due: 0, role: .reload)
        node.part = Int32(part)
        setWindows(reload.windows, grace: 0, of: &node)
        nodes.append(node)
        change += load([], 1)
        brought += load([], 1)
        kept += load([], 1)
    }

    /// Nodes of done and locked visits; they belong to no movable errand part.
    mutating func compileFixed() {
        for (index, vehicle) in problem.vehicles.enumerated() {
            var list: [FixedNode] = []
            for visit in vehicle.fixed {
                list.append(
                    FixedNode(node: fixedNode(visit.visit, index), leftAt: visit.leftAt.map(moment) ?? .min))
            }
            fixed.append(list)
        }
    }

    private mutating func fixedNode(_ visit: Visit, _ vehicle: Int) -> Int32 {
        switch visit {
        case .pickup(let errand, let part):
            let stop = problem.errands[errand].pickups[part]
            return addFixed(stop, errand, part, .pickup, load(stop.load, 1))
        case .drop(let errand):
            return addFixed(problem.errands[errand].drop!, errand, 0, .drop, dropChange(problem.errands[errand]))
        case .rest(let part): return cars[vehicle].firstRest + Int32(part)
        case .reload(let part): return cars[vehicle].firstReload + Int32(part)
        }
    }

    private mutating func addFixed(
        _ stop: Errand.Stop, _ errand: Int, _ part: Int, _ role: Node.Role, _ change: [Int32]
    ) -> Int32 {
        add(stop, of: errand, part, role, change)
        return Int32(nodes.count - 1)
    }

    mutating func compileAllowed() {
        let shown = Dictionary(cars.enumerated().map { (Int($1.type), $0) }, uniquingKeysWith: { first, _ in first })
        var aboard: [Int: Int] = [:]
        for (vehicle, list) in fixed.enumerated() {
            for entry in list where nodes[Int(entry.node)].errand >= 0 {
                aboard[Int(nodes[Int(entry.node)].errand)] = vehicle
            }
        }
        allowed = Array(repeating: 0, count: problem.errands.count * typeCount)
        for (index, errand) in problem.errands.enumerated() {
            let pins = errand.vehicles.map(Set.init)
            for (type, vehicle) in shown {
                var holds = errand.skills.isSubset(of: problem.vehicles[vehicle].skills)
                if let pins, !pins.contains(vehicle) { holds = false }
                if let owner = aboard[index] { holds = owner == vehicle }
                allowed[index * typeCount + type] = holds ? 1 : 0
            }
        }
    }
}

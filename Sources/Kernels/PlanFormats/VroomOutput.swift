import OrderRouting

/// A plan as VROOM's output JSON; `unassigned` also says why (`reason`, a field of ours). Times and costs are in the
/// file's units: whole seconds for VROOM's own input, decimals where a file measures straight lines.
public struct VroomOutput {
    private let file: PlanFile
    private let names: VroomNames
    private let dims: Int

    /// - Parameters:
    ///   - loading: milliseconds for reading the input.
    ///   - solving: milliseconds for planning.
    public static func text(_ plan: Plan, of file: PlanFile, loading: Int, solving: Int) -> String {
        let output = VroomOutput(
            file: file, names: file.vroom ?? VroomNames(numbering: file), dims: file.problem.loadDimensions)
        var writer = JSONWriter()
        writer.object { writer in
            writer.put("code", 0)
            output.summary(plan, &writer, loading, solving)
            writer.array("unassigned") { writer in for left in plan.unserved { output.unassigned(left, &writer) } }
            writer.array("routes") { writer in for tour in plan.tours { output.route(tour, &writer) } }
        }
        return writer.text
    }

    /// What VROOM answers to input it can't read.
    public static func text(_ fault: any Error) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.put("code", 2)
            writer.put("error", "\(fault)")
        }
        return writer.text
    }

    /// Sums of one or more tours.
    private struct Sums {
        var delivered: [Int]
        var collected: [Int]
        var setup = 0
        var service = 0
        var priority = 0
    }

    private func sums(_ tours: [Plan.Tour]) -> Sums {
        let zero = [Int](repeating: 0, count: dims)
        var sums = Sums(delivered: zero, collected: zero)
        for stop in tours.flatMap(\.stops) {
            let setup = setup(stop)
            if case .rest = stop.visit {} else { sums.setup += setup }
            sums.service += stop.serviceSeconds - setup
            switch stop.visit {
            case .pickup(let index, let part):
                let errand = file.problem.errands[index]
                add(errand.pickups[part].load, to: &sums.collected)
                if errand.drop == nil { sums.priority += names.priorities[index] }
            case .drop(let index):
                let errand = file.problem.errands[index]
                sums.priority += names.priorities[index]
                if errand.pickups.isEmpty { add(errand.drop!.load, to: &sums.delivered) }
                for pickup in errand.pickups { add(pickup.load, to: &sums.delivered) }
                add(errand.returns, to: &sums.collected)
            default: break
            }
        }
        return sums
    }

    /// A time or cost.
    private func measure(_ key: String, _ value: Int, _ writer: inout JSONWriter) {
        if file.scale == 1 { writer.put(key, value) } else { writer.put(key, Double(value) / file.scale) }
    }

    private func add(_ load: [Int], to sum: inout [Int]) {
        for (dim, amount) in load.enumerated() { sum[dim] += amount }
    }

    /// The set-up part of a stop's service.
    private func setup(_ stop: Plan.Stop) -> Int {
        let plain =
            switch stop.visit {
            case .pickup(let errand, let part): file.problem.errands[errand].pickups[part].serviceSeconds
            case .drop(let errand): file.problem.errands[errand].drop!.serviceSeconds
            default: stop.serviceSeconds
            }
        return stop.serviceSeconds - plain
    }

    private func summary(_ plan: Plan, _ writer: inout JSONWriter, _ loading: Int, _ solving: Int) {
        writer.object("summary") { writer in
            measure("cost", plan.tours.reduce(0) { $0 + $1.totals.cost }, &writer)
            writer.put("routes", plan.tours.count)
            let left = plan.unserved.reduce(0) { $0 + (names.isJob[$1.errand] ? 1 : 2) }
            writer.put("unassigned", left)
            totals(plan.tours, plan.totals, &writer)
            writer.object("computing_times") { writer in
                writer.put("loading", loading)
                writer.put("solving", solving)
                writer.put("routing", 0)
            }
        }
    }

    private func totals(_ tours: [Plan.Tour], _ totals: Plan.Totals, _ writer: inout JSONWriter) {
        let sums = sums(tours)
        writer.put("delivery", sums.delivered)
        writer.put("amount", sums.collected)
        writer.put("pickup", sums.collected)
        measure("setup", sums.setup, &writer)
        measure("service", sums.service, &writer)
        measure("duration", totals.travelSeconds, &writer)
        measure("waiting_time", totals.waitingSeconds, &writer)
        writer.put("priority", sums.priority)
        if names.hasDistances { writer.put("distance", totals.metres) }
        writer.array("violations") { _ in }
    }

    private func unassigned(_ left: Plan.Unserved, _ writer: inout JSONWriter) {
        let kinds = names.isJob[left.errand] ? ["job", "job"] : ["pickup", "delivery"]
        for (task, kind) in zip([names.pickups[left.errand], names.drops[left.errand]], kinds) {
            guard let task else { continue }
            writer.object { writer in
                writer.put("id", task.id)
                writer.put("type", kind)
                place(task.location, task.locationIndex, &writer)
                if let description = task.description { writer.put("description", description) }
                writer.put("reason", "\(left.reason)")
            }
        }
    }

    private func place(_ location: [Double]?, _ index: Int?, _ writer: inout JSONWriter) {
        if let location { writer.put("location", location) }
        if let index { writer.put("location_index", index) }
    }

    private func route(_ tour: Plan.Tour, _ writer: inout JSONWriter) {
        let vehicle = names.vehicles[tour.vehicle]
        writer.object { writer in
            writer.put("vehicle", vehicle.id)
            measure("cost", tour.totals.cost, &writer)
            if let description = vehicle.description { writer.put("description", description) }
            totals([tour], tour.totals, &writer)
            writer.array("steps") { writer in steps(tour, &writer) }
        }
    }

    private func steps(_ tour: Plan.Tour, _ writer: inout JSONWriter) {
        let vehicle = file.problem.vehicles[tour.vehicle]
        var travelled = 0
        var leftAt = tour.departure
        if let start = vehicle.start {
            end("start", start, (tour.departure, 0), tour.load, &writer)
        }
        for stop in tour.stops {
            travelled += stop.arrival - leftAt
            leftAt = stop.departure
            writer.object { writer in step(stop, tour.vehicle, travelled, &writer) }
        }
        travelled += tour.end - leftAt
        if let last = vehicle.end {
            end("end", last, (tour.end, travelled), tour.stops.last?.load ?? tour.load, &writer)
        }
    }

    /// `times`: when, and how long it has travelled until then.
    private func end(
        _ type: String, _ at: Int, _ times: (arrival: Int, travelled: Int), _ load: [Int], _ writer: inout JSONWriter
    ) {
        writer.object { writer in
            writer.put("type", type)
            place(names.places[at].location, names.places[at].index, &writer)
            writer.put("setup", 0)
            writer.put("service", 0)
            writer.put("waiting_time", 0)
            writer.put("load", load)
            measure("arrival", times.arrival, &writer)
            measure("duration", times.travelled, &writer)
            writer.array("violations") { _ in }
        }
    }

    private func step(_ stop: Plan.Stop, _ vehicle: Int, _ travelled: Int, _ writer: inout JSONWriter) {
        let setup = setup(stop)
        switch stop.visit {
        case .pickup(let errand, _): task(names.pickups[errand], names.isJob[errand] ? "job" : "pickup", &writer)
        case .drop(let errand): task(names.drops[errand], names.isJob[errand] ? "job" : "delivery", &writer)
        case .rest(let index):
            let rest = names.vehicles[vehicle].breaks[index]
            writer.put("type", "break")
            writer.put("id", rest.id)
            if let description = rest.description { writer.put("description", description) }
        case .reload(let index):
            let at = names.places[file.problem.vehicles[vehicle].reloads[index].place]
            writer.put("type", "reload")
            place(at.location, at.index, &writer)
        }
        measure("setup", setup, &writer)
        measure("service", stop.serviceSeconds - setup, &writer)
        measure("waiting_time", stop.waitingSeconds, &writer)
        writer.put("load", stop.load)
        measure("arrival", stop.arrival, &writer)
        measure("duration", travelled, &writer)
        writer.array("violations") { _ in }
    }

    private func task(_ task: VroomNames.Task?, _ type: String, _ writer: inout JSONWriter) {
        guard let task else { return }
        writer.put("type", type)
        writer.put("id", task.id)
        if type == "job" { writer.put("job", task.id) }
        place(task.location, task.locationIndex, &writer)
        if let description = task.description { writer.put("description", description) }
    }
}

import OrderRouting

/// Solomon's and Gehring and Homberger's text format: customers served from one depot.
enum Solomon {
    static func read(_ lines: [TextLine], _ objective: Objective) throws -> PlanFile {
        guard let head = lines.firstIndex(where: { $0.starts("NUMBER") }), head + 1 < lines.count else {
            throw FormatFault("line \(lines.last?.number ?? 1)", "no line NUMBER CAPACITY")
        }
        let count = try lines[head + 1].integer(0)
        let capacity = try lines[head + 1].integer(1)
        var nodes: [FlatNodes.Node] = []
        for line in lines[(head + 2)...] where Double(line.fields[0]) != nil {
            let number = try line.integer(0)
            guard number == nodes.count else {
                throw FormatFault("line \(line.number)", "customer \(number) where \(nodes.count) is due")
            }
            nodes.append(
                FlatNodes.Node(
                    number: number, x: try line.number(1), y: try line.number(2), demand: try line.integer(3),
                    ready: try line.number(4), due: try line.number(5), service: try line.number(6)))
        }
        guard !nodes.isEmpty else { throw FormatFault("line \(lines[head].number)", "no depot follows") }
        guard (0...10_000).contains(count) else {
            throw FormatFault("line \(lines[head + 1].number)", "too many vehicles")
        }
        let flat = FlatNodes(nodes)
        var errands: [Errand] = []
        for index in 1..<max(nodes.count, 1) {
            var stop = flat.stop(index)
            stop.load = [nodes[index].demand]
            errands.append(Errand(drop: stop))
        }
        var problem = RoutingProblem(
            travel: [try flat.travel()], vehicles: Array(repeating: flat.vehicle(capacity: capacity), count: count),
            errands: errands, loadDimensions: 1)
        problem.objective = objective
        return PlanFile(.solomon, problem, numbers: nodes.dropFirst().map { ([], $0.number) }, scale: flat.scale)
    }
}

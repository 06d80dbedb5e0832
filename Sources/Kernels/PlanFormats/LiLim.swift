import OrderRouting

/// Li and Lim's text format: pairs of pickup and delivery.
enum LiLim {
    static func read(_ lines: [TextLine], _ objective: Objective) throws -> PlanFile {
        let count = try lines[0].integer(0)
        let capacity = try lines[0].integer(1)
        guard (0...10_000).contains(count) else { throw FormatFault("line 1", "too many vehicles") }
        var nodes: [FlatNodes.Node] = []
        var mates: [(pickup: Int, delivery: Int, line: Int)] = []
        for line in lines.dropFirst() {
            let number = try line.integer(0)
            guard number == nodes.count else {
                throw FormatFault("line \(line.number)", "task \(number) where \(nodes.count) is due")
            }
            nodes.append(
                FlatNodes.Node(
                    number: number, x: try line.number(1), y: try line.number(2), demand: try line.integer(3),
                    ready: try line.number(4), due: try line.number(5), service: try line.number(6)))
            mates.append((try line.integer(7), try line.integer(8), line.number))
        }
        guard !nodes.isEmpty else { throw FormatFault("line 1", "no depot follows") }
        let flat = FlatNodes(nodes)
        var errands: [Errand] = []
        var numbers: [(pickups: [Int], drop: Int)] = []
        for (index, mate) in mates.enumerated() where index > 0 {
            if mate.delivery == 0 {
                let isPaired = mates.indices.contains(mate.pickup) && mates[mate.pickup].delivery == index
                guard isPaired else { throw FormatFault("line \(mate.line)", "delivery without its pickup") }
                continue
            }
            guard mates.indices.contains(mate.delivery), mates[mate.delivery].pickup == index else {
                throw FormatFault("line \(mate.line)", "pickup without its delivery")
            }
            guard nodes[mate.delivery].demand == -nodes[index].demand else {
                throw FormatFault("line \(mate.line)", "demand is not that of its delivery")
            }
            var pickup = flat.stop(index)
            pickup.load = [nodes[index].demand]
            errands.append(Errand(pickups: [pickup], drop: flat.stop(mate.delivery)))
            numbers.append(([index], mate.delivery))
        }
        var problem = RoutingProblem(
            travel: [try flat.travel()], vehicles: Array(repeating: flat.vehicle(capacity: capacity), count: count),
            errands: errands, loadDimensions: 1)
        problem.objective = objective
        return PlanFile(.liLim, problem, numbers: numbers, scale: flat.scale)
    }
}

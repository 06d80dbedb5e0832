import OrderRouting

/// Customers on a plane with times in decimal units: what Solomon, Li & Lim and VRPLIB have in common.
struct FlatNodes {
    struct Node {
        var number: Int
        var x: Double
        var y: Double
        var demand: Int
        var ready: Double
        var due: Double
        var service: Double
    }

    let nodes: [Node]
    /// Ticks to one unit: times are rounded up to a tick, so that what fits in ticks fits in decimals.
    let scale: Double

    /// `dearest`: the highest price of a unit of distance, so that costs stay within their bounds too.
    init(_ nodes: [Node], dearest: Double = 1) {
        self.nodes = nodes
        let horizon = max(
            1, nodes.map(\.due).max() ?? 1, nodes.map { max(abs($0.x), abs($0.y)) * 3 * dearest }.max() ?? 1)
        var scale = 1.0
        while horizon * scale * 10 <= 260_000_000, scale < 1e6 { scale *= 10 }
        self.scale = scale
    }

    func ticks(_ value: Double) -> Int { Int((value * scale).roundedUp) }
    func ticksDown(_ value: Double) -> Int { Int(value * scale + 1e-6) }

    func travel() throws -> Travel {
        let count = nodes.count
        var seconds = [Int32](repeating: 0, count: count * count)
        var metres = seconds
        for from in 0..<count {
            for to in 0..<count where from != to {
                let across = nodes[from].x - nodes[to].x
                let up = nodes[from].y - nodes[to].y
                let far = (across * across + up * up).squareRoot() * scale
                if far > 260_000_000 { throw FormatFault("node \(nodes[to].number)", "lies too far away") }
                seconds[from * count + to] = Int32(far.roundedUp)
                metres[from * count + to] = Int32(far + 0.5)
            }
        }
        return Travel(places: count, seconds: seconds, metres: metres)
    }

    func stop(_ index: Int) -> Errand.Stop {
        let node = nodes[index]
        return Errand.Stop(
            at: index, windows: [Window(ticks(node.ready), ticksDown(node.due))], serviceSeconds: ticks(node.service))
    }

    func vehicle(capacity: Int) -> Vehicle {
        var vehicle = Vehicle(
            start: 0, end: 0, shift: Window(ticks(nodes[0].ready), ticksDown(nodes[0].due)), capacity: [capacity])
        vehicle.costs = Costs(perHour: 0, perKilometre: 1000)
        return vehicle
    }
}

extension Double {
    /// Up to the next whole number, but for the noise of floating point.
    fileprivate var roundedUp: Double {
        let whole = Double(Int(self))
        return self - whole > 1e-6 ? whole + 1 : whole
    }
}

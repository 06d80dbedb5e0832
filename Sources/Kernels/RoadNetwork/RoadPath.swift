/// A fastest way between two points on streets.
public struct RoadPath: Sendable {
    public let weight: Double
    /// Points from the first to the last, in 1e-7 degrees.
    public let latitudes: [Int32]
    public let longitudes: [Int32]

    public var seconds: Double { Weight.seconds(weight)! }
    public var metres: Double { Weight.metres(weight)! }
}

extension RoadSearch {
    /// The fastest way with its line; `nil` where there is none.
    public func path(from: Snap, to: Snap) -> RoadPath? {
        let direct = network.direct(from, to, weights)
        let (departures, arrivals) = (network.departures(from, weights), network.arrivals(to, weights))
        let best = meet(departures, arrivals, keepsPath: true)
        defer { clear(departures, arrivals) }
        if let direct, direct.weight <= best.weight {
            var line = Line(network)
            line.begin(from)
            line.within(direct.arc, from, to)
            line.end(to)
            return RoadPath(weight: direct.weight, latitudes: line.latitudes, longitudes: line.longitudes)
        }
        guard best.vertex >= 0 else { return nil }
        let (first, up) = trace(best.vertex, forward)
        let (last, down) = trace(best.vertex, backward)
        var line = Line(network)
        line.begin(from)
        line.leave(departures.entry(at: first).arc, from)
        for edge in up.reversed() { unpack(edge.edge, edge.tail, isUp: true, &line) }
        for edge in down { unpack(edge.edge, edge.tail, isUp: false, &line) }
        line.arrive(arrivals.entry(at: last).arc, to)
        line.end(to)
        return RoadPath(weight: best.weight, latitudes: line.latitudes, longitudes: line.longitudes)
    }

    /// The edges below a vertex down to where the climb began, and that vertex.
    private func trace(_ vertex: Int32, _ label: Label) -> (first: Int32, edges: [(edge: Int32, tail: Int32)]) {
        var at = vertex
        var edges: [(edge: Int32, tail: Int32)] = []
        while label.edges[Int(at)] >= 0 {
            edges.append((label.edges[Int(at)], label.tails[Int(at)]))
            at = label.tails[Int(at)]
        }
        return (at, edges)
    }

    /// Replaces an edge of the hierarchy by the arcs it stands for. `low` is its lower end.
    private func unpack(_ edge: Int32, _ low: Int32, isUp: Bool, _ line: inout Line) {
        var stack = [(edge: edge, low: low, isUp: isUp)]
        while let top = stack.popLast() {
            let middles = top.isUp ? weights.forwardMiddles : weights.backwardMiddles
            let middle = middles[Int(top.edge)]
            if middle < 0 {
                line.whole(-2 - middle)
                continue
            }
            let high = network.upHeads[Int(top.edge)]
            let toLow = (network.edge(middle, top.low), middle)
            let toHigh = (network.edge(middle, high), middle)
            // What comes first is put on the stack last.
            if top.isUp {
                stack.append((toHigh.0, toHigh.1, true))
                stack.append((toLow.0, toLow.1, false))
            } else {
                stack.append((toLow.0, toLow.1, true))
                stack.append((toHigh.0, toHigh.1, false))
            }
        }
    }
}

extension RoadNetwork {
    /// The edge between a vertex and one above it that it is joined to.
    func edge(_ low: Int32, _ high: Int32) -> Int32 {
        var at = upStarts[Int(low)]
        while upHeads[Int(at)] != high { at += 1 }
        return at
    }
}

/// A line being drawn.
private struct Line {
    private let network: RoadNetwork
    var latitudes: [Int32] = []
    var longitudes: [Int32] = []

    init(_ network: RoadNetwork) {
        self.network = network
        latitudes.reserveCapacity(256)
        longitudes.reserveCapacity(256)
    }

    mutating func begin(_ snap: Snap) {
        latitudes.append(snap.latitude)
        longitudes.append(snap.longitude)
    }

    mutating func end(_ snap: Snap) { add(snap.latitude, snap.longitude) }

    @inline(__always)
    private mutating func add(_ latitude: Int32, _ longitude: Int32) {
        if latitudes.last == latitude, longitudes.last == longitude { return }
        latitudes.append(latitude)
        longitudes.append(longitude)
    }

    private mutating func points(_ range: some Sequence<Int>) {
        for at in range { add(network.latitudes[at], network.longitudes[at]) }
    }

    mutating func whole(_ arc: Int32) {
        guard let arc = network.original(Int(arc)) else { return }
        let chain = arc >> 1
        let (first, last) = (Int(network.chainStarts[chain]), Int(network.chainStarts[chain + 1]) - 1)
        if arc & 1 == 0 { points(first...last) } else { points(stride(from: last, through: first, by: -1)) }
    }

    /// From a point on an arc to its end.
    mutating func leave(_ arc: Int32, _ snap: Snap) {
        let chain = Int(arc >> 1)
        let (first, last) = (Int(network.chainStarts[chain]), Int(network.chainStarts[chain + 1]) - 1)
        if arc & 1 == 0 {
            points((Int(snap.piece) + 1)...last)
        } else {
            points(stride(from: Int(snap.piece), through: first, by: -1))
        }
    }

    /// From the beginning of an arc to a point on it.
    mutating func arrive(_ arc: Int32, _ snap: Snap) {
        let chain = Int(arc >> 1)
        let (first, last) = (Int(network.chainStarts[chain]), Int(network.chainStarts[chain + 1]) - 1)
        if arc & 1 == 0 {
            points(first...Int(snap.piece))
        } else {
            points(stride(from: last, to: Int(snap.piece), by: -1))
        }
    }

    /// Between two points on one arc.
    mutating func within(_ arc: Int32, _ from: Snap, _ to: Snap) {
        let (a, b) = (Int(from.piece), Int(to.piece))
        if arc & 1 == 0, a < b { points((a + 1)...b) }
        if arc & 1 == 1, a > b { points(stride(from: a, to: b, by: -1)) }
    }
}

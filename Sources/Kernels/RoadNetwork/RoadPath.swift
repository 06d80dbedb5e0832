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
        var stack: [Edge] = []
        stack.reserveCapacity(64)
        for edge in up.reversed() { unpack(Edge(edge: edge.edge, low: edge.tail, isUp: true), &stack, &line) }
        for edge in down { unpack(Edge(edge: edge.edge, low: edge.tail, isUp: false), &stack, &line) }
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

    /// An edge of the hierarchy, its lower end, and whether it is gone upward.
    private struct Edge {
        let edge: Int32
        let low: Int32
        let isUp: Bool
    }

    /// Replaces an edge by the arcs it stands for. `stack` is empty before and after.
    private func unpack(_ edge: Edge, _ stack: inout [Edge], _ line: inout Line) {
        stack.append(edge)
        while let top = stack.popLast() {
            let middles = top.isUp ? weights.forwardMiddles : weights.backwardMiddles
            let middle = middles[Int(top.edge)]
            if middle < 0 {
                line.whole(-2 - middle)
                continue
            }
            let (toLow, toHigh) = (network.edge(middle, top.low), network.edge(middle, network.upHeads[Int(top.edge)]))
            // What comes first is put on the stack last.
            if top.isUp {
                stack.append(Edge(edge: toHigh, low: middle, isUp: true))
                stack.append(Edge(edge: toLow, low: middle, isUp: false))
            } else {
                stack.append(Edge(edge: toLow, low: middle, isUp: true))
                stack.append(Edge(edge: toHigh, low: middle, isUp: false))
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
        latitudes.reserveCapacity(512)
        longitudes.reserveCapacity(512)
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

    /// Points of a chain from one to another, `last` included, in either direction.
    @inline(__always)
    private mutating func points(from first: Int, to last: Int) {
        // The first is where the line has come to already, but at its beginning.
        add(network.latitudes[first], network.longitudes[first])
        if first < last {
            let count = last - first
            latitudes.append(contentsOf: UnsafeBufferPointer(start: network.latitudes + first + 1, count: count))
            longitudes.append(contentsOf: UnsafeBufferPointer(start: network.longitudes + first + 1, count: count))
        } else {
            for at in stride(from: first - 1, through: last, by: -1) {
                latitudes.append(network.latitudes[at])
                longitudes.append(network.longitudes[at])
            }
        }
    }

    mutating func whole(_ arc: Int32) {
        guard let arc = network.original(Int(arc)) else { return }
        let chain = arc >> 1
        let (first, last) = (Int(network.chainStarts[chain]), Int(network.chainStarts[chain + 1]) - 1)
        if arc & 1 == 0 { points(from: first, to: last) } else { points(from: last, to: first) }
    }

    /// From a point on an arc to its end.
    mutating func leave(_ arc: Int32, _ snap: Snap) {
        let chain = Int(arc >> 1)
        let (first, last) = (Int(network.chainStarts[chain]), Int(network.chainStarts[chain + 1]) - 1)
        if arc & 1 == 0 {
            points(from: Int(snap.piece) + 1, to: last)
        } else {
            points(from: Int(snap.piece), to: first)
        }
    }

    /// From the beginning of an arc to a point on it.
    mutating func arrive(_ arc: Int32, _ snap: Snap) {
        let chain = Int(arc >> 1)
        let (first, last) = (Int(network.chainStarts[chain]), Int(network.chainStarts[chain + 1]) - 1)
        if arc & 1 == 0 {
            points(from: first, to: Int(snap.piece))
        } else {
            points(from: last, to: Int(snap.piece) + 1)
        }
    }

    /// Between two points on one arc.
    mutating func within(_ arc: Int32, _ from: Snap, _ to: Snap) {
        let (a, b) = (Int(from.piece), Int(to.piece))
        if arc & 1 == 0, a < b { points(from: a + 1, to: b) }
        if arc & 1 == 1, a > b { points(from: a, to: b + 1) }
    }
}

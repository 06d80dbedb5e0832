/// A workspace for questions from point to point; one thread at a time.
///
/// Both ends climb the elimination tree, which needs no queue: all vertices that matter are ancestors, and their order
/// is known (Buchhold, Sanders, Wagner: JEA 2019).
public final class RoadSearch {
    let network: RoadNetwork
    public let weights: RoadWeights
    let forward: Label
    let backward: Label

    /// Costs by vertex, infinite between questions, and how each was reached.
    final class Label {
        let costs: UnsafeMutablePointer<Double>
        /// The edge, and its lower end.
        let edges: UnsafeMutablePointer<Int32>
        let tails: UnsafeMutablePointer<Int32>

        init(_ vertices: Int) {
            costs = .allocate(capacity: vertices + 1)
            costs.initialize(repeating: .infinity, count: vertices + 1)
            edges = .allocate(capacity: vertices + 1)
            edges.initialize(repeating: -1, count: vertices + 1)
            tails = .allocate(capacity: vertices + 1)
            tails.initialize(repeating: -1, count: vertices + 1)
        }

        deinit {
            costs.deallocate()
            edges.deallocate()
            tails.deallocate()
        }
    }

    public init(_ network: RoadNetwork, _ weights: RoadWeights? = nil) {
        self.network = network
        self.weights = weights ?? network.usual
        forward = Label(network.vertexCount)
        backward = Label(network.vertexCount)
    }

    /// What the fastest way costs; infinite where there is none.
    public func weight(from: Snap, to: Snap) -> Double {
        let direct = network.direct(from, to, weights)?.weight ?? .infinity
        let (from, to) = (network.departures(from, weights), network.arrivals(to, weights))
        return min(direct, meet(from, to, keepsPath: false).weight)
    }

    /// The cheapest vertex where both climbs meet. Leaves the labels to be cleared unless `keepsPath`.
    @inline(__always)
    func meet(_ from: Ends, _ to: Ends, keepsPath: Bool) -> (weight: Double, vertex: Int32) {
        climb(to, backward, weights.fall, keepsPath: keepsPath)
        let best = climb(from, against: backward, weights.rise, keepsPath: keepsPath)
        if !keepsPath { clear(from, to) }
        return best
    }

    func clear(_ from: Ends, _ to: Ends) {
        network.ancestors(from) { forward.costs[$0] = .infinity }
        network.ancestors(to) { backward.costs[$0] = .infinity }
    }

    @inline(__always)
    private func climb(_ ends: Ends, _ label: Label, _ edges: Climb, keepsPath: Bool) {
        start(ends, label, keepsPath: keepsPath)
        let (starts, heads, costs) = (edges.starts, edges.heads, edges.costs)
        network.ancestors(ends) { vertex in
            let cost = label.costs[vertex]
            guard cost < .infinity else { return }
            for edge in Int(starts[vertex])..<Int(starts[vertex + 1]) {
                let head = Int(heads[edge])
                let there = cost + costs[edge]
                if there < label.costs[head] {
                    label.costs[head] = there
                    if keepsPath {
                        label.edges[head] = edges.edges[edge]
                        label.tails[head] = Int32(vertex)
                    }
                }
            }
        }
    }

    /// Climbs, comparing with the other side; what is dearer than the best meeting goes no further.
    @inline(__always)
    private func climb(
        _ ends: Ends, against other: Label, _ edges: Climb, keepsPath: Bool
    ) -> (weight: Double, vertex: Int32) {
        let label = forward
        start(ends, label, keepsPath: keepsPath)
        var best = (weight: Double.infinity, vertex: Int32(-1))
        let (starts, heads, costs) = (edges.starts, edges.heads, edges.costs)
        network.ancestors(ends) { vertex in
            let cost = label.costs[vertex]
            guard cost < best.weight else { return }
            let meeting = cost + other.costs[vertex]
            if meeting < best.weight { best = (meeting, Int32(vertex)) }
            for edge in Int(starts[vertex])..<Int(starts[vertex + 1]) {
                let head = Int(heads[edge])
                let there = cost + costs[edge]
                if there < label.costs[head] {
                    label.costs[head] = there
                    if keepsPath {
                        label.edges[head] = edges.edges[edge]
                        label.tails[head] = Int32(vertex)
                    }
                }
            }
        }
        return best
    }

    @inline(__always)
    private func start(_ ends: Ends, _ label: Label, keepsPath: Bool) {
        let (a, b) = ends.entries
        if a.vertex >= 0 { put(a, label, keepsPath) }
        if b.vertex >= 0 { put(b, label, keepsPath) }
    }

    @inline(__always)
    private func put(_ entry: Ends.Entry, _ label: Label, _ keepsPath: Bool) {
        let vertex = Int(entry.vertex)
        guard entry.weight < label.costs[vertex] else { return }
        label.costs[vertex] = entry.weight
        if keepsPath { label.edges[vertex] = -1 }
    }
}

extension RoadNetwork {
    /// The ends' vertices and all their ancestors in the elimination tree, from below, each once.
    @inline(__always)
    func ancestors(_ ends: Ends, _ visit: (Int) -> Void) {
        var (a, b) = (ends.entries.0.vertex, ends.entries.1.vertex)
        while a != b {
            if b < 0 || (a >= 0 && a < b) {
                visit(Int(a))
                a = parents[Int(a)]
            } else {
                visit(Int(b))
                b = parents[Int(b)]
            }
        }
        while a >= 0 {
            visit(Int(a))
            a = parents[Int(a)]
        }
    }
}

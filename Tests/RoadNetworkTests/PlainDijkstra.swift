@testable import RoadNetwork

/// Dijkstra's algorithm (1959) over the arcs of a network, without any hierarchy: what a search must answer.
struct PlainDijkstra {
    private let network: RoadNetwork
    private let weights: RoadWeights
    private let out: [[(head: Int, cost: Double)]]

    init(_ network: RoadNetwork, _ weights: RoadWeights? = nil) {
        self.network = network
        self.weights = weights ?? network.usual
        var out = [[(head: Int, cost: Double)]](repeating: [], count: network.vertexCount)
        for arc in 0..<network.arcCount where network.arcTails[arc] >= 0 {
            guard let cost = network.weight(ofArc: arc, speeds: self.weights.speeds) else { continue }
            out[Int(network.arcTails[arc])].append((Int(network.arcHeads[arc]), cost))
        }
        self.out = out
    }

    /// Costs of all vertices from a point on a street.
    func costs(from source: Snap) -> [Double] {
        let ends = network.departures(source, weights)
        var costs = [Double](repeating: .infinity, count: network.vertexCount)
        var queue: Set<Int> = []
        for entry in [ends.entries.0, ends.entries.1] where entry.vertex >= 0 {
            costs[Int(entry.vertex)] = min(costs[Int(entry.vertex)], entry.weight)
            queue.insert(Int(entry.vertex))
        }
        while let vertex = queue.min(by: { costs[$0] < costs[$1] }) {
            queue.remove(vertex)
            for (head, cost) in out[vertex] where costs[vertex] + cost < costs[head] {
                costs[head] = costs[vertex] + cost
                queue.insert(head)
            }
        }
        return costs
    }

    func weight(_ costs: [Double], from source: Snap, to target: Snap) -> Double {
        let ends = network.arrivals(target, weights)
        var best = network.direct(source, target, weights)?.weight ?? .infinity
        for entry in [ends.entries.0, ends.entries.1] where entry.vertex >= 0 {
            best = min(best, costs[Int(entry.vertex)] + entry.weight)
        }
        return best
    }
}

/// All ways from some points to others, row by row.
///
/// One upward search a source, then a sweep down over the part of the hierarchy that lies above the targets, eight
/// sources at a time (RPHAST: Delling, Goldberg, Werneck: PPoPP 2011).
public struct RoadTable: Sendable {
    public let sources: Int
    public let targets: Int
    /// Costs of all pairs; infinite where there is no way. See `Weight`.
    public let weights: [Double]
}

extension RoadSearch {
    public func table(from sources: [Snap], to targets: [Snap]) -> RoadTable {
        let sweep = Sweep(network, weights, targets)
        let count = targets.count
        let weights = [Double](unsafeUninitializedCapacity: sources.count * count) { buffer, filled in
            var first = 0
            while first < sources.count {
                let lanes = min(8, sources.count - first)
                sweep.clear()
                for lane in 0..<lanes { launch(sources[first + lane], lane, sweep) }
                sweep.run()
                for target in 0..<count {
                    let costs = sweep.cost(ofTarget: target)
                    for lane in 0..<lanes { buffer[(first + lane) * count + target] = costs[lane] }
                }
                first += lanes
            }
            filled = sources.count * count
        }
        var table = weights
        for (row, source) in sources.enumerated() {
            for (column, target) in targets.enumerated() where target.chain == source.chain {
                guard let direct = network.direct(source, target, self.weights) else { continue }
                table[row * count + column] = min(table[row * count + column], direct.weight)
            }
        }
        return RoadTable(sources: sources.count, targets: count, weights: table)
    }

    /// Climbs from a source and leaves its costs in a lane of the sweep.
    private func launch(_ source: Snap, _ lane: Int, _ sweep: Sweep) {
        let ends = network.departures(source, weights)
        let label = forward.costs
        for entry in [ends.entries.0, ends.entries.1] where entry.vertex >= 0 {
            label[Int(entry.vertex)] = min(label[Int(entry.vertex)], entry.weight)
        }
        let (starts, heads, costs) = (weights.rise.starts, weights.rise.heads, weights.rise.costs)
        network.ancestors(ends) { vertex in
            let cost = label[vertex]
            label[vertex] = .infinity
            guard cost < .infinity else { return }
            sweep.put(cost, lane, vertex)
            for edge in Int(starts[vertex])..<Int(starts[vertex + 1]) {
                let head = Int(heads[edge])
                let there = cost + costs[edge]
                if there < label[head] { label[head] = there }
            }
        }
    }
}

/// The part of the hierarchy above some targets, the topmost first, and eight costs at each vertex.
private final class Sweep {
    private var number: [Int32]
    private var starts: [Int32] = [0]
    private var heads: [Int32] = []
    private var downward: [Double] = []
    private var ends: [Ends] = []
    private let costs: UnsafeMutablePointer<SIMD8<Double>>
    private let count: Int

    init(_ network: RoadNetwork, _ weights: RoadWeights, _ targets: [Snap]) {
        number = Array(repeating: -1, count: network.vertexCount)
        var members: [Int32] = []
        ends = targets.map { network.arrivals($0, weights) }
        for end in ends {
            for entry in [end.entries.0, end.entries.1] {
                var vertex = entry.vertex
                while vertex >= 0, number[Int(vertex)] < 0 {
                    number[Int(vertex)] = 0
                    members.append(vertex)
                    vertex = network.parents[Int(vertex)]
                }
            }
        }
        members.sort(by: >)
        count = members.count
        for (index, vertex) in members.enumerated() {
            number[Int(vertex)] = Int32(index)
            let fall = weights.fall
            for edge in Int(fall.starts[Int(vertex)])..<Int(fall.starts[Int(vertex) + 1]) {
                heads.append(number[Int(fall.heads[edge])])
                downward.append(fall.costs[edge])
            }
            starts.append(Int32(heads.count))
        }
        costs = .allocate(capacity: max(1, count))
    }

    deinit { costs.deallocate() }

    func clear() { costs.update(repeating: SIMD8(repeating: .infinity), count: count) }

    @inline(__always)
    func put(_ cost: Double, _ lane: Int, _ vertex: Int) {
        let index = Int(number[vertex])
        if index >= 0 { costs[index][lane] = cost }
    }

    func run() {
        starts.withUnsafeBufferPointer { starts in
            heads.withUnsafeBufferPointer { heads in
                downward.withUnsafeBufferPointer { downward in
                    for vertex in 0..<count {
                        var best = costs[vertex]
                        for edge in Int(starts[vertex])..<Int(starts[vertex + 1]) {
                            let there = costs[Int(heads[edge])] + downward[edge]
                            best = best.replacing(with: there, where: there .< best)
                        }
                        costs[vertex] = best
                    }
                }
            }
        }
    }

    @inline(__always)
    func cost(ofTarget target: Int) -> SIMD8<Double> {
        var best = SIMD8<Double>(repeating: .infinity)
        for entry in [ends[target].entries.0, ends[target].entries.1] where entry.vertex >= 0 {
            let there = costs[Int(number[Int(entry.vertex)])] + entry.weight
            best = best.replacing(with: there, where: there .< best)
        }
        return best
    }
}

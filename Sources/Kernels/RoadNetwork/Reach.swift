/// What one gets to from a point within some time.
public struct RoadReach: Sendable {
    /// A piece of a street that is reached: its points in 1e-7 degrees, and the seconds after which each is reached.
    public struct Stretch: Sendable {
        public let latitudes: [Int32]
        public let longitudes: [Int32]
        public let seconds: [Double]
    }

    public let stretches: [Stretch]
}

extension RoadSearch {
    /// All streets that are reached from a point within so many seconds, by one sweep over the hierarchy (PHAST:
    /// Delling, Goldberg, Nowatzyk, Werneck: JPDC 2013). A street reached from both ends comes as two stretches.
    public func reach(from source: Snap, within seconds: Double) -> RoadReach {
        let costs = costsOfAll(from: source)
        let limit = Weight.of(hundredths: Int32(clamping: Int(seconds * 100)), decimetres: 0)
        var stretches: [RoadReach.Stretch] = []
        for arc in 0..<(2 * network.chainCount) where network.arcEntries[arc] >= 0 {
            let start = costs[Int(network.arcEntries[arc])]
            guard start <= limit else { continue }
            if let stretch = stretch(arc, from: start, limit: limit) { stretches.append(stretch) }
        }
        return RoadReach(stretches: stretches)
    }

    /// What getting to each vertex costs.
    func costsOfAll(from source: Snap) -> [Double] {
        let ends = network.departures(source, weights)
        var costs = [Double](repeating: .infinity, count: network.vertexCount)
        for entry in [ends.entries.0, ends.entries.1] where entry.vertex >= 0 {
            costs[Int(entry.vertex)] = min(costs[Int(entry.vertex)], entry.weight)
        }
        let (rise, fall) = (weights.rise, weights.fall)
        network.ancestors(ends) { vertex in
            let cost = costs[vertex]
            guard cost < .infinity else { return }
            for edge in Int(rise.starts[vertex])..<Int(rise.starts[vertex + 1]) {
                costs[Int(rise.heads[edge])] = min(costs[Int(rise.heads[edge])], cost + rise.costs[edge])
            }
        }
        for vertex in stride(from: network.vertexCount - 1, through: 0, by: -1) {
            var best = costs[vertex]
            for edge in Int(fall.starts[vertex])..<Int(fall.starts[vertex + 1]) {
                best = min(best, costs[Int(fall.heads[edge])] + fall.costs[edge])
            }
            costs[vertex] = best
        }
        return costs
    }

    /// The points of an arc as far as they are reached; `nil` where that is only the first.
    private func stretch(_ arc: Int, from start: Double, limit: Double) -> RoadReach.Stretch? {
        let chain = arc >> 1
        let (first, last) = (Int(network.chainStarts[chain]), Int(network.chainStarts[chain + 1]) - 1)
        var stretch: (latitudes: [Int32], longitudes: [Int32], seconds: [Double]) = ([], [], [])
        for step in 0...(last - first) {
            let at = arc & 1 == 0 ? first + step : last - step
            let time = arc & 1 == 0 ? network.along[at] : network.against[last] - network.against[at]
            guard let slowed = RoadNetwork.slowed(time, weights.speeds?[chain]) else { return nil }
            let cost = start + Weight.of(hundredths: slowed, decimetres: 0)
            guard cost <= limit else { break }
            stretch.latitudes.append(network.latitudes[at])
            stretch.longitudes.append(network.longitudes[at])
            stretch.seconds.append(Weight.seconds(cost)!)
        }
        guard stretch.seconds.count > 1 else { return nil }
        return .init(latitudes: stretch.latitudes, longitudes: stretch.longitudes, seconds: stretch.seconds)
    }
}

import Testing

@testable import RoadNetwork

struct NearestTests {
    @Test(arguments: 1...10) func `the nearest street is the nearest of all`(seed: UInt64) throws {
        let town = RandomTown(seed: seed)
        let network = try RoadNetwork(RoadNetwork.build(town.map, for: town.use, leastPart: 0))
        var random = SeededRandom(seed)
        for _ in 0..<40 {
            let latitude = Double.random(in: 499_900_000...500_200_000, using: &random)
            let longitude = Double.random(in: 79_900_000...80_300_000, using: &random)
            let found = network.nearest(latitude: latitude, longitude: longitude, count: 4)
            #expect(found.map(\.metres) == found.map(\.metres).sorted())
            #expect(Set(found.map(\.chain)).count == found.count)
            var best = Double.infinity
            for chain in 0..<network.chainCount where network.isOpen(chain) {
                for at in Int(network.chainStarts[chain])..<(Int(network.chainStarts[chain + 1]) - 1) {
                    best = min(best, distance(network, at, latitude, longitude))
                }
            }
            #expect((found[0].metres - best).magnitude < 0.01, "seed \(seed)")
        }
    }

    /// By trying many points of the piece.
    private func distance(_ network: RoadNetwork, _ at: Int, _ latitude: Double, _ longitude: Double) -> Double {
        let shrink = Ground.shrink(latitude)
        let (y, x) = (Double(network.latitudes[at]), Double(network.longitudes[at]))
        let (dy, dx) = (Double(network.latitudes[at + 1]) - y, Double(network.longitudes[at + 1]) - x)
        var (low, high) = (0.0, 1.0)
        func metres(_ share: Double) -> Double {
            let (north, east) = (y + share * dy - latitude, (x + share * dx - longitude) * shrink)
            return (north * north + east * east).squareRoot() * Ground.metresPerUnit
        }
        for _ in 0..<80 {
            let (a, b) = (low + (high - low) / 3, high - (high - low) / 3)
            if metres(a) < metres(b) { high = b } else { low = a }
        }
        return metres((low + high) / 2)
    }

    @Test func `a point far away finds nothing within a limit`() throws {
        let town = RandomTown(seed: 1)
        let network = try RoadNetwork(RoadNetwork.build(town.map, for: town.use, leastPart: 3))
        #expect(network.nearest(latitude: -400_000_000, longitude: 1_700_000_000, within: 1000).isEmpty)
        #expect(network.nearest(latitude: 500_000_000, longitude: 80_000_000, within: 5000).count == 1)
    }
}

extension RoadNetwork {
    /// Whether points are snapped to a chain.
    fileprivate func isOpen(_ chain: Int) -> Bool {
        for row in 0..<grid.rows {
            for column in 0..<grid.columns {
                var isFound = false
                grid.forEach(column: column, row: row) { _, other in if other == chain { isFound = true } }
                if isFound { return true }
            }
        }
        return false
    }
}

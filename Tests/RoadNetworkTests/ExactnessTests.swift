import Foundation
import OSMExtract
import Testing

@testable import RoadNetwork

/// What the hierarchy answers is what plain Dijkstra answers, to the last bit.
struct ExactnessTests {
    /// The seeded town's streets.
    static let streets: Streets = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        do {
            let reader = try ExtractReader(ByteSource(path: root.path() + "seed/dreieich/streets.osm.pbf"))
            var roads = RoadCollector()
            while let block = try reader.next() { roads.take(block) }
            return roads.finish()
        } catch {
            fatalError("the seeded town's extract cannot be read: \(error)")
        }
    }()

    static func check(_ network: RoadNetwork, _ weights: RoadWeights? = nil, seed: UInt64, points: Int) throws {
        var random = SeededRandom(seed)
        let snaps = (0..<points).map { _ in network.randomSnap(&random) }
        let plain = PlainDijkstra(network, weights)
        let search = RoadSearch(network, weights)
        let table = search.table(from: snaps, to: snaps)
        for (row, source) in snaps.enumerated() {
            let costs = plain.costs(from: source)
            for (column, target) in snaps.enumerated() {
                let wanted = plain.weight(costs, from: source, to: target)
                #expect(search.weight(from: source, to: target) == wanted, "seed \(seed): \(row) to \(column)")
                #expect(table.weights[row * points + column] == wanted, "seed \(seed): table \(row), \(column)")
                let path = search.path(from: source, to: target)
                #expect((path?.weight ?? .infinity) == wanted, "seed \(seed): path \(row) to \(column)")
                if let path { Self.check(path, from: source, to: target, "seed \(seed): \(row) to \(column)") }
            }
        }
    }

    /// The line begins and ends where it must and is as long as the way.
    private static func check(_ path: RoadPath, from source: Snap, to target: Snap, _ which: Comment) {
        #expect(path.latitudes.first == source.latitude && path.longitudes.first == source.longitude, which)
        #expect(path.latitudes.last == target.latitude && path.longitudes.last == target.longitude, which)
        var metres = 0.0
        for at in path.latitudes.indices.dropFirst() {
            metres += Ground.metres(
                (path.latitudes[at - 1], path.longitudes[at - 1]), (path.latitudes[at], path.longitudes[at]))
        }
        #expect((metres - path.metres).magnitude < 1 + path.metres * 0.01, which)
    }

    @Test(arguments: 1...40) func `random towns`(seed: UInt64) throws {
        let town = RandomTown(seed: seed)
        let network = try RoadNetwork(RoadNetwork.build(town.map, for: town.use, leastPart: 3))
        try Self.check(network, seed: seed, points: 12)
    }

    @Test(arguments: RoadProfile.allCases) func `the seeded town by every profile`(profile: RoadProfile) throws {
        let network = try RoadNetwork(RoadNetwork.build(Self.streets.map, for: Self.streets.uses[profile]!))
        try Self.check(network, seed: 11, points: 30)
    }

    @Test(arguments: 1...15) func `with closures and slow streets`(seed: UInt64) throws {
        let town = RandomTown(seed: seed)
        let network = try RoadNetwork(RoadNetwork.build(town.map, for: town.use, leastPart: 3))
        var random = SeededRandom(seed)
        let speeds = (0..<network.chainCount).map { _ in [0, 300, 1000, 1000, 1000].randomElement(using: &random)! }
        try Self.check(network, network.weights(speeds: speeds.map { Int16($0) }), seed: seed, points: 10)
    }

    @Test func `usual weights made anew are the built ones`() throws {
        let network = try RoadNetwork(RoadNetwork.build(Self.streets.map, for: Self.streets.uses[.bicycle]!))
        let again = network.weights(speeds: Array(repeating: 1000, count: network.chainCount))
        var random = SeededRandom(5)
        let (search, other) = (RoadSearch(network), RoadSearch(network, again))
        for _ in 0..<200 {
            let (a, b) = (network.randomSnap(&random), network.randomSnap(&random))
            #expect(search.weight(from: a, to: b) == other.weight(from: a, to: b))
        }
    }

    @Test(arguments: 1...10) func `reach is what Dijkstra reaches`(seed: UInt64) throws {
        let town = RandomTown(seed: seed)
        let network = try RoadNetwork(RoadNetwork.build(town.map, for: town.use, leastPart: 3))
        var random = SeededRandom(seed)
        let source = network.randomSnap(&random)
        let search = RoadSearch(network)
        #expect(search.costsOfAll(from: source) == PlainDijkstra(network).costs(from: source))
        let reach = search.reach(from: source, within: 60)
        #expect(reach.stretches.allSatisfy { $0.seconds.allSatisfy { $0 <= 60 } })
    }
}

extension RoadNetwork {
    /// A point near some street.
    func randomSnap(_ random: inout SeededRandom) -> Snap {
        let at = Int.random(in: 0..<pointCount, using: &random)
        let north = Double.random(in: -2000...2000, using: &random)
        let east = Double.random(in: -2000...2000, using: &random)
        return nearest(latitude: Double(latitudes[at]) + north, longitude: Double(longitudes[at]) + east)[0]
    }
}

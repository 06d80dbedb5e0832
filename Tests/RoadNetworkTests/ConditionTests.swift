import Testing

@testable import RoadNetwork

struct ConditionTests {
    /// Two banks of a river, joined by a bridge in the west and one in the east.
    private func town(withBends: Bool = false) throws -> RoadNetwork {
        var map = RoadMap()
        map.latitudes = [500_000_000, 500_000_000, 500_020_000, 500_020_000]
        map.longitudes = [80_000_000, 80_100_000, 80_000_000, 80_100_000]
        map.latitudes += [499_990_000, 499_990_000, 500_030_000, 500_030_000]
        map.longitudes += map.longitudes
        var use = RoadUse()
        for way in [[0, 1], [2, 3], [0, 2], [1, 3], [0, 4], [1, 5], [2, 6], [3, 7]] {
            map.wayNodes += way.map { Int32($0) }
            if withBends, way == [0, 1] { map.bend(at: [80_040_000, 80_060_000], on: 500_000_000) }
            map.wayStarts.append(Int32(map.wayNodes.count))
            use.forward.append(5)
            use.backward.append(5)
            use.rank.append(0)
        }
        return try RoadNetwork(RoadNetwork.build(map, for: use))
    }

    private func box(_ south: Int32, _ west: Int32, _ north: Int32, _ east: Int32, speed: Int16) -> RoadCondition {
        RoadCondition(
            latitudes: [south, south, north, north], longitudes: [west, east, east, west], speed: speed)
    }

    @Test func `a closed bridge sends everybody over the other, and both closed leave no way`() throws {
        let network = try town()
        let south = network.nearest(latitude: 500_000_000, longitude: 80_010_000)[0]
        let north = network.nearest(latitude: 500_020_000, longitude: 80_010_000)[0]
        let usual = RoadSearch(network).weight(from: south, to: north)
        let west = box(500_009_000, 79_990_000, 500_011_000, 80_010_000, speed: 0)
        let closed = try #require(network.weights(under: [west]))
        let detour = RoadSearch(network, closed).weight(from: south, to: north)
        #expect(Weight.metres(detour)! > Weight.metres(usual)! + 1000)
        let east = box(500_009_000, 80_090_000, 500_011_000, 80_110_000, speed: 0)
        let cut = try #require(network.weights(under: [west, east]))
        #expect(RoadSearch(network, cut).weight(from: south, to: north) == .infinity)
        let slow = try #require(
            network.weights(under: [box(500_009_000, 79_990_000, 500_011_000, 80_010_000, speed: 500)]))
        let later = RoadSearch(network, slow).weight(from: south, to: north)
        #expect(Weight.seconds(later)! > Weight.seconds(usual)! + 40)
        #expect(Weight.metres(later) == Weight.metres(usual))
    }

    @Test func `who lives before a closed place still gets out on that side`() throws {
        let network = try town()
        let works = box(499_999_000, 80_050_000, 500_001_000, 80_052_000, speed: 0)
        let search = RoadSearch(network, network.weights(under: [works]))
        let west = network.nearest(latitude: 500_000_000, longitude: 80_010_000)[0]
        let north = network.nearest(latitude: 500_020_000, longitude: 80_010_000)[0]
        // The street has no bend: it is one piece, and closed as a whole.
        #expect(search.weight(from: west, to: north) == .infinity)
        let bent = try town(withBends: true)
        let open = RoadSearch(bent, bent.weights(under: [works]))
        let home = bent.nearest(latitude: 500_000_000, longitude: 80_010_000)[0]
        let other = bent.nearest(latitude: 500_000_000, longitude: 80_090_000)[0]
        let bank = bent.nearest(latitude: 500_020_000, longitude: 80_010_000)[0]
        #expect(open.weight(from: home, to: bank) == RoadSearch(bent).weight(from: home, to: bank))
        #expect(open.weight(from: home, to: other) > RoadSearch(bent).weight(from: home, to: other))
        #expect(open.weight(from: home, to: home) == 0)
    }

    @Test func `what concerns no street changes nothing`() throws {
        #expect(try town().weights(under: [box(600_000_000, 0, 600_001_000, 1000, speed: 0)]) == nil)
        #expect(try town().weights(under: []) == nil)
    }
}

extension RoadMap {
    /// Puts points before the last node of the way being drawn.
    fileprivate mutating func bend(at longitudes: [Int32], on latitude: Int32) {
        let last = wayNodes.removeLast()
        for longitude in longitudes {
            wayNodes.append(Int32(nodeCount))
            latitudes.append(latitude)
            self.longitudes.append(longitude)
        }
        wayNodes.append(last)
    }
}

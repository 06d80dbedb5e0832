import Testing

@testable import RoadNetwork

struct ConditionTests {
    /// Two banks of a river, joined by a bridge in the west and one in the east.
    private func town() throws -> RoadNetwork {
        var map = RoadMap()
        map.latitudes = [500_000_000, 500_000_000, 500_020_000, 500_020_000]
        map.longitudes = [80_000_000, 80_100_000, 80_000_000, 80_100_000]
        var use = RoadUse()
        for way in [[0, 1], [2, 3], [0, 2], [1, 3]] {
            map.wayNodes += way.map { Int32($0) }
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

    @Test func `what concerns no street changes nothing`() throws {
        #expect(try town().weights(under: [box(600_000_000, 0, 600_001_000, 1000, speed: 0)]) == nil)
        #expect(try town().weights(under: []) == nil)
    }
}

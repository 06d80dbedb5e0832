import Testing

@testable import RoadNetwork

struct FileTests {
    private let bytes: [UInt8] = {
        let town = RandomTown(seed: 3)
        return RoadNetwork.build(town.map, for: town.use, leastPart: 3)
    }()

    @Test func `equal towns give equal files`() {
        let town = RandomTown(seed: 3)
        #expect(RoadNetwork.build(town.map, for: town.use, leastPart: 3) == bytes)
    }

    @Test func `what is no network is refused with the reason`() {
        #expect(throws: NetworkFault.notANetwork) { try RoadNetwork([]) }
        #expect(throws: NetworkFault.notANetwork) { try RoadNetwork(Array(repeating: 7, count: 5000)) }
        var other = bytes
        other[8] = 99
        #expect(throws: NetworkFault.otherVersion(99)) { try RoadNetwork(other) }
        #expect(throws: NetworkFault.damaged) { try RoadNetwork(Array(bytes.dropLast(64))) }
    }

    @Test func `any flipped bit is found`() {
        var random = SeededRandom(9)
        for _ in 0..<60 {
            var damaged = bytes
            damaged[Int.random(in: Frame.prefix..<bytes.count, using: &random)] ^=
                1 << UInt8.random(in: 0...7, using: &random)
            #expect(throws: NetworkFault.damaged) { try RoadNetwork(damaged) }
        }
    }

    @Test func `an empty map gives an empty network`() throws {
        let network = try RoadNetwork(RoadNetwork.build(RoadMap(), for: RoadUse()))
        #expect(network.vertexCount == 0 && network.nearest(latitude: 0, longitude: 0).isEmpty)
    }
}

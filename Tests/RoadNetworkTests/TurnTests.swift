import RoadNetwork
import Testing

/// Chains, bans and waits built into a network mean what they mean on the map.
struct TurnTests {
    @Test(arguments: 100...125) func `ways follow the rules of the map`(seed: UInt64) throws {
        var town = RandomTown(seed: seed, side: 5)
        town.use.waiting = (0, 0)
        let network = try RoadNetwork(RoadNetwork.build(town.map, for: town.use, leastPart: 1))
        let search = RoadSearch(network)
        let model = TurnModel(town)
        let ways = (0..<town.map.wayCount).filter { town.use.forward[$0] > 0 || town.use.backward[$0] > 0 }
        for from in ways.prefix(8) {
            for to in ways.suffix(8) where to != from {
                let (a, b) = (town.middle(ofFirstPiece: from), town.middle(ofFirstPiece: to))
                let start = network.nearest(latitude: a.latitude, longitude: a.longitude)[0]
                let end = network.nearest(latitude: b.latitude, longitude: b.longitude)[0]
                // Streets in small parts without a way back are not in the network.
                guard start.metres < 0.5, end.metres < 0.5 else { continue }
                let found = Weight.seconds(search.weight(from: start, to: end))
                let wanted = model.seconds(fromWay: from, toWay: to)
                guard let found, let wanted else {
                    #expect(found == nil, "seed \(seed): \(from) to \(to) is \(found ?? 0), must be none")
                    continue
                }
                #expect((found - wanted).magnitude < 0.3, "seed \(seed): \(from) to \(to) is \(found), not \(wanted)")
            }
        }
    }

    /// A crossing of two streets: from the south only straight on, or no left turn.
    private func crossing(_ bans: [TurnBan]) throws -> RoadNetwork {
        var map = RoadMap()
        // 0 in the middle; 1 north, 2 east, 3 south, 4 west; a ring joins their ends.
        map.latitudes = [500_000_000, 500_020_000, 500_000_000, 499_980_000, 500_000_000]
        map.longitudes = [80_000_000, 80_000_000, 80_030_000, 80_000_000, 79_970_000]
        var use = RoadUse()
        for way in [[0, 1], [0, 2], [0, 3], [0, 4], [1, 2], [2, 3], [3, 4], [4, 1]] {
            map.wayNodes += way.map { Int32($0) }
            map.wayStarts.append(Int32(map.wayNodes.count))
            use.forward.append(5)
            use.backward.append(5)
            use.rank.append(0)
        }
        use.bans = bans
        return try RoadNetwork(RoadNetwork.build(map, for: use))
    }

    private func metres(_ network: RoadNetwork, to target: (Double, Double)) throws -> Double {
        let start = network.nearest(latitude: 499_990_000, longitude: 80_000_000)[0]
        let end = network.nearest(latitude: target.0, longitude: target.1)[0]
        return try #require(Weight.metres(RoadSearch(network).weight(from: start, to: end)))
    }

    @Test func `a banned left turn costs a detour, other turns nothing`() throws {
        let west = (500_000_000.0, 79_985_000.0)
        let north = (500_010_000.0, 80_000_000.0)
        let free = try metres(crossing([]), to: west)
        let ban = TurnBan(fromWay: 2, viaNode: 0, toWay: 3, isOnly: false)
        #expect(try metres(crossing([ban]), to: west) > free + 200)
        #expect(try metres(crossing([ban]), to: north) == metres(crossing([]), to: north))
    }

    @Test func `only straight on forbids the rest`() throws {
        let only = TurnBan(fromWay: 2, viaNode: 0, toWay: 0, isOnly: true)
        let (free, bound) = try (crossing([]), crossing([only]))
        #expect(try metres(bound, to: (500_010_000, 80_000_000)) == metres(free, to: (500_010_000, 80_000_000)))
        for target in [(500_000_000.0, 79_985_000.0), (500_000_000.0, 80_015_000.0)] {
            #expect(try metres(bound, to: target) > metres(free, to: target) + 200)
        }
    }
}

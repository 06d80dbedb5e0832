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

    /// A roundabout, ridden one way round, with one street that leads in and two that lead out.
    private func roundabout(_ bans: [WayBan]) throws -> RoadNetwork {
        var map = RoadMap()
        // 0 south, 1 east, 2 north, 3 west; 4, 5, 6 the far ends of the streets at 0, 1, 2.
        map.latitudes = [499_990_000, 500_000_000, 500_010_000, 500_000_000, 499_970_000, 500_000_000, 500_030_000]
        map.longitudes = [80_000_000, 80_015_000, 80_000_000, 79_985_000, 80_000_000, 80_045_000, 80_000_000]
        var use = RoadUse()
        for (number, way) in [[0, 1, 2, 3, 0], [4, 0], [1, 5], [2, 6]].enumerated() {
            map.wayNodes += way.map { Int32($0) }
            map.wayStarts.append(Int32(map.wayNodes.count))
            use.forward.append(10)
            use.backward.append(number == 0 ? 0 : 10)
            use.rank.append(0)
        }
        use.wayBans = bans
        return try RoadNetwork(RoadNetwork.build(map, for: use, leastPart: 1))
    }

    @Test func `a ban over a part of a roundabout is met by going round once more`() throws {
        func metres(_ bans: [WayBan], to target: (Double, Double)) throws -> Double {
            let network = try roundabout(bans)
            let start = network.nearest(latitude: 499_980_000, longitude: 80_000_000)[0]
            let end = network.nearest(latitude: target.0, longitude: target.1)[0]
            return try #require(Weight.metres(RoadSearch(network).weight(from: start, to: end)))
        }
        let (east, north) = ((500_000_000.0, 80_030_000.0), (500_020_000.0, 80_000_000.0))
        let no = WayBan(fromWay: 1, viaWays: [0], toWay: 2, isOnly: false)
        // The ring is 617 m long; shorter is turning round in the street to the north and coming back by the ring.
        #expect(try metres([no], to: east) > metres([], to: east) + 600)
        #expect(try metres([no], to: north) == metres([], to: north))
        let only = WayBan(fromWay: 1, viaWays: [0], toWay: 2, isOnly: true)
        #expect(try metres([only], to: east) == metres([], to: east))
        #expect(try metres([only], to: north) > metres([], to: north) + 400)
    }

    @Test func `who ends on the way between has not turned yet, and who begins on it may`() throws {
        let no = WayBan(fromWay: 1, viaWays: [0], toWay: 2, isOnly: false)
        let (free, bound) = try (roundabout([]), roundabout([no]))
        func metres(_ network: RoadNetwork, _ from: (Double, Double), _ to: (Double, Double)) throws -> Double {
            let start = network.nearest(latitude: from.0, longitude: from.1)[0]
            let end = network.nearest(latitude: to.0, longitude: to.1)[0]
            let search = RoadSearch(network)
            let weight = search.weight(from: start, to: end)
            #expect(search.table(from: [start], to: [end]).weights == [weight])
            #expect(search.path(from: start, to: end)?.weight == weight)
            return try #require(Weight.metres(weight))
        }
        let (street, ring, east) = (
            (499_980_000.0, 80_000_000.0), (499_995_000.0, 80_007_500.0), (500_000_000.0, 80_030_000.0)
        )
        #expect(try metres(bound, street, ring) == metres(free, street, ring))
        #expect(try metres(bound, ring, east) == metres(free, ring, east))
        let start = bound.nearest(latitude: street.0, longitude: street.1)[0]
        let reached = RoadSearch(bound).reach(from: start, within: 30).stretches.flatMap(\.latitudes)
        #expect(
            reached.contains(500_000_000), "what is between is reached, though only by who began the banned journey")
    }
}

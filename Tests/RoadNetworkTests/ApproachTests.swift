import RoadNetwork
import Testing

/// Journeys that begin and end on one side of the street.
struct ApproachTests {
    /// A few metres beside the middle of a way's first piece.
    private func beside(_ town: RandomTown, _ way: Int, isLeft: Bool) -> (latitude: Double, longitude: Double) {
        let (a, b) = town.firstPiece(way)
        let north = Double(town.map.latitudes[Int(b)]) - Double(town.map.latitudes[Int(a)])
        // A degree to the east is shorter: about 0.64 of one to the north here.
        let east = (Double(town.map.longitudes[Int(b)]) - Double(town.map.longitudes[Int(a)])) * 0.6428
        let share = (isLeft ? 300 : -300) / (north * north + east * east).squareRoot()
        let middle = town.middle(ofFirstPiece: way)
        return (middle.latitude + east * share, middle.longitude - north * share / 0.6428)
    }

    @Test(arguments: 200...225) func `ways begin and end on the side asked for`(seed: UInt64) throws {
        var town = RandomTown(seed: seed, side: 5)
        town.use.waiting = (0, 0)
        let network = try RoadNetwork(RoadNetwork.build(town.map, for: town.use, leastPart: 1))
        let search = RoadSearch(network)
        let model = TurnModel(town)
        let ways = (0..<town.map.wayCount).filter { town.use.forward[$0] > 0 || town.use.backward[$0] > 0 }
        var random = SeededRandom(seed)
        for _ in 0..<40 {
            guard let (start, from) = end(town, network, model, ways, &random),
                let (goal, to) = end(town, network, model, ways, &random), from.way != to.way
            else { continue }
            let found = Weight.seconds(search.weight(from: start, to: goal))
            let wanted = model.seconds(fromWay: from.way, by: from.may, toWay: to.way, by: to.may)
            #expect((found == nil) == (wanted == nil), "seed \(seed): \(from.way) to \(to.way)")
            guard let found, let wanted else { continue }
            // A point beside the street stands a little before or behind its middle.
            #expect((found - wanted).magnitude < 1, "seed \(seed): \(from.way) to \(to.way): \(found), not \(wanted)")
            let table = search.table(from: [start], to: [goal])
            #expect(Weight.seconds(table.weights[0]) == found)
            #expect(search.path(from: start, to: goal)?.seconds == found)
        }
    }

    private typealias End = (way: Int, may: (TurnModel.Step) -> Bool)

    /// A point beside some way, come to as some approach says; `nil` where another street is nearer.
    private func end(
        _ town: RandomTown, _ network: RoadNetwork, _ model: TurnModel, _ ways: [Int], _ random: inout SeededRandom
    ) -> (Snap, End)? {
        let way = ways.randomElement(using: &random)!
        let isLeft = Bool.random(using: &random)
        let approach = Approach.allCases.randomElement(using: &random)!
        let point = beside(town, way, isLeft: isLeft)
        let snap = network.nearest(latitude: point.latitude, longitude: point.longitude)[0]
        let (a, b) = town.firstPiece(way)
        let keepsLeft = town.use.keepsLeft.contains(Int32(way))
        // Small parts without a way back are not in the network.
        guard snap.metres > 2, snap.metres < 4, network.keepsLeft(at: snap) == keepsLeft else { return nil }
        let isHome = { (step: TurnModel.Step) in
            guard approach != .unrestricted, model.isTwoWay(step) else { return true }
            let isForward = (step.from, step.to) == (a, b)
            return ((isForward ? isLeft : !isLeft) == keepsLeft) == (approach == .curb)
        }
        return (network.approaching(snap, by: approach), (way, isHome))
    }

    @Test func `on a straight street between two turnings`() throws {
        var map = RoadMap()
        map.latitudes = [500_000_000, 500_000_000, 500_000_000, 500_000_000]
        map.longitudes = [80_000_000, 80_010_000, 80_050_000, 80_060_000]
        map.wayNodes = [0, 1, 1, 2, 2, 3]
        map.wayStarts = [0, 2, 4, 6]
        var use = RoadUse()
        use.forward = [10, 10, 10]
        use.backward = [10, 10, 10]
        use.rank = [0, 0, 0]
        // A light makes a junction of each end of the middle street.
        use.delays = [1: 0, 2: 0]
        for keepsLeft in [false, true] {
            use.keepsLeft = keepsLeft ? [0, 1, 2] : []
            let network = try RoadNetwork(RoadNetwork.build(map, for: use))
            let search = RoadSearch(network)
            let south = network.nearest(latitude: 499_999_000, longitude: 80_020_000)[0]
            let north = network.nearest(latitude: 500_001_000, longitude: 80_040_000)[0]
            func metres(_ from: Approach, _ to: Approach) -> Double {
                let ends = (network.approaching(south, by: from), network.approaching(north, by: to))
                return Weight.metres(search.weight(from: ends.0, to: ends.1))!
            }
            let straight = metres(.unrestricted, .unrestricted)
            // Where traffic keeps right, who stands south of the street is passed by those who ride east.
            let (easy, far) = keepsLeft ? (Approach.opposite, Approach.curb) : (.curb, .opposite)
            #expect(metres(easy, far) == straight && metres(easy, .unrestricted) == straight)
            #expect(metres(far, .unrestricted) > straight + 100 && metres(.unrestricted, easy) > straight + 100)
            #expect(metres(far, easy) > straight + 250)
        }
    }
}

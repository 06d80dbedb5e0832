import RoadNetwork

/// A town of a seed: a bent grid with bends between junctions, one-way streets, gaps, ranks, lights, bollards and bans.
struct RandomTown {
    var map = RoadMap()
    var use = RoadUse()
    let side: Int

    init(seed: UInt64, side: Int = 7) {
        self.side = side
        var random = SeededRandom(seed)
        for row in 0..<side {
            for column in 0..<side {
                map.latitudes.append(Int32(500_000_000 + row * 12_000 + Int.random(in: -3000...3000, using: &random)))
                map.longitudes.append(
                    Int32(80_000_000 + column * 18_000 + Int.random(in: -4000...4000, using: &random)))
            }
        }
        for row in 0..<side {
            for column in 0..<side {
                let here = Int32(row * side + column)
                if column + 1 < side { street(here, here + 1, &random) }
                if row + 1 < side { street(here, here + Int32(side), &random) }
            }
        }
        use.waiting = (250, 50)
        for node in 0..<Int32(side * side) {
            if Int.random(in: 0..<12, using: &random) == 0 { use.delays[node] = 200 }
            if Int.random(in: 0..<25, using: &random) == 0 { use.blocked.insert(node) }
        }
        ban(&random)
        banOverWays(&random)
        use.keepsLeft = Set((0..<Int32(map.wayCount)).filter { _ in Bool.random(using: &random) })
    }

    private mutating func street(_ from: Int32, _ to: Int32, _ random: inout SeededRandom) {
        if Int.random(in: 0..<10, using: &random) == 0 { return }
        map.wayNodes.append(from)
        if Bool.random(using: &random) {
            map.latitudes.append((map.latitudes[Int(from)] + map.latitudes[Int(to)]) / 2 + 900)
            map.longitudes.append((map.longitudes[Int(from)] + map.longitudes[Int(to)]) / 2 - 700)
            map.wayNodes.append(Int32(map.latitudes.count - 1))
        }
        map.wayNodes.append(to)
        map.wayStarts.append(Int32(map.wayNodes.count))
        let speed = Float.random(in: 2...12, using: &random)
        let isOneWay = Int.random(in: 0..<5, using: &random) == 0
        let isReverse = isOneWay && Bool.random(using: &random)
        use.forward.append(isReverse ? 0 : speed)
        use.backward.append(isOneWay && !isReverse ? 0 : speed * Float.random(in: 0.5...1, using: &random))
        use.rank.append(UInt8.random(in: 0...4, using: &random))
    }

    /// Bans at a third of the junctions.
    private mutating func ban(_ random: inout SeededRandom) {
        for node in 0..<Int32(side * side) where Int.random(in: 0..<3, using: &random) == 0 {
            let ways = (0..<map.wayCount).filter { ends(ofWay: $0).contains(node) }
            guard ways.count > 1, let from = ways.randomElement(using: &random),
                let to = ways.filter({ $0 != from }).randomElement(using: &random)
            else { continue }
            use.bans.append(
                TurnBan(
                    fromWay: Int32(from), viaNode: node, toWay: Int32(to),
                    isOnly: Int.random(in: 0..<4, using: &random) == 0))
        }
    }

    /// Bans over one way or two, at a quarter of the ways.
    private mutating func banOverWays(_ random: inout SeededRandom) {
        for via in 0..<map.wayCount where Int.random(in: 0..<4, using: &random) == 0 {
            let ends = ends(ofWay: via)
            var (over, end) = ([via], ends[1])
            if Bool.random(using: &random), let more = ways(at: end, but: over).randomElement(using: &random) {
                over.append(more)
                end = self.ends(ofWay: more).first { $0 != end }!
            }
            guard let from = ways(at: ends[0], but: over).randomElement(using: &random),
                let to = ways(at: end, but: over + [from]).randomElement(using: &random)
            else { continue }
            use.wayBans.append(
                WayBan(
                    fromWay: Int32(from), viaWays: over.shuffled(using: &random).map { Int32($0) }, toWay: Int32(to),
                    isOnly: Int.random(in: 0..<3, using: &random) == 0))
        }
    }

    private func ways(at node: Int32, but taken: [Int]) -> [Int] {
        (0..<map.wayCount).filter { ends(ofWay: $0).contains(node) && !taken.contains($0) }
    }

    func ends(ofWay way: Int) -> [Int32] {
        [map.wayNodes[Int(map.wayStarts[way])], map.wayNodes[Int(map.wayStarts[way + 1]) - 1]]
    }
}

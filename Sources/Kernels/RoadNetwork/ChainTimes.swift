/// Running sums along the chains: hundredths of a second in both directions, decimetres.
///
/// At each point of a chain: from its first point to here (`along`), from here back to its first point (`against`).
struct ChainTimes {
    var along: [Int32]
    var against: [Int32]
    var lengths: [Int32]
    /// What passing the chain's last point (its first, against) costs beside.
    var waitAlong: [Int32]
    var waitAgainst: [Int32]

    init(_ chains: Chains, _ use: RoadUse) {
        along = Array(repeating: 0, count: chains.points.count)
        against = along
        lengths = along
        waitAlong = Array(repeating: 0, count: chains.count)
        waitAgainst = waitAlong
        let crossings = Crossings(chains, use)
        for chain in 0..<chains.count {
            let range = Int(chains.starts[chain])..<Int(chains.starts[chain + 1])
            add(chains, use, range)
            let end = range.upperBound - 1
            waitAlong[chain] = crossings.wait(chains.ways[end], at: chains.points[end])
            waitAgainst[chain] = crossings.wait(chains.ways[range.lowerBound], at: chains.points[range.lowerBound])
        }
    }

    private mutating func add(_ chains: Chains, _ use: RoadUse, _ range: Range<Int>) {
        var (forth, back, length) = (0.0, 0.0, 0.0)
        for at in range.dropFirst() {
            let metres = chains.metres(from: at - 1, to: at)
            let way = Int(chains.ways[at - 1])
            let isAlong = chains.isAlongWay[at - 1]
            let speed = isAlong ? use.forward[way] : use.backward[way]
            let reverse = isAlong ? use.backward[way] : use.forward[way]
            if speed > 0 { forth += metres / Double(speed) * 100 }
            if reverse > 0 { back += metres / Double(reverse) * 100 }
            length += metres * 10
            (along[at], against[at]) = (Int32(forth.rounded()), Int32(back.rounded()))
            lengths[at] = Int32(length.rounded())
        }
    }
}

extension Chains {
    /// The length of a piece between two neighbouring points.
    func metres(from a: Int, to b: Int) -> Double {
        let (from, to) = (Int(points[a]), Int(points[b]))
        return Ground.metres((latitudes[from], longitudes[from]), (latitudes[to], longitudes[to]))
    }
}

/// Where chains meet: how many, and the most important way there.
private struct Crossings {
    private var arms: [UInt8]
    private var highest: [UInt8]
    private let chains: Chains
    private let use: RoadUse

    init(_ chains: Chains, _ use: RoadUse) {
        arms = Array(repeating: 0, count: chains.nodes.count)
        highest = arms
        for chain in 0..<chains.count {
            for at in [Int(chains.starts[chain]), Int(chains.starts[chain + 1]) - 1] {
                let place = Int(chains.points[at])
                arms[place] = min(100, arms[place] + 1)
                highest[place] = max(highest[place], use.rank[Int(chains.ways[at])])
            }
        }
        self.chains = chains
        self.use = use
    }

    /// Traffic lights, and giving way where others are more important.
    func wait(_ way: Int32, at place: Int32) -> Int32 {
        let lights = use.delays[chains.nodes[Int(place)]] ?? 0
        guard arms[Int(place)] > 2 else { return lights }
        let yields = use.rank[Int(way)] < highest[Int(place)]
        return lights + (yields ? use.waiting.yielding : use.waiting.passing)
    }
}

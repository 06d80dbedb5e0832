/// Where a way between two points on streets meets the hierarchy: at most two vertices, each with what lies between.
struct Ends {
    /// Vertex, what it costs, and the arc on which the point lies.
    var entries: (Entry, Entry) = (.none, .none)

    struct Entry {
        var vertex: Int32
        var weight: Double
        var arc: Int32

        static let none = Entry(vertex: -1, weight: .infinity, arc: -1)
    }

    @inline(__always)
    mutating func add(_ entry: Entry) {
        if entries.0.vertex < 0 { entries.0 = entry } else { entries.1 = entry }
    }

    /// The entry at a vertex, the cheaper where both are there.
    func entry(at vertex: Int32) -> Entry {
        let (a, b) = entries
        if a.vertex != vertex { return b }
        return b.vertex == vertex && b.weight < a.weight ? b : a
    }
}

extension RoadNetwork {
    /// Running sums at a point on a street.
    @inline(__always)
    func sums(at snap: Snap) -> (along: Int32, against: Int32, length: Int32) {
        let at = Int(snap.piece)
        @inline(__always) func between(_ column: UnsafePointer<Int32>) -> Int32 {
            column[at] + Int32((Double(column[at + 1] - column[at]) * snap.share).rounded())
        }
        return (between(along), between(against), between(lengths))
    }

    /// Where one may get to from a point on a street.
    func departures(_ snap: Snap, _ weights: RoadWeights) -> Ends {
        var ends = Ends()
        let chain = Int(snap.chain)
        let last = Int(chainStarts[chain + 1]) - 1
        let sums = sums(at: snap)
        if snap.isOpenAlong, arcTails[2 * chain] >= 0,
            let time = Self.slowed(along[last] - sums.along, weights.speed(at: snap, onTheEndsSide: true))
        {
            let weight = Weight.of(hundredths: time + waitAlong[chain], decimetres: lengths[last] - sums.length)
            ends.add(.init(vertex: arcHeads[2 * chain], weight: weight, arc: Int32(2 * chain)))
        }
        if snap.isOpenAgainst, arcTails[2 * chain + 1] >= 0,
            let time = Self.slowed(sums.against, weights.speed(at: snap, onTheEndsSide: false))
        {
            let weight = Weight.of(hundredths: time + waitAgainst[chain], decimetres: sums.length)
            ends.add(.init(vertex: arcHeads[2 * chain + 1], weight: weight, arc: Int32(2 * chain + 1)))
        }
        return ends
    }

    /// From where one may get to a point on a street.
    func arrivals(_ snap: Snap, _ weights: RoadWeights) -> Ends {
        var ends = Ends()
        let chain = Int(snap.chain)
        let last = Int(chainStarts[chain + 1]) - 1
        let sums = sums(at: snap)
        if snap.isOpenAlong, arcTails[2 * chain] >= 0,
            let time = Self.slowed(sums.along, weights.speed(at: snap, onTheEndsSide: false))
        {
            let weight = Weight.of(hundredths: time, decimetres: sums.length)
            ends.add(.init(vertex: arcEntries[2 * chain], weight: weight, arc: Int32(2 * chain)))
        }
        if snap.isOpenAgainst, arcTails[2 * chain + 1] >= 0,
            let time = Self.slowed(against[last] - sums.against, weights.speed(at: snap, onTheEndsSide: true))
        {
            let weight = Weight.of(hundredths: time, decimetres: lengths[last] - sums.length)
            ends.add(.init(vertex: arcEntries[2 * chain + 1], weight: weight, arc: Int32(2 * chain + 1)))
        }
        return ends
    }

    /// The way between two points of one chain that does not leave it, and its arc.
    func direct(_ from: Snap, _ to: Snap, _ weights: RoadWeights) -> (weight: Double, arc: Int32)? {
        guard from.chain == to.chain else { return nil }
        let chain = Int(from.chain)
        let (a, b) = (sums(at: from), sums(at: to))
        let isAhead = (from.piece, from.share) <= (to.piece, to.share)
        let isBehind = (from.piece, from.share) >= (to.piece, to.share)
        let speed = [true, false].map { side in
            min(weights.speed(at: from, onTheEndsSide: side), weights.speed(at: to, onTheEndsSide: side))
        }.max()
        var best: (weight: Double, arc: Int32)?
        if isAhead, from.isOpenAlong, to.isOpenAlong, arcTails[2 * chain] >= 0,
            let time = Self.slowed(b.along - a.along, speed)
        {
            best = (Weight.of(hundredths: time, decimetres: b.length - a.length), Int32(2 * chain))
        }
        if isBehind, from.isOpenAgainst, to.isOpenAgainst, arcTails[2 * chain + 1] >= 0,
            let time = Self.slowed(a.against - b.against, speed)
        {
            let weight = Weight.of(hundredths: time, decimetres: a.length - b.length)
            if weight < best?.weight ?? .infinity { best = (weight, Int32(2 * chain + 1)) }
        }
        return best
    }
}

extension RoadWeights {
    /// Per thousand of the usual speed between a point and its chain's last point (its first one); 0 where that is
    /// closed.
    @inline(__always)
    func speed(at snap: Snap, onTheEndsSide: Bool) -> Int16 {
        guard let speeds else { return 1000 }
        let speed = speeds[Int(snap.chain)]
        guard speed == 0, let range = closed[snap.chain] else { return speed }
        return (onTheEndsSide ? snap.piece > range.upperBound : snap.piece < range.lowerBound) ? 1000 : 0
    }
}

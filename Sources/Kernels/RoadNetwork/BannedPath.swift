/// A `WayBan` with its ways in order and the nodes where they meet.
struct BannedPath {
    let fromWay: Int32
    let viaWays: [Int32]
    let toWay: Int32
    let isOnly: Bool
    /// Where the first of `viaWays` begins, where each of them ends.
    let nodes: [Int32]

    /// `nil` where the ways do not meet one another.
    init?(_ ban: WayBan, _ map: RoadMap) {
        var (rest, ordered, nodes) = (ban.viaWays, [Int32](), [Int32]())
        var way = ban.fromWay
        while !rest.isEmpty {
            let next = rest.indices.lazy.compactMap { at in
                map.meeting(way, rest[at], otherThan: nodes.last).map { (at: at, node: $0) }
            }.first
            guard let next else { return nil }
            nodes.append(next.node)
            way = rest.remove(at: next.at)
            ordered.append(way)
        }
        guard !ordered.isEmpty, let end = map.meeting(way, ban.toWay, otherThan: nodes.last) else { return nil }
        fromWay = ban.fromWay
        viaWays = ordered
        toWay = ban.toWay
        isOnly = ban.isOnly
        self.nodes = nodes + [end]
    }
}

extension RoadMap {
    func nodes(ofWay way: Int32) -> ArraySlice<Int32> {
        wayNodes[Int(wayStarts[Int(way)])..<Int(wayStarts[Int(way) + 1])]
    }

    /// The node where two ways meet; of several one where they end.
    fileprivate func meeting(_ a: Int32, _ b: Int32, otherThan last: Int32?) -> Int32? {
        let (first, second) = (nodes(ofWay: a), nodes(ofWay: b))
        func ends(_ node: Int32) -> Int {
            [first.first, first.last, second.first, second.last].count { $0 == node }
        }
        return first.filter { $0 >= 0 && $0 != last && second.contains($0) }.max { ends($0) < ends($1) }
    }

    /// The nodes of a way from one to another; of a ring, both ways round.
    func stretches(of way: Int32, from start: Int32, to end: Int32) -> [[Int32]] {
        var nodes: [Int32] = []
        for node in self.nodes(ofWay: way) where nodes.last != node { nodes.append(node) }
        guard let first = nodes.firstIndex(of: start), let last = nodes.firstIndex(of: end), first != last else {
            return []
        }
        guard nodes.count > 3, nodes.first == nodes.last else {
            return [first < last ? Array(nodes[first...last]) : nodes[last...first].reversed()]
        }
        let ring = nodes.dropLast()
        func round(_ from: Int, _ to: Int) -> [Int32] {
            from < to ? Array(ring[from...to]) : Array(ring[from...] + ring[...to])
        }
        return [round(first, last), round(last, first).reversed()].sorted { $0.count < $1.count }
    }
}

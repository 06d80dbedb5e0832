/// The directed graph of the chains, with turn bans built in.
///
/// Each chain gives at most two arcs, `2 * chain` along it and `2 * chain + 1` against it. A junction is one vertex.
/// Where turns are banned, an arc that must not go on everywhere ends in a vertex of its own, and every arc that leaves
/// begins in one; links of no length join those that are allowed. So a search knows nothing of turns, and only the
/// junctions with bans grow.
struct Ports {
    /// Beginning and end of each arc, -1 for arcs that do not exist.
    var tails: [Int32]
    var heads: [Int32]
    /// Links without length, beside the arcs.
    var linkTails: [Int32] = []
    var linkHeads: [Int32] = []
    /// The place of each vertex.
    var places: [Int32] = []

    init(_ chains: Chains, _ bans: [TurnBan]) {
        tails = Array(repeating: -1, count: chains.count * 2)
        heads = tails
        var vertex: [Int32: Int32] = [:]
        for chain in 0..<chains.count {
            let ends = [chains.first(chain), chains.last(chain)].map { place in
                if let known = vertex[place] { return known }
                vertex[place] = Int32(places.count)
                places.append(place)
                return Int32(places.count - 1)
            }
            if chains.isForward[chain] { (tails[2 * chain], heads[2 * chain]) = (ends[0], ends[1]) }
            if chains.isBackward[chain] { (tails[2 * chain + 1], heads[2 * chain + 1]) = (ends[1], ends[0]) }
        }
        let byNode = Dictionary(grouping: bans, by: \.viaNode)
        let banned = places.indices.filter { byNode[chains.nodes[Int(places[$0])]] != nil }
        let (into, out) = arcs(at: Set(banned.map { Int32($0) }))
        for index in banned {
            let junction = Junction(
                vertex: Int32(index), into: into[Int32(index)] ?? [], out: out[Int32(index)] ?? [],
                bans: byNode[chains.nodes[Int(places[index])]] ?? [])
            open(junction, chains)
        }
    }

    private func arcs(at vertices: Set<Int32>) -> (into: [Int32: [Int]], out: [Int32: [Int]]) {
        var (into, out): ([Int32: [Int]], [Int32: [Int]]) = ([:], [:])
        for arc in tails.indices where tails[arc] >= 0 {
            if vertices.contains(heads[arc]) { into[heads[arc], default: []].append(arc) }
            if vertices.contains(tails[arc]) { out[tails[arc], default: []].append(arc) }
        }
        return (into, out)
    }

    private struct Junction {
        let vertex: Int32
        let into: [Int]
        let out: [Int]
        let bans: [TurnBan]
    }

    private mutating func open(_ junction: Junction, _ chains: Chains) {
        let allowed = junction.into.map { arc in
            (arc, onward: junction.out.filter { !isBanned(arc, $0, junction, chains) })
        }
        let restricted = allowed.filter { $0.onward.count < junction.out.count }
        guard !restricted.isEmpty else { return }
        let place = places[Int(junction.vertex)]
        var port: [Int: Int32] = [:]
        for arc in junction.out {
            port[arc] = Int32(places.count)
            link(junction.vertex, Int32(places.count))
            tails[arc] = Int32(places.count)
            places.append(place)
        }
        for (arc, onward) in restricted {
            // Who may go on nowhere may at least turn round, like at the end of a street.
            let turning = onward.filter { $0 != arc ^ 1 }
            heads[arc] = Int32(places.count)
            places.append(place)
            for next in turning.isEmpty ? junction.out.filter({ $0 == arc ^ 1 }) : turning {
                link(heads[arc], port[next]!)
            }
        }
    }

    private mutating func link(_ from: Int32, _ to: Int32) {
        linkTails.append(from)
        linkHeads.append(to)
    }

    private func isBanned(_ arc: Int, _ next: Int, _ junction: Junction, _ chains: Chains) -> Bool {
        let from = chains.endWay(of: arc)
        let to = chains.startWay(of: next)
        let mine = junction.bans.filter { $0.fromWay == from }
        if mine.contains(where: { !$0.isOnly && $0.toWay == to }) { return true }
        // A ban names whole ways. Where they pass through, going on along the same one is no turn.
        let only = mine.filter { ban in ban.isOnly && junction.out.contains { chains.startWay(of: $0) == ban.toWay } }
        return !only.isEmpty && !only.contains { $0.toWay == to }
    }
}

extension Chains {
    /// The way on which an arc arrives.
    func endWay(of arc: Int) -> Int32 {
        arc & 1 == 0 ? ways[Int(starts[arc / 2 + 1]) - 1] : ways[Int(starts[arc / 2])]
    }

    /// The way on which an arc leaves.
    func startWay(of arc: Int) -> Int32 {
        arc & 1 == 0 ? ways[Int(starts[arc / 2])] : ways[Int(starts[arc / 2 + 1]) - 1]
    }
}

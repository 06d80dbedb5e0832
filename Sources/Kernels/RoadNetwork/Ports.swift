/// The directed graph of the chains, with turn bans built in.
///
/// Each chain gives at most two arcs, `2 * chain` along it and `2 * chain + 1` against it. A junction is one vertex.
/// Where turns are banned, an arc that must not go on everywhere ends in a vertex of its own, and every arc that leaves
/// begins in one; links of no length join those that are allowed. Where a ban goes over ways, who began the banned
/// journey rides on copies of its arcs, which end in vertices of their own. So a search knows nothing of turns, and
/// only the junctions with bans grow.
struct Ports {
    /// Beginning and end of each arc, -1 for arcs that do not exist; those of the chains, then their copies.
    var tails: [Int32]
    var heads: [Int32]
    /// The arc that each copy is one of.
    let copied: [Int32]
    /// Links without length, beside the arcs.
    var linkTails: [Int32] = []
    var linkHeads: [Int32] = []
    /// Where a journey ends that ends on an arc of a chain: its beginning, or a vertex behind the beginnings of all its
    /// copies.
    private(set) var entries: [Int32] = []
    /// The place of each vertex.
    var places: [Int32] = []
    private let states: TurnStates
    /// By the arcs gone: which arc that is.
    private var numbers: [[Int32]: Int] = [:]

    init(_ chains: Chains, _ bans: [TurnBan], _ paths: [BannedPath], _ map: RoadMap) {
        let plain = Self.arcs(chains, places: &places)
        states = TurnStates(paths, map, chains, tails: plain.tails, heads: plain.heads)
        copied = states.copies.map { $0[$0.count - 1] }
        for (number, gone) in states.copies.enumerated() { numbers[gone] = plain.tails.count + number }
        tails = plain.tails + copied.map { _ in -1 }
        heads = plain.heads + copied.map { plain.heads[Int($0)] }
        entries = Array(repeating: -1, count: plain.tails.count)
        let byNode = Dictionary(grouping: bans, by: \.viaNode)
        var decided = Set(states.arcs.map { plain.heads[Int($0)] })
        for vertex in places.indices where byNode[chains.nodes[Int(places[vertex])]] != nil {
            decided.insert(Int32(vertex))
        }
        let (into, out) = meeting(at: decided, plain)
        for vertex in decided.sorted() {
            let junction = Junction(
                vertex: vertex, into: into[vertex] ?? [], out: out[vertex] ?? [],
                bans: byNode[chains.nodes[Int(places[Int(vertex)])]] ?? [])
            open(junction, chains)
        }
        for arc in entries.indices where entries[arc] < 0 { entries[arc] = tails[arc] }
    }

    private static func arcs(_ chains: Chains, places: inout [Int32]) -> (tails: [Int32], heads: [Int32]) {
        var tails = [Int32](repeating: -1, count: chains.count * 2)
        var heads = tails
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
        return (tails, heads)
    }

    /// What may have been gone before some vertices, and the arcs that leave them.
    private func meeting(
        at vertices: Set<Int32>, _ plain: (tails: [Int32], heads: [Int32])
    ) -> (into: [Int32: [[Int32]]], out: [Int32: [Int32]]) {
        var (into, out): ([Int32: [[Int32]]], [Int32: [Int32]]) = ([:], [:])
        for arc in plain.tails.indices where plain.tails[arc] >= 0 {
            if vertices.contains(plain.heads[arc]) { into[plain.heads[arc], default: []].append([Int32(arc)]) }
            if vertices.contains(plain.tails[arc]) { out[plain.tails[arc], default: []].append(Int32(arc)) }
        }
        for gone in states.copies { into[plain.heads[Int(gone[gone.count - 1])], default: []].append(gone) }
        return (into, out)
    }

    private struct Junction {
        let vertex: Int32
        let into: [[Int32]]
        let out: [Int32]
        let bans: [TurnBan]
    }

    private mutating func open(_ junction: Junction, _ chains: Chains) {
        let turns = junction.into.map { (gone: $0, onward: onward($0, junction, chains)) }
        let special = turns.filter { turn in
            turn.onward.count < junction.out.count || turn.onward.contains { $0.count > 1 }
        }
        guard !special.isEmpty else { return }
        for arc in junction.out {
            tails[Int(arc)] = vertex(at: junction.vertex)
            link(junction.vertex, tails[Int(arc)])
        }
        for gone in Set(special.flatMap(\.onward)).sorted(by: { $0.lexicographicallyPrecedes($1) })
        where gone.count > 1 {
            copy(gone, at: junction.vertex)
        }
        for turn in special {
            let head = vertex(at: junction.vertex)
            heads[number(turn.gone)] = head
            for next in turn.onward { link(head, tails[number(next)]) }
        }
    }

    private func number(_ gone: [Int32]) -> Int { gone.count == 1 ? Int(gone[0]) : numbers[gone]! }

    private mutating func vertex(at other: Int32) -> Int32 {
        places.append(places[Int(other)])
        return Int32(places.count - 1)
    }

    /// A copy begins; who ends on the arc may have come by it.
    private mutating func copy(_ gone: [Int32], at junction: Int32) {
        let arc = Int(gone[gone.count - 1])
        if entries[arc] < 0 {
            entries[arc] = vertex(at: junction)
            link(tails[arc], entries[arc])
        }
        let tail = vertex(at: junction)
        tails[number(gone)] = tail
        link(tail, entries[arc])
    }

    private mutating func link(_ from: Int32, _ to: Int32) {
        linkTails.append(from)
        linkHeads.append(to)
    }

    /// Where one may go on, and what is to be remembered then.
    private func onward(_ gone: [Int32], _ junction: Junction, _ chains: Chains) -> [[Int32]] {
        let back = gone[gone.count - 1] ^ 1
        var allowed = junction.out.filter { mayGo($0, after: gone, junction, chains) }
        if allowed.count < junction.out.count {
            // Who may go on nowhere may at least turn round, like at the end of a street; but not in the middle of a
            // banned journey, to turn once more behind and be rid of the ban.
            let turning = allowed.filter { $0 != back }
            allowed = turning.isEmpty && gone.count == 1 ? junction.out.filter { $0 == back } : turning
        }
        return allowed.map { states.after(gone, $0) }
    }

    private func mayGo(_ next: Int32, after gone: [Int32], _ junction: Junction, _ chains: Chains) -> Bool {
        let from = chains.endWay(of: Int(gone[gone.count - 1]))
        let to = chains.startWay(of: Int(next))
        let mine = junction.bans.filter { $0.fromWay == from }
        if mine.contains(where: { !$0.isOnly && $0.toWay == to }) || states.forbids(gone, next) { return false }
        // A ban names whole ways. Where they pass through, going on along the same one is no turn.
        let only = mine.filter { ban in
            ban.isOnly && junction.out.contains { chains.startWay(of: Int($0)) == ban.toWay }
        }
        let demanded = states.demanded(gone)
        if only.isEmpty, demanded.isEmpty { return true }
        return only.contains { $0.toWay == to } || demanded.contains(next)
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

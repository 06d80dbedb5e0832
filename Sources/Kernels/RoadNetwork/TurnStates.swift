/// What has to be remembered of a journey since bans over ways ask where one came from: the last arcs gone, as far as
/// they begin a banned journey (Aho and Corasick, CACM 1975, over arcs instead of letters).
struct TurnStates {
    /// What may come next.
    private struct Rule {
        var forbidden: Set<Int32> = []
        var demanded: Set<Int32> = []
    }

    /// By beginnings of banned journeys.
    private var rules: [[Int32]: Rule] = [:]
    /// Beginnings of two arcs and more; whoever has gone those is on a copy of the last arc.
    private(set) var copies: [[Int32]] = []

    /// `tails` and `heads` of the chains' arcs, by junction.
    init(_ paths: [BannedPath], _ map: RoadMap, _ chains: Chains, tails: [Int32], heads: [Int32]) {
        guard !paths.isEmpty else { return }
        let arcs = NamedArcs(paths, chains, tails)
        for path in paths {
            // What nobody can go is neither banned nor prescribed.
            guard let over = arcs.over(path, map, chains),
                zip(over, over.dropFirst()).allSatisfy({ heads[Int($0)] == tails[Int($1)] })
            else { continue }
            let onward = arcs.leaving(path.toWay).filter { tails[Int($0)] == heads[Int(over[over.count - 1])] }
            guard !onward.isEmpty else { continue }
            for first in arcs.arriving(path.fromWay) where heads[Int(first)] == tails[Int(over[0])] {
                add([first] + over, onward, isOnly: path.isOnly)
            }
        }
        copies = rules.keys.filter { $0.count > 1 }.sorted { $0.lexicographicallyPrecedes($1) }
    }

    private mutating func add(_ journey: [Int32], _ onward: [Int32], isOnly: Bool) {
        for end in journey.indices {
            let next = end + 1 < journey.count ? [journey[end + 1]] : onward
            let gone = Array(journey[...end])
            if isOnly {
                rules[gone, default: Rule()].demanded.formUnion(next)
            } else if end + 1 == journey.count {
                rules[gone, default: Rule()].forbidden.formUnion(next)
            } else {
                rules[gone, default: Rule()].forbidden.formUnion([])
            }
        }
    }

    /// All arcs at whose end something may have to be decided.
    var arcs: Set<Int32> { Set(rules.keys.map { $0[$0.count - 1] }) }

    /// What is to be remembered after one arc more.
    func after(_ gone: [Int32], _ arc: Int32) -> [Int32] {
        let all = gone + [arc]
        for start in gone.indices where rules[Array(all[start...])] != nil { return Array(all[start...]) }
        return [arc]
    }

    func forbids(_ gone: [Int32], _ next: Int32) -> Bool {
        gone.indices.contains { rules[Array(gone[$0...])]?.forbidden.contains(next) == true }
    }

    /// Where one must go on; empty where nothing is prescribed.
    func demanded(_ gone: [Int32]) -> Set<Int32> {
        gone.indices.reduce(into: []) { $0.formUnion(rules[Array(gone[$1...])]?.demanded ?? []) }
    }
}

/// The arcs of the ways that bans name.
private struct NamedArcs {
    private var leavingOn: [Int32: [Int32]] = [:]
    private var arrivingOn: [Int32: [Int32]] = [:]

    init(_ paths: [BannedPath], _ chains: Chains, _ tails: [Int32]) {
        let begun = Set(paths.flatMap { $0.viaWays + [$0.toWay] })
        let ended = Set(paths.map(\.fromWay))
        for arc in tails.indices where tails[arc] >= 0 {
            let (start, end) = (chains.startWay(of: arc), chains.endWay(of: arc))
            if begun.contains(start) { leavingOn[start, default: []].append(Int32(arc)) }
            if ended.contains(end) { arrivingOn[end, default: []].append(Int32(arc)) }
        }
    }

    func leaving(_ way: Int32) -> [Int32] { leavingOn[way] ?? [] }
    func arriving(_ way: Int32) -> [Int32] { arrivingOn[way] ?? [] }

    /// The arcs that lead over a path's ways; `nil` where one may not go there.
    func over(_ path: BannedPath, _ map: RoadMap, _ chains: Chains) -> [Int32]? {
        var found: [Int32] = []
        for (way, ends) in zip(path.viaWays, zip(path.nodes, path.nodes.dropFirst())) {
            let stretches = map.stretches(of: way, from: ends.0, to: ends.1)
            guard let arcs = stretches.lazy.compactMap({ follow($0, way, chains) }).first else { return nil }
            found += arcs
        }
        return found
    }

    private func follow(_ nodes: [Int32], _ way: Int32, _ chains: Chains) -> [Int32]? {
        var found: [Int32] = []
        var at = 0
        while at < nodes.count - 1 {
            let next = leaving(way).first { arc in
                let line = chains.nodes(ofArc: arc)
                return at + line.count <= nodes.count && line.elementsEqual(nodes[at..<(at + line.count)])
            }
            guard let next else { return nil }
            found.append(next)
            at += chains.nodes(ofArc: next).count - 1
        }
        return found
    }
}

extension Chains {
    /// The map's nodes along an arc.
    fileprivate func nodes(ofArc arc: Int32) -> [Int32] {
        let chain = Int(arc / 2)
        let line = points[Int(starts[chain])..<Int(starts[chain + 1])].map { nodes[Int($0)] }
        return arc & 1 == 0 ? line : line.reversed()
    }
}

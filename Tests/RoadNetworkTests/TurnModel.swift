import RoadNetwork

/// The rules on the map itself, piece by piece, without chains, vertices or rounding: who arrived over a piece may
/// leave over those that no ban forbids. Times in seconds.
struct TurnModel {
    struct Step: Hashable {
        let from: Int32, to: Int32, way: Int32

        var reverse: Step { Step(from: to, to: from, way: way) }
    }

    /// A piece, and how far bans over ways are begun.
    private struct State: Hashable {
        let step: Step
        let begun: Set<Begun>
    }

    private struct Begun: Hashable { let journey: Int, gone: Int }

    private let town: RandomTown
    private var leaving: [Int32: [Step]] = [:]
    private var seconds: [Step: Double] = [:]
    private var journeys: [BannedJourney] = []

    init(_ town: RandomTown) {
        self.town = town
        for way in 0..<town.map.wayCount {
            for (a, b) in town.pieces(ofWay: way) {
                add(Step(from: a, to: b, way: Int32(way)), speed: town.use.forward[way])
                add(Step(from: b, to: a, way: Int32(way)), speed: town.use.backward[way])
            }
        }
        // What nobody can go is neither banned nor prescribed.
        journeys = town.use.wayBans.map { BannedJourney($0, town) }.filter { journey in
            journey.over.allSatisfy { seconds[$0] != nil } && town.use.blocked.isDisjoint(with: journey.nodes)
                && leaving[journey.nodes.last!]?.contains { $0.way == journey.ban.toWay } == true
        }
    }

    private mutating func add(_ step: Step, speed: Float) {
        guard speed > 0 else { return }
        seconds[step] = town.metres(step.from, step.to) / Double(speed)
        leaving[step.from, default: []].append(step)
    }

    /// Between the middles of two ways' first pieces, and how one gets onto them and off; `nil` where there is no way.
    func seconds(
        fromWay source: Int, by start: (Step) -> Bool = { _ in true },
        toWay target: Int, by end: (Step) -> Bool = { _ in true }
    ) -> Double? {
        var costs: [State: Double] = [:]
        var queue: Set<State> = []
        for step in steps(onWay: source).filter(start) {
            let state = State(step: step, begun: begun(step, []))
            costs[state] = seconds[step]! / 2 + wait(after: step)
            queue.insert(state)
        }
        let goals = steps(onWay: target).filter(end)
        var best: Double?
        while let state = queue.min(by: { costs[$0]! < costs[$1]! }) {
            queue.remove(state)
            for next in onward(state) {
                if goals.contains(next) { best = min(best ?? .infinity, costs[state]! + seconds[next]! / 2) }
                let cost = costs[state]! + seconds[next]! + wait(after: next)
                let after = State(step: next, begun: begun(next, state.begun))
                if cost < costs[after] ?? .infinity {
                    costs[after] = cost
                    queue.insert(after)
                }
            }
        }
        return best
    }

    /// Both directions of a way's first piece, as far as they are open.
    private func steps(onWay way: Int) -> [Step] {
        let (a, b) = town.firstPiece(way)
        let step = Step(from: a, to: b, way: Int32(way))
        return [step, step.reverse].filter { seconds[$0] != nil }
    }

    /// Whether a step may be gone both ways.
    func isTwoWay(_ step: Step) -> Bool { seconds[step] != nil && seconds[step.reverse] != nil }

    private func begun(_ step: Step, _ before: Set<Begun>) -> Set<Begun> {
        var now: Set<Begun> = []
        for one in before where one.gone < journeys[one.journey].over.count {
            if journeys[one.journey].over[one.gone] == step {
                now.insert(Begun(journey: one.journey, gone: one.gone + 1))
            }
        }
        for (number, journey) in journeys.enumerated()
        where journey.ban.fromWay == step.way && journey.nodes[0] == step.to {
            now.insert(Begun(journey: number, gone: 0))
        }
        return now
    }

    /// Traffic lights; giving way is switched off here.
    private func wait(after step: Step) -> Double { Double(town.use.delays[step.to] ?? 0) / 100 }

    /// In the middle of a street nobody turns round: two pieces, open in the same directions, nothing to decide.
    private func isMiddle(_ node: Int32) -> Bool {
        guard town.use.delays[node] == nil, !town.use.bans.contains(where: { $0.viaNode == node }),
            !town.use.wayBans.contains(where: { BannedJourney($0, town).nodes.contains(node) })
        else { return false }
        let pieces = town.pieces(at: node)
        guard pieces.count == 2, pieces[0].other != pieces[1].other else { return false }
        return pieces[0].towards == pieces[1].away && pieces[0].away == pieces[1].towards
    }

    private func onward(_ state: State) -> [Step] {
        let step = state.step
        let all = leaving[step.to] ?? []
        if town.use.blocked.contains(step.to) { return all.filter { $0 == step.reverse } }
        if isMiddle(step.to) { return all.filter { $0 != step.reverse } }
        let bans = town.use.bans.filter { $0.viaNode == step.to && $0.fromWay == step.way }
        var only = bans.filter(\.isOnly).flatMap { ban in all.filter { $0.way == ban.toWay } }
        var forbidden = bans.filter { !$0.isOnly }.flatMap { ban in all.filter { $0.way == ban.toWay } }
        for one in state.begun {
            let journey = journeys[one.journey]
            let ends = all.filter { $0.way == journey.ban.toWay }
            if journey.ban.isOnly {
                only += one.gone < journey.over.count ? [journey.over[one.gone]] : ends
            } else if one.gone == journey.over.count {
                forbidden += ends
            }
        }
        let allowed = all.filter { !forbidden.contains($0) && (only.isEmpty || only.contains($0)) }
        guard allowed.count < all.count else { return all }
        let turning = allowed.filter { $0 != step.reverse }
        let isOnAJourney = state.begun.contains { $0.gone > 0 }
        return turning.isEmpty && !isOnAJourney ? all.filter { $0 == step.reverse } : turning
    }
}

/// A ban over ways in a town of ways between junctions: the pieces over which it goes.
struct BannedJourney {
    let ban: WayBan
    private(set) var over: [TurnModel.Step] = []
    private(set) var nodes: [Int32] = []

    init(_ ban: WayBan, _ town: RandomTown) {
        self.ban = ban
        let via = ban.viaWays.map { Int($0) }
        let meets = { (a: Int, b: Int) in !Set(town.ends(ofWay: a)).isDisjoint(with: town.ends(ofWay: b)) }
        let ordered =
            via.count == 1 || meets(Int(ban.fromWay), via[0]) && meets(via[1], Int(ban.toWay)) ? via : via.reversed()
        let first = town.ends(ofWay: ordered[0]).first { town.ends(ofWay: Int(ban.fromWay)).contains($0) }!
        nodes = [first]
        for way in ordered {
            let pieces = town.pieces(ofWay: way).map { TurnModel.Step(from: $0.0, to: $0.1, way: Int32(way)) }
            over += pieces[0].from == nodes.last! ? pieces : pieces.reversed().map(\.reverse)
            nodes.append(over.last!.to)
        }
    }
}

extension RandomTown {
    func metres(_ a: Int32, _ b: Int32) -> Double {
        let radians = Double.pi / 180 * 1e-7
        let north = Double(map.latitudes[Int(b)] - map.latitudes[Int(a)]) * radians
        let middle = Double(map.latitudes[Int(a)] + (map.latitudes[Int(b)] - map.latitudes[Int(a)]) / 2) * radians
        let east = Double(map.longitudes[Int(b)] - map.longitudes[Int(a)]) * radians * Self.cosine(middle)
        return (north * north + east * east).squareRoot() * 6_371_008.8
    }

    /// By its series; exact enough for a town.
    private static func cosine(_ x: Double) -> Double {
        var (term, sum) = (1.0, 1.0)
        for step in 1...12 {
            term *= -x * x / Double((2 * step - 1) * 2 * step)
            sum += term
        }
        return sum
    }

    /// Pieces of open ways at a node: their other end, whether they may be gone towards the node, away from it.
    func pieces(at node: Int32) -> [(other: Int32, towards: Bool, away: Bool)] {
        var found: [(other: Int32, towards: Bool, away: Bool)] = []
        for way in 0..<map.wayCount where use.forward[way] > 0 || use.backward[way] > 0 {
            for (a, b) in pieces(ofWay: way) {
                if a == node { found.append((b, use.backward[way] > 0, use.forward[way] > 0)) }
                if b == node { found.append((a, use.forward[way] > 0, use.backward[way] > 0)) }
            }
        }
        return found
    }

    func pieces(ofWay way: Int) -> [(Int32, Int32)] {
        let range = Int(map.wayStarts[way])..<Int(map.wayStarts[way + 1])
        return Array(zip(map.wayNodes[range], map.wayNodes[range].dropFirst()))
    }

    func firstPiece(_ way: Int) -> (Int32, Int32) {
        let start = Int(map.wayStarts[way])
        return (map.wayNodes[start], map.wayNodes[start + 1])
    }

    func middle(ofFirstPiece way: Int) -> (latitude: Double, longitude: Double) {
        let (a, b) = firstPiece(way)
        return (
            (Double(map.latitudes[Int(a)]) + Double(map.latitudes[Int(b)])) / 2,
            (Double(map.longitudes[Int(a)]) + Double(map.longitudes[Int(b)])) / 2
        )
    }
}

import RoadNetwork

/// The rules on the map itself, piece by piece, without chains, vertices or rounding: who arrived over a piece may
/// leave over those that no ban forbids. Times in seconds.
struct TurnModel {
    private struct Step: Hashable { let from: Int32, to: Int32, way: Int32 }

    private let town: RandomTown
    private var leaving: [Int32: [Step]] = [:]
    private var seconds: [Step: Double] = [:]

    init(_ town: RandomTown) {
        self.town = town
        for way in 0..<town.map.wayCount {
            let range = Int(town.map.wayStarts[way])..<Int(town.map.wayStarts[way + 1])
            for (a, b) in zip(town.map.wayNodes[range], town.map.wayNodes[range].dropFirst()) {
                add(Step(from: a, to: b, way: Int32(way)), speed: town.use.forward[way])
                add(Step(from: b, to: a, way: Int32(way)), speed: town.use.backward[way])
            }
        }
    }

    private mutating func add(_ step: Step, speed: Float) {
        guard speed > 0 else { return }
        seconds[step] = town.metres(step.from, step.to) / Double(speed)
        leaving[step.from, default: []].append(step)
    }

    /// Between the middles of two ways' first pieces; `nil` where there is no way.
    func seconds(fromWay source: Int, toWay target: Int) -> Double? {
        let (start, end) = (town.firstPiece(source), town.firstPiece(target))
        var costs: [Step: Double] = [:]
        var queue: Set<Step> = []
        for step in [
            Step(from: start.0, to: start.1, way: Int32(source)), Step(from: start.1, to: start.0, way: Int32(source)),
        ]
        where seconds[step] != nil {
            costs[step] = seconds[step]! / 2 + wait(after: step)
            queue.insert(step)
        }
        let goals = [
            Step(from: end.0, to: end.1, way: Int32(target)), Step(from: end.1, to: end.0, way: Int32(target)),
        ]
        var best: Double?
        while let step = queue.min(by: { costs[$0]! < costs[$1]! }) {
            queue.remove(step)
            for next in onward(step) {
                if goals.contains(next) { best = min(best ?? .infinity, costs[step]! + seconds[next]! / 2) }
                let cost = costs[step]! + seconds[next]! + wait(after: next)
                if cost < costs[next] ?? .infinity {
                    costs[next] = cost
                    queue.insert(next)
                }
            }
        }
        return best
    }

    /// Traffic lights; giving way is switched off here.
    private func wait(after step: Step) -> Double {
        town.use.blocked.contains(step.to) ? 0 : Double(town.use.delays[step.to] ?? 0) / 100
    }

    /// In the middle of a street nobody turns round: two pieces, open in the same directions, nothing to decide.
    private func isMiddle(_ node: Int32) -> Bool {
        guard town.use.delays[node] == nil, !town.use.bans.contains(where: { $0.viaNode == node }) else { return false }
        let pieces = town.pieces(at: node)
        guard pieces.count == 2, pieces[0].other != pieces[1].other else { return false }
        return pieces[0].towards == pieces[1].away && pieces[0].away == pieces[1].towards
    }

    private func onward(_ step: Step) -> [Step] {
        let all = leaving[step.to] ?? []
        if town.use.blocked.contains(step.to) { return all.filter { $0.to == step.from && $0.way == step.way } }
        if isMiddle(step.to) { return all.filter { !($0.to == step.from && $0.way == step.way) } }
        let bans = town.use.bans.filter { $0.viaNode == step.to && $0.fromWay == step.way }
        let only = bans.filter { ban in ban.isOnly && all.contains { $0.way == ban.toWay } }
        let allowed = all.filter { next in
            if bans.contains(where: { !$0.isOnly && $0.toWay == next.way }) { return false }
            return only.isEmpty || only.contains { $0.toWay == next.way }
        }
        guard allowed.count < all.count else { return all }
        let turning = allowed.filter { !($0.to == step.from && $0.way == step.way) }
        return turning.isEmpty ? all.filter { $0.to == step.from && $0.way == step.way } : turning
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
            let range = Int(map.wayStarts[way])..<Int(map.wayStarts[way + 1])
            for (a, b) in zip(map.wayNodes[range], map.wayNodes[range].dropFirst()) {
                if a == node { found.append((b, use.backward[way] > 0, use.forward[way] > 0)) }
                if b == node { found.append((a, use.forward[way] > 0, use.backward[way] > 0)) }
            }
        }
        return found
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

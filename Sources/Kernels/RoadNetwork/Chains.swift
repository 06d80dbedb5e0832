/// The streets of one kind of vehicle as chains: ways between junctions, with all points in between.
///
/// A point where exactly two pieces meet and nothing is decided is no junction. A blocked point is cut: each piece that
/// ends there gets a point of its own.
struct Chains {
    /// Points of all chains; those of chain `i` are `starts[i]..<starts[i + 1]`. Indices into the places below.
    var points: [Int32] = []
    var starts: [Int32] = [0]
    /// The way of the piece that begins at each point (of the last point: of the piece before).
    var ways: [Int32] = []
    /// Whether that piece runs as its way does.
    var isAlongWay: [Bool] = []
    /// Whether the chain may be gone along, against.
    var isForward: [Bool] = []
    var isBackward: [Bool] = []
    /// Places of the points.
    var latitudes: [Int32] = []
    var longitudes: [Int32] = []
    /// The node of the map at each place.
    var nodes: [Int32] = []

    var count: Int { isForward.count }
    func first(_ chain: Int) -> Int32 { points[Int(starts[chain])] }
    func last(_ chain: Int) -> Int32 { points[Int(starts[chain + 1]) - 1] }
}

extension Chains {
    /// Chains end at the nodes of `cuts` too.
    init(_ map: RoadMap, _ use: RoadUse, cutAt cuts: [Int32] = []) {
        var pieces = Pieces(map, use)
        latitudes = pieces.latitudes
        longitudes = pieces.longitudes
        nodes = pieces.nodes
        // Where one waits, or a turn is banned, a chain ends: so each piece of it has one speed from end to end.
        var forced = Set(use.bans.map(\.viaNode)).union(use.delays.keys).union(cuts)
        for index in 0..<pieces.placeCount where !pieces.isThrough(index, forced) {
            for piece in pieces.around(index) where !pieces.isUsed[Int(piece)] {
                walk(from: Int32(index), piece, &pieces, forced)
            }
        }
        for piece in pieces.isUsed.indices where !pieces.isUsed[piece] {
            // A ring without a junction: any of its points becomes one.
            forced.insert(pieces.nodes[Int(pieces.from[piece])])
            walk(from: pieces.from[piece], Int32(piece), &pieces, forced)
        }
    }

    private mutating func walk(from start: Int32, _ first: Int32, _ pieces: inout Pieces, _ forced: Set<Int32>) {
        var at = start
        var piece = first
        let isAlong = pieces.from[Int(first)] == start
        isForward.append(isAlong ? pieces.isForward[Int(first)] : pieces.isBackward[Int(first)])
        isBackward.append(isAlong ? pieces.isBackward[Int(first)] : pieces.isForward[Int(first)])
        points.append(start)
        while true {
            pieces.isUsed[Int(piece)] = true
            ways.append(pieces.way[Int(piece)])
            isAlongWay.append(pieces.from[Int(piece)] == at)
            at = pieces.other(piece, at)
            points.append(at)
            guard at != start, pieces.isThrough(Int(at), forced) else { break }
            let around = pieces.around(Int(at))
            piece = around.first == piece ? around.last! : around.first!
        }
        ways.append(ways.last!)
        isAlongWay.append(isAlongWay.last!)
        starts.append(Int32(points.count))
    }
}

/// The single pieces of ways, from node to node.
private struct Pieces {
    var from: [Int32] = []
    var to: [Int32] = []
    var way: [Int32] = []
    var isForward: [Bool] = []
    var isBackward: [Bool] = []
    var isUsed: [Bool] = []
    var latitudes: [Int32] = []
    var longitudes: [Int32] = []
    var nodes: [Int32] = []
    private var starts: [Int32] = []
    private var incident: [Int32] = []

    var placeCount: Int { nodes.count }

    init(_ map: RoadMap, _ use: RoadUse) {
        var place = [Int32](repeating: -1, count: map.nodeCount)
        for index in 0..<map.wayCount where use.forward[index] > 0 || use.backward[index] > 0 {
            let range = Int(map.wayStarts[index])..<Int(map.wayStarts[index + 1])
            for (a, b) in zip(map.wayNodes[range], map.wayNodes[range].dropFirst()) where a >= 0 && b >= 0 && a != b {
                from.append(find(a, map, use, &place))
                to.append(find(b, map, use, &place))
                way.append(Int32(index))
                isForward.append(use.forward[index] > 0)
                isBackward.append(use.backward[index] > 0)
            }
        }
        isUsed = Array(repeating: false, count: from.count)
        (starts, incident) = Self.lists(from, to, places: nodes.count)
    }

    private mutating func find(_ node: Int32, _ map: RoadMap, _ use: RoadUse, _ place: inout [Int32]) -> Int32 {
        if place[Int(node)] >= 0 { return place[Int(node)] }
        let new = Int32(nodes.count)
        nodes.append(node)
        latitudes.append(map.latitudes[Int(node)])
        longitudes.append(map.longitudes[Int(node)])
        if !use.blocked.contains(node) { place[Int(node)] = new }
        return new
    }

    /// The pieces at each place.
    private static func lists(_ from: [Int32], _ to: [Int32], places: Int) -> ([Int32], [Int32]) {
        var starts = [Int32](repeating: 0, count: places + 1)
        for place in from { starts[Int(place) + 1] += 1 }
        for place in to { starts[Int(place) + 1] += 1 }
        for index in 0..<places { starts[index + 1] += starts[index] }
        var next = starts
        var incident = [Int32](repeating: 0, count: from.count + to.count)
        for piece in from.indices {
            for place in [Int(from[piece]), Int(to[piece])] {
                incident[Int(next[place])] = Int32(piece)
                next[place] += 1
            }
        }
        return (starts, incident)
    }

    func around(_ place: Int) -> ArraySlice<Int32> { incident[Int(starts[place])..<Int(starts[place + 1])] }

    func other(_ piece: Int32, _ place: Int32) -> Int32 {
        from[Int(piece)] == place ? to[Int(piece)] : from[Int(piece)]
    }

    /// Two pieces, open in the same directions, and nothing to decide.
    func isThrough(_ place: Int, _ forced: Set<Int32>) -> Bool {
        guard starts[place + 1] - starts[place] == 2 else { return false }
        let (a, b) = (incident[Int(starts[place])], incident[Int(starts[place]) + 1])
        guard a != b, other(a, Int32(place)) != other(b, Int32(place)), !forced.contains(nodes[place]) else {
            return false
        }
        let (inA, outA) = entry(a, place)
        let (inB, outB) = entry(b, place)
        return inA == outB && inB == outA
    }

    /// Whether the piece may be gone towards the place, away from it.
    private func entry(_ piece: Int32, _ place: Int) -> (towards: Bool, away: Bool) {
        let index = Int(piece)
        return to[index] == Int32(place) ? (isForward[index], isBackward[index]) : (isBackward[index], isForward[index])
    }
}

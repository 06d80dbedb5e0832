extension RoadNetwork {
    /// Builds the network of one kind of vehicle; gives its bytes.
    ///
    /// Ways become chains, turn bans vertices, nested dissection an order, and that a hierarchy. Points are snapped to
    /// the largest part that reaches itself, and to any other of at least `leastPart` points.
    public static func build(_ map: RoadMap, for use: RoadUse, leastPart: Int = 1000) -> [UInt8] {
        let paths = use.wayBans.compactMap { BannedPath($0, map) }
        let chains = Chains(map, use, cutAt: paths.flatMap(\.nodes))
        let ports = Ports(chains, use.bans, paths, map)
        let times = ChainTimes(chains, use)
        let ranked = Ranked(chains, ports)
        let hierarchy = Hierarchy(vertices: ranked.places.count, tails: ranked.tails, heads: ranked.heads)
        let slots = ranked.tails.indices.map { arc in
            ranked.tails[arc] < 0 ? -1 : hierarchy.slot(ranked.tails[arc], ranked.heads[arc])
        }
        var writer = ColumnWriter()
        let counts = [
            chains.count, ranked.places.count, chains.points.count, slots.count, hierarchy.heads.count,
            ports.copied.count,
        ]
        writer.add(.counts, counts.map { Int64($0) })
        writer.add(.chainStarts, chains.starts)
        writer.add(.latitudes, chains.points.map { chains.latitudes[Int($0)] })
        writer.add(.longitudes, chains.points.map { chains.longitudes[Int($0)] })
        writer.add(.along, times.along)
        writer.add(.against, times.against)
        writer.add(.lengths, times.lengths)
        writer.add(.keepsLeft, chains.ways.map { Int8(use.keepsLeft.contains($0) ? 1 : 0) })
        writer.add(.waitAlong, times.waitAlong)
        writer.add(.waitAgainst, times.waitAgainst)
        writer.add(.arcTails, ranked.tails)
        writer.add(.arcHeads, ranked.heads)
        writer.add(.arcSlots, slots)
        writer.add(.arcEntries, ranked.entries)
        writer.add(.arcsCopied, ports.copied)
        writer.add(.places, ranked.places)
        writer.add(.upStarts, hierarchy.starts)
        writer.add(.upHeads, hierarchy.heads)
        writer.add(.parents, hierarchy.parents)
        PieceGrid.write(chains, where: ports.chainsWithAWayBack(chains, leastPart: leastPart), to: &writer)
        let weights = hierarchy.withView { shape in
            CustomWeights(shape) { put in
                for (arc, slot) in slots.enumerated() {
                    put(times.weight(ofArc: ports.original(arc), chains), arc, slot)
                }
            }
        }
        let edges = hierarchy.heads.count
        writer.add(.forwardMiddles, Array(UnsafeBufferPointer(start: weights.forwardMiddles, count: edges)))
        writer.add(.backwardMiddles, Array(UnsafeBufferPointer(start: weights.backwardMiddles, count: edges)))
        weights.rise.write((.riseStarts, .riseHeads, .riseCosts, .riseEdges), to: &writer)
        weights.fall.write((.fallStarts, .fallHeads, .fallCosts, .fallEdges), to: &writer)
        return writer.finish()
    }
}

extension ChainTimes {
    func weight(ofArc arc: Int?, _ chains: Chains) -> Double {
        guard let arc else { return 0 }
        let chain = arc >> 1
        let end = Int(chains.starts[chain + 1]) - 1
        let time = arc & 1 == 0 ? along[end] + waitAlong[chain] : against[end] + waitAgainst[chain]
        return Weight.of(hundredths: time, decimetres: lengths[end])
    }
}

/// Arcs in ranks of the hierarchy.
private struct Ranked {
    var tails: [Int32]
    var heads: [Int32]
    var entries: [Int32]
    /// A point of a chain at each rank.
    var places: [Int32]

    init(_ chains: Chains, _ ports: Ports) {
        let allTails = ports.tails + ports.linkTails
        let allHeads = ports.heads + ports.linkHeads
        // Vertices that no arc touches any more have no place in the order.
        var number = [Int32](repeating: -1, count: ports.places.count)
        var used: [Int32] = []
        for vertex in zip(allTails, allHeads).flatMap({ [$0, $1] }) where vertex >= 0 && number[Int(vertex)] < 0 {
            number[Int(vertex)] = Int32(used.count)
            used.append(vertex)
        }
        let edges = Self.edges(
            allTails.map { $0 < 0 ? -1 : number[Int($0)] }, allHeads.map { $0 < 0 ? -1 : number[Int($0)] })
        let order = Dissection.order(
            vertices: used.count, edges: edges,
            x: used.map { chains.longitudes[Int(ports.places[Int($0)])] },
            y: used.map { chains.latitudes[Int(ports.places[Int($0)])] })
        var rank = [Int32](repeating: -1, count: ports.places.count)
        for (index, vertex) in order.enumerated() { rank[Int(used[Int(vertex)])] = Int32(index) }
        tails = allTails.map { $0 < 0 ? -1 : rank[Int($0)] }
        heads = allHeads.map { $0 < 0 ? -1 : rank[Int($0)] }
        entries = ports.entries.map { $0 < 0 ? -1 : rank[Int($0)] }
        var pointAt = [Int32](repeating: 0, count: chains.nodes.count)
        for (index, place) in chains.points.enumerated() { pointAt[Int(place)] = Int32(index) }
        places = order.map { pointAt[Int(ports.places[Int(used[Int($0)])])] }
    }

    /// Each pair of neighbours once in either direction.
    private static func edges(_ tails: [Int32], _ heads: [Int32]) -> (tails: [Int32], heads: [Int32]) {
        var pairs: [UInt64] = []
        pairs.reserveCapacity(tails.count * 2)
        for (tail, head) in zip(tails, heads) where tail >= 0 && tail != head {
            pairs.append(UInt64(tail) << 32 | UInt64(head))
            pairs.append(UInt64(head) << 32 | UInt64(tail))
        }
        pairs.sort()
        var (from, to): ([Int32], [Int32]) = ([], [])
        var last: UInt64?
        for pair in pairs where pair != last {
            last = pair
            from.append(Int32(pair >> 32))
            to.append(Int32(truncatingIfNeeded: pair))
        }
        return (from, to)
    }
}

extension Ports {
    /// The chain's arc that an arc is or is a copy of; `nil` for a link.
    func original(_ arc: Int) -> Int? {
        if arc < entries.count { return arc }
        return arc < tails.count ? Int(copied[arc - entries.count]) : nil
    }

    /// The chains where a journey may begin and end: those inside the largest part that reaches itself, or inside
    /// another of at least `leastPart` points. Who is put on an island of a few streets gets nowhere.
    func chainsWithAWayBack(_ chains: Chains, leastPart: Int) -> [Bool] {
        let parts = StrongParts(vertices: places.count, tails: tails + linkTails, heads: heads + linkHeads)
        var points = [Int](repeating: 0, count: Int(parts.count))
        let copies = Dictionary(grouping: 2 * chains.count..<tails.count) { Int(copied[$0 - 2 * chains.count] / 2) }
        let inside = (0..<chains.count).map { chain in
            ([2 * chain, 2 * chain + 1] + (copies[chain] ?? [])).lazy.compactMap { arc -> Int? in
                guard tails[arc] >= 0, parts.part[Int(tails[arc])] == parts.part[Int(heads[arc])] else { return nil }
                return Int(parts.part[Int(tails[arc])])
            }.first
        }
        for (chain, part) in inside.enumerated() {
            if let part { points[part] += Int(chains.starts[chain + 1] - chains.starts[chain]) }
        }
        let largest = points.max() ?? 0
        return inside.map { part in part.map { points[$0] == largest || points[$0] >= leastPart } ?? false }
    }
}

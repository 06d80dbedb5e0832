/// What every edge of the hierarchy costs, upward and downward, on a day like this one. Shared, never changed.
public final class RoadWeights: @unchecked Sendable {
    /// By upward edge: from its lower end to the upper one, and back.
    let forward: UnsafePointer<Double>
    let backward: UnsafePointer<Double>
    /// The vertex through which the edge goes, or `-2 - arc`, or -1 where there is no way.
    let forwardMiddles: UnsafePointer<Int32>
    let backwardMiddles: UnsafePointer<Int32>
    /// Per thousand of the usual speed by chain; 0 is closed. `nil` on an ordinary day.
    let speeds: [Int16]?
    private let owner: AnyObject?
    private let memory: UnsafeMutableRawPointer?

    init(_ reader: ColumnReader, owner: AnyObject?) {
        forward = reader.numbers(.forward, as: Double.self).nonNil
        backward = reader.numbers(.backward, as: Double.self).nonNil
        forwardMiddles = reader.numbers(.forwardMiddles, as: Int32.self).nonNil
        backwardMiddles = reader.numbers(.backwardMiddles, as: Int32.self).nonNil
        speeds = nil
        self.owner = owner
        memory = nil
    }

    /// Weights of edges in memory of their own, filled by `fill`.
    init(edges: Int, speeds: [Int16]?, fill: (Customiser) -> Void) {
        let block = UnsafeMutableRawPointer.allocate(byteCount: max(64, edges * 24), alignment: 64)
        let costs = block.bindMemory(to: Double.self, capacity: edges * 2)
        let middles = (block + edges * 16).bindMemory(to: Int32.self, capacity: edges * 2)
        fill(Customiser(forward: costs, backward: costs + edges, onForward: middles, onBackward: middles + edges))
        forward = UnsafePointer(costs)
        backward = UnsafePointer(costs + edges)
        forwardMiddles = UnsafePointer(middles)
        backwardMiddles = UnsafePointer(middles + edges)
        self.speeds = speeds
        owner = nil
        memory = block
    }

    deinit { memory?.deallocate() }
}

/// The weights of a hierarchy in the making.
struct Customiser {
    let forward: UnsafeMutablePointer<Double>
    let backward: UnsafeMutablePointer<Double>
    let onForward: UnsafeMutablePointer<Int32>
    let onBackward: UnsafeMutablePointer<Int32>

    func clear(edges: Int) {
        forward.update(repeating: .infinity, count: edges)
        backward.update(repeating: .infinity, count: edges)
        onForward.update(repeating: -1, count: edges)
        onBackward.update(repeating: -1, count: edges)
    }

    func put(_ weight: Double, arc: Int, slot: Int32) {
        guard slot >= 0 else { return }
        let edge = Int(slot >> 1)
        if slot & 1 == 0 {
            if weight < forward[edge] { (forward[edge], onForward[edge]) = (weight, Int32(-2 - arc)) }
        } else if weight < backward[edge] {
            (backward[edge], onBackward[edge]) = (weight, Int32(-2 - arc))
        }
    }

    /// Lowers every edge to the shortest way over a lower vertex, from below: two upward edges of a vertex make a
    /// triangle with the edge between their ends.
    func lower(vertices: Int, starts: UnsafePointer<Int32>, heads: UnsafePointer<Int32>) {
        for vertex in 0..<vertices {
            let end = Int(starts[vertex + 1])
            for first in Int(starts[vertex])..<end {
                let (up, down) = (forward[first], backward[first])
                if up == .infinity && down == .infinity { continue }
                var edge = Int(starts[Int(heads[first])])
                for second in (first + 1)..<max(end, first + 1) {
                    let head = heads[second]
                    while heads[edge] != head { edge += 1 }
                    let there = down + forward[second]
                    if there < forward[edge] { (forward[edge], onForward[edge]) = (there, Int32(vertex)) }
                    let back = backward[second] + up
                    if back < backward[edge] { (backward[edge], onBackward[edge]) = (back, Int32(vertex)) }
                }
            }
        }
    }
}

extension RoadNetwork {
    /// Weights for a day when some chains are slower or closed: per thousand of the usual speed by chain.
    public func weights(speeds: [Int16]) -> RoadWeights {
        precondition(speeds.count == chainCount, "a speed for every chain")
        return RoadWeights(edges: upCount, speeds: speeds) { customiser in
            customiser.clear(edges: upCount)
            for arc in 0..<arcCount where arcSlots[arc] >= 0 {
                guard let weight = weight(ofArc: arc, speeds: speeds) else { continue }
                customiser.put(weight, arc: arc, slot: arcSlots[arc])
            }
            customiser.lower(vertices: vertexCount, starts: upStarts, heads: upHeads)
        }
    }

    /// What an arc costs from end to end; `nil` where its chain is closed.
    @inline(__always)
    func weight(ofArc arc: Int, speeds: [Int16]?) -> Double? {
        let chain = arc >> 1
        guard chain < chainCount else { return 0 }
        let end = Int(chainStarts[chain + 1]) - 1
        let (time, wait) = arc & 1 == 0 ? (along[end], waitAlong[chain]) : (against[end], waitAgainst[chain])
        guard let slowed = Self.slowed(time, speeds?[chain]) else { return nil }
        return Weight.of(hundredths: slowed + wait, decimetres: lengths[end])
    }

    /// A time at a share of the usual speed; `nil` where closed.
    @inline(__always)
    static func slowed(_ time: Int32, _ perMille: Int16?) -> Int32? {
        guard let perMille, perMille != 1000 else { return time }
        guard perMille > 0 else { return nil }
        return Int32(clamping: Int64(time) * 1000 / Int64(perMille))
    }
}

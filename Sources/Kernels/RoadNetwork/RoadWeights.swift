/// What the edges of the hierarchy cost on a day like this one. Shared, never changed.
public final class RoadWeights: @unchecked Sendable {
    /// Upward edges in their direction, as climbs from a source use them.
    let rise: Climb
    /// The same edges downward: from the upper end to the lower one, as climbs from a target use them.
    let fall: Climb
    /// By upward edge: the vertex through which it goes, or `-2 - arc`, or -1 where there is no way.
    let forwardMiddles: UnsafePointer<Int32>
    let backwardMiddles: UnsafePointer<Int32>
    /// Per thousand of the usual speed by chain; 0 is closed. `nil` on an ordinary day.
    let speeds: [Int16]?
    /// The closed pieces of closed chains, from the first to the last; what lies before and behind stays open to those
    /// who live there. A closed chain that is not here is closed throughout.
    let closed: [Int32: ClosedRange<Int32>]
    private let owner: AnyObject?

    init(_ reader: ColumnReader, owner: AnyObject?) {
        rise = Climb(reader, (.riseStarts, .riseHeads, .riseCosts, .riseEdges))
        fall = Climb(reader, (.fallStarts, .fallHeads, .fallCosts, .fallEdges))
        forwardMiddles = reader.numbers(.forwardMiddles, as: Int32.self).nonNil
        backwardMiddles = reader.numbers(.backwardMiddles, as: Int32.self).nonNil
        speeds = nil
        closed = [:]
        self.owner = owner
    }

    init(_ made: CustomWeights, speeds: [Int16]?, closed: [Int32: ClosedRange<Int32>]) {
        rise = made.rise.climb
        fall = made.fall.climb
        forwardMiddles = UnsafePointer(made.forwardMiddles)
        backwardMiddles = UnsafePointer(made.backwardMiddles)
        self.speeds = speeds
        self.closed = closed
        owner = made
    }
}

/// The edges worth climbing from each vertex, one after the other: where they lead, what they cost, which they are.
struct Climb {
    let starts: UnsafePointer<Int32>
    let heads: UnsafePointer<Int32>
    let costs: UnsafePointer<Double>
    let edges: UnsafePointer<Int32>

    init(
        starts: UnsafePointer<Int32>, heads: UnsafePointer<Int32>, costs: UnsafePointer<Double>,
        edges: UnsafePointer<Int32>
    ) {
        (self.starts, self.heads, self.costs, self.edges) = (starts, heads, costs, edges)
    }

    init(_ reader: ColumnReader, _ columns: (Column, Column, Column, Column)) {
        starts = reader.numbers(columns.0, as: Int32.self).nonNil
        heads = reader.numbers(columns.1, as: Int32.self).nonNil
        costs = reader.numbers(columns.2, as: Double.self).nonNil
        edges = reader.numbers(columns.3, as: Int32.self).nonNil
    }
}

extension RoadNetwork {
    /// Weights for a day when some chains are slower or closed: per thousand of the usual speed by chain; and which
    /// pieces of closed chains are, see `RoadWeights.closed`.
    public func weights(speeds: [Int16], closed: [Int32: ClosedRange<Int32>] = [:]) -> RoadWeights {
        precondition(speeds.count == chainCount, "a speed for every chain")
        let made = CustomWeights(HierarchyView(vertices: vertexCount, starts: upStarts, heads: upHeads)) { put in
            for arc in 0..<arcCount where arcSlots[arc] >= 0 {
                guard let weight = weight(ofArc: arc, speeds: speeds) else { continue }
                put(weight, arc, arcSlots[arc])
            }
        }
        return RoadWeights(made, speeds: speeds, closed: closed)
    }

    /// What an arc costs from end to end; `nil` where its chain is closed.
    @inline(__always)
    func weight(ofArc arc: Int, speeds: [Int16]?) -> Double? {
        guard let arc = original(arc) else { return 0 }
        let chain = arc >> 1
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

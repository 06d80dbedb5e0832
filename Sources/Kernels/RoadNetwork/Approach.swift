/// On which side of a two-way street a journey begins or ends. Streets that are open one way only are passed as they
/// are.
public enum Approach: String, Sendable, CaseIterable {
    /// Either.
    case unrestricted
    /// Where the point lies as traffic runs: nobody has to cross the street.
    case curb
    /// Across the street from it.
    case opposite
}

extension RoadNetwork {
    /// A point on a street that is come to and left on one side only. A point exactly on the line of its street counts
    /// as right of it.
    public func approaching(_ snap: Snap, by approach: Approach) -> Snap {
        let chain = Int(snap.chain)
        guard approach != .unrestricted, arcTails[2 * chain] >= 0, arcTails[2 * chain + 1] >= 0 else { return snap }
        let isNear = snap.isLeft == (keepsLeft[Int(snap.piece)] != 0)
        var one = snap
        one.isOpenAlong = isNear == (approach == .curb)
        one.isOpenAgainst = !one.isOpenAlong
        return one
    }

    /// Whether traffic keeps left where a point is.
    public func keepsLeft(at snap: Snap) -> Bool { keepsLeft[Int(snap.piece)] != 0 }
}

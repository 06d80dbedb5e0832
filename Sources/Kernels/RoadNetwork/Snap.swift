/// A point on a street, found for a point on the ground.
public struct Snap: Sendable {
    /// The chain, and the first point of the piece.
    let chain: Int32
    let piece: Int32
    /// Where on the piece, 0 to 1.
    let share: Double
    /// On the street, in 1e-7 degrees.
    public let latitude: Int32
    public let longitude: Int32
    /// From the point asked for.
    public let metres: Double
    /// That point lies left of the piece, seen along its chain.
    let isLeft: Bool
    /// Whether a journey may begin and end here along the chain, against it.
    var isOpenAlong = true
    var isOpenAgainst = true
}

extension RoadNetwork {
    /// The streets nearest to a point in 1e-7 degrees, each chain once, the nearest first; fewer where there are none
    /// within `metres`.
    public func nearest(latitude: Double, longitude: Double, count: Int = 1, within metres: Double = 100_000) -> [Snap]
    {
        var best = NearestPieces(count: count, limit: metres)
        best.found.reserveCapacity(count)
        let shrink = Ground.shrink(latitude)
        let (column, row) = grid.cell(latitude: latitude, longitude: longitude)
        let outermost = ring(column, row)
        var ring = outermost.first
        while ring <= outermost.last {
            // Everything outside the rings seen so far is at least that far away; a square is not quite square.
            if best.reach <= Double(ring - 1) * grid.metres * 0.95 { break }
            func visit(_ column: Int, _ row: Int) {
                self.grid.forEach(column: column, row: row) { piece, chain in
                    best.offer(self.project(latitude, longitude, shrink, piece, chain))
                }
            }
            if ring == 0 {
                visit(column, row)
            } else {
                for step in -ring...ring {
                    visit(column + step, row - ring)
                    visit(column + step, row + ring)
                }
                for step in (1 - ring)..<ring {
                    visit(column - ring, row + step)
                    visit(column + ring, row + step)
                }
            }
            ring += 1
        }
        return best.found
    }

    /// The rings around a square that touch the grid.
    private func ring(_ column: Int, _ row: Int) -> (first: Int, last: Int) {
        let nearX = max(0, -column, column - grid.columns + 1)
        let nearY = max(0, -row, row - grid.rows + 1)
        let farX = max(column.magnitude, (grid.columns - 1 - column).magnitude)
        let farY = max(row.magnitude, (grid.rows - 1 - row).magnitude)
        return (max(nearX, nearY), Int(max(farX, farY)))
    }

    @inline(__always)
    private func project(_ latitude: Double, _ longitude: Double, _ shrink: Double, _ piece: Int, _ chain: Int) -> Snap
    {
        let (y, x) = (Double(latitudes[piece]), Double(longitudes[piece]))
        let (dy, dx) = (Double(latitudes[piece + 1]) - y, (Double(longitudes[piece + 1]) - x) * shrink)
        let (py, px) = (latitude - y, (longitude - x) * shrink)
        let square = dx * dx + dy * dy
        let share = square > 0 ? max(0, min(1, (px * dx + py * dy) / square)) : 0
        let (oy, ox) = (py - share * dy, px - share * dx)
        return Snap(
            chain: Int32(chain), piece: Int32(piece), share: share,
            latitude: Int32((y + share * dy).rounded()), longitude: Int32((x + share * dx / shrink).rounded()),
            metres: (oy * oy + ox * ox).squareRoot() * Ground.metresPerUnit, isLeft: dx * py > dy * px)
    }
}

/// The best so far, one a chain.
private struct NearestPieces {
    let count: Int
    let limit: Double
    var found: [Snap] = []

    init(count: Int, limit: Double) {
        self.count = count
        self.limit = limit
    }

    /// Nothing farther than this is wanted.
    var reach: Double { found.count < count ? limit : found[found.count - 1].metres }

    @inline(__always)
    mutating func offer(_ snap: Snap) {
        guard snap.metres <= limit, snap.metres < reach || found.count < count else { return }
        if count == 1, !found.isEmpty { return found[0] = snap }
        if let twin = found.firstIndex(where: { $0.chain == snap.chain }) {
            guard snap.metres < found[twin].metres else { return }
            found.remove(at: twin)
        }
        let place = found.firstIndex { snap.metres < $0.metres } ?? found.count
        found.insert(snap, at: place)
        if found.count > count { found.removeLast() }
    }
}

/// Cuts lines and rings at the edges of a frame.
struct Clip {
    let least: Int32
    let mostX: Int32
    let mostY: Int32

    /// What lies farther outside of the frame than `margin` is cut off.
    init(_ frame: MapFrame, margin: Int) {
        least = Int32(-margin)
        mostX = Int32(frame.width + margin)
        mostY = Int32(frame.height + margin)
    }

    /// Where a point lies: 1 west, 2 east, 4 north, 8 south of what is shown; 0 inside.
    @inline(__always)
    func side(_ point: GridPoint) -> UInt8 {
        (point.x < least ? 1 : point.x > mostX ? 2 : 0) | (point.y < least ? 4 : point.y > mostY ? 8 : 0)
    }

    // MARK: rings

    /// A ring cut at all four edges (Sutherland and Hodgman 1974); what is left may run along them.
    func ring(_ points: inout [GridPoint], _ scratch: inout [GridPoint]) {
        for edge: UInt8 in [1, 2, 4, 8] {
            guard var last = points.last else { return }
            scratch.removeAll(keepingCapacity: true)
            var wasOut = isBeyond(last, edge)
            for point in points {
                let isOut = isBeyond(point, edge)
                if isOut != wasOut { scratch.append(crossing(last, point, edge)) }
                if !isOut { scratch.append(point) }
                (last, wasOut) = (point, isOut)
            }
            swap(&points, &scratch)
        }
    }

    @inline(__always)
    private func isBeyond(_ point: GridPoint, _ edge: UInt8) -> Bool {
        switch edge {
        case 1: point.x < least
        case 2: point.x > mostX
        case 4: point.y < least
        default: point.y > mostY
        }
    }

    private func crossing(_ from: GridPoint, _ to: GridPoint, _ edge: UInt8) -> GridPoint {
        let (dx, dy) = (Int64(to.x) - Int64(from.x), Int64(to.y) - Int64(from.y))
        if edge < 4 {
            let x = edge == 1 ? least : mostX
            return GridPoint(x: x, y: from.y + Int32(truncatingIfNeeded: dy * (Int64(x) - Int64(from.x)) / dx))
        }
        let y = edge == 4 ? least : mostY
        return GridPoint(x: from.x + Int32(truncatingIfNeeded: dx * (Int64(y) - Int64(from.y)) / dy), y: y)
    }

    // MARK: lines

    /// The part of a piece that is inside; `nil` where none is.
    func piece(_ first: GridPoint, _ second: GridPoint) -> (GridPoint, GridPoint)? {
        var (from, to) = (first, second)
        // Each round moves an end onto an edge (Cohen and Sutherland 1967); rounding may ask for one round more.
        for _ in 0..<8 {
            let (one, other) = (side(from), side(to))
            if one | other == 0 { return (from, to) }
            if one & other != 0 { return nil }
            if one != 0 {
                from = crossing(from, to, one & (~one &+ 1))
            } else {
                to = crossing(from, to, other & (~other &+ 1))
            }
        }
        return nil
    }
}

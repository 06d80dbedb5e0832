import Glibc

/// At which zoom a point of a line begins to matter (Douglas and Peucker 1973, all tolerances in one pass).
enum KeepLevels {
    /// Half a pixel at a zoom, in units of the square.
    static func tolerance(at zoom: Int) -> Double { Double(1 << (Mercator.bits - 8 - zoom)) / 2 }

    /// The first zoom that keeps each point; 19 for those that none needs. Ends are always kept; a ring also keeps the
    /// point that lies farthest from its beginning.
    static func levels(of points: ArraySlice<MapPoint>, isRing: Bool) -> [UInt8] {
        let line = isRing ? Array(points) + [points[points.startIndex]] : Array(points)
        var weights = [Double](repeating: 0, count: line.count)
        weights[0] = .infinity
        weights[line.count - 1] = .infinity
        var todo: [(Int, Int, Double)] = [(0, line.count - 1, .infinity)]
        if isRing, let far = line.indices.max(by: { distance(line[$0], line[0]) < distance(line[$1], line[0]) }) {
            weights[far] = .infinity
            todo = [(0, far, .infinity), (far, line.count - 1, .infinity)]
        }
        while let (first, last, most) = todo.popLast() {
            guard last - first > 1 else { continue }
            var (worst, at) = (-1.0, first)
            for index in (first + 1)..<last {
                let square = square(line[index], line[first], line[last])
                if square > worst { (worst, at) = (square, index) }
            }
            let weight = min(most, worst.squareRoot())
            weights[at] = weight
            if weight < 1 { continue }
            todo += [(first, at, weight), (at, last, weight)]
        }
        return weights.prefix(points.count).map(level)
    }

    private static func level(_ weight: Double) -> UInt8 {
        for zoom in 11...18 where weight >= tolerance(at: zoom) { return UInt8(zoom) }
        return 19
    }

    private static func distance(_ first: MapPoint, _ second: MapPoint) -> Double {
        hypot(Double(first.x - second.x), Double(first.y - second.y))
    }

    /// The squared distance of a point from the piece between two others.
    private static func square(_ point: MapPoint, _ first: MapPoint, _ last: MapPoint) -> Double {
        let (dx, dy) = (Double(last.x - first.x), Double(last.y - first.y))
        let (px, py) = (Double(point.x - first.x), Double(point.y - first.y))
        let length = dx * dx + dy * dy
        let share = length > 0 ? max(0, min(1, (px * dx + py * dy) / length)) : 0
        let (ox, oy) = (px - share * dx, py - share * dy)
        return ox * ox + oy * oy
    }
}

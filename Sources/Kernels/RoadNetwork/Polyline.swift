/// Lines as short texts: differences of coordinates in five bits a character (Google's encoded polyline algorithm).
public enum Polyline {
    /// `latitudes` and `longitudes` in 1e-7 degrees; `digits` behind the point, 5 or 6.
    public static func encode(latitudes: [Int32], longitudes: [Int32], digits: Int) -> [UInt8] {
        let unit: Int32 = digits == 6 ? 10 : 100
        var text: [UInt8] = []
        text.reserveCapacity(latitudes.count * 6)
        var (y, x): (Int32, Int32) = (0, 0)
        for at in latitudes.indices {
            let (nextY, nextX) = (rounded(latitudes[at], unit), rounded(longitudes[at], unit))
            if at > 0, nextY == y, nextX == x, at < latitudes.count - 1 { continue }
            append(nextY - y, to: &text)
            append(nextX - x, to: &text)
            (y, x) = (nextY, nextX)
        }
        return text
    }

    private static func rounded(_ value: Int32, _ unit: Int32) -> Int32 {
        (value >= 0 ? value + unit / 2 : value - unit / 2) / unit
    }

    @inline(__always)
    private static func append(_ difference: Int32, to text: inout [UInt8]) {
        var rest = UInt32(bitPattern: difference << 1)
        if difference < 0 { rest = ~rest }
        while rest >= 32 {
            text.append(UInt8(truncatingIfNeeded: 32 | rest & 31) + 63)
            rest >>= 5
        }
        text.append(UInt8(truncatingIfNeeded: rest) + 63)
    }

    /// Which points of a line to keep so that it stays within `metres` of itself, ends included (Douglas and Peucker
    /// 1973).
    public static func simplified(latitudes: [Int32], longitudes: [Int32], metres: Double) -> [Int] {
        guard latitudes.count > 2 else { return Array(latitudes.indices) }
        let shrink = Ground.shrink(Double(latitudes[0]))
        let places = latitudes.indices.map { SIMD2(Double(longitudes[$0]) * shrink, Double(latitudes[$0])) }
        let most = metres / Ground.metresPerUnit
        var keeps = [Bool](repeating: false, count: latitudes.count)
        keeps[0] = true
        keeps[latitudes.count - 1] = true
        var todo = [(0, latitudes.count - 1)]
        while let (first, last) = todo.popLast() {
            var (worst, at) = (most * most, -1)
            for index in (first + 1)..<max(last, first + 1) {
                let distance = square(places[index], places[first], places[last])
                if distance > worst { (worst, at) = (distance, index) }
            }
            guard at >= 0 else { continue }
            keeps[at] = true
            todo += [(first, at), (at, last)]
        }
        return keeps.indices.filter { keeps[$0] }
    }

    /// The squared distance of a point from the piece between two others.
    private static func square(
        _ point: SIMD2<Double>, _ first: SIMD2<Double>, _ last: SIMD2<Double>
    ) -> Double {
        let (dy, dx) = (last.y - first.y, last.x - first.x)
        let (py, px) = (point.y - first.y, point.x - first.x)
        let length = dx * dx + dy * dy
        let share = length > 0 ? max(0, min(1, (px * dx + py * dy) / length)) : 0
        let (oy, ox) = (py - share * dy, px - share * dx)
        return oy * oy + ox * ox
    }
}

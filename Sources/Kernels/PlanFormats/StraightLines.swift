import OrderRouting

/// Travel times without a road network: the great circle, times a factor for streets, at a profile's usual speed.
enum StraightLines {
    private static let detour = 1.35
    private static let earthRadius_metres = 6_371_000.0

    /// Kilometres per hour in a town.
    private static func speed(_ profile: String) -> Double {
        switch profile {
        case "bicycle", "bike", "cycling": 15
        case "foot", "walking": 4.8
        default: 28
        }
    }

    /// - Parameter places: longitude and latitude in degrees.
    static func travel(_ places: [[Double]], profile: String) throws -> Travel {
        let count = places.count
        if count > 12_000 { throw FormatFault("input", "more than 12,000 places") }
        let metresPerSecond = speed(profile) / 3.6
        let vectors = places.map { vector($0[0], $0[1]) }
        var seconds = [Int32](repeating: 0, count: count * count)
        var metres = seconds
        for from in 0..<count {
            for to in 0..<count where from != to {
                let (a, b) = (vectors[from], vectors[to])
                let (dx, dy, dz) = (a.0 - b.0, a.1 - b.1, a.2 - b.2)
                let far = (dx * dx + dy * dy + dz * dz).squareRoot() * earthRadius_metres * detour
                metres[from * count + to] = Int32(far + 0.5)
                seconds[from * count + to] = Int32(far / metresPerSecond + 0.5)
            }
        }
        return Travel(places: count, seconds: seconds, metres: metres)
    }

    /// Unit vector; chords differ from arcs by nothing that matters inside a city.
    private static func vector(_ longitude: Double, _ latitude: Double) -> (Double, Double, Double) {
        let (sinLatitude, cosLatitude) = sineCosine(latitude * .pi / 180)
        let (sinLongitude, cosLongitude) = sineCosine(longitude * .pi / 180)
        return (cosLatitude * cosLongitude, cosLatitude * sinLongitude, sinLatitude)
    }

    /// Taylor series after halving the angle into −π/4...π/4 steps: no mathematics library needed.
    private static func sineCosine(_ angle: Double) -> (Double, Double) {
        let part = angle / 4
        let square = part * part
        var (sine, cosine) = (0.0, 0.0)
        var term = 1.0
        for index in stride(from: 0, to: 24, by: 2) {
            cosine += term
            sine += term * part / Double(index + 1)
            term *= -square / Double((index + 1) * (index + 2))
        }
        for _ in 0..<2 { (sine, cosine) = (2 * sine * cosine, cosine * cosine - sine * sine) }
        return (sine, cosine)
    }
}

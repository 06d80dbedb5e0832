import Glibc

/// A part of a street: a way, or a house that says it stands there.
struct StreetPiece {
    /// First, middle and last of a way; one of a house.
    let points: [GroundPoint]
    let others: [String]
    /// A house that tells where this is, -1 for none.
    let house: Int

    /// What lies further apart is another street of the same name.
    private static let gapMetres = 600.0

    /// Pieces that hang together.
    static func clusters(_ pieces: [StreetPiece]) -> [[StreetPiece]] {
        if pieces.count == 1 { return [pieces] }
        var owners: [Int] = []
        var points: [GroundPoint] = []
        for (at, piece) in pieces.enumerated() {
            for point in piece.points {
                owners.append(at)
                points.append(point)
            }
        }
        var leaders = Array(pieces.indices)
        func leader(_ at: Int) -> Int {
            var at = at
            while leaders[at] != at {
                leaders[at] = leaders[leaders[at]]
                at = leaders[at]
            }
            return at
        }
        // Each piece meets the nearest piece of another group until no group is near another.
        let grid = PointGrid(points, cellMetres: gapMetres)
        var joined = true
        while joined {
            joined = false
            for at in points.indices {
                let own = leader(owners[at])
                guard let near = grid.nearest(to: points[at], within: gapMetres, where: { leader(owners[$0]) != own })
                else { continue }
                leaders[leader(owners[near.index])] = own
                joined = true
            }
        }
        return Dictionary(grouping: pieces.indices, by: { leader($0) }).sorted { $0.key < $1.key }
            .map { group in group.value.map { pieces[$0] } }
    }
}

/// Towns and parts of towns, as points.
struct NamedPlaces {
    private let towns: Layer
    private let districts: Layer

    private struct Layer {
        let names: [String]
        let grid: PointGrid

        init(_ places: [(name: String, kind: String, point: GroundPoint)]) {
            names = places.map(\.name)
            grid = PointGrid(places.map(\.point), cellMetres: 1000)
        }

        func name(near point: GroundPoint, within metres: Double) -> String {
            grid.nearest(to: point, within: metres).map { names[$0.index] } ?? ""
        }
    }

    init(_ places: [(name: String, kind: String, point: GroundPoint)]) {
        towns = Layer(places.filter { ["city", "town", "village"].contains($0.kind) })
        districts = Layer(places.filter { ["suburb", "quarter", "borough", "village", "hamlet"].contains($0.kind) })
    }

    func town(near point: GroundPoint) -> String { towns.name(near: point, within: 10_000) }

    func district(near point: GroundPoint) -> String { districts.name(near: point, within: 1200) }
}

extension [String] {
    /// What is there most often and is not empty; of equals the first in order.
    var mostFrequent: String {
        var counts: [String: Int] = [:]
        for text in self where !text.isEmpty { counts[text, default: 0] += 1 }
        return counts.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? ""
    }
}

extension [GroundPoint] {
    /// To the nearest of them, in a measure that is good for comparing only.
    func distance(to point: GroundPoint) -> Double {
        let squeeze = cos(Double(point.latitude) / 1e7 * .pi / 180)
        return map { other in
            let north = Double(other.latitude) - Double(point.latitude)
            let east = (Double(other.longitude) - Double(point.longitude)) * squeeze
            return north * north + east * east
        }.min() ?? .infinity
    }
}

extension GroundPoint {
    /// A point on the line to another.
    public func between(_ other: GroundPoint, _ share: Double) -> GroundPoint {
        let north = Double(other.latitude) - Double(latitude)
        let east = Double(other.longitude) - Double(longitude)
        return GroundPoint(
            latitude: Int32((Double(latitude) + north * share).rounded()),
            longitude: Int32((Double(longitude) + east * share).rounded()))
    }
}

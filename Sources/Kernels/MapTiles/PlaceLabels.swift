import Glibc

/// A name at its place on the maps of one zoom.
struct MapLabel {
    enum Kind: UInt8, CaseIterable {
        case street, major, water, corner, quarter, suburb, town

        /// Size of letters in pixels.
        var pixels: Double {
            switch self {
            case .street, .water: 10.5
            case .corner: 10
            case .major, .quarter: 11.5
            case .suburb: 13
            case .town: 16
            }
        }
    }

    let zoom: Int
    let point: MapPoint
    /// Tenths of a degree, clockwise.
    let turn: Int16
    let kind: Kind
    let text: String
}

/// Puts names where they do not lie on one another, zoom by zoom, the most important first. Every tile draws the names
/// that touch it, so that none is cut at its border.
struct LabelPlacer {
    private(set) var labels: [MapLabel] = []
    private var taken: Set<UInt64> = []
    private var zoom = 0

    /// Letters are about this wide, in shares of their size.
    static let letter = 0.56
    /// Pixels between one name of a street and the next.
    private static let apart = 420.0
    private static let cell = 12.0

    mutating func place(_ sketch: MapSketch) {
        let chains = Self.streets(of: sketch)
        for zoom in 11...18 {
            self.zoom = zoom
            taken.removeAll(keepingCapacity: true)
            for spot in sketch.spots.sorted(by: { ($1.rank.rawValue, $0.name) < ($0.rank.rawValue, $1.name) }) {
                place(spot)
            }
            for chain in chains where zoom >= chain.firstZoom { place(chain) }
        }
    }

    private var unitsPerPixel: Double { Double(1 << (Mercator.bits - 8 - zoom)) }

    // MARK: settlements

    private mutating func place(_ spot: MapSketch.Spot) {
        let (zooms, kind): (ClosedRange<Int>, MapLabel.Kind) =
            switch spot.rank {
            case .city: (11...14, .town)
            case .town: (11...15, .town)
            case .village: (12...16, .suburb)
            case .suburb: (12...16, .suburb)
            case .quarter: (14...17, .quarter)
            case .hamlet: (14...17, .quarter)
            case .corner: (16...18, .corner)
            }
        guard zooms.contains(zoom) else { return }
        let half = Double(spot.name.count) * Self.letter * kind.pixels / 2
        _ = put(spot.name, kind, at: (Double(spot.point.x), Double(spot.point.y)), angle: 0, half: half)
    }

    // MARK: streets

    private struct Chain {
        let name: String
        let kind: MapLabel.Kind
        let firstZoom: Int
        let points: [MapPoint]
        let importance: Int
    }

    /// Streets of one name and class as long lines, the most important and longest first.
    private static func streets(of sketch: MapSketch) -> [Chain] {
        var chains: [Chain] = []
        for feature in sketch.features where !feature.kind.isArea && !feature.name.isEmpty {
            let (kind, firstZoom): (MapLabel.Kind, Int) =
                switch feature.kind {
                case .motorway, .trunk, .primary, .secondary: (.major, 14)
                case .tertiary: (.street, 15)
                case .street, .pedestrian: (.street, 15)
                case .river: (.water, 14)
                case .stream: (.water, 16)
                case .tram, .rail: (.street, 99)
                default: (.street, 16)
                }
            for part in feature.parts {
                let range = Int(sketch.partStarts[part])..<Int(sketch.partStarts[part + 1])
                chains.append(
                    Chain(
                        name: feature.name, kind: kind, firstZoom: firstZoom, points: Array(sketch.points[range]),
                        importance: Int(feature.kind.rawValue)))
            }
        }
        return chains.sorted { ($1.importance, $1.points.count, $0.name) < ($0.importance, $0.points.count, $1.name) }
    }

    private mutating func place(_ chain: Chain) {
        let width = Double(chain.name.count) * Self.letter * chain.kind.pixels * unitsPerPixel
        var walk = Walk(chain.points)
        guard walk.length > width * 1.05 else { return }
        let apart = Self.apart * unitsPerPixel
        let count = max(1, Int(walk.length / apart))
        let share = walk.length / Double(count)
        for index in 0..<count {
            // Where the street bends or another name stands, a little farther along may do.
            for shift in [0, 0.15, -0.15, 0.3, -0.3] {
                let middle = share * (Double(index) + 0.5 + shift)
                guard middle - width / 2 >= 0, middle + width / 2 <= walk.length else { continue }
                if put(chain, &walk, middle, width) { break }
            }
        }
    }

    private mutating func put(_ chain: Chain, _ walk: inout Walk, _ middle: Double, _ width: Double) -> Bool {
        let (first, last) = (walk.point(at: middle - width / 2), walk.point(at: middle + width / 2))
        let between = walk.point(at: middle)
        let chord = hypot(last.x - first.x, last.y - first.y)
        guard chord > width * 0.96 else { return false }
        var angle = atan2(last.y - first.y, last.x - first.x) * 180 / .pi
        if angle > 90 { angle -= 180 } else if angle <= -90 { angle += 180 }
        let point = ((first.x + last.x + 2 * between.x) / 4, (first.y + last.y + 2 * between.y) / 4)
        return put(chain.name, chain.kind, at: point, angle: angle, half: width / 2 / unitsPerPixel)
    }

    // MARK: room

    /// Takes the cells under a name where all are free; `half` of its width in pixels.
    private mutating func put(
        _ text: String, _ kind: MapLabel.Kind, at point: (x: Double, y: Double), angle: Double, half: Double
    ) -> Bool {
        let (x, y) = (point.x / unitsPerPixel, point.y / unitsPerPixel)
        let (dx, dy) = (cos(angle * .pi / 180), sin(angle * .pi / 180))
        var cells: Set<UInt64> = []
        let lift = kind.pixels / 2
        for along in stride(from: -half - 4, through: half + 4, by: Self.cell / 2) {
            for across in [-lift, 0, lift] {
                let column = UInt64(max(0, (x + along * dx - across * dy) / Self.cell))
                let row = UInt64(max(0, (y + along * dy + across * dx) / Self.cell))
                cells.insert(column << 32 | row)
            }
        }
        guard taken.isDisjoint(with: cells) else { return false }
        taken.formUnion(cells)
        let place = MapPoint(x: Int32(clamping: Int(point.x)), y: Int32(clamping: Int(point.y)))
        labels.append(MapLabel(zoom: zoom, point: place, turn: Int16((angle * 10).rounded()), kind: kind, text: text))
        return true
    }
}

/// A line walked from its beginning.
private struct Walk {
    private let points: [MapPoint]
    private var lengths: [Double] = [0]

    var length: Double { lengths[lengths.count - 1] }

    init(_ points: [MapPoint]) {
        self.points = points
        for (from, to) in zip(points, points.dropFirst()) {
            lengths.append(length + hypot(Double(to.x - from.x), Double(to.y - from.y)))
        }
    }

    func point(at distance: Double) -> (x: Double, y: Double) {
        var (low, high) = (0, lengths.count - 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if lengths[middle] <= distance { low = middle } else { high = middle }
        }
        let (from, to) = (points[low], points[min(low + 1, points.count - 1)])
        let piece = lengths[min(low + 1, points.count - 1)] - lengths[low]
        let share = piece > 0 ? (distance - lengths[low]) / piece : 0
        return (Double(from.x) + share * Double(to.x - from.x), Double(from.y) + share * Double(to.y - from.y))
    }
}

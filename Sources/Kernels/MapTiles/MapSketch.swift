/// What stands on a map, before it is put in order: features of lines or rings, and names of places.
public struct MapSketch: Sendable {
    /// Points of all parts, one after the other; those of part `i` are `partStarts[i]..<partStarts[i + 1]`.
    private(set) var points: [MapPoint] = []
    private(set) var partStarts: [Int32] = [0]
    private(set) var features: [Feature] = []
    public var spots: [Spot] = []

    struct Feature {
        let kind: MapClass
        /// Empty where it has none.
        let name: String
        let parts: Range<Int>
    }

    /// A settlement or a part of one.
    public struct Spot: Sendable {
        public let point: MapPoint
        public let name: String
        public let rank: Rank

        /// The most important last.
        public enum Rank: UInt8, Sendable, CaseIterable { case corner, hamlet, quarter, suburb, village, town, city }

        public init(_ point: MapPoint, _ name: String, _ rank: Rank) {
            self.point = point
            self.name = name
            self.rank = rank
        }
    }

    public init() {}

    /// Adds lines.
    public mutating func add(_ kind: MapClass, _ name: String, lines: [[MapPoint]]) {
        add(kind, name, parts: lines.filter { $0.count > 1 })
    }

    /// Adds an area. Rings need not repeat their first point; either way round.
    public mutating func add(_ kind: MapClass, _ name: String, outer: [[MapPoint]], inner: [[MapPoint]] = []) {
        let rings = outer.compactMap { Self.ring($0, turnsRight: true) }
        guard !rings.isEmpty else { return }
        add(kind, name, parts: rings + inner.compactMap { Self.ring($0, turnsRight: false) })
    }

    private mutating func add(_ kind: MapClass, _ name: String, parts: [[MapPoint]]) {
        guard !parts.isEmpty else { return }
        let first = partStarts.count - 1
        for part in parts {
            points += part
            partStarts.append(Int32(points.count))
        }
        features.append(Feature(kind: kind, name: name, parts: first..<(first + parts.count)))
    }

    /// Outer rings turn one way and inner ones the other, so that areas of one class that overlap stay filled and
    /// holes stay holes (the fill rule "nonzero").
    static func ring(_ points: [MapPoint], turnsRight: Bool) -> [MapPoint]? {
        var ring = points
        if let first = ring.first, ring.count > 1, ring.last == first { ring.removeLast() }
        guard ring.count > 2 else { return nil }
        let area = doubleArea(ring)
        guard area != 0 else { return nil }
        return (area > 0) == turnsRight ? ring : ring.reversed()
    }

    /// Twice the area inside a ring, positive where it turns right on a map whose y grows to the south.
    static func doubleArea(_ ring: [MapPoint]) -> Double {
        guard var last = ring.last, let base = ring.first else { return 0 }
        var sum = 0.0
        for point in ring {
            sum +=
                Double(last.x - base.x) * Double(point.y - base.y) - Double(point.x - base.x) * Double(last.y - base.y)
            last = point
        }
        return sum
    }
}

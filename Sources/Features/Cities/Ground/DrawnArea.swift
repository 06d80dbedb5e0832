import Vocabulary
import Web

extension Area {
    /// An area that a person drew: besides its shape, no outline may cross itself, for then inside and outside are
    /// anybody's guess.
    init(drawn json: JSON) throws(RequestProblem) {
        try self.init(json: json)
        guard let crossing = polygons.joined().lazy.compactMap(Self.crossing).first else { return }
        throw json.wrong(
            "crossing", "crosses itself near longitude \(crossing.longitude), latitude \(crossing.latitude)")
    }

    /// An area from elsewhere, each polygon its outer ring followed by its holes, all closed. Throws where an outline
    /// crosses itself.
    package init(assembled polygons: [[[Place]]]) throws(CrossingOutline) {
        self.polygons = polygons
        if let near = polygons.joined().lazy.compactMap(Self.crossing).first { throw CrossingOutline(near: near) }
    }

    /// Where an outline crosses itself.
    package struct CrossingOutline: Error {
        package let near: Place
    }

    /// The start of an edge that another edge of the ring crosses. Edges sorted by their western end, so that only
    /// those that overlap from west to east are compared (M. I. Shamos and D. Hoey, "Geometric intersection
    /// problems", 1976, in its plain form).
    private static func crossing(of ring: Ring) -> Place? {
        let edges = zip(ring, ring.dropFirst()).map(Edge.init).sorted { $0.west < $1.west }
        for (index, edge) in edges.enumerated() {
            for other in edges[(index + 1)...] {
                if other.west > edge.east { break }
                if edge.crosses(other) { return edge.from }
            }
        }
        return nil
    }

    private struct Edge {
        let from: Place
        let to: Place

        var west: Double { min(from.longitude, to.longitude) }
        var east: Double { max(from.longitude, to.longitude) }

        /// Whether the two meet in the inside of both; neighbours that share an end do not.
        func crosses(_ other: Edge) -> Bool {
            side(of: other.from) * side(of: other.to) < 0 && other.side(of: from) * other.side(of: to) < 0
        }

        /// Positive on the left, negative on the right, zero on the line.
        private func side(of place: Place) -> Double {
            let along = (to.longitude - from.longitude, to.latitude - from.latitude)
            return along.0 * (place.latitude - from.latitude) - along.1 * (place.longitude - from.longitude)
        }
    }
}

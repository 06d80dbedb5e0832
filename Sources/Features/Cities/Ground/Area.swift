import Postgres
import Vocabulary
import Web

/// Ground inside polygons with holes, WGS 84: a district or a delivery zone. GeoJSON Polygon or MultiPolygon (RFC
/// 7946).
package struct Area: Sendable, Equatable {
    /// A closed line of at least four points, the last equal to the first.
    typealias Ring = [Place]

    /// Each polygon is its outer ring followed by its holes.
    let polygons: [[Ring]]

    /// Whether the point lies inside a polygon and in none of its holes (even-odd rule; on the border: undefined).
    package func contains(_ place: Place) -> Bool {
        polygons.contains { rings in
            guard let outer = rings.first, Self.contains(place, outer) else { return false }
            return !rings.dropFirst().contains { Self.contains(place, $0) }
        }
    }

    /// The middle of its bounding box, for maps.
    package var middle: Place? {
        let points = polygons.compactMap(\.first).joined()
        guard let south = points.map(\.latitude).min(), let north = points.map(\.latitude).max(),
            let west = points.map(\.longitude).min(), let east = points.map(\.longitude).max()
        else { return nil }
        return Place(latitude: (south + north) / 2, longitude: (west + east) / 2)
    }

    /// Counts crossings of a line to the east (J. O'Rourke, "Computational Geometry in C", 7.4).
    private static func contains(_ place: Place, _ ring: Ring) -> Bool {
        var inside = false
        for (from, to) in zip(ring, ring.dropFirst())
        where (from.latitude > place.latitude) != (to.latitude > place.latitude) {
            let share = (place.latitude - from.latitude) / (to.latitude - from.latitude)
            if place.longitude < from.longitude + share * (to.longitude - from.longitude) { inside.toggle() }
        }
        return inside
    }
}

extension Area: JSONReadable, JSONWritable {
    package init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        let type = try fields.required("type").string(1...20)
        let coordinates = try fields.required("coordinates")
        switch type {
        case "Polygon": polygons = [try Self.polygon(coordinates)]
        case "MultiPolygon":
            polygons = try coordinates.array(1...100) { (json) throws(RequestProblem) in try Self.polygon(json) }
        default: throw json.wrong("enum", "must be a GeoJSON Polygon or MultiPolygon")
        }
        try fields.end()
    }

    private static func polygon(_ json: JSON) throws(RequestProblem) -> [Ring] {
        try json.array(1...100) { (json) throws(RequestProblem) in
            let ring = try json.array(4...20_000) { (json) throws(RequestProblem) in try Self.point(json) }
            guard ring.first == ring.last else { throw json.wrong("ring", "must end where it begins") }
            return ring
        }
    }

    private static func point(_ json: JSON) throws(RequestProblem) -> Place {
        let pair = try json.array(2...3) { (json) throws(RequestProblem) in try json.number(-180...180) }
        guard let place = Place(latitude: pair[1], longitude: pair[0]) else {
            throw json.wrong("range", "must be [longitude, latitude] in degrees")
        }
        return place
    }

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("type", "MultiPolygon")
            $0.array("coordinates", polygons.map { Polygon(rings: $0) })
        }
    }

    private struct Polygon: JSONWritable {
        let rings: [Ring]
        func write(to json: inout JSONWriter) { json.array(rings.map { $0.map { [$0.longitude, $0.latitude] } }) }
    }
}

extension Area {
    /// The outer line of each polygon, closed.
    package var outerRings: [[Place]] { polygons.compactMap(\.first) }

    /// Reads what another feature stored.
    package init(stored text: JSONText) throws(Fault) { try self.init(text) }

    /// What another feature stores.
    package var stored: JSONText { text }

    /// Reads what is stored.
    init(_ text: JSONText) throws(Fault) {
        do {
            try self.init(json: JSON(parsing: text.utf8))
        } catch {
            throw Fault(.unexpected, "a stored area cannot be read: \(error)")
        }
    }

    /// What is stored.
    var text: JSONText {
        var json = JSONWriter()
        write(to: &json)
        return JSONText(json.bytes)
    }
}

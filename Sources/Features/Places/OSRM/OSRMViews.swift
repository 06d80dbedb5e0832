import HTTPTypes
import RoadNetwork
import Web

/// How lines are written.
enum OSRMGeometry: String { case polyline, polyline6, geojson }

/// How much of a line is written.
enum OSRMOverview: String { case simplified, full, `false` }

extension OSRMText {
    /// A point on a street.
    mutating func waypoint(_ snap: Snap) {
        literal(#"{"distance":"#)
        tenths(Int((snap.metres * 10).rounded()))
        literal(#","name":"","location":["#)
        degrees(snap.longitude)
        byte(",")
        degrees(snap.latitude)
        literal("]}")
    }

    mutating func waypoints(_ name: StaticString, _ snaps: [Snap]) {
        literal(name)
        byte("[")
        for (index, snap) in snaps.enumerated() {
            if index > 0 { byte(",") }
            waypoint(snap)
        }
        byte("]")
    }

    /// `"distance":…,"duration":…`, and the weight, which is the duration.
    mutating func costs(_ weight: Double) {
        let seconds = Self.tenthSeconds(weight)
        literal(#""distance":"#)
        tenths(Self.decimetres(weight))
        literal(#","duration":"#)
        tenths(seconds)
        literal(#","weight":"#)
        tenths(seconds)
    }

    static func tenthSeconds(_ weight: Double) -> Int { Int(((Weight.seconds(weight) ?? 0) * 10).rounded()) }
    static func decimetres(_ weight: Double) -> Int { Int(((Weight.metres(weight) ?? 0) * 10).rounded()) }

    mutating func line(_ latitudes: [Int32], _ longitudes: [Int32], as geometry: OSRMGeometry) {
        switch geometry {
        case .polyline: quoted(Polyline.encode(latitudes: latitudes, longitudes: longitudes, digits: 5))
        case .polyline6: quoted(Polyline.encode(latitudes: latitudes, longitudes: longitudes, digits: 6))
        case .geojson:
            literal(#"{"type":"LineString","coordinates":["#)
            for at in latitudes.indices {
                if at > 0 { byte(",") }
                byte("[")
                degrees(longitudes[at])
                byte(",")
                degrees(latitudes[at])
                byte("]")
            }
            literal("]}")
        }
    }

    /// A matrix of a table, `null` where there is no way.
    mutating func matrix(_ name: StaticString, _ table: RoadTable, _ value: (Double) -> Int) {
        literal(name)
        byte("[")
        for row in 0..<table.sources {
            literal(row > 0 ? ",[" : "[")
            for column in 0..<table.targets {
                if column > 0 { byte(",") }
                let weight = table.weights[row * table.targets + column]
                if weight < .infinity { tenths(value(weight)) } else { literal("null") }
            }
            byte("]")
        }
        byte("]")
    }
}

extension Answer {
    /// An answer in OSRM's shape.
    init(_ text: OSRMText) { self.init(bytes: text.bytes, type: "application/json") }

    /// A refusal in OSRM's shape.
    init(_ problem: OSRMProblem) {
        var text = OSRMText(capacity: 200)
        text.literal(#"{"code":"#)
        text.quoted(problem.code.utf8)
        text.literal(#","message":"#)
        text.quoted(problem.message.utf8)
        text.byte("}")
        self.init(bytes: text.bytes, type: "application/json", status: .badRequest)
    }
}

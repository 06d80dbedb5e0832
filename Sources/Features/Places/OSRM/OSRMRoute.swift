import RoadNetwork
import Web

/// One question for a way through points.
struct OSRMRoute {
    private let overview: OSRMOverview
    private let geometry: OSRMGeometry
    private let hasSteps: Bool
    private let radiuses: [Double?]
    private let approaches: [Approach]

    init(_ options: inout OSRMOptions, _ count: Int) throws(OSRMProblem) {
        overview = try options.choice("overview", OSRMOverview.self) ?? .simplified
        geometry = try options.choice("geometries", OSRMGeometry.self) ?? .polyline
        hasSteps = try options.flag("steps") ?? false
        radiuses = try options.radiuses(of: count)
        approaches = try options.approaches(of: count)
        if let annotations = try options.text("annotations"), annotations != "false" {
            throw .invalidValue("annotations of routes are not known here")
        }
        try options.end()
        guard count >= 2 else { throw .invalidOptions("A route needs two coordinates or more") }
    }

    func answer(_ points: [OSRMPoint], _ roads: ProfileRoads) throws(OSRMProblem) -> Answer {
        let snaps = try roads.snaps(points, radiuses, approaches)
        let needsLine = overview != .false || hasSteps
        var legs: [Leg] = []
        for (from, to) in zip(snaps, snaps.dropFirst()) {
            guard let leg = roads.searching({ leg($0, from, to, withLine: needsLine) }) else { throw .noRoute }
            legs.append(leg)
        }
        var text = OSRMText(capacity: 4096)
        text.literal(#"{"code":"Ok","routes":[{"legs":["#)
        for (index, leg) in legs.enumerated() {
            if index > 0 { text.byte(",") }
            write(leg, from: snaps[index], to: snaps[index + 1], roads.network, &text)
        }
        text.literal(#"],"weight_name":"duration","#)
        text.costs(legs.reduce(0) { $0 + $1.weight })
        if overview != .false {
            let (latitudes, longitudes) = line(legs)
            text.literal(#","geometry":"#)
            text.line(latitudes, longitudes, as: geometry)
        }
        text.literal("}],")
        text.waypoints(#""waypoints":"#, snaps)
        text.byte("}")
        return Answer(text)
    }

    private struct Leg {
        let weight: Double
        var latitudes: [Int32] = []
        var longitudes: [Int32] = []
    }

    private func leg(_ search: RoadSearch, _ from: Snap, _ to: Snap, withLine: Bool) -> Leg? {
        guard withLine else {
            let weight = search.weight(from: from, to: to)
            return weight < .infinity ? Leg(weight: weight) : nil
        }
        return search.path(from: from, to: to).map {
            Leg(weight: $0.weight, latitudes: $0.latitudes, longitudes: $0.longitudes)
        }
    }

    /// All legs as one line.
    private func line(_ legs: [Leg]) -> ([Int32], [Int32]) {
        var (latitudes, longitudes) = (legs[0].latitudes, legs[0].longitudes)
        for leg in legs.dropFirst() {
            latitudes += leg.latitudes.dropFirst()
            longitudes += leg.longitudes.dropFirst()
        }
        if overview == .simplified {
            let keeps = Polyline.simplified(latitudes: latitudes, longitudes: longitudes, metres: 10)
            return (keeps.map { latitudes[$0] }, keeps.map { longitudes[$0] })
        }
        if latitudes.count == 1 {
            latitudes.append(latitudes[0])
            longitudes.append(longitudes[0])
        }
        return (latitudes, longitudes)
    }

    private func write(_ leg: Leg, from: Snap, to: Snap, _ network: RoadNetwork, _ text: inout OSRMText) {
        text.literal(#"{"steps":["#)
        if hasSteps {
            write(
                Step(kind: "depart", snap: from, leg: leg, keepsLeft: network.keepsLeft(at: from)), &text)
            text.byte(",")
            let end = Leg(
                weight: 0, latitudes: [to.latitude, to.latitude], longitudes: [to.longitude, to.longitude])
            write(Step(kind: "arrive", snap: to, leg: end, keepsLeft: network.keepsLeft(at: to)), &text)
        }
        text.literal(#"],"summary":"","#)
        text.costs(leg.weight)
        text.byte("}")
    }

    /// A leg has two steps, setting out and being there: streets have no turn-by-turn words here.
    private struct Step {
        let kind: StaticString
        let snap: Snap
        let leg: Leg
        let keepsLeft: Bool
    }

    private func write(_ step: Step, _ text: inout OSRMText) {
        text.literal(#"{"geometry":"#)
        text.line(step.leg.latitudes, step.leg.longitudes, as: geometry)
        text.literal(#","maneuver":{"type":""#)
        text.literal(step.kind)
        text.literal(#"","bearing_before":0,"bearing_after":0,"location":["#)
        text.degrees(step.snap.longitude)
        text.byte(",")
        text.degrees(step.snap.latitude)
        text.literal(#"]},"mode":"driving","driving_side":"#)
        text.literal(step.keepsLeft ? #""left""# : #""right""#)
        text.literal(#","name":"","intersections":[],"#)
        text.costs(step.leg.weight)
        text.byte("}")
    }
}

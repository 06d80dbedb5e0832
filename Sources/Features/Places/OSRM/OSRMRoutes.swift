import Cities
import Hummingbird
import OSMExtract
import RoadNetwork
import Vocabulary
import Web

/// `/osrm/{service}/v1/{profile}/…`: ways, tables and nearest streets in the shapes of OSRM's HTTP API, version 1.
package struct OSRMRoutes: Sendable {
    let places: Places

    package init(places: Places) { self.places = places }

    package func mount(on city: Endpoints<CityContext>) {
        city.group("osrm")
            .get("route/v1/{profile}/{coordinates}", use: route)
            .get("nearest/v1/{profile}/{coordinates}", use: nearest)
            .get("table/v1/{profile}/{coordinates}", use: table)
            .post("table/v1/{profile}", use: largeTable)
    }

    @Sendable func route(_ request: Request, _ context: CityContext) async throws -> Answer {
        try answer(request, context, atMost: 100) { (roads, points, options) throws(OSRMProblem) in
            try OSRMRoute(&options, points.count).answer(points, roads)
        }
    }

    @Sendable func nearest(_ request: Request, _ context: CityContext) async throws -> Answer {
        try answer(request, context, atMost: 1) { (roads, points, options) throws(OSRMProblem) in
            let number = try options.text("number").map { Int($0) ?? 0 } ?? 1
            guard (1...100).contains(number) else { throw .invalidOptions("number must be 1 to 100") }
            let radius = try options.radiuses(of: 1)[0]
            _ = try options.approaches(of: 1)
            _ = try options.text("bearings")
            try options.end()
            let found = roads.network.nearest(
                latitude: points[0].latitude * 1e7, longitude: points[0].longitude * 1e7, count: number,
                within: radius ?? 100_000)
            guard !found.isEmpty else { throw .noSegment(0) }
            var text = OSRMText(capacity: 200 * found.count)
            text.literal(#"{"code":"Ok","#)
            text.waypoints(#""waypoints":"#, found)
            text.byte("}")
            return Answer(text)
        }
    }

    @Sendable func table(_ request: Request, _ context: CityContext) async throws -> Answer {
        try answer(request, context, atMost: 1000) { (roads, points, options) throws(OSRMProblem) in
            try OSRMTable(&options, points).answer(roads)
        }
    }

    /// The same for more coordinates than a path holds: `{"coordinates": [[lon, lat], …], "sources": [0, …], …}`.
    @Sendable func largeTable(_ request: Request, _ context: CityContext) async throws -> Answer {
        let roads = try roads(context)
        let body = try await request.json(upTo: 1 << 20)
        do throws(OSRMProblem) { return try OSRMTable(body).answer(roads) } catch { return Answer(error) }
    }

    private func roads(_ context: CityContext) throws -> ProfileRoads {
        guard let profile = RoadProfile(rawValue: try context.path("profile")) else {
            throw PlacesProblem.unknownProfile
        }
        return try places.roads(of: context.city, for: profile)
    }

    private func answer(
        _ request: Request, _ context: CityContext, atMost limit: Int,
        _ body: (ProfileRoads, [OSRMPoint], inout OSRMOptions) throws(OSRMProblem) -> Answer
    ) throws -> Answer {
        let roads = try roads(context)
        let coordinates = try context.path("coordinates", as: String.self)
        do throws(OSRMProblem) {
            let points = try OSRMPoint.list(coordinates, atMost: limit)
            var options = try OSRMOptions(request)
            return try body(roads, points, &options)
        } catch {
            return Answer(error)
        }
    }
}

extension ProfileRoads {
    /// The street of each point, within its radius, on its side.
    func snaps(
        _ points: [OSRMPoint], _ radiuses: [Double?], _ approaches: [Approach]
    ) throws(OSRMProblem) -> [Snap] {
        var snaps: [Snap] = []
        snaps.reserveCapacity(points.count)
        for (index, point) in points.enumerated() {
            guard let snap = nearest(latitude: point.latitude, longitude: point.longitude),
                snap.metres <= radiuses[index] ?? .infinity
            else { throw .noSegment(index) }
            snaps.append(network.approaching(snap, by: approaches[index]))
        }
        return snaps
    }
}

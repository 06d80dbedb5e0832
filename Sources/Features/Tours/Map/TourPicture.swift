import Cities
import Hummingbird
import MapTiles
import Places
import Vocabulary
import Web

extension Tours {
    /// A tour on the town's map: its way, its stops by number, and nothing about those who live there.
    func picture(of tour: Tour, in city: City, to request: Request) async throws -> Answer {
        guard let sheet = try places?.sheet(of: city) else { throw PlacesProblem.noMap }
        let way = try await ways(of: [tour], in: city)[tour.id]
        var overlay = MapOverlay()
        if let way { overlay.way = [zip(way.latitudes, way.longitudes).map(MapPoint.init(latitude:longitude:))] }
        overlay.stops = Self.numbered(tour.stops)
        if let way { overlay.stops.append(MapOverlay.Stop(MapPoint(way.hub), "")) }
        let frame = MapFrame(around: overlay.box, width: 800, height: 600, margin: 40, zooms: 11...17)
        let name = "\(sheet.edition)-\(tour.id)-\(tour.version)-\(overlay.print)"
        return MapPicture(name, isPrivate: true).answer(to: request) {
            sheet.map.draw(frame, under: overlay, isPicture: true)
        }
    }

    /// Stops at one place share a circle: "2–4", "2, 5".
    private static func numbered(_ stops: [Stop]) -> [MapOverlay.Stop] {
        var order: [Place] = []
        var numbers: [Place: [Int]] = [:]
        for (index, stop) in stops.enumerated() {
            if numbers[stop.place] == nil { order.append(stop.place) }
            numbers[stop.place, default: []].append(index + 1)
        }
        return order.map { place in
            let own = numbers[place] ?? []
            let isRun = own.count > 2 && own[own.count - 1] - own[0] == own.count - 1
            let text = isRun ? "\(own[0])–\(own[own.count - 1])" : own.map(String.init).joined(separator: ", ")
            return MapOverlay.Stop(MapPoint(place), text)
        }
    }
}

extension MapPoint {
    fileprivate init(latitude: Int32, longitude: Int32) {
        self = Mercator.place(latitude: Double(latitude) / 1e7, longitude: Double(longitude) / 1e7)
    }
}

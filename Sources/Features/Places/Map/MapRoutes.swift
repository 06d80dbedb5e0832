import Cities
import Hummingbird
import MapTiles
import Vocabulary
import Web

/// `/map/…`: the town's map as pictures, drawn here.
package struct MapRoutes: Sendable {
    let places: Places

    package init(places: Places) { self.places = places }

    package func mount(on city: Endpoints<CityContext>) {
        city.group("map")
            .get("overview.svg", use: overview)
            .get("{zoom}/{column}/{row}.svg", use: tile)
    }

    /// Squares of 256 pixels as most map libraries ask for them. Beyond the town they are empty.
    @Sendable func tile(_ request: Request, _ context: CityContext) async throws -> Answer {
        try request.noQuery()
        let zoom = try context.number("zoom", 0...30)
        guard TownMap.zooms.contains(zoom) else { throw PlacesProblem.noZoom }
        let side = 0...(1 << zoom) - 1
        let (column, row) = (try context.number("column", side), try context.number("row", side))
        let sheet = try places.sheet(of: context.city)
        guard let frame = MapFrame(zoom: zoom, column: column, row: row) else { throw PlacesProblem.noZoom }
        return MapPicture("\(sheet.edition)-\(zoom)-\(column)-\(row)").answer(to: request) { sheet.map.draw(frame) }
    }

    /// The whole town in one picture.
    @Sendable func overview(_ request: Request, _ context: CityContext) async throws -> Answer {
        try request.noQuery()
        let sheet = try places.sheet(of: context.city)
        let frame = MapFrame(around: sheet.map.heart, width: 800, height: 600, margin: 0)
        return MapPicture("\(sheet.edition)-overview").answer(to: request) { sheet.map.draw(frame, isPicture: true) }
    }
}

extension CityContext {
    /// A number of the path.
    fileprivate func number(_ name: String, _ range: ClosedRange<Int>) throws(RequestProblem) -> Int {
        let text = try path(name)
        guard text.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(text), range.contains(number) else {
            throw Query.wrong(name, "range", "must be a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}

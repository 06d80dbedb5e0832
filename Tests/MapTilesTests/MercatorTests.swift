import Testing

@testable import MapTiles

/// Where degrees lie on the square, and which tiles hold them.
struct MercatorTests {
    /// Latitude, longitude, zoom, column, row; as OpenStreetMap's own formula has it.
    @Test(arguments: [
        (50.0, 8.713, 15, 17177, 11113), (49.41, 8.70, 18, 137_407, 89_569), (49.41, 8.70, 11, 1073, 699),
        (-33.87, 151.21, 12, 3768, 2457), (0, 0, 11, 1024, 1024), (85.06, -180, 12, 0, 0),
        (-85.06, 180, 12, 4095, 4095),
        (90, 400, 11, 2047, 0),
    ])
    func `degrees lie in the tile that the web's maps give them`(
        latitude: Double, longitude: Double, zoom: Int, column: Int, row: Int
    ) throws {
        let point = Mercator.place(latitude: latitude, longitude: longitude)
        let tiles = MapFrame.tiles(covering: MapBox(around: [point]), zoom: zoom)
        #expect(tiles.count == 1 && tiles[0] == (column, row))
        let frame = try #require(MapFrame(zoom: zoom, column: column, row: row))
        let place = frame.place(point.x, point.y)
        #expect((0..<1024).contains(place.x) && (0..<1024).contains(place.y))
    }

    @Test func `the way back is the way there`() {
        for (latitude, longitude) in [(50.0, 8.7), (-33.9, 151.2), (0.0, 0.0), (69.6, -18.9)] {
            let back = Mercator.degrees(Mercator.place(latitude: latitude, longitude: longitude))
            #expect(abs(back.latitude - latitude) < 1e-6 && abs(back.longitude - longitude) < 1e-6)
        }
    }

    @Test(arguments: [(10, 0, 0), (19, 0, 0), (11, 2048, 0), (11, 0, 2048), (11, -1, 0), (18, 262_144, 0)])
    func `there is no such tile`(zoom: Int, column: Int, row: Int) {
        #expect(MapFrame(zoom: zoom, column: column, row: row) == nil)
    }

    @Test func `a picture is as near as its margin allows`() {
        let south = Mercator.place(latitude: 50.00, longitude: 8.70)
        let north = Mercator.place(latitude: 50.01, longitude: 8.72)
        let frame = MapFrame(around: MapBox(around: [south, north]), width: 800, height: 600, margin: 40)
        let (first, last) = (frame.place(south.x, south.y), frame.place(north.x, north.y))
        #expect(frame.zoom == 15)
        #expect(first.x >= 160 && last.x <= 3040 && last.y >= 160 && first.y <= 2240)
        let point = MapFrame(around: MapBox(around: [south]), width: 800, height: 600, margin: 40)
        #expect(point.zoom == 18 && point.place(south.x, south.y) == GridPoint(x: 1600, y: 1200))
    }
}

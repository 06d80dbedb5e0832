import Foundation
import Testing

@testable import MapTiles

/// What stands in a picture.
struct DrawTests {
    /// A square around the middle of a tile of zoom 16, sides in pixels there.
    private static let tile = (zoom: 16, column: 34354, row: 22226)

    private static func point(_ x: Int, _ y: Int) -> MapPoint {
        let shift = Mercator.bits - 8 - tile.zoom
        return MapPoint(
            x: Int32((tile.column * 256 + x) << shift), y: Int32((tile.row * 256 + y) << shift))
    }

    private static func square(_ from: Int, _ to: Int) -> [MapPoint] {
        [point(from, from), point(to, from), point(to, to), point(from, to)]
    }

    private static func draw(_ sketch: MapSketch, _ zoom: Int = tile.zoom) throws -> String {
        let map = try TownMap(TownMap.build(sketch))
        let shift = tile.zoom - zoom
        let frame = try #require(MapFrame(zoom: zoom, column: tile.column >> shift, row: tile.row >> shift))
        return String(decoding: map.draw(frame), as: UTF8.self)
    }

    @Test func `a hole turns the other way round, whichever way the file had it`() throws {
        var svgs: Set<String> = []
        for (outer, inner) in [(false, false), (false, true), (true, false), (true, true)] {
            var sketch = MapSketch()
            let (around, hole) = (Self.square(50, 200), Self.square(100, 150))
            sketch.add(
                .forest, "", outer: [outer ? around.reversed() : around], inner: [inner ? hole.reversed() : hole])
            svgs.insert(try Self.draw(sketch))
        }
        // Only where a ring begins may differ.
        for svg in svgs {
            #expect(svg.contains(#"class="a4""#))
            let path = try #require(svg.firstMatch(of: /class="a4" d="([^"]+)"/)).output.1
            #expect(path.count { $0 == "z" } == 2)
        }
        #expect(MapSketch.doubleArea(MapSketch.ring(Self.square(0, 9), turnsRight: true)!) > 0)
        #expect(MapSketch.doubleArea(MapSketch.ring(Self.square(0, 9), turnsRight: false)!) < 0)
        #expect(MapSketch.ring([Self.point(0, 0), Self.point(5, 5), Self.point(0, 0)], turnsRight: true) == nil)
    }

    @Test func `far away small things and small bends are left out`() throws {
        var sketch = MapSketch()
        sketch.add(.building, "", outer: [Self.square(100, 108)])
        let bends = (0...100).map { Self.point(50 + $0, 60 + $0 % 2) }
        sketch.add(.primary, "", lines: [bends])
        #expect(try Self.draw(sketch, 16).contains(#"class="a9""#))
        #expect(try !Self.draw(sketch, 14).contains(#"class="a9""#))
        let (near, far) = (try Self.draw(sketch, 16), try Self.draw(sketch, 12))
        let line = try #require(far.firstMatch(of: /class="a19" d="([^"]+)"/)).output.1
        #expect(line.split(separator: /[ m-]/).count == 4)
        #expect(near.utf8.count > far.utf8.count + 150)
    }

    @Test func `a street's name stands along it, and means no markup`() throws {
        var sketch = MapSketch()
        sketch.add(.street, "Straße <A&B>", lines: [[Self.point(20, 128), Self.point(240, 128)]])
        let svg = try Self.draw(sketch)
        #expect(svg.contains(">Straße &lt;A&amp;B&gt;</text>"))
        #expect(try !Self.draw(sketch, 14).contains("Straße"))
        try XMLParserCheck.check(svg)
    }

    @Test func `names that would lie on one another are not drawn`() throws {
        var sketch = MapSketch()
        sketch.spots = [
            .init(Self.point(100, 100), "Großstadt", .city), .init(Self.point(104, 102), "Dorf", .village),
        ]
        let svg = try Self.draw(sketch, 13)
        #expect(svg.contains("Großstadt") && !svg.contains("Dorf"))
    }

    @Test func `an empty map draws its ground, and says whose data it would be`() throws {
        let svg = try Self.draw(MapSketch())
        #expect(svg.contains(MapStyle.attribution) && svg.contains("prefers-color-scheme"))
        try XMLParserCheck.check(svg)
        #expect(try TownMap(TownMap.build(MapSketch())).box.isEmpty)
    }

    @Test func `a tour's picture has its way, its numbers and a visible attribution`() throws {
        let map = try TownMap(TownMap.build(MapSketch()))
        var overlay = MapOverlay()
        overlay.way = [[Self.point(0, 0), Self.point(100, 0), Self.point(100, 100)]]
        overlay.stops = [
            .init(Self.point(100, 0), "1"), .init(Self.point(100, 100), "2–4"), .init(Self.point(0, 0), ""),
        ]
        let frame = MapFrame(around: overlay.box, width: 800, height: 600, margin: 40)
        let svg = String(decoding: map.draw(frame, under: overlay, isPicture: true), as: UTF8.self)
        #expect(svg.contains(#"class="w""#) && svg.contains(">1</text>") && svg.contains(">2–4</text>"))
        #expect(svg.contains(#"class="c""#))
        try XMLParserCheck.check(svg)
    }
}

/// Whether a text is XML, in the simplest way: every tag that opens closes again.
enum XMLParserCheck {
    static func check(_ text: String) throws {
        var open: [Substring] = []
        for match in text.matches(of: /<(\/?)([a-z]+)[^<>]*?(\/?)>/) where match.output.3.isEmpty {
            if match.output.1.isEmpty {
                open.append(match.output.2)
            } else {
                let last = open.popLast()
                try #require(last == match.output.2)
            }
        }
        #expect(open.isEmpty)
    }
}

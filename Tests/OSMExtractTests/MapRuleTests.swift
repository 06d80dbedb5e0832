import MapTiles
import Testing

@testable import OSMExtract

/// What tags look like on the map.
struct MapRuleTests {
    struct Case: Sendable, CustomStringConvertible {
        let tags: [String: String]
        let closed: MapClass?
        let open: MapClass?
        var description: String {
            tags.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        }

        init(_ tags: [String: String], closed: MapClass?, open: MapClass?) {
            (self.tags, self.closed, self.open) = (tags, closed, open)
        }
    }

    private static let cases = [
        Case(["highway": "residential"], closed: .street, open: .street),
        Case(["highway": "primary_link"], closed: .primary, open: .primary),
        Case(["highway": "pedestrian", "area": "yes"], closed: .plaza, open: .pedestrian),
        Case(["highway": "proposed"], closed: nil, open: nil),
        Case(["building": "yes"], closed: .building, open: nil),
        Case(["building": "no", "landuse": "forest"], closed: nil, open: nil),
        Case(["natural": "water", "name": "See"], closed: .water, open: nil),
        Case(["waterway": "river"], closed: .river, open: .river),
        Case(["waterway": "riverbank"], closed: .water, open: nil),
        Case(["waterway": "stream", "tunnel": "culvert"], closed: nil, open: nil),
        Case(["landuse": "meadow"], closed: .grass, open: nil),
        Case(["leisure": "park", "area": "no"], closed: nil, open: nil),
        Case(["railway": "rail"], closed: .rail, open: .rail),
        Case(["railway": "rail", "tunnel": "yes"], closed: nil, open: nil),
        Case(["railway": "tram"], closed: .tram, open: .tram),
        Case(["amenity": "bench"], closed: nil, open: nil), Case([:], closed: nil, open: nil),
    ]

    @Test(arguments: cases)
    func `ways are drawn as their tags say`(example: Case) {
        #expect(Tags(example.tags).mapClass(isClosed: true) == example.closed)
        #expect(Tags(example.tags).mapClass(isClosed: false) == example.open)
    }

    /// A wood whose edge is two ways, one of them backwards, with a clearing; a pond whose edge the extract cuts.
    private static let wood = """
        <osm version="0.6">
         <node id="1" lat="50.000" lon="8.700"/><node id="2" lat="50.000" lon="8.710"/>
         <node id="3" lat="50.010" lon="8.710"/><node id="4" lat="50.010" lon="8.700"/>
         <node id="5" lat="50.004" lon="8.704"/><node id="6" lat="50.004" lon="8.706"/>
         <node id="7" lat="50.006" lon="8.706"/>
         <way id="-1"><nd ref="1"/><nd ref="2"/><nd ref="3"/></way>
         <way id="2"><nd ref="1"/><nd ref="4"/><nd ref="3"/></way>
         <way id="3"><nd ref="5"/><nd ref="6"/><nd ref="7"/><nd ref="5"/></way>
         <way id="4"><nd ref="99"/><nd ref="98"/></way>
         <relation id="1"><member type="way" ref="2" role="outer"/><member type="way" ref="-1" role=""/>
          <member type="way" ref="3" role="inner"/><tag k="type" v="multipolygon"/>
          <tag k="landuse" v="forest"/></relation>
         <relation id="2"><member type="way" ref="4" role="outer"/><member type="way" ref="77" role="outer"/>
          <tag k="type" v="multipolygon"/><tag k="natural" v="water"/></relation>
        </osm>
        """

    @Test func `an area is put together from its ways, with its hole, and what is cut off does no harm`() throws {
        let bytes = Array(Self.wood.utf8)
        var at = 0
        let reader = try ExtractReader(
            ByteSource(total: nil) { most in
                defer { at = min(at + most, bytes.count) }
                return Array(bytes[at..<min(at + most, bytes.count)])
            })
        var collector = MapCollector()
        while let block = try reader.next() { collector.take(block) }
        let map = try TownMap(TownMap.build(collector.finish()))
        #expect(map.summary.hasPrefix("1 things"))
        let frame = MapFrame(around: map.box, width: 400, height: 400, margin: 10)
        let svg = String(decoding: map.draw(frame), as: UTF8.self)
        let path = try #require(svg.firstMatch(of: /class="a4" d="([^"]+)"/)).output.1
        #expect(path.count { $0 == "z" } == 2)
    }
}

import Testing

@testable import OSMExtract

struct XMLTests {
    static let town = """
        <?xml version='1.0' encoding='UTF-8'?>
        <!-- a > comment -->
        <osm version="0.6" generator="hand">
         <bounds minlat="49.9" minlon="7.9" maxlat="50.1" maxlon="8.1"/>
         <node id="-1" lat="50.0" lon="8.0"/>
         <node id="2" lat="50.001" lon="8.0" ><tag k="barrier" v='bollard'/></node>
         <way id="7"><nd ref="-1"/><nd ref="2"/>
          <tag k="highway" v="residential"/><tag k="name" v="A &amp; B &#223;"/></way>
         <relation id="8"><member type="way" ref="7" role="from"/><tag k="type" v="restriction"/></relation>
        </osm>
        """

    @Test func `the same elements as from PBF`() throws {
        let block = try #require(SampleExtract.read(Array(Self.town.utf8)).first)
        #expect(block.nodes.ids == [-1, 2] && block.nodes.latitudes == [500_000_000, 500_010_000])
        #expect(block.tags(ofNode: 0).isEmpty && block.tags(ofNode: 1)["barrier"] == "bollard")
        #expect(block.ways.nodes == [-1, 2] && block.tags(ofWay: 0)["name"] == "A & B ß")
        #expect(block.relations.members.map(\.id) == [7])
        #expect(block.role(of: block.relations.members[0]) == "from")
    }

    @Test func `many elements come in several blocks`() throws {
        let nodes = (1...20_000).map { #"<node id="\#($0)" lat="50" lon="8"/>"# }.joined()
        let blocks = try SampleExtract.read(Array(#"<osm version="0.6">\#(nodes)</osm>"#.utf8))
        #expect(blocks.count == 3 && blocks.flatMap(\.nodes.ids) == Array(1...20_000).map { Int64($0) })
    }

    @Test(arguments: [
        ("<osmChange version=\"0.6\"></osmChange>", "change file"), ("<html></html>", "<html>"),
        ("<osm><node id=\"1\" lat=\"91\" lon=\"8\"/></osm>", "line 1: <node> needs degrees as lat"),
        ("<osm>\n<node id=\"x\" lat=\"1\" lon=\"8\"/></osm>", "line 2: <node> needs a number id"),
        ("<osm><node id=\"1\" lat=\"1\" lon=\"8\" visible=\"false\"/></osm>", "history"),
        ("<osm><node id=\"1\" lat=\"1\" lon=\"8\"/>", "ends before </osm>"), ("<osm><node id=", "ends inside a tag"),
        ("<!DOCTYPE a [<!ENTITY b \"c\">]><osm/>", "document types"),
        ("<osm><node id=\"&b;\"/></osm>", "unknown entity"),
        ("<osm><way id=\"1\"><node id=\"1\" lat=\"1\" lon=\"1\"/></way></osm>", "inside another element"),
        ("<osm></osm>\n<node id=\"1\" lat=\"1\" lon=\"8\"/>", "line 2: more elements"), ("plain text", "neither"),
    ])
    func `what is no extract is refused with the line`(text: String, why: String) {
        #expect(SampleExtract.refusal(Array(text.utf8))?.contains(why) == true)
    }

    @Test func `gzip is seen through, damaged gzip named`() throws {
        // <osm version="0.6"><node id="1" lat="1" lon="2"/></osm>
        let packed: [UInt8] = GzipSample.bytes
        let block = try #require(SampleExtract.read(packed).first)
        #expect(block.nodes.ids == [1] && block.nodes.longitudes == [20_000_000])
        #expect(SampleExtract.refusal(Array(packed.dropLast()))?.contains("gzip") == true, "cut in its checksum")
        #expect(SampleExtract.refusal(Array(packed.dropLast(12)))?.contains("gzip") == true)
        var broken = packed
        broken[14] ^= 0x55
        #expect(SampleExtract.refusal(broken) != nil)
    }
}

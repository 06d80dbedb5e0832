import Testing

@testable import OSMExtract

/// Areas put together from ways that are drawn in any direction and order, with holes; and what is missing named.
struct BoundaryTests {
    /// A square of four ways with a hole, the second and the last drawn against the round; and what may be added.
    static func town(_ more: String = "", without missing: String = "") -> String {
        """
        <osm><node id="1" lat="50.0" lon="8.0"/><node id="2" lat="50.0" lon="8.1"/><node id="3" lat="50.1" lon="8.1"/>
        <node id="4" lat="50.1" lon="8.0"/><node id="5" lat="50.04" lon="8.04"/><node id="6" lat="50.04" lon="8.06"/>
        <node id="7" lat="50.06" lon="8.06"/><node id="8" lat="51" lon="9"/><node id="9" lat="51" lon="9.1"/>
        <node id="10" lat="51.1" lon="9"/>
        <way id="1"><nd ref="1"/><nd ref="2"/></way><way id="2"><nd ref="3"/><nd ref="2"/></way>
        <way id="3"><nd ref="4"/><nd ref="3"/></way><way id="4"><nd ref="4"/><nd ref="1"/></way>
        <way id="5"><nd ref="5"/><nd ref="6"/><nd ref="7"/><nd ref="5"/></way>
        <way id="6"><nd ref="8"/><nd ref="9"/><nd ref="10"/><nd ref="8"/></way>
        <way id="7"><nd ref="1"/><nd ref="99"/></way>
        <relation id="1"><member type="way" ref="4" role="outer"/><member type="way" ref="2" role="outer"/>
        <member type="way" ref="1" role=""/><member type="way" ref="3" role="outer"/>
        <member type="way" ref="5" role="inner"/><member type="node" ref="1" role="admin_centre"/>
        <tag k="type" v="boundary"/><tag k="boundary" v="administrative"/><tag k="admin_level" v="10"/>
        <tag k="name" v="Mitte"/></relation>\(more)</osm>
        """.replacing(missing.isEmpty ? "\u{1}" : missing, with: "")
    }

    static func relation(_ id: Int, _ name: String, outer: [Int], inner: [Int] = [], level: Int = 10) -> String {
        let members = [("outer", outer), ("inner", inner)].flatMap { role, ways in
            ways.map { #"<member type="way" ref="\#($0)" role="\#(role)"/>"# }
        }
        return """
            <relation id="\(id)">\(members.joined())<tag k="type" v="multipolygon"/>
            <tag k="boundary" v="administrative"/><tag k="admin_level" v="\(level)"/>
            <tag k="name" v="\(name)"/></relation>
            """
    }

    private func read(_ xml: String) throws -> Boundaries {
        try Boundaries { try ExtractReader(ByteSource(Array(xml.utf8))) }
    }

    @Test func `ways in any order make a ring with its hole`() throws {
        let found = try read(Self.town())
        #expect(found.broken.isEmpty && found.whole.map(\.name) == ["Mitte"])
        let polygon = try #require(found.whole.first?.polygons.first)
        #expect(polygon.map(\.count) == [5, 4] && polygon.allSatisfy { $0.first == $0.last })
        #expect(found.whole[0].kind == .level(10) && found.whole[0].origin == .relation(1))
    }

    @Test func `two outlines, each with what is inside`() throws {
        let found = try read(Self.town(Self.relation(2, "Beide", outer: [1, 2, 3, 4, 6], inner: [5])))
        #expect(found.whole.last?.polygons.map(\.count) == [2, 1])
    }

    @Test(arguments: [
        (relation(-2, "Rand", outer: [1, 2, 3, 77]), "relation -2 (Rand): way 77 is not in the extract"),
        (relation(2, "Rand", outer: [1, 2, 3, 7]), "relation 2 (Rand): node 99 of way 7 is not in the extract"),
        (relation(2, "Offen", outer: [1, 2, 3]), "relation 2 (Offen): its outline is open near 50.1, 8.0"),
        (relation(2, "Leer", outer: []), "relation 2 (Leer): has no outline"),
        (
            relation(2, "Loch", outer: [1, 2, 3, 4], inner: [6]),
            "relation 2 (Loch): has a hole outside its outline, near 51.0, 9.0"
        ),
    ]) func `what cannot be drawn is named with its reason, the rest is there`(more: String, wanted: String) throws {
        let found = try read(Self.town(more))
        #expect(found.broken.map(\.description) == [wanted] && found.whole.map(\.name) == ["Mitte"])
    }

    @Test func `places drawn as one closed way count, countries and what has no name do not`() throws {
        let more = """
            <way id="8"><nd ref="8"/><nd ref="9"/><nd ref="10"/><nd ref="8"/><tag k="place" v="suburb"/>
            <tag k="name" v="Vorstadt"/></way><way id="9"><nd ref="8"/><nd ref="9"/><tag k="place" v="suburb"/>
            <tag k="name" v="Kein Ring"/></way>\(Self.relation(3, "", outer: [6]))
            \(Self.relation(4, "Land", outer: [6], level: 4))
            """
        let found = try read(Self.town(more))
        #expect(Set(found.whole.map(\.name)) == ["Mitte", "Vorstadt"] && found.broken.isEmpty)
        #expect(found.whole.first { $0.name == "Vorstadt" }?.kind == .place)
    }
}

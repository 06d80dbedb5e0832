import RoadNetwork
import Testing

@testable import OSMExtract

/// What tags mean, profile by profile.
struct RoadRuleTests {
    private func speed(_ tags: [String: String], _ profile: RoadProfile) -> RoadSpeed {
        RoadSpeed(Tags(tags), for: profile)
    }

    @Test(
        arguments: [
            (["highway": "residential"], [15, 15, 25, 5]), (["highway": "motorway"], [0, 0, 90, 0]),
            (["highway": "steps"], [2, 0, 0, 2.5]), (["highway": "footway"], [4, 4, 0, 5]),
            (["highway": "footway", "bicycle": "yes"], [13, 13, 0, 5]), (["highway": "path"], [13, 13, 0, 5]),
            (["highway": "cycleway"], [15, 15, 0, 0]), (["highway": "cycleway", "segregated": "yes"], [15, 15, 0, 5]),
            (["highway": "residential", "access": "private"], [0, 0, 0, 0]),
            (["highway": "residential", "access": "no", "bicycle": "yes"], [15, 15, 0, 0]),
            (["highway": "residential", "vehicle": "no"], [0, 0, 0, 5]),
            (["highway": "track", "motor_vehicle": "forestry"], [12, 12, 0, 5]),
            (["highway": "residential", "maxspeed": "30"], [15, 15, 24, 5]),
            (["highway": "residential", "maxspeed": "20 mph"], [15, 15, 25.749504, 5]),
            (["highway": "residential", "surface": "cobblestone"], [7, 7, 25, 5]),
            (["highway": "service", "bicycle": "dismount"], [4, 4, 15, 5]), (["route": "ferry"], [0, 0, 0, 0]),
            (["highway": "path", "width": "0.5"], [13, 0, 0, 5]), (["highway": "construction"], [0, 0, 0, 0]),
            (["highway": "secondary", "cycleway:right": "separate"], [0, 0, 55, 5]),
            (["highway": "pedestrian", "area": "yes"], [0, 0, 0, 0]), (["building": "yes"], [0, 0, 0, 0]),
        ] as [([String: String], [Double])])
    func `speeds along a way: bicycle, cargo bicycle, car, foot`(tags: [String: String], wanted: [Double]) {
        let found = RoadProfile.allCases.map { speed(tags, $0).forward }
        #expect(zip(found, wanted).allSatisfy { ($0 - $1).magnitude < 0.001 }, "\(tags): \(found)")
    }

    @Test(
        arguments: [
            (["oneway": "yes"], (4, 0)), (["oneway": "yes", "oneway:bicycle": "no"], (15, 0)),
            (["oneway": "yes", "cycleway": "opposite_lane"], (15, 0)), (["junction": "roundabout"], (0, 0)),
            (["oneway": "no", "junction": "roundabout"], (15, 25)), (["oneway": "yes", "foot": "no"], (0, 0)),
        ] as [([String: String], (Double, Double))])
    func `against a one-way street`(tags: [String: String], wanted: (Double, Double)) {
        let tags = tags.merging(["highway": "residential"]) { a, _ in a }
        #expect(speed(tags, .bicycle).backward == wanted.0 && speed(tags, .car).backward == wanted.1, "\(tags)")
        #expect(speed(tags, .foot).backward == (tags["foot"] == "no" ? 0 : 5))
    }

    @Test func `a street against its drawing is open the other way`() {
        let reversed = speed(["highway": "residential", "oneway": "-1"], .car)
        #expect(reversed.forward == 0 && reversed.backward == 25)
    }

    @Test(
        arguments: [
            (["barrier": "bollard"], [false, false, true, false]), (["barrier": "gate"], [false, false, false, false]),
            (["barrier": "cycle_barrier"], [false, true, true, false]),
            (["barrier": "stile"], [false, true, true, false]),
            (["barrier": "bollard", "maxwidth:physical": "0.8"], [false, true, true, false]),
            (["barrier": "gate", "access": "private"], [true, true, true, true]),
            (["barrier": "bollard", "motor_vehicle": "yes"], [false, false, false, false]),
            (["highway": "crossing", "access": "no"], [false, false, false, false]),
        ] as [([String: String], [Bool])])
    func `barriers: bicycle, cargo bicycle, car, foot`(tags: [String: String], wanted: [Bool]) {
        #expect(RoadProfile.allCases.map { RoadNode.isBlocked(Tags(tags), for: $0) } == wanted, "\(tags)")
    }

    private func streets(_ xml: String) throws -> Streets {
        var roads = RoadCollector()
        for block in try SampleExtract.read(Array(xml.utf8)) { roads.take(block) }
        return roads.finish()
    }

    @Test func `ways before their nodes, unsorted and missing nodes, negative ids`() throws {
        let xml = """
            <osm><way id="1"><nd ref="5"/><nd ref="-3"/><nd ref="99"/><nd ref="2"/><tag k="highway" v="path"/></way>
            <node id="5" lat="50" lon="8"/><node id="-3" lat="50.001" lon="8"/><node id="2" lat="50.002" lon="8"/></osm>
            """
        let streets = try streets(xml)
        #expect(streets.map.wayNodes == [0, 1, -1, 2])
        #expect(streets.map.latitudes == [500_000_000, 500_010_000, 500_020_000])
        let network = try RoadNetwork(RoadNetwork.build(streets.map, for: streets.uses[.foot]!))
        #expect(network.chainCount == 1)
    }

    @Test(
        arguments: [
            (#"<tag k="restriction" v="no_left_turn"/>"#, [true, true, true, false]),
            (#"<tag k="restriction" v="no_left_turn"/><tag k="except" v="bicycle"/>"#, [false, false, true, false]),
            (#"<tag k="restriction:motorcar" v="no_left_turn"/>"#, [false, false, true, false]),
            (#"<tag k="restriction:conditional" v="no_left_turn @ (Mo)"/>"#, [false, false, false, false]),
        ] as [(String, [Bool])])
    func `turn bans: bicycle, cargo bicycle, car, foot`(tags: String, wanted: [Bool]) throws {
        let xml = """
            <osm><node id="1" lat="50" lon="8"/><node id="2" lat="50.001" lon="8"/><node id="3" lat="50.001" lon="8.1"/>
            <way id="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/></way>
            <way id="2"><nd ref="2"/><nd ref="3"/><tag k="highway" v="residential"/></way>
            <relation id="1"><member type="way" ref="1" role="from"/><member type="node" ref="2" role="via"/>
            <member type="way" ref="2" role="to"/><tag k="type" v="restriction"/>\(tags)</relation></osm>
            """
        let streets = try streets(xml)
        #expect(RoadProfile.allCases.map { !streets.uses[$0]!.bans.isEmpty } == wanted)
    }
}

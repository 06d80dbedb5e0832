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

    @Test(arguments: [
        (["no_left_turn"], false, [1, 1, 1, 0]), (["only_straight_on"], true, [1, 1, 1, 0]),
        (["no_u_turn", "bicycle"], false, [0, 0, 1, 0]), (["give_way"], false, [0, 0, 0, 0]),
    ]) func `turn bans over ways: bicycle, cargo bicycle, car, foot`(words: [String], isOnly: Bool, wanted: [Int])
        throws
    {
        let ways = (1...4).map { way in
            #"<way id="\#(way)"><nd ref="\#(way)"/><nd ref="\#(way + 1)"/><tag k="highway" v="residential"/></way>"#
        }
        let nodes = (1...5).map { #"<node id="\#($0)" lat="50.00\#($0)" lon="8"/>"# }
        let except = words.count > 1 ? #"<tag k="except" v="\#(words[1])"/>"# : ""
        let xml = """
            <osm>\(nodes.joined())\(ways.joined())<relation id="1"><member type="way" ref="1" role="from"/>
            <member type="way" ref="2" role="via"/><member type="way" ref="3" role="via"/>
            <member type="way" ref="4" role="to"/><tag k="type" v="restriction"/>
            <tag k="restriction" v="\(words[0])"/>\(except)</relation></osm>
            """
        let streets = try streets(xml)
        #expect(RoadProfile.allCases.map { streets.uses[$0]!.wayBans.count } == wanted)
        if wanted[2] > 0 {
            let ban = WayBan(fromWay: 0, viaWays: [1, 2], toWay: 3, isOnly: isOnly)
            #expect(streets.uses[.car]?.wayBans == [ban] && streets.uses[.car]?.bans == [])
        }
    }

    /// A street, and round it what tells.
    private func side(_ more: String, latitude: Double = 50, longitude: Double = 8, said: TrafficSide? = nil) throws
        -> TrafficSide
    {
        let places = [(0.0, 0.0), (0.001, 0), (0.001, 0.001), (0, 0.001)]
        let nodes = places.enumerated().map { number, place in
            #"<node id="\#(number)" lat="\#(latitude + place.0)" lon="\#(longitude + place.1)"/>"#
        }
        let street = #"<way id="1"><nd ref="0"/><nd ref="1"/><tag k="highway" v="residential"/></way>"#
        var roads = RoadCollector(side: said)
        for block in try SampleExtract.read(Array("<osm>\(nodes.joined())\(street)\(more)</osm>".utf8)) {
            roads.take(block)
        }
        return roads.finish().side
    }

    private func roundabout(_ nodes: [Int], _ more: String = "") -> String {
        let refs = nodes.map { #"<nd ref="\#($0)"/>"# }.joined()
        return #"""
            <way id="2">\#(refs)<tag k="highway" v="tertiary"/><tag k="junction" v="roundabout"/>\#(more)</way>
            """#
    }

    @Test func `where traffic keeps is told by countries, roundabouts, the place on earth, or the operator`() throws {
        let country = { (code: String) in
            #"<node id="9" lat="50" lon="8"><tag k="addr:country" v="\#(code)"/></node>"#
        }
        #expect(try side("") == .right && side("", latitude: 53.4, longitude: -2) == .left)
        #expect(try side(country("IE")) == .left && side(country("DE"), latitude: 53.4, longitude: -2) == .right)
        let clockwise = roundabout([0, 1, 2, 3, 0])
        #expect(try side(clockwise) == .left && side(roundabout([0, 3, 2, 1, 0])) == .right)
        #expect(try side(roundabout([0, 1, 2]), latitude: -33, longitude: 18) == .left, "a piece of one")
        #expect(try side(roundabout([0, 1, 2, 3, 0], #"<tag k="oneway" v="-1"/>"#)) == .right)
        #expect(try side(clockwise + country("FR")) == .right && side(clockwise, said: .right) == .right)
    }

    @Test func `a street may say for itself where traffic keeps`() throws {
        let xml = """
            <osm><node id="1" lat="50" lon="8"/><node id="2" lat="50.001" lon="8"/><way id="1">
            <nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/><tag k="driving_side" v="left"/></way>
            <way id="2"><nd ref="1"/><nd ref="2"/><tag k="highway" v="path"/></way></osm>
            """
        let streets = try streets(xml)
        #expect(streets.side == .right && streets.uses[.bicycle]?.keepsLeft == [0])
    }
}

import Foundation
import OSMExtract
import Places
import TestSupport
import Testing
import Vocabulary
import Web

/// OSRM's shapes, as its clients read them.
@Suite(.serialized) struct OSRMTests {
    private let a = "8.698077,50.009288"
    private let b = "8.7132,50.0018"
    private let c = "8.7000,50.0150"
    private let base = "/v1/cities/stadt/osrm"

    @Test func `routes have legs, costs, waypoints and a line in the form asked for`() async throws {
        let town = try await StreetTown()
        defer { town.close() }
        try await town.serve { client in
            let path = "\(base)/route/v1/bicycle/\(a);\(b)"
            let full = try await client.get(path + "?overview=full&geometries=polyline&steps=false").json
            let route = full["routes"]?[0]
            #expect(full["code"]?.string == "Ok" && route?["legs"]?.elements.count == 1)
            #expect(full["waypoints"]?.elements.count == 2)
            #expect((route?["geometry"]?.string?.count ?? 0) > 10)
            let plain = try await client.get(path + "?overview=false").json
            #expect(plain["routes"]?[0]?["geometry"] == nil)
            #expect(plain["routes"]?[0]?["duration"] == route?["duration"])
            let line = try await client.get(path + "?geometries=geojson&steps=true").json["routes"]?[0]
            #expect(line?["geometry"]?["type"]?.string == "LineString")
            #expect(line?["legs"]?[0]?["steps"]?.elements.count == 2)
            let three = try await client.get("\(base)/route/v1/foot/\(a);\(b);\(c)?overview=full").json
            #expect(three["routes"]?[0]?["legs"]?.elements.count == 2)
        }
    }

    @Test func `tables agree with routes, by GET and by POST`() async throws {
        let town = try await StreetTown()
        defer { town.close() }
        try await town.serve { client in
            let table = try await client.get(
                "\(base)/table/v1/car/\(a);\(b);\(c)?annotations=duration,distance"
            ).json
            let route = try await client.get("\(base)/route/v1/car/\(b);\(c)").json["routes"]?[0]
            #expect(table["durations"]?[1]?[2] == route?["duration"])
            #expect(table["distances"]?[1]?[2] == route?["distance"])
            #expect(table["durations"]?[2]?[2]?.int == 0)
            let part = try await client.get("\(base)/table/v1/car/\(a);\(b);\(c)?sources=1&destinations=2").json
            #expect(part["durations"]?.elements.count == 1)
            #expect(part["durations"]?[0]?[0] == table["durations"]?[1]?[2])
            let points = [a, b, c].map { "[\($0)]" }.joined(separator: ",")
            let posted = try await client.post(
                "\(base)/table/v1/car",
                #"{"coordinates":[\#(points)],"sources":[1],"annotations":["duration","distance"]}"#)
            #expect(posted.json["durations"]?[0] == table["durations"]?[1])
            #expect(posted.json["distances"]?[0] == table["distances"]?[1])
        }
    }

    @Test func `what cannot be answered is refused in OSRM's words`() async throws {
        let town = try await StreetTown()
        defer { town.close() }
        let refusals = [
            ("route/v1/bicycle/\(a)", "InvalidOptions"), ("route/v1/bicycle/\(a);nowhere", "InvalidQuery"),
            ("route/v1/bicycle/\(a);200,100", "InvalidQuery"), ("route/v1/bicycle/\(a);\(b)?wish=1", "InvalidOptions"),
            ("route/v1/bicycle/\(a);\(b)?overview=some", "InvalidOptions"),
            ("route/v1/bicycle/\(a);\(b)?radiuses=0.01;0.01", "NoSegment"),
            ("route/v1/bicycle/\(a);\(b)?approaches=curb", "InvalidOptions"),
            ("route/v1/bicycle/\(a);\(b)?approaches=kerb;curb", "InvalidOptions"),
            ("table/v1/bicycle/\(a);\(b)?approaches=curb;curb;curb", "InvalidOptions"),
            ("nearest/v1/bicycle/\(a)?approaches=left", "InvalidOptions"),
            ("table/v1/foot/\(a);\(b)?sources=7", "InvalidOptions"),
            ("table/v1/foot/\(a);\(b)?annotations=price", "InvalidOptions"),
            ("nearest/v1/foot/\(a)?number=0", "InvalidOptions"), ("nearest/v1/foot/\(a);\(b)", "TooBig"),
            ("nearest/v1/foot/-120,-45", "NoSegment"),
        ]
        try await town.serve { client in
            for (path, code) in refusals {
                let reply = try await client.get("\(base)/\(path)")
                #expect(reply.status == 400 && reply.json["code"]?.string == code, "\(path): \(reply.text)")
            }
            #expect(try await client.get("\(base)/nearest/v1/balloon/\(a)").status == 404)
            #expect(try await client.get("/v1/cities/anders/osrm/nearest/v1/foot/\(a)").status == 404)
            let many = (0..<1100).map { _ in "[\(a)]" }.joined(separator: ",")
            let reply = try await client.post("\(base)/table/v1/foot", #"{"coordinates":[\#(many)]}"#)
            #expect(reply.status == 400 && reply.json["code"]?.string == "TooBig")
            for body in [
                #"{"coordinates":[[1]]}"#, #"{"coordinates":[[8.7,50],[8.7,50]],"approaches":["curb"]}"#,
                #"{"coordinates":[[8.7,50]],"approaches":["kerb"]}"#,
            ] {
                #expect(try await client.post("\(base)/table/v1/foot", body).status == 400, "\(body)")
            }
        }
    }

    @Test func `an end at the curb is come to on its own side, which is the other one where traffic keeps left`()
        async throws
    {
        let town = try await StreetTown()
        defer { town.close() }
        let d = "8.7050,50.0050"
        let ends = "\(d);\(b)"
        func duration(_ client: Client, _ approaches: String) async throws -> Double {
            let query = approaches.isEmpty ? "" : "&approaches=\(approaches)"
            let reply = try await client.get("\(base)/route/v1/car/\(ends)?overview=false&steps=true\(query)").json
            return try #require(reply["routes"]?[0]?["duration"]?.number, "\(reply)")
        }
        var seen: [TrafficSide: [Double]] = [:]
        for side in TrafficSide.allCases {
            _ = try town.take(StreetTown.extract, side: side)
            try await town.places.open()
            try await town.serve { client in
                let free = try await duration(client, "")
                #expect(try await duration(client, "unrestricted;") == free)
                let near = try await duration(client, "curb;")
                let across = try await duration(client, "opposite;")
                #expect(min(near, across) == free && near != across, "\(near) and \(across), either \(free)")
                let both = try await duration(client, "curb;opposite")
                seen[side] = [near, across, both]
                let table = try await client.get("\(base)/table/v1/car/\(ends)?approaches=curb;opposite").json
                #expect(table["durations"]?[0]?[1]?.number == both)
                let points = [d, b].map { "[\($0)]" }.joined(separator: ",")
                let body = #"{"coordinates":[\#(points)],"approaches":["curb","opposite"]}"#
                let posted = try await client.post("\(base)/table/v1/car", body).json
                #expect(posted["durations"] == table["durations"])
                let step = try await client.get("\(base)/route/v1/car/\(ends)?steps=true").json
                #expect(
                    step["routes"]?[0]?["legs"]?[0]?["steps"]?[0]?["driving_side"]?.string == side.rawValue)
                #expect(try await client.get("\(base)/nearest/v1/car/\(d)?approaches=curb").status == 200)
            }
        }
        #expect(seen[.left]?[0] == seen[.right]?[1] && seen[.left]?[1] == seen[.right]?[0])
    }

    /// Two carriageways, joined by a piece of street; whoever comes from the west may not turn back over it.
    @Test func `a ban over a way between is heeded by cars, and not by those it excepts`() async throws {
        let nodes = [
            (1, 50.0, 8.0), (2, 50.0, 8.01), (3, 50.0, 8.02), (4, 50.0002, 8.02), (5, 50.0002, 8.01), (6, 50.0002, 8.0),
        ].map { #"<node id="\#($0.0)" lat="\#($0.1)" lon="\#($0.2)"/>"# }
        let ways = [[1, 2], [2, 3], [3, 4], [4, 5], [5, 6], [2, 5], [6, 1]].enumerated().map { number, nodes in
            let refs = nodes.map { #"<nd ref="\#($0)"/>"# }.joined()
            let rule = number == 5 ? "no" : "yes"
            let tags = #"<tag k="highway" v="secondary"/><tag k="oneway" v="\#(rule)"/>"#
            return #"<way id="\#(number + 1)">\#(refs)\#(tags)</way>"#
        }
        let ban = """
            <relation id="1"><member type="way" ref="1" role="from"/><member type="way" ref="6" role="via"/>
            <member type="way" ref="5" role="to"/><tag k="type" v="restriction"/><tag k="restriction" v="no_u_turn"/>
            <tag k="except" v="bicycle"/></relation>
            """
        let town = try await StreetTown(imported: false)
        defer { town.close() }
        var seen: [String: [Double]] = [:]
        for relation in ["", ban] {
            let xml = "<osm>\((nodes + ways).joined())\(relation)</osm>"
            _ = try town.take(town.file("town.osm", Array(xml.utf8)))
            try await town.places.open()
            try await town.serve { client in
                for profile in ["car", "bicycle"] {
                    let path = "\(base)/route/v1/\(profile)/8.005,50;8.005,50.0002?overview=false"
                    let distance = try await client.get(path).json["routes"]?[0]?["distance"]?.number
                    seen[profile, default: []].append(try #require(distance))
                }
            }
        }
        #expect(seen["bicycle"]?[0] == seen["bicycle"]?[1])
        let car = try #require(seen["car"])
        #expect(car[0] < 800 && car[1] > 2000, "by the far end: \(car)")
    }
}

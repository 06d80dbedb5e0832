import Cities
import Foundation
import OSMExtract
import Places
import Postgres
import Testing
import Vocabulary
import Web

/// A city's districts out of an extract.
@Suite(.serialized) struct DistrictTests {
    /// Two quarters side by side, the second with a hole, one cut off by the border, one that crosses itself, and
    /// two boroughs.
    private static let extract: String = {
        let nodes = [
            (1, 50.0, 8.0), (2, 50.0, 8.1), (3, 50.1, 8.1), (4, 50.1, 8.0), (5, 50.0, 8.2), (6, 50.1, 8.2),
            (7, 50.04, 8.14), (8, 50.04, 8.16), (9, 50.06, 8.16),
        ].map { #"<node id="\#($0.0)" lat="\#($0.1)" lon="\#($0.2)"/>"# }
        let ways = [[1, 2], [2, 3], [3, 4], [4, 1], [2, 5, 6, 3], [7, 8, 9, 7], [1, 3, 2, 4, 1]].enumerated().map {
            #"<way id="\#($0.offset + 1)">\#($0.element.map { #"<nd ref="\#($0)"/>"# }.joined())</way>"#
        }
        let areas: [(Int, String, Int, [Int], [Int])] = [
            (1, "Süd-Altstadt", 10, [1, 2, 3, 4], []), (2, "Neue Mühle", 10, [2, 5], [6]),
            (3, "Am Rand", 10, [1, 99], []), (4, "Schleife", 10, [7], []), (5, "東町", 10, [1, 2, 3, 4], []),
            (6, "Bezirk I", 9, [1, 2, 3, 4], []), (7, "Bezirk II", 9, [2, 5], []),
        ]
        let relations = areas.map { id, name, level, outer, inner in
            let members =
                outer.map { #"<member type="way" ref="\#($0)" role="outer"/>"# }
                + inner.map { #"<member type="way" ref="\#($0)" role="inner"/>"# }
            return """
                <relation id="\(id)">\(members.joined())<tag k="type" v="boundary"/><tag k="name" v="\(name)"/>
                <tag k="boundary" v="administrative"/><tag k="admin_level" v="\(level)"/></relation>
                """
        }
        return "<osm>\((nodes + ways + relations).joined(separator: "\n"))</osm>"
    }()

    private func layOut(_ town: StreetTown, _ path: String, _ wish: DistrictWish = DistrictWish()) async throws
        -> [String]
    {
        var lines: [String] = []
        try await town.places.layOutDistricts(
            of: town.city, from: path, wish, by: .system, report: { lines.append($0) })
        return lines
    }

    @Test func `a city without districts gets those of the extract, once, and what is broken is named`() async throws {
        let town = try await StreetTown(imported: false)
        defer { town.close() }
        let path = try town.file("town.osm", Array(Self.extract.utf8))
        let lines = try await layOut(town, path)
        #expect(
            Set(lines) == [
                "left out: relation 3 (Am Rand): way 99 is not in the extract",
                "left out: relation 4 (Schleife): its outline crosses itself near 50.0, 8.0",
                "districts: 3 added (admin_level 10), 0 known",
            ], "\(lines)")
        let districts = try await town.cities.districts(of: town.city.id)
        #expect(districts.map(\.slug) == ["neue-muhle", "relation-5", "sud-altstadt"], "\(districts.map(\.slug))")
        let mill = try #require(districts.first)
        func contains(_ latitude: Double, _ longitude: Double) -> Bool {
            mill.area.contains(Place(latitude: latitude, longitude: longitude)!)
        }
        #expect(
            mill.name == "Neue Mühle" && contains(50.02, 8.12) && !contains(50.045, 8.155) && !contains(50.02, 8.02))
        #expect(try await layOut(town, path).isEmpty, "they are there")
        let versions = try await town.cities.districts(of: town.city.id).map(\.version)
        #expect(versions == [1, 1, 1])
    }

    @Test func `the town's own districts stay, also when those of the extract are asked for`() async throws {
        let town = try await StreetTown(imported: false)
        defer { town.close() }
        let path = try town.file("town.osm", Array(Self.extract.utf8))
        let text = #"{"type":"Polygon","coordinates":[[[8,50],[8.01,50],[8.01,50.01],[8,50]]]}"#
        let area = try Area(json: JSON(parsing: Array(text.utf8)))
        for slug in ["sud-altstadt", "eigener"] {
            let own = District(id: .make(at: town.clock.now()), slug: slug, name: "Unser", area: area)
            _ = try await town.cities.put(own, at: 0, in: town.city, by: .system)
        }
        #expect(try await layOut(town, path).isEmpty)
        var wish = DistrictWish()
        wish.alsoWhereSomeAre = true
        for added in [2, 0] {
            let lines = try await layOut(town, path, wish)
            #expect(lines.last == "districts: \(added) added (admin_level 10), \(4 - added) known", "\(lines)")
            let districts = try await town.cities.districts(of: town.city.id)
            #expect(districts.filter { $0.name == "Unser" && $0.area == area && $0.version == 1 }.count == 2)
        }
        wish.level = 9
        #expect(try await layOut(town, path, wish) == ["districts: 2 added (admin_level 9), 4 known"])
        wish.level = 11
        #expect(try await layOut(town, path, wish) == ["districts: 0 added (admin_level 11), 6 known"])
    }

    @Test func `an extract without boundaries says so`() async throws {
        let town = try await StreetTown(imported: false)
        defer { town.close() }
        let path = try town.file("town.osm", Array("<osm><node id=\"1\" lat=\"50\" lon=\"8\"/></osm>".utf8))
        #expect(try await layOut(town, path) == ["districts: the extract holds no whole ones"])
    }
}

import Cities
import Foundation
import Places
import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import Retailers

@Suite struct ImportTests {
    static let shops: [UInt8]? = {
        let path = packageFolder + "/seed/dreieich/shops.geojson"
        guard let data = FileManager.default.contents(atPath: path) else {
            print("skipped: no seed/dreieich/shops.geojson")
            return nil
        }
        return Array(data)
    }()

    /// As a town office keeps it: made up, 360 rows, semicolons, CP1252 umlauts.
    static let list: [UInt8] = {
        var text = "Liste der Betriebe;;;;;;\r\n\r\nFirma;Branche;Straße;PLZ;Ort;Öffnungszeiten;lat;lon\r\n"
        for number in 1...360 {
            let hours = number % 3 == 0 ? "\"Mo-Fr 9:00-18:00; Sa 9-13\"" : "Mo-Fr 10:00-18:30"
            let place = number % 4 == 0 ? ";" : "50,0\(number % 10);8,\(600 + number % 150)"
            text += "Händler \(number);Bäckerei;Bahnhofstraße \(number);63303;Musterstadt;\(hours);\(place)\r\n"
        }
        return text.unicodeScalars.map { UInt8($0.value) }
    }()

    @Test func `a list of 360 shops is taken, and the second time nothing changes`() async throws {
        let town = try await Town.open()
        let first = try await town.take(RetailerList(csv: Self.list, trades: Trade.common))
        #expect(first.run.counts == ImportCounts(new: 360))
        #expect(first.rows.filter { $0.geocoding == .given }.count == 270)
        #expect(first.rows.map(\.line).prefix(2) == [4, 5])
        let second = try await town.take(RetailerList(csv: Self.list, trades: Trade.common))
        #expect(second.run.counts == ImportCounts(same: 360))
        let entries = try await town.retailers.everything(in: town.city)
        #expect(entries.count == 360)
        #expect(entries.allSatisfy { $0.retailer.version == 1 && $0.branches.allSatisfy { $0.version == 1 } })
        let report = try await town.retailers.report(of: first.run.id, in: town.city.id)
        #expect(report.rows.count == 360 && report.run.counts == first.run.counts)
    }

    @Test func `the shops of the seed town are taken, and the second time nothing changes`() async throws {
        guard let shops = Self.shops else { return }
        let town = try await Town.open()
        let first = try await town.take(RetailerList(osm: shops))
        #expect(first.run.counts == ImportCounts(new: 57), "\(first.rows.filter { $0.outcome == .refused })")
        #expect(try await town.take(RetailerList(osm: shops)).run.counts == ImportCounts(same: 57))
        let entries = try await town.retailers.everything(in: town.city)
        #expect(entries.filter { $0.branches[0].hours != nil }.count == 21)
        #expect(entries.allSatisfy { $0.branches[0].address.place != nil })
    }

    @Test func `a changed row changes its shop alone, and people's own words stay`() async throws {
        let town = try await Town.open()
        let before = "id,name,branche,telefon\n1,Anna,Café,111\n2,Berta,Café,222\n"
        let first = try await town.take(RetailerList(csv: Array(before.utf8), trades: Trade.common))
        let anna = try #require(first.rows[0].retailer)
        var profile = try await town.retailers.entry(anna, in: town.city).entry.retailer.profile
        profile.description = "Kuchen nach Omas Art"
        try await town.retailers.change(anna, to: profile, mode: .directory, at: 1, with: town.act)
        let after = before.split(separator: "111").joined(separator: "999")
        let second = try await town.take(RetailerList(csv: Array(after.utf8), trades: Trade.common))
        #expect(second.run.counts == ImportCounts(changed: 1, same: 1))
        let now = try await town.retailers.entry(anna, in: town.city).entry.retailer
        #expect(now.profile.phone == "999")
        #expect(now.profile.description == "Kuchen nach Omas Art")
    }

    @Test func `two readings at once take each shop once`() async throws {
        let town = try await Town.open()
        async let one = town.take(RetailerList(csv: Self.list, trades: Trade.common))
        async let two = town.take(RetailerList(csv: Self.list, trades: Trade.common))
        let counts = try await [one.run.counts, two.run.counts]
        #expect(Set(counts.map(\.new)) == [0, 360] && Set(counts.map(\.same)) == [0, 360])
        #expect(try await town.retailers.everything(in: town.city).count == 360)
    }

    @Test func `what cannot be read is named by line, column and rule`() async throws {
        let town = try await Town.open()
        let text = """
            name;branche;plz;öffnungszeiten;lat;lon;website
            Gut;Bäckerei;63303;Mo-Fr 09:00-18:00;50.0;8.6;example.org
            ;Bäckerei;63303;;;;
            Gut;Bäckerei;63303;;;;
            Halb;Raumfahrt;6330;Mo-Xy 09:00;95;8.6;kein netz
            Kurz;Bäckerei

            """
        let report = try await town.take(RetailerList(csv: Array(text.utf8), trades: Trade.common))
        #expect(report.run.counts == ImportCounts(new: 2, refused: 3))
        let notes = report.rows.map { row in
            "\(row.line) \(row.outcome.rawValue) " + String(decoding: row.notes.utf8, as: UTF8.self)
        }
        #expect(notes[0] == "2 new []")
        #expect(notes[1].contains("3 refused") && notes[1].contains(#""column":"name","rule":"required""#))
        #expect(notes[2].contains("4 refused") && notes[2].contains("duplicate"))
        for part in ["5 new", "trade", "postcode", "character 4", "place", "url"] {
            #expect(notes[3].contains(part), "\(notes[3])")
        }
        #expect(notes[4].contains("6 refused") && notes[4].contains("too-few-fields"))
    }

    @Test(arguments: [
        #"{"type":"FeatureCollection"}"#, #"{"type":"Feature"}"#, "[]", "", "{",
    ])
    func `what is no list of shops is refused whole`(text: String) {
        #expect(throws: (any Error).self) { try RetailerList(osm: Array(text.utf8)) }
    }

    @Test func `features that are no shops are refused one by one`() throws {
        let text = """
            {"type":"FeatureCollection","features":[
              {"type":"Feature","properties":{"name":"X"},"geometry":null},
              {"type":"Feature","id":"node/1","properties":{"shop":"bakery"},"geometry":null},
              {"type":"Feature","id":"node/2","properties":{"name":"Bank","amenity":"bank"},"geometry":null},
              {"type":"Feature","id":"node/3","properties":{"name":"Y","shop":"odd"},
               "geometry":{"type":"Polygon","coordinates":[[[8.0,50.0],[8.2,50.0],[8.2,50.2],[8.0,50.2],[8.0,50.0]]]}}]}
            """
        let list = try RetailerList(osm: Array(text.utf8))
        #expect(list.rows.map(\.isRefused) == [true, true, true, false])
        #expect(list.rows.prefix(3).map { $0.notes[0].rule } == ["required", "required", "trade"])
        #expect(list.rows[3].address.place == Place(latitude: 50.1, longitude: 8.1))
        #expect(list.rows[3].profile.trade == "other")
    }
}

/// Lists without coordinates.
@Suite struct GeocodedImportTests {
    @Test func `shops without a place are found by their addresses, each row says how, and again nothing changes`()
        async throws
    {
        let town = try await Town.open()
        let folder = NSTemporaryDirectory() + "places-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let places = Places(cities: town.cities, database: town.database.pool, folder: folder, clock: town.clock)
        _ = try places.take(
            extract: packageFolder + "/seed/dreieich/streets.osm.pbf", into: town.city.slug, progress: { _ in },
            report: { _ in })
        try await places.open()
        let retailers = Retailers(database: town.database.pool, clock: town.clock, places: places)
        let text = """
            Firma;Straße;PLZ;Ort;lat;lon
            Anna;Taunusstr. 12;63303;Dreieich;;
            Berta;Taunusstraße 999;63303;Dreieich;;
            Carla;Nirgendwogasse 1;63303;Dreieich;;
            Dora;Taunusstraße 12;63303;Dreieich;50,01;8,7
            Emma;;63303;Dreieich;;
            """
        for counts in [ImportCounts(new: 5), ImportCounts(same: 5)] {
            let list = try RetailerList(csv: Array(text.utf8), trades: Trade.common)
            let report = try await retailers.take(list, districts: [], with: town.act)
            #expect(report.run.counts == counts)
            let found = report.rows.map(\.geocoding)
            #expect([.exact, .interpolated].contains(found[0]))
            #expect(found[1...] == [.street, .notFound, .given, .missing])
            let stored = try await retailers.report(of: report.run.id, in: town.city.id)
            #expect(stored.rows.map(\.geocoding) == found)
        }
        let entries = try await retailers.everything(in: town.city)
        #expect(entries.filter { $0.branches[0].address.place != nil }.count == 3)
    }
}

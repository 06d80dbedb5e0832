import Cities
import TestSupport
import Testing
import Vocabulary
import Web

@testable import Retailers

@Suite struct DirectoryTests {
    static let base = "/v1/cities/musterstadt"

    /// Four shops: two in the west, two in the east; Café and Bar open at noon, Bäcker not, Kiosk says nothing.
    static let list = """
        id,name,branche,straße,hausnummer,plz,ort,öffnungszeiten,lat,lon
        1,Anton Bäcker,Bäckerei,Hauptstraße,1,63303,Musterstadt,Mo-Sa 06:00-11:00,50.01,8.65
        2,Berta Café,Café,Hauptstraße,2,63303,Musterstadt,Mo-Su 09:00-18:00,50.01,8.66
        3,Cäsar Bar,Gastronomie,Ostring,3,63303,Musterstadt,Mo-Su 11:00-02:00,50.02,8.75
        4,Dora Kiosk,Kiosk,Ostring,4,63303,Musterstadt,,50.02,8.76

        """

    static func opened() async throws -> Town {
        let town = try await Town.open()
        _ = try await town.take(RetailerList(csv: Array(list.utf8), trades: Trade.common))
        return town
    }

    private func names(_ reply: Reply) -> [String] {
        (reply.json["items"]?.elements ?? []).compactMap { $0["name"]?.string }
    }

    @Test func `the directory is filtered by district, trade and open now`() async throws {
        try await Self.opened().serve { client in
            let all = try await client.get("\(Self.base)/retailers")
            #expect(names(all) == ["Anton Bäcker", "Berta Café", "Cäsar Bar", "Dora Kiosk"])
            #expect(names(try await client.get("\(Self.base)/retailers?openNow=true")) == ["Berta Café", "Cäsar Bar"])
            #expect(names(try await client.get("\(Self.base)/retailers?district=ost")) == ["Cäsar Bar", "Dora Kiosk"])
            #expect(names(try await client.get("\(Self.base)/retailers?district=ost&openNow=true")) == ["Cäsar Bar"])
            #expect(names(try await client.get("\(Self.base)/retailers?trade=bakery")) == ["Anton Bäcker"])
            let bakery = all.json["items"]?[0]?["branches"]?[0]
            #expect(bakery?["now"]?["isOpen"]?.bool == false)
            #expect(bakery?["now"]?["changesAt"]?.string == ShopCalendarTests.at("2026-11-25", 6).description)
            #expect(try await client.get("\(Self.base)/retailers?district=mitte").errors == ["district enum"])
            #expect(try await client.get("\(Self.base)/retailers?opennow=true").status == 400)
            #expect(try await client.get("/v1/cities/nirgendwo/retailers").status == 404)
            #expect(names(try await client.get("/v1/cities/nachbarstadt/retailers")) == [])
        }
    }

    @Test func `paging shows everybody once, also when only the open ones are asked for`() async throws {
        try await Self.opened().serve { client in
            for (filter, expected) in [("", 4), ("&openNow=true", 2), ("&district=west", 2)] {
                var seen: [String] = []
                var path = "\(Self.base)/retailers?limit=1\(filter)"
                while true {
                    let reply = try await client.get(path)
                    #expect(reply.status == 200)
                    seen += names(reply)
                    guard let next = reply.json["next"]?.string else { break }
                    path = "\(Self.base)/retailers?limit=1\(filter)&cursor=\(next)"
                }
                #expect(seen.count == expected && Set(seen).count == expected)
            }
            let first = try await client.get("\(Self.base)/retailers?limit=1")
            let cursor = try #require(first.json["next"]?.string)
            let elsewhere = try await client.get("\(Self.base)/retailers?limit=1&trade=cafe&cursor=\(cursor)")
            #expect(elsewhere.status == 400)
        }
    }

    @Test func `one entry is JSON, or schema-org for who asks for it, and says when it has not changed`() async throws {
        try await Self.opened().serve { client in
            let list = try await client.get("\(Self.base)/retailers?trade=restaurant")
            let id = try #require(list.json["items"]?[0]?["id"]?.string)
            let path = "\(Self.base)/retailers/\(id)"
            let plain = try await client.get(path)
            #expect(plain.json["branches"]?[0]?["hours"]?.string == "Mo-Su 11:00-02:00")
            #expect(plain.header("cache-control")?.contains("max-age=30") == true)
            let tag = try #require(plain.header("etag"))
            #expect(try await client.get(path, ["If-None-Match": tag]).status == 304)
            let linked = try await client.get(path, ["Accept": "application/ld+json"])
            #expect(linked.header("content-type") == "application/ld+json")
            let place = linked.json["@graph"]?[0]
            #expect(place?["@type"]?.string == "FoodEstablishment")
            #expect(place?["address"]?["streetAddress"]?.string == "Ostring 3")
            #expect(place?["openingHours"]?[0]?.string == "Mo,Tu,We,Th,Fr,Sa,Su 11:00-02:00")
            #expect(place?["openingHoursSpecification"]?[0]?["closes"]?.string == "02:00")
            #expect(try await client.get("\(Self.base)/retailers/nobody").status == 404)
            #expect(try await client.get("/v1/cities/nachbarstadt/retailers/\(id)").status == 404)
        }
    }

    @Test func `the map's feed is GeoJSON by its path and by Accept`() async throws {
        try await Self.opened().serve { client in
            let byPath = try await client.get("\(Self.base)/retailers.geojson")
            let byAccept = try await client.get("\(Self.base)/retailers", ["Accept": "application/geo+json"])
            #expect(byPath.bytes == byAccept.bytes)
            #expect(byPath.header("content-type") == "application/geo+json")
            #expect(byPath.json["features"]?.elements.count == 4)
            let feature = byPath.json["features"]?[0]
            #expect(feature?["geometry"]?["coordinates"]?[0]?.string == nil)
            #expect(feature?["properties"]?["opening_hours"]?.string == "Mo-Sa 06:00-11:00")
            let tag = try #require(byPath.header("etag"))
            #expect(try await client.get("\(Self.base)/retailers.geojson", ["If-None-Match": tag]).status == 304)
            #expect(
                try await client.get("\(Self.base)/retailers.geojson?trade=cafe").json["features"]?.elements.count == 1)
        }
    }

    @Test func `christmas shows in schema-org as special hours`() async throws {
        let town = try await Town.open(at: ShopCalendarTests.at("2026-12-20", 12))
        _ = try await town.take(RetailerList(csv: Array(Self.list.utf8), trades: Trade.common))
        try await town.serve { client in
            let list = try await client.get("\(Self.base)/retailers?trade=cafe")
            let id = try #require(list.json["items"]?[0]?["id"]?.string)
            let linked = try await client.get("\(Self.base)/retailers/\(id)", ["Accept": "application/ld+json"])
            let special = linked.json["@graph"]?[0]?["specialOpeningHoursSpecification"]?.elements ?? []
            let days = special.compactMap { $0["validFrom"]?.string }
            #expect(days == ["2026-12-25", "2026-12-26", "2027-01-01"])
            #expect(special.allSatisfy { $0["opens"]?.string == "00:00" && $0["closes"]?.string == "00:00" })
        }
    }
}

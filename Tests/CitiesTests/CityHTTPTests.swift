import Cities
import Hummingbird
import Postgres
import TestSupport
import Testing
import Vocabulary
import Web

/// What everybody may know of a town, over HTTP and held against the API document.
@Suite(.serialized) struct CityHTTPTests {
    private let clock = Clock.fixed(at: Instant("2026-06-01T04:00:00Z")!)

    private func new(_ slug: String) -> NewCity {
        NewCity(
            slug: slug, name: slug, zone: Zone("Europe/Berlin")!, land: .hesse,
            centre: Place(latitude: 50, longitude: 8.5)!)
    }

    /// A square of a degree with its south-western corner here.
    private func square(_ latitude: Int, _ longitude: Int) throws -> Area {
        let (south, west) = (latitude, longitude)
        let (north, east) = (latitude + 1, longitude + 1)
        let ring = "[[\(west),\(south)],[\(east),\(south)],[\(east),\(north)],[\(west),\(north)],[\(west),\(south)]]"
        return try Area(json: JSON(parsing: Array(#"{"type":"Polygon","coordinates":[\#(ring)]}"#.utf8)))
    }

    private func zone(_ slug: String, _ area: Area, freeFrom: Money? = nil, pause: Pause? = nil) -> DeliveryZone {
        DeliveryZone(
            id: .make(at: clock.now()), slug: slug, name: slug, area: area, priority: 0,
            fee: Money(cents: 390), freeFrom: freeFrom, minimum: Money(cents: 1500), pause: pause)
    }

    private func serve(_ cities: Cities, _ body: (Client) async throws -> Void) async throws {
        try await serving(
            { root in
                let routes = CityRoutes(cities: cities)
                routes.mount(onRoot: root)
                routes.mount(
                    on: root.group("v1/cities/{city}").proving(cities.resolve)
                        .group(as: CityContext.self, who: "anyone"))
            }, body)
    }

    @Test func `towns stand in a list, each at its slug, and an unknown slug is none`() async throws {
        let town = try TestDatabase(connections: 2)
        defer { town.pool.close() }
        let cities = Cities(database: town.pool, clock: clock)
        let made = try await [cities.open(new("solingen")), cities.open(new("dreieich"))]
        try await serve(cities) { client in
            let list = try await client.get("/v1/cities")
            #expect(list.json["items"]?.elements.map { $0["slug"]?.string } == ["dreieich", "solingen"])
            #expect(list.json["next"] == nil)
            let one = try await client.get("/v1/cities/solingen")
            #expect(one.json == list.json["items"]?[1])
            #expect(one.json["id"]?.string == "\(made[0].id)" && one.json["timeZone"]?.string == "Europe/Berlin")
            #expect(one.json["land"]?.string == "HE" && one.json["languages"]?.elements.first?.string == "de")
            #expect(one.json["pause"] == nil)
            for path in ["/v1/cities/remscheid", "/v1/cities/remscheid/zones", "/v1/cities/SOLINGEN", "/v1/cities/%00"]
            {
                let missing = try await client.get(path)
                #expect(missing.status == 404 && missing.code == "not-found", "\(path)")
            }
            #expect(try await client.get("/v1/cities?limit=1").status == 400)
            #expect(try await client.get("/v1/cities/solingen?x=1").status == 400)
            #expect(try await client.post("/v1/cities", "{}").status == 405)
        }
    }

    @Test func `districts and zones are GeoJSON, and each town has its own`() async throws {
        let town = try TestDatabase(connections: 2)
        defer { town.pool.close() }
        let cities = Cities(database: town.pool, clock: clock)
        let (here, there) = try await (cities.open(new("hier")), cities.open(new("dort")))
        let until = Instant("2026-06-05T00:00:00Z")!
        let zones = try [
            zone("mitte", square(50, 8), freeFrom: Money(cents: 4000)),
            zone("rand", square(51, 8), pause: Pause(until: until, notice: "Baustelle")),
        ]
        let quarter = District(id: .make(at: clock.now()), slug: "altstadt", name: "Altstadt", area: try square(50, 8))
        try await cities.layOut([quarter], zones, in: here.id)
        try await cities.layOut([], [zone("dorf", square(40, 8))], in: there.id)
        try await serve(cities) { client in
            let districts = try await client.get("/v1/cities/hier/districts")
            #expect(districts.header("content-type") == "application/geo+json")
            #expect(districts.json["features"]?.elements.map { $0["properties"]?["slug"]?.string } == ["altstadt"])
            #expect(districts.json["features"]?[0]?["properties"]?["fee"] == nil)
            let found = try await client.get("/v1/cities/hier/zones").json["features"]?.elements ?? []
            let bySlug = Dictionary(uniqueKeysWithValues: found.map { ($0["properties"]?["slug"]?.string ?? "", $0) })
            #expect(Set(bySlug.keys) == ["mitte", "rand"])
            let mitte = bySlug["mitte"]
            #expect(mitte?["properties"]?["fee"]?["amount"]?.int == 390)
            #expect(mitte?["properties"]?["freeFrom"]?["amount"]?.int == 4000)
            #expect(mitte?["properties"]?["pausedUntil"] == nil)
            let area = try Area(json: JSON(parsing: #require(mitte?["geometry"]).bytes))
            #expect(area.contains(Place(latitude: 50.2, longitude: 8.7)!))
            #expect(!area.contains(Place(latitude: 51.2, longitude: 8.7)!))
            #expect(bySlug["rand"]?["properties"]?["pausedUntil"]?.string == until.description)
            #expect(try await client.get("/v1/cities/dort/districts").json["features"]?.elements.isEmpty == true)
            #expect(try await client.get("/v1/cities/dort/zones").json["features"]?.elements.count == 1)
        }
    }

    @Test func `a slug is given once`() async throws {
        let town = try TestDatabase(connections: 2)
        defer { town.pool.close() }
        let cities = Cities(database: town.pool, clock: clock)
        _ = try await cities.open(new("hier"))
        await #expect(throws: CityProblem.slugTaken) { try await cities.open(new("hier")) }
    }
}

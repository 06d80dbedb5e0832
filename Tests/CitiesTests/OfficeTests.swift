import Accounts
import Cities
import Hummingbird
import Postgres
import TestSupport
import Testing
import Vocabulary
import Web

/// Those who run a town change it over HTTP; everybody else may not.
@Suite(.serialized) struct OfficeTests {
    private let now = Instant("2026-06-01T04:00:00Z")!
    private let base = "/v1/cities/hier"

    /// Serves one town; the body gets a clerk of it and a resident.
    private func serve(_ body: (_ clerk: Client, _ anna: Client) async throws -> Void) async throws {
        let town = try TestDatabase(connections: 2)
        defer { town.pool.close() }
        let clock = Clock.fixed(at: now)
        let cities = Cities(database: town.pool, clock: clock)
        let city = try await cities.open(
            NewCity(
                slug: "hier", name: "Hier", zone: Zone("Europe/Berlin")!, land: .hesse,
                centre: Place(latitude: 50, longitude: 8.5)!))
        let seed = Array(repeating: UInt8(3), count: 32)
        let tokens = try await Tokens(signingSeed: seed, secret: seed, issuer: "test")
        let accounts = Accounts(
            database: town.pool, clock: clock, tokens: tokens, passwords: PasswordHasher(pepper: seed))
        var issued: [String] = []
        for (email, role) in [("stadt@demo.invalid", Role.operator), ("anna@demo.invalid", nil)] {
            let account = try await accounts.register(
                Email(email)!, name: email, language: "de", password: "lang genug und neu", in: city.id)
            if let role {
                try await accounts.grant(Membership(role: role), to: account.id, in: city.id, by: .system)
            }
            issued.append(try await tokens.issue(for: account.id, in: city.id, at: now))
        }
        try await serving(
            { root in
                let group = root.group("v1/cities/{city}").proving(cities.resolve)
                    .group(as: CityContext.self, who: "anyone").proving(accounts.identify)
                CityRoutes(cities: cities).mount(on: group)
                CityOfficeRoutes(cities: cities).mount(on: group.group(as: OperatorContext.self, who: "city operator"))
            },
            { client in try await body(client.with(token: issued[0]), client.with(token: issued[1])) })
    }

    private func drawn(_ name: String, _ ring: String = "[[8,50],[9,50],[9,51],[8,51],[8,50]]", _ more: String = "")
        -> String
    {
        #"{"name":"\#(name)","area":{"type":"Polygon","coordinates":[\#(ring)]}\#(more)}"#
    }

    private let fee = #","fee":{"amount":390,"currency":"EUR"}"#

    @Test func `settings are read with their version and chosen anew with it`() async throws {
        try await serve { clerk, _ in
            let read = try await clerk.get(base + "/settings")
            #expect(read.json["holdSeconds"]?.int == 600)
            let tag = try #require(read.header("etag"))
            #expect(try await clerk.put(base + "/settings", "{}").status == 428)
            let changed = try await clerk.put(base + "/settings", #"{"holdSeconds":300}"#, ["If-Match": tag])
            #expect(changed.status == 200 && changed.json["holdSeconds"]?.int == 300)
            #expect(try await clerk.put(base + "/settings", "{}", ["If-Match": tag]).status == 412)
            let newTag = try #require(changed.header("etag"))
            let wrong = try await clerk.put(base + "/settings", #"{"holdSeconds":5}"#, ["If-Match": newTag])
            #expect(wrong.status == 400 && wrong.errors == ["/holdSeconds range"])
        }
    }

    @Test func `a pause is seen at once, says why, and ends by hand or by itself`() async throws {
        try await serve { clerk, _ in
            let body = #"{"until":"2026-06-02T04:00:00Z","notice":"Hochwasser"}"#
            #expect(try await clerk.post(base + "/pause", body).status == 200)
            let pause = try await clerk.get(base).json["pause"]
            #expect(pause?["notice"]?.string == "Hochwasser")
            let past = try await clerk.post(base + "/pause", #"{"until":"2026-06-01T03:00:00Z"}"#)
            #expect(past.status == 400 && past.errors == ["/until range"])
            #expect(try await clerk.delete(base + "/pause").status == 204)
            #expect(try await clerk.get(base).json["pause"] == nil)
        }
    }

    @Test func `a zone is drawn once, then changed with its version; its pause is its own`() async throws {
        try await serve { clerk, _ in
            let path = base + "/zones/mitte"
            #expect(try await clerk.get(path).status == 404)
            let made = try await clerk.put(path, drawn("Mitte", "[[8,50],[9,50],[9,51],[8,51],[8,50]]", fee))
            #expect(made.status == 201 && made.json["properties"]?["fee"]?["amount"]?.int == 390)
            let tag = try #require(made.header("etag"))
            let again = drawn("Mitte, größer", "[[8,50],[9.5,50],[9,51],[8,51],[8,50]]", fee)
            #expect(try await clerk.put(path, again).status == 428)
            let rested = try await clerk.post(path + "/pause", #"{"until":"2026-06-02T04:00:00Z"}"#)
            #expect(rested.json["properties"]?["pausedUntil"]?.string == "2026-06-02T04:00:00.000Z")
            #expect(try await clerk.put(path, again, ["If-Match": tag]).status == 412)
            let newTag = try #require(try await clerk.get(path).header("etag"))
            let changed = try await clerk.put(path, again, ["If-Match": newTag])
            #expect(changed.status == 200 && changed.json["properties"]?["name"]?.string == "Mitte, größer")
            #expect(changed.json["properties"]?["pausedUntil"] != nil)
            #expect(try await clerk.delete(path + "/pause").status == 204)
            #expect(try await clerk.get(path).json["properties"]?["pausedUntil"] == nil)
            #expect(
                try await clerk.post(base + "/zones/dort/pause", #"{"until":"2026-06-02T04:00:00Z"}"#).status == 404)
        }
    }

    @Test func `a district is drawn and changed alike`() async throws {
        try await serve { clerk, _ in
            let path = base + "/districts/altstadt"
            let made = try await clerk.put(path, drawn("Altstadt"))
            #expect(made.status == 201)
            let tag = try #require(made.header("etag"))
            #expect(try await clerk.put(path, drawn("Alte Stadt"), ["If-Match": tag]).status == 200)
            #expect(try await clerk.get(base + "/districts").json["features"]?.elements.count == 1)
        }
    }

    @Test(arguments: [
        ("zones/mitte", #"{"name":"Mitte"}"#, ["/area required"]),
        ("zones/mitte", #"{"name":"Mitte","area":7,"fee":{"amount":1,"currency":"EUR"}}"#, ["/area type"]),
        (
            "districts/mitte",
            #"{"name":"Acht","area":{"type":"Polygon","coordinates":[[[8,50],[9,51],[9,50],[8,51],[8,50]]]}}"#,
            ["/area crossing"]
        ),
        (
            "zones/mitte",
            """
            {"name":"M","area":{"type":"Polygon","coordinates":[[[8,50],[9,50],[9,51],[8,50]]]},
             "fee":{"amount":-1,"currency":"EUR"}}
            """,
            ["/fee range"]
        ),
    ])
    func `what cannot be drawn is refused with its place`(path: String, body: String, errors: [String]) async throws {
        try await serve { clerk, _ in
            let refused = try await clerk.put("\(base)/\(path)", body)
            #expect(refused.status == 400 && refused.errors == errors)
            #expect(try await clerk.get(base + "/zones").json["features"]?.elements.isEmpty == true)
        }
    }

    @Test func `a slug that cannot stand in a path is refused`() async throws {
        try await serve { clerk, _ in
            let refused = try await clerk.put(base + "/districts/Alt%20Stadt", drawn("Altstadt"))
            #expect(refused.status == 422 && refused.code == "cities/slug-shape")
        }
    }

    @Test func `residents run no town`() async throws {
        try await serve { _, anna in
            let answers = try await [
                anna.put(base + "/settings", "{}"), anna.put(base + "/zones/mitte", "{}"),
                anna.post(base + "/pause", "{}"), anna.delete(base + "/pause"),
            ]
            #expect(answers.map(\.status) == [403, 403, 403, 403])
        }
    }
}

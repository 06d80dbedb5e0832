import Accounts
import Cities
import Foundation
import Hummingbird
import Places
import Postgres
import TestSupport
import Testing
import Vocabulary
import Web

/// Closed and slow streets, told by the town, heeded at once.
@Suite(.serialized) struct ConditionTests {
    private func serve(_ town: StreetTown, _ body: (Client) async throws -> Void) async throws {
        let (places, cities) = (town.places, town.cities)
        try await serving(
            { root in
                let city = root.group("v1/cities/{city}").proving(cities.resolve)
                    .group(as: CityContext.self, who: "anyone")
                OSRMRoutes(places: places).mount(on: city)
                ConditionRoutes(places: places).mount(on: city.group(as: OfficeContext.self, who: "office"))
            }, body)
    }

    private let path = "/v1/cities/stadt/osrm/route/v1/bicycle/8.698077,50.009288;8.7132,50.0018?overview=false"
    private let conditions = "/v1/cities/stadt/street-conditions"

    private func wish(percent: Int, start: String = "2026-06-01T00:00:00Z", more: String = "") -> String {
        let ring = "[[8.6,49.9],[8.8,49.9],[8.8,50.1],[8.6,50.1],[8.6,49.9]]"
        let area = #"{"type":"Polygon","coordinates":[\#(ring)]}"#
        let time = #""start":"\#(start)","end":"2026-06-02T00:00:00Z""#
        return #"{"note":"Sturm","area":\#(area),"speedPercent":\#(percent),\#(time)\#(more)}"#
    }

    @Test func `a storm over the town halves speeds until it is over`() async throws {
        let town = try await StreetTown()
        defer { town.close() }
        try await serve(town) { client in
            let first = try await client.get(path)
            #expect(first.status == 200, "\(first.text.prefix(300))")
            let usual = first.json["routes"]?[0]?["duration"]?.number ?? 0
            let made = try await client.post(conditions, wish(percent: 50))
            #expect(made.status == 201 && made.json["profiles"]?.elements.count == 4)
            let slow = try await client.get(path).json["routes"]?[0]?["duration"]?.number ?? 0
            #expect(slow > usual && slow < usual * 2.1, "\(usual) s, in the storm \(slow) s: \(first.text.prefix(600))")
            let id = try #require(made.json["id"]?.string)
            #expect(try await client.get(conditions).json["items"]?.elements.count == 1)
            #expect(try await client.delete("\(conditions)/\(id)").status == 204)
            #expect(try await client.delete("\(conditions)/\(id)").status == 404)
            #expect(try await client.get(path).json["routes"]?[0]?["duration"]?.number == usual)
        }
    }

    @Test func `closed is no way, for the profiles named, in its time alone`() async throws {
        let town = try await StreetTown()
        defer { town.close() }
        try await serve(town) { client in
            #expect(
                try await client.post(conditions, wish(percent: 0, more: #","profiles":["bicycle"]"#)).status == 201)
            let closed = try await client.get(path)
            #expect(closed.status == 400 && closed.json["code"]?.string == "NoRoute")
            let onFoot = try await client.get(path.replacing("bicycle", with: "foot"))
            #expect(onFoot.json["code"]?.string == "Ok")
            let later = try await client.post(
                conditions, wish(percent: 0, start: "2026-06-01T12:00:00Z", more: #","profiles":["foot"]"#))
            #expect(later.status == 201)
            #expect(try await client.get(path.replacing("bicycle", with: "foot")).json["code"]?.string == "Ok")
            for body in [
                wish(percent: 100), wish(percent: 0, start: "2026-06-03T00:00:00Z"), "{}",
                wish(percent: 0, more: #","profiles":["balloon"]"#),
            ] {
                #expect(try await client.post(conditions, body).status >= 400)
            }
        }
    }
}

import Catalogue
import Cities
import Postgres
import Slots
import TestSupport
import Testing
import Vocabulary
import Web

@testable import Search

/// Categories, reasons, and what a city chooses.
struct ChoosingTests {
    private static let path = "/v1/cities/dreieich/search"
    private static let tuning = "/v1/cities/dreieich/search-tuning"

    @Test func `products, shops and categories stand in one answer`() async throws {
        let town = try await SearchTown.open()
        let shop = try await town.shop("Getränke Sommer")
        var shelf = SearchTown.Shelf("Limonade", cents: 139)
        shelf.category = try await town.drinks()
        try await town.sell(shelf, at: shop)
        try await town.served { client in
            let reply = try await client.get(Self.path + "?q=getraenke&facets=true")
            let kinds = (reply.json["items"]?.elements ?? []).compactMap { $0["kind"]?.string }
            #expect(Set(kinds) == ["product", "retailer", "category"])
            #expect(kinds.first == "category")
            #expect(reply.json["items"]?[0]?["slug"]?.string == "drinks")
            #expect(reply.json["facets"]?["foundCategories"]?.int == 1)
            #expect(try await client.get(Self.path + "?q=getraenke&kind=category").titles == ["Getränke"])
            #expect(try await client.get(Self.path + "?q=getraenke&openNow=true&kind=category").titles.isEmpty)
        }
    }

    @Test func `every hit says why it stands where it stands`() async throws {
        let town = try await SearchTown.open()
        let shop = try await town.shop("Laden am Markt")
        try await town.sell(.init("Hafermilch Natur", cents: 139), at: shop)
        try await town.sell(.init("Haferflocken", cents: 139), at: shop)
        try await town.served { client in
            let reply = try await client.get(Self.path + "?q=hafermlch&explain=true")
            let word = reply.json["words"]?[0]
            #expect(word?["word"]?.string == "hafermlch")
            let reasons = (word?["meanings"]?.elements ?? []).compactMap { $0["reason"]?.string }
            #expect(reasons.contains("typo"))
            for hit in reply.json["items"]?.elements ?? [] {
                let why = ["words", "exactness", "title", "popularity", "market"].map { hit["why"]?[$0]?.double ?? -9 }
                let sum = why.reduce(0, +)
                #expect(abs(sum - (hit["why"]?["score"]?.double ?? -1)) < 1e-9)
            }
            #expect(try await client.get(Self.path + "?q=hafermlch").json["words"] == nil)
        }
    }

    @Test func `a city chooses synonyms and weights, and everybody may know them`() async throws {
        let town = try await SearchTown.open()
        let shop = try await town.shop("Laden am Markt")
        try await town.sell(.init("Ahle Wurst", cents: 139), at: shop)
        try await town.served { client in
            let before = try await client.get(Self.tuning)
            #expect(before.json["version"]?.int == 0)
            #expect(before.json["parameters"]?.elements.count == SearchTuning.parameters.count)
            let wish = #"{"synonyms":["stracke, ahle wurst"],"weights":{"market":0.4}}"#
            #expect(try await client.put(Self.tuning, wish, ["If-Match": "\"0\""]).status == 401)
            let clerk = client.with(token: "operator")
            #expect(try await client.get(Self.path + "?q=stracke").titles.isEmpty)
            #expect(try await clerk.put(Self.tuning, wish).status == 428)
            let made = try await clerk.put(Self.tuning, wish, ["If-Match": "\"0\""])
            #expect(made.status == 200)
            #expect(made.json["weights"]?["market"]?.double == 0.4)
            #expect(made.json["version"]?.int == 1)
            #expect(try await clerk.put(Self.tuning, wish, ["If-Match": "\"0\""]).status == 412)
            #expect(try await clerk.put(Self.tuning, "{}", ["If-Match": "\"1\""]).json["version"]?.int == 2)
            #expect(try await clerk.put(Self.tuning, wish, ["If-Match": "\"2\""]).status == 200)
            let found = try await client.soon(Self.path + "?q=stracke") { !$0.titles.isEmpty }
            #expect(found.titles == ["Ahle Wurst"])
            for wrong in [
                #"{"weights":{"market":2}}"#, #"{"weights":{"luck":0.5}}"#, #"{"synonyms":["alone"]}"#,
                #"{"synonyms":"a, b"}"#,
            ] { #expect(try await clerk.put(Self.tuning, wrong, ["If-Match": "\"3\""]).status == 400) }
        }
    }

    @Test func `what can come today or in a slot, for which age, from which branch`() async throws {
        let town = try await SearchTown.open()
        let early = try await town.shop("Laden Früh", longitude: 8.75)
        let late = try await town.shop("Laden Spät", hours: "Mo-Sa 18:00-22:00", longitude: 8.75)
        try await town.sell(.init("Apfelsaft früh", cents: 99), at: early)
        try await town.sell(.init("Apfelsaft spät", cents: 99), at: late)
        var wine = SearchTown.Shelf("Apfelwein", cents: 299)
        wine.category = try await town.catalogue.put(
            [Category(id: .make(at: SearchTown.now), parent: nil, slug: "wine", title: "Wein", minimumAge: 16)],
            in: town.city.id
        ).categories[0].id
        try await town.sell(wine, at: early)
        // Today is a Wednesday, half past ten: a slot at noon, one in the evening of tomorrow.
        let slots = try town.slots([("2026-07-01T10:00:00Z", 0), ("2026-07-02T17:30:00Z", 1)])
        try await town.served { client in
            let there = Self.path + "?q=apfel&kind=product&deliverableAt=ostzone"
            let table: [(String, Set<String>)] = [
                ("", ["Apfelsaft früh", "Apfelsaft spät", "Apfelwein"]),
                ("&deliverableIn=today", ["Apfelsaft früh", "Apfelwein"]),
                ("&deliverableIn=\(slots[0])", ["Apfelsaft früh", "Apfelwein"]),
                ("&deliverableIn=\(slots[1])", ["Apfelsaft früh", "Apfelsaft spät", "Apfelwein"]),
                ("&age=15", ["Apfelsaft früh", "Apfelsaft spät"]),
                ("&age=16&branch=\(late.branch)", ["Apfelsaft spät"]),
            ]
            for (filter, expected) in table {
                let reply = try await client.get(there + filter)
                #expect(Set(reply.titles) == expected, "\(filter)")
            }
            let counted = try await client.get(there + "&facets=true")
            #expect(counted.json["facets"]?["deliverableToday"]?.int == 2)
            #expect(counted.json["facets"]?["openNow"]?.int == 2)
            #expect(counted.json["facets"]?["prices"]?.elements.count == 2)
            #expect(counted.json["facets"]?["branches"]?.elements.count == 2)
            for (wrong, error) in [
                ("?q=a&deliverableIn=today", "deliverableIn deliverableAt"),
                ("?q=a&deliverableAt=ostzone&deliverableIn=never", "deliverableIn format"),
                ("?q=a&deliverableAt=ostzone&deliverableIn=\(early.branch)", "deliverableIn enum"),
                ("?q=a&age=-1", "age range"), ("?q=a&branch=7", "branch format"), ("?q=a&explain=1", "explain format"),
            ] {
                let reply = try await client.get(Self.path + wrong)
                #expect(reply.status == 400 && reply.errors == [error], "\(wrong)")
            }
        }
    }
}

extension SearchTown {
    /// Delivery slots into the eastern zone, an hour each, by the back door.
    func slots(_ starts: [(start: String, days: Int)]) throws -> [ID<Slot>] {
        let template: ID<SlotTemplate> = .make(at: Self.now)
        let session = try database.superuser()
        try session.run(
            """
            INSERT INTO slot_templates (city_id, id, name, method, zone_id, kind, weekdays, first_minute, last_minute,
                   width_minutes, step_minutes, cutoff, places, fee_cents)
            SELECT '\(city.id)', '\(template)', 'Ost', 'delivery', id, 'fixed', '{1,2,3,4,5,6,7}', 600, 1200, 60, 60,
                   'order until 30 minutes before', 5, 390
              FROM zones WHERE city_id = '\(city.id)' AND slug = 'ostzone'
            """)
        return try starts.map { start, days in
            let id: ID<Slot> = .make(at: Self.now)
            try session.run(
                """
                INSERT INTO slots (city_id, id, template_id, method, zone_id, day, starts_at, ends_at, cutoff_at,
                       places, fee_cents)
                SELECT city_id, '\(id)', id, method, zone_id, date '2026-07-01' + \(days), '\(start)',
                       timestamptz '\(start)' + interval '1 hour',
                       timestamptz '\(start)' - interval '30 minutes', 5, 390
                  FROM slot_templates WHERE city_id = '\(city.id)'
                """)
            return id
        }
    }
}

extension JSONTree {
    fileprivate var double: Double? {
        if case .number(let text) = self { Double(text) } else { nil }
    }
}

import Catalogue
import Cities
import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import Search

/// A look at the database that fails halfway costs nothing but time: the next one finds all that the first one missed.
struct StumbleTests {
    /// Fails a look while somebody holds a table, then looks again.
    private func stumble(over table: String, _ town: SearchTown, _ reader: CityReader) async throws {
        let holder = try town.database.superuser()
        try holder.run("BEGIN; LOCK TABLE \(table) IN ACCESS EXCLUSIVE MODE")
        await #expect(throws: (any Error).self) { try await reader.catchUp(with: town.city) }
        try holder.run("ROLLBACK")
        try await reader.catchUp(with: town.city)
    }

    private func titles(_ town: SearchTown, _ text: String) throws -> [String] {
        try town.search.find(SearchWish(text), in: town.city).hits.compactMap {
            if case .product(let product) = $0.thing { product.title } else { nil }
        }
    }

    @Test func `what the city chose meanwhile holds`() async throws {
        let town = try await SearchTown.open()
        try await town.sell(.init("Ahle Wurst", cents: 139), at: try await town.shop("Laden am Markt"))
        let reader = CityReader(town.search, town.city)
        try await reader.catchUp()
        var wish = SearchTuning()
        wish.synonyms = ["stracke, ahle wurst"]
        _ = try await town.search.tune(wish, in: town.city.id, by: .system)
        #expect(try titles(town, "stracke") == [])
        try await stumble(over: "slots", town, reader)
        #expect(try titles(town, "stracke") == ["Ahle Wurst"])
    }

    @Test func `the goods of shops that came and went do so too`() async throws {
        let town = try await SearchTown.open()
        let (left, right) = (try await town.shop("Laden Links"), try await town.shop("Laden Rechts"))
        try await town.sell(.init("Gelee links", cents: 450), at: left)
        try await town.sell(.init("Gelee rechts", cents: 450), at: right)
        let session = try town.database.superuser()
        let state = { (state: String, shop: SearchTown.Shop) in
            try session.run("UPDATE retailers SET state = '\(state)' WHERE id = '\(shop.retailer)'")
        }
        _ = try state("suspended", right)
        let reader = CityReader(town.search, town.city)
        try await reader.catchUp()
        #expect(try titles(town, "gelee") == ["Gelee links"])
        _ = try state("approved", right)
        _ = try state("suspended", left)
        try await stumble(over: "offers", town, reader)
        #expect(try titles(town, "gelee") == ["Gelee rechts"])
    }

    @Test func `an index that could not be made anew is made anew in the end`() async throws {
        let town = try await SearchTown.open()
        var goods = SearchTown.Shelf("Gelee Quitte", cents: 450)
        let category = try await town.drinks()
        goods.category = category
        try await town.sell(goods, at: try await town.shop("Laden am Markt"))
        let reader = CityReader(town.search, town.city)
        try await reader.catchUp()
        let holder = try town.database.superuser()
        try holder.run("UPDATE categories SET title = 'Brotaufstrich' WHERE id = '\(category)'")
        try holder.run("BEGIN; LOCK TABLE offers IN ACCESS EXCLUSIVE MODE")
        try await reader.catchUp(with: town.city)
        // Until it has given up, which takes it four looks of five seconds.
        while await reader.isRebuilding { try await Task.sleep(for: .milliseconds(50)) }
        try holder.run("ROLLBACK")
        for _ in 0..<100 where try titles(town, "brotaufstrich") == [] {
            try await reader.catchUp(with: town.city)
            while await reader.isRebuilding { try await Task.sleep(for: .milliseconds(50)) }
        }
        #expect(try titles(town, "brotaufstrich") == ["Gelee Quitte"])
    }
}

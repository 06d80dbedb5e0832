import Catalogue
import Cities
import Foundation
import Postgres
import SearchIndex
import Synchronization
import TestSupport
import Testing
import Vocabulary

@testable import Search

/// The index is the database, whatever happened on the way.
struct EditTests {
    private static let batches = 40
    private static let editsABatch = 250

    /// One published offer as both sides tell it.
    private struct Line: Hashable {
        let offer: String
        let title: String
        let cents: Int
        let isInStock: Bool
    }

    /// 250 edits in one transaction: prices, states, titles, stock, each told to the feed.
    /// How many of a reader's questions were answered with something.
    private static func answers(of search: Search, in city: City, until isDone: Flag) async throws -> Int {
        var answers = 0
        while !isDone.isUp {
            let found = try search.find(SearchWish("gele sorte", limit: 100), in: city)
            answers += found.hits.count > 0 ? 1 : 0
            try await Task.sleep(for: .milliseconds(2))
        }
        return answers
    }

    private func edit(_ session: borrowing PlainSession, in city: City, seed: Double) throws {
        try session.run(
            """
            DO $$ DECLARE o record; n int; BEGIN
              PERFORM setseed(\(seed));
              FOR n IN 1..\(Self.editsABatch) LOOP
                SELECT * INTO o FROM offers WHERE city_id = '\(city.id)' ORDER BY random() LIMIT 1;
                CASE floor(random() * 4)::int
                  WHEN 0 THEN UPDATE offers SET price_cents = 1 + floor(random() * 5000) WHERE id = o.id;
                  WHEN 1 THEN UPDATE offers SET state = CASE state WHEN 'published' THEN 'paused' ELSE 'published' END
                               WHERE id = o.id;
                  WHEN 2 THEN UPDATE products SET title = 'Gelee Sorte ' || floor(random() * 1000)
                               WHERE id = o.product_id;
                  ELSE UPDATE stock_levels SET on_hand = allocated + floor(random() * 2) WHERE offer_id = o.id;
                END CASE;
                INSERT INTO catalogue_changes (city_id, offer_id, product_id, retailer_id)
                SELECT city_id, id, product_id, retailer_id FROM offers WHERE product_id = o.product_id;
              END LOOP;
            END $$
            """)
    }

    private func stored(_ session: borrowing PlainSession, in city: City) throws -> Set<Line> {
        let rows = try session.run(
            """
            SELECT o.id, p.title, o.price_cents, coalesce(s.on_hand - s.allocated > 0, true)
              FROM offers o JOIN products p ON p.city_id = o.city_id AND p.id = o.product_id
              LEFT JOIN stock_levels s ON s.city_id = o.city_id AND s.offer_id = o.id AND o.stock_mode = 'tracked'
             WHERE o.city_id = '\(city.id)' AND o.state = 'published'
            """)
        return Set(
            rows.map {
                Line(offer: $0[0] ?? "", title: $0[1] ?? "", cents: Int($0[2] ?? "") ?? 0, isInStock: $0[3] == "t")
            })
    }

    private func indexed(_ snapshot: Snapshot) throws -> Set<Line> {
        var lines: [Line] = []
        snapshot.forEach([.product]) { id, payload in
            guard let card = Card(payload), let offers = snapshot.offers(of: id) else { return }
            for (label, offer) in zip(card.labels, offers) {
                lines.append(
                    Line(
                        offer: label.id.description, title: card.title, cents: Int(offer.price_cents),
                        isInStock: offer.isInStock))
            }
        }
        #expect(Set(lines).count == lines.count)
        return Set(lines)
    }

    @Test func `ten thousand edits, readers at work, keepers cut off between: the index is the database`() async throws
    {
        let folder = "/tmp/liefert-test-\(ProcessInfo.processInfo.processIdentifier)-edits"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let town = try await SearchTown.open(folder: folder)
        let shops = [try await town.shop("Laden Eins"), try await town.shop("Laden Zwei")]
        for number in 0..<60 {
            var shelf = SearchTown.Shelf("Gelee Sorte \(number)", cents: 100 + Int64(number))
            shelf.stock = number % 3 == 0 ? 5 : nil
            try await town.sell(shelf, at: shops[number % 2])
        }
        let session = try town.database.superuser()
        var reader = CityReader(town.search, town.city)
        try await reader.catchUp()
        let isDone = Flag()
        let search = town.search
        let city = town.city
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<2 {
                group.addTask { try await Self.answers(of: search, in: city, until: isDone) }
            }
            for batch in 0..<Self.batches {
                try edit(session, in: city, seed: Double(batch) / 100)
                try await reader.catchUp()
                if batch % 7 == 3 { try await reader.keep() }
                // As a kill would: nothing is written, the next one begins with what the folder holds.
                if batch % 5 == 4 { reader = CityReader(search, city) }
            }
            isDone.raise()
            for try await answers in group { #expect(answers > 0) }
        }
        try await reader.catchUp()
        let expected = try stored(session, in: city)
        #expect(expected.count > 10)
        #expect(try indexed(search.shelves(of: city.id).snapshot) == expected)
        // From nothing, without the folder, it is the same.
        let fresh = town.anotherSearch(folder: nil)
        try await CityReader(fresh, city).catchUp()
        #expect(try indexed(fresh.shelves(of: city.id).snapshot) == expected)
        for text in ["gelee", "sorte 17", "geleesorte", "gele 9"] {
            let (one, other) = (
                try search.find(SearchWish(text, limit: 200), in: city).products,
                try fresh.find(SearchWish(text, limit: 200), in: city).products
            )
            #expect(Set(one) == Set(other), "\(text)")
        }
    }
}

private final class Flag: Sendable {
    private let up = Atomic(false)

    var isUp: Bool { up.load(ordering: .relaxed) }
    func raise() { up.store(true, ordering: .relaxed) }
}

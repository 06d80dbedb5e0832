import Catalogue
import Cities
import Foundation
import Logging
import Postgres
import SearchIndex
import TestSupport
import Testing
import Vocabulary
import Web

@testable import Search

/// What is in the folder, and what happens where it is damaged, old or not there.
struct KeepingTests {
    /// A folder that is removed when the test ends.
    private final class Folder {
        let path = "/tmp/liefert-test-\(ProcessInfo.processInfo.processIdentifier)-\(UUID())"
        deinit { try? FileManager.default.removeItem(atPath: path) }

        func files(of city: City) throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(city.id)")
        }
    }

    private func titles(_ search: Search, _ text: String, in city: City) throws -> [String] {
        try search.find(SearchWish(text), in: city).hits.compactMap {
            if case .product(let product) = $0.thing { product.title } else { nil }
        }
    }

    @Test func `an index that was kept is opened, and the feed followed from there`() async throws {
        let folder = Folder()
        let town = try await SearchTown.open(folder: folder.path)
        let shop = try await town.shop("Laden am Markt")
        try await town.sell(.init("Gelee Quitte", cents: 450), at: shop)
        let gone = try await town.sell(.init("Gelee Apfel", cents: 450), at: shop)
        try await SearchKeeper(search: town.search, log: .silent).fill()
        #expect(try folder.files(of: town.city).count > 1)
        // Told to nobody: who reads everything anew sees it, who opens the folder does not.
        try town.database.superuser().run("UPDATE products SET title = 'Heimlich' WHERE title = 'Gelee Quitte'")
        try await town.sell(.init("Gelee Birne", cents: 450), at: shop)
        try await town.become(.paused, gone, at: shop)
        let later = town.anotherSearch(folder: folder.path)
        try await SearchKeeper(search: later, log: .silent).fill()
        #expect(Set(try titles(later, "gelee", in: town.city)) == ["Gelee Quitte", "Gelee Birne"])
    }

    @Test func `shops that went while nobody looked are gone with their goods`() async throws {
        let folder = Folder()
        let town = try await SearchTown.open(folder: folder.path)
        let (left, right) = (try await town.shop("Laden Links"), try await town.shop("Laden Rechts"))
        try await town.sell(.init("Gelee links", cents: 450), at: left)
        try await town.sell(.init("Gelee rechts", cents: 450), at: right)
        try await SearchKeeper(search: town.search, log: .silent).fill()
        try town.database.superuser().run("UPDATE retailers SET state = 'suspended' WHERE id = '\(left.retailer)'")
        let later = town.anotherSearch(folder: folder.path)
        try await SearchKeeper(search: later, log: .silent).fill()
        #expect(try titles(later, "gelee", in: town.city) == ["Gelee rechts"])
        #expect(try later.find(SearchWish("laden"), in: town.city).shops == [right.retailer])
    }

    @Test(arguments: ["cut", "changed", "removed", "manifest", "note"])
    func `a damaged or missing file is made anew from the database`(_ damage: String) async throws {
        let folder = Folder()
        let town = try await SearchTown.open(folder: folder.path)
        let shop = try await town.shop("Laden am Markt")
        try await town.sell(.init("Quittengelee", cents: 450), at: shop)
        try await SearchKeeper(search: town.search, log: .silent).fill()
        let names = try folder.files(of: town.city)
        let isManifest = damage == "manifest" || damage == "note"
        let name = isManifest ? "manifest" : try #require(names.first { $0 != "manifest" })
        let url = URL(filePath: "\(folder.path)/\(town.city.id)/\(name)")
        var bytes = try Data(contentsOf: url)
        switch damage {
        case "cut": try bytes.prefix(bytes.count / 2).write(to: url)
        case "removed": try FileManager.default.removeItem(at: url)
        default:
            let at = damage == "note" ? 24 : bytes.count / 2
            bytes[at] ^= 0x40
            try bytes.write(to: url)
        }
        let later = town.anotherSearch(folder: folder.path)
        try await SearchKeeper(search: later, log: .silent).fill()
        #expect(try titles(later, "quitengelee", in: town.city) == ["Quittengelee"])
        let (index, _) = try IndexFolder(path: "\(folder.path)/\(town.city.id)").open()
        #expect(index.snapshot.count == 2)
    }

    @Test func `another tree of categories is read anew while answers go on`() async throws {
        let town = try await SearchTown.open()
        let shop = try await town.shop("Laden am Markt")
        var shelf = SearchTown.Shelf("Hafermilch", cents: 139)
        shelf.category = try await town.drinks()
        try await town.sell(shelf, at: shop)
        try await town.served { client in
            let path = SearchTests.path + "?q=durstlöscher".replacing("ö", with: "%C3%B6")
            #expect(try await client.get(path).titles.isEmpty)
            try town.database.superuser().run("UPDATE categories SET synonyms = '{Durstlöscher}'")
            let found = try await client.soon(path) { $0.titles.contains("Hafermilch") }
            #expect(Set(found.titles) == ["Hafermilch", "Getränke"])
        }
    }

    @Test func `search answers while the database hangs`() async throws {
        let town = try await SearchTown.open()
        let shop = try await town.shop("Laden am Markt")
        try await town.sell(.init("Hafermilch", cents: 139), at: shop)
        try await town.served { client in
            #expect(try await client.get(SearchTests.path + "?q=hafermlch").titles == ["Hafermilch"])
            let session = try town.database.superuser()
            let pids = try session.run(
                """
                SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()
                 UNION SELECT split_part(pg_read_file('postmaster.pid'), chr(10), 1)::int
                """
            ).compactMap { $0[0].flatMap { pid_t($0) } }
            for pid in pids { kill(pid, SIGSTOP) }
            defer { for pid in pids { kill(pid, SIGCONT) } }
            for _ in 1...5 {
                let path = SearchTests.path + "?q=hafermlch&openNow=true"
                let reply = try await client.with(timeoutSeconds: 30).get(path)
                #expect(reply.titles == ["Hafermilch"])
            }
        }
    }

    @Test func `a card is what was written, and other bytes are none`() throws {
        let sale = PriceTag.Sale(price: Money(cents: 99), startsAt: SearchTown.now, endsAt: nil)
        let card = Card(
            wording: .max, title: "Hafermilch ä", brand: nil, category: ID(high: 1, low: 2), minimumAge: 18,
            labels: [
                .init(
                    id: ID(high: 3, low: 4), tag: PriceTag(regular: Money(cents: 129), sale: sale), size: "1 l",
                    content: Content(thousandths: 1_000_000, measure: .millilitre), isLoose: true, deposit: "crate"),
                .init(
                    id: ID(high: 5, low: 6), tag: PriceTag(regular: Money(cents: 1)), size: "", content: nil,
                    isLoose: false, deposit: nil),
            ])
        #expect(Card(card.bytes) == card)
        for cut in 0..<card.bytes.count { #expect(Card(Array(card.bytes.prefix(cut))) == nil) }
        var state: UInt64 = 11
        for _ in 0..<2000 {
            var bytes = card.bytes
            for _ in 0..<3 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 25)
            }
            _ = Card(bytes)
        }
    }
}

extension Logger {
    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

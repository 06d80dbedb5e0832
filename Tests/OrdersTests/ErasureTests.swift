import Cities
import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import Orders

/// Who got it where is forgotten when its time is over (safety.md §5); what was sold and for how much stays.
@Suite struct ErasureTests {
    private static let days: Int64 = 86_400

    /// Tables that hold one of these texts, with how many rows.
    private func found(_ texts: [String], _ town: OrderTown) throws -> [String: Int] {
        let session = try town.town.superuser()
        var found: [String: Int] = [:]
        for row in try session.run(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        {
            let table = row[0] ?? ""
            let wish = texts.map { "t::text LIKE '%\($0)%'" }.joined(separator: " OR ")
            let count = try session.run("SELECT count(*) FROM \(table) t WHERE \(wish)")[0][0].flatMap { Int($0) } ?? 0
            if count > 0 { found[table] = count }
        }
        return found
    }

    @Test func `after half a year of complaints a name is in no table any more, and the receipt is unchanged`()
        async throws
    {
        let town = try await OrderTown()
        defer { town.close() }
        let offer = try town.offer(0, .init(cents: 600))
        let placed = try await town.order("erika", [(offer, 2)])
        let person = ["Erika Muster", "0151 1234567", "Hinterhaus"]
        #expect(try found(person, town)["delivery_contacts"] == 1)
        let receipt = "SELECT md5(string_agg(t::text, ',' ORDER BY t::text)) FROM"
        let tables = ["purchases", "retailer_orders", "order_lines", "ledger_entries", "ledger_postings"]
        let before = try tables.map { try town.town.superuser().run("\(receipt) \($0) t") }
        let kept = (14 + 183) * Self.days
        town.clock.advance(seconds: placed.window.end.seconds(since: town.clock.now) + kept)
        #expect(try await town.orders.eraseContacts(in: town.city.id) == 0)
        town.clock.advance(seconds: 1)
        #expect(try await town.orders.eraseContacts(in: town.city.id) == 1)
        #expect(try await town.orders.eraseContacts(in: town.city.id) == 0)
        #expect(try found(person, town) == [:])
        #expect(try tables.map { try town.town.superuser().run("\(receipt) \($0) t") } == before)
        #expect(try await town.refresh(placed).total == placed.total, "the purchase is still shown")
    }

    @Test func `a running order keeps its door`() async throws {
        let town = try await OrderTown()
        defer { town.close() }
        let offer = try town.offer(0, .init(cents: 600))
        for holder in ["erika", "max"] { _ = try await town.order(holder, [(offer, 1)]) }
        #expect(try await town.orders.eraseContacts(in: town.city.id) == 0)
        #expect(try town.number("SELECT count(*) FROM delivery_contacts WHERE erased_at IS NULL") == 2)
    }
}

import Foundation
import Postgres
import Synchronization
import TestSupport
import Testing
import Vocabulary

private struct Promise: Statement {
    static let sql = "SELECT 1"
    static let ringsDoorbell = true
    static func decode(_ row: inout Row) throws(Fault) {}
}

private struct Regret: Error {}

/// How often somebody was woken.
private final class Ears: Sendable {
    private let count = Mutex(0)

    var heard: Int { count.withLock { $0 } }
    func hear() { count.withLock { $0 += 1 } }

    /// Waits, ten seconds at most, until more than `count` rings were heard.
    func hear(moreThan count: Int) async throws -> Bool {
        for _ in 0..<1_000 where heard <= count { try await Task.sleep(for: .milliseconds(10)) }
        return heard > count
    }
}

@Suite struct DoorbellTests {
    private let town: TestDatabase
    private let neighbour: Database
    private let ears = Ears()

    /// Listens in a second pool, as another node would, and waits until it does.
    init() async throws {
        town = try TestDatabase(connections: 2)
        neighbour = town.anotherPool(connections: 1)
        neighbour.doorbell.listen { [ears] in ears.hear() }
        try #require(try await ears.hear(moreThan: 0))
    }

    @Test func `a commit that promises work wakes the other node`() async throws {
        let before = ears.heard
        try await town.pool.transaction { tx in try tx.run(Promise()) }
        #expect(try await ears.hear(moreThan: before))
    }

    @Test func `what was rolled back wakes nobody, nor does a read`() async throws {
        let before = ears.heard
        await #expect(throws: Regret.self) {
            try await town.pool.transaction { tx in
                _ = try tx.rows(Promise())
                throw Regret()
            }
        }
        try await Task.sleep(for: .milliseconds(300))
        #expect(ears.heard == before)
    }

    @Test func `a thousand rings become a few, and none of them holds a committing writer up`() async throws {
        let before = ears.heard
        for _ in 0..<1_000 { town.pool.doorbell.ring() }
        #expect(try await ears.hear(moreThan: before))
        try await Task.sleep(for: .milliseconds(300))
        #expect(ears.heard - before < 50)
    }

    @Test func `a session that the server killed is made anew, and its sleepers look for what they missed`()
        async throws
    {
        let before = ears.heard
        let killed = try town.superuser().run(
            """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
             WHERE datname = current_database() AND usename = 'liefert_app'
            """)
        #expect(killed != [["0"]])
        #expect(try await ears.hear(moreThan: before))
        let again = ears.heard
        town.pool.doorbell.ring()
        #expect(try await ears.hear(moreThan: again))
    }
}

import Foundation
import Postgres
import TestSupport
import Testing
import Vocabulary

/// The audit trail: written with the act, never changed, and a chain that shows it (threat T24).
@Suite struct AuditTests {
    private enum Thing {}
    let town: TestDatabase
    let city = CityID.make(at: Clock.system.now())
    let sealer: AuditSealer
    private let start = Instant("2026-06-01T04:00:00Z")!

    init() throws {
        town = try TestDatabase(connections: 3)
        sealer = try AuditSealer(seed: Array(repeating: 5, count: 32))
    }

    private func write(_ count: Int, from first: Int = 0) async throws {
        let (city, start) = (city, start)
        try await town.pool.transaction(in: city) { tx in
            for number in first..<(first + count) {
                let actor = Actor(subject: "somebody \(number)", role: "owner", requestId: "request-\(number)")
                try tx.run(
                    AuditEntry(
                        in: city, at: start + Int64(number), by: actor, "change", "offer",
                        ID<Thing>.make(at: start), reason: number % 3 == 0 ? "why \(number)" : nil))
            }
        }
    }

    private func flaw(kept: [AuditSeal] = []) async throws -> AuditFlaw? {
        try await town.pool.verifyAudit(of: city, with: sealer, kept: kept).flaw
    }

    @Test func `what is written is linked, sealed and found whole`() async throws {
        try await write(1200)
        #expect(try await town.pool.linkAudit(in: city) == 1200)
        #expect(try await town.pool.linkAudit(in: city) == 0)
        let seal = try await town.pool.sealAudit(in: city, with: sealer, at: start)
        #expect(seal?.position == 1200)
        try await write(3, from: 1200)
        let report = try await town.pool.verifyAudit(of: city, with: sealer)
        #expect(report.flaw == nil && report.linked == 1200 && report.waiting == 3 && report.seals == 1)
    }

    @Test func `an entry is there exactly if its act was committed`() async throws {
        struct Refused: Error {}
        let (city, start) = (city, start)
        await #expect(throws: Refused.self) {
            try await town.pool.transaction(in: city) { tx in
                try tx.run(AuditEntry(in: city, at: start, by: .system, "change", "offer", ID<Thing>.make(at: start)))
                try tx.flush()
                throw Refused()
            }
        }
        #expect(try town.superuser().run("SELECT count(*) FROM audit_entries") == [["0"]])
    }

    @Test func `neither the service nor the owner of the tables changes or removes an entry`() async throws {
        try await write(2)
        _ = try await town.pool.linkAudit(in: city)
        _ = try await town.pool.sealAudit(in: city, with: sealer, at: start)
        let app = try PlainSession(TestCluster.shared.keywords(user: "liefert_app", database: town.name))
        for (session, state) in [(app, "42501"), (try town.owner(), "23001")] {
            try session.run("SELECT set_config('app.city_id', '\(city)', false)")
            for table in ["audit_entries", "audit_links", "audit_seals"] {
                for verb in ["UPDATE \(table) SET city_id = city_id", "DELETE FROM \(table)"] {
                    let fault = #expect(throws: Fault.self, "\(verb)") { try session.run(verb) }
                    #expect(fault?.sqlState == state, "\(verb)")
                }
            }
        }
    }

    @Test func `two who link at once make one chain`() async throws {
        try await write(600)
        let pool = town.anotherPool(connections: 2)
        defer { pool.close() }
        await withTaskGroup { group in
            for database in [town.pool, pool, town.pool, pool] {
                group.addTask { [city] in _ = try? await database.linkAudit(in: city) }
            }
        }
        _ = try await town.pool.linkAudit(in: city)
        let report = try await town.pool.verifyAudit(of: city, with: sealer)
        #expect(report.flaw == nil && report.linked == 600 && report.waiting == 0)
    }

    @Test func `an entry that was committed late is linked late and is no flaw`() async throws {
        try await write(2, from: 100)
        #expect(try await town.pool.linkAudit(in: city) == 2)
        try await write(1, from: 0)
        #expect(try await town.pool.linkAudit(in: city) == 1)
        #expect(try await flaw() == nil)
    }

    /// Ways to tamper as somebody who may do everything in the database, with what must be found.
    private static let columns = [
        "at = at + interval '1 second'", "actor = actor || 'x'", "role = 'admin'", "action = 'look'",
        "object_kind = 'order'", "object_id = gen_random_uuid()", "reason = coalesce(reason, '') || '.'",
        "request_id = NULL", "detail = '{\"x\": 1}'",
    ]

    @Test func `each of two hundred random tamperings is found at its row`() async throws {
        let seed = UInt64(ProcessInfo.processInfo.environment["SEED"] ?? "") ?? UInt64.random(in: 0...UInt64.max)
        print("audit tampering seed \(seed)")
        var dice = Dice(state: seed)
        try await write(300)
        _ = try await town.pool.linkAudit(in: city)
        let session = try town.superuser()
        try session.run("SET session_replication_role = replica")
        for turn in 0..<200 {
            let position = Int64.random(in: 1...300, using: &dice)
            let entry = try #require(
                try session.run("SELECT entry_id FROM audit_links WHERE position = \(position)")[0][0])
            let found = try await tampered(position, entry, way: turn % 4, session, &dice)
            let expected: AuditFlaw =
                switch turn % 4 {
                case 0: .changed(position: position, entry: ID(entry)!)
                case 1: .removed(position: position, entry: ID(entry)!)
                case 2: .linkMissing(position: position)
                default: .changed(position: position, entry: ID(entry)!)
                }
            // The last link has nothing behind it: without a seal its entry only seems to wait.
            if turn % 4 == 2, position == 300 { continue }
            #expect(found == expected, "seed \(seed), turn \(turn)")
        }
        #expect(try await flaw() == nil, "everything was put back")
    }

    /// Tampers, looks, puts it back.
    private func tampered(
        _ position: Int64, _ entry: String, way: Int, _ session: PlainSession, _ dice: inout Dice
    ) async throws -> AuditFlaw? {
        let isOfLinks = way >= 2
        let (table, key) = isOfLinks ? ("audit_links", "position = \(position)") : ("audit_entries", "id = '\(entry)'")
        let row = try #require(try session.run("SELECT (t.*)::text FROM \(table) t WHERE \(key)")[0][0])
        switch way {
        case 0:
            let column = Self.columns.randomElement(using: &dice) ?? ""
            try session.run("UPDATE audit_entries SET \(column) WHERE \(key)")
        case 3: try session.run("UPDATE audit_links SET hash = sha256(hash) WHERE \(key)")
        default: try session.run("DELETE FROM \(table) WHERE \(key)")
        }
        let found = try await flaw()
        try session.run("DELETE FROM \(table) WHERE \(key)")
        try session.run("INSERT INTO \(table) SELECT ($1::\(table)).*", [row])
        return found
    }

    @Test func `an entry slipped in among older ones is named`() async throws {
        try await write(5000)
        _ = try await town.pool.linkAudit(in: city)
        let id = ID<AuditEntry>.make(at: start + 10)
        try town.superuser().run(
            """
            INSERT INTO audit_entries (city_id, id, at, actor, role, action, object_kind, object_id)
            VALUES ('\(city)', '\(id)', '\(start + 10)', 'nobody', 'owner', 'change', 'offer', gen_random_uuid())
            """)
        #expect(try await town.pool.linkAudit(in: city) == 0)
        #expect(try await flaw() == .slippedIn(entry: id))
    }

    @Test func `a chain written anew, cut off or sealed by somebody else does not fit its seals`() async throws {
        try await write(50)
        _ = try await town.pool.linkAudit(in: city)
        let seal = try #require(try await town.pool.sealAudit(in: city, with: sealer, at: start))
        let session = try town.superuser()
        try session.run("SET session_replication_role = replica")
        try session.run("DELETE FROM audit_links WHERE position > 40")
        #expect(try await flaw() == .rewritten(position: 50))
        try session.run("DELETE FROM audit_links; UPDATE audit_entries SET actor = 'nobody' WHERE actor = 'somebody 7'")
        _ = try await town.pool.linkAudit(in: city)
        #expect(try await flaw() == .rewritten(position: 50))
        try session.run("DELETE FROM audit_seals")
        #expect(try await flaw() == nil, "whoever owns the database and its seals leaves no trace in it")
        #expect(try await flaw(kept: [seal]) == .rewritten(position: 50), "a seal kept elsewhere shows it")
        let stranger = try AuditSealer(seed: Array(repeating: 6, count: 32))
        _ = try await town.pool.sealAudit(in: city, with: stranger, at: start)
        #expect(try await flaw() == .sealForged(position: 50))
    }

    /// SplitMix64 (Steele, Lea and Flood, 2014): a seed that can be printed.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
            return mixed ^ (mixed >> 31)
        }
    }
}

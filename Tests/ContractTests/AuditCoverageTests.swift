import Cities
import Foundation
import Postgres
import TestSupport
import Testing
import Vocabulary
import Web

/// Every act of those with power over others' things stands in the audit trail, written in the act's own transaction.
@Suite(.serialized) struct AuditCoverageTests {
    /// Acts that leave no entry, each with its reason.
    private static let silent = [
        "/tours/planning": "nothing waits to be planned here, so nothing is done",
        "/tours/replanning": "nothing waits to be planned here, so nothing is done",
        "/products/by-gtin": "a question",
        "/stock-reports": "a till's counts, many a minute; the level keeps who counted last",
        "/imports/{import}/options": "a preview that nothing was taken from yet",
        "DELETE /v1/cities/{city}/retailers/{retailer}/imports/{import}": "a preview that nothing was taken from",
    ]

    private static var acts: [MatrixRow] {
        MatrixTable.rows.filter { row in
            guard row.method != "GET", row.neverDone == nil, !silent.keys.contains(where: row.operation.contains) else {
                return false
            }
            switch row.access {
            case .staff, .operator, .courier: return true
            case .anyone, .signedIn, .resident, .residentAccount, .operatorOrKey:
                return row.operation.hasSuffix("/purchases")
                    || row.operation.hasSuffix("/cancellation") || row.operation.hasSuffix("/retailers")
                    || row.operation.hasSuffix("/accounts")
            }
        }
    }

    @Test func `without its entry no act happens, and with it the entry names who and by which request`() async throws {
        try await MatrixTown.serve { town, client, here, there in
            let run = try await MatrixRun(town, client, here, there)
            let session = try town.database.superuser()
            var acts = 0
            for row in Self.acts {
                guard let cell = run.letIn(row) else { continue }
                acts += 1
                try session.run(Self.jam)
                let before = try town.digest()
                let jammed = try await run.send(cell)
                #expect(jammed.status >= 500, "\(row.operation) without an entry: \(jammed.status) \(jammed.text)")
                #expect(try town.digest() == before, "\(row.operation) without an entry")
                try session.run(Self.unjam)
                let done = try await run.send(cell)
                #expect((200..<300).contains(done.status), "\(cell.name): \(done.status) \(done.text)")
                let request = done.header("x-request-id") ?? ""
                let entries = try session.run(
                    "SELECT actor, role FROM audit_entries WHERE request_id = $1", [request])
                let subject = cell.asker.kind.isNobody ? nil : try await self.subject(of: cell, run)
                #expect(!entries.isEmpty || row.operation.hasSuffix("/accounts"), "\(row.operation) leaves no entry")
                #expect(entries.allSatisfy { subject == nil || $0[0] == subject }, "\(row.operation): \(entries)")
            }
            print("audit: \(acts) acts, none without its entry")
            #expect(acts > 45)
            for city in [here, there] {
                _ = try await town.database.pool.linkAudit(in: city.city.id)
                let sealer = try AuditSealer(seed: Array(repeating: 5, count: 32))
                #expect(try await town.database.pool.verifyAudit(of: city.city.id, with: sealer).flaw == nil)
            }
        }
    }

    private func subject(of cell: MatrixRun.Cell, _ run: MatrixRun) async throws -> String? {
        run.here.accounts[cell.asker.name]?.description
    }

    private static let jam = """
        CREATE FUNCTION jam() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'jammed'; END $$;
        CREATE TRIGGER jam BEFORE INSERT ON audit_entries FOR EACH ROW EXECUTE FUNCTION jam()
        """
    private static let unjam = "DROP FUNCTION jam() CASCADE"
}

extension Asker.Kind {
    var isNobody: Bool { if case .nobody = self { true } else { false } }
}

import Accounts
import Foundation
import TestSupport
import Testing
import Vocabulary
import Web

/// safety.md's matrix (threats T1, T2, T4): every operation of the API × everybody × own, other people's, other
/// retailers', another city's and unknown things.
@Suite(.serialized) struct MatrixTests {
    @Test func `the table has a row for every operation, and no other`() throws {
        let document = try APIDocument(folder: packageFolder + "/openapi")
        let described = Set(document.operations.map { "\($0.method) \($0.path)" })
        let rows = MatrixTable.rows.map(\.operation)
        #expect(described.subtracting(rows).sorted() == [], "without a row: who may call it?")
        #expect(Set(rows).subtracting(described).sorted() == [], "no operation any more")
        #expect(Set(rows).count == rows.count)
    }

    @Test(.timeLimit(.minutes(20)))
    func `everybody gets what the matrix says, and what is refused changes nothing and tells nothing`() async throws {
        try await MatrixTown.serve { town, client, here, there in
            let run = try await MatrixRun(town, client, here, there)
            let cells = run.cells()
            let refused = cells.filter { if case .status = $0.verdict { true } else { false } }
            let before = try town.digest()
            let replies = try await ask(refused, run)
            let after = try town.digest()
            #expect(before.filter { after[$0.key] != $0.value }.keys.sorted() == [], "changed by the refused")
            judge(refused, replies)
            compare(refused, replies)
            try await expectNothing(cells.filter { $0.verdict == .nothing }, run)
            let done = try await doAll(cells.filter { $0.verdict == .letIn }, run)
            for row in MatrixTable.rows where row.neverDone == nil {
                #expect(done[row.operation]?.hasPrefix("2") == true, "\(row.operation): \(done[row.operation] ?? "")")
            }
            let counts = "\(MatrixTable.rows.count) operations × \(run.askers.count) askers"
            print("matrix: \(counts), \(cells.count) cells, \(refused.count) refused")
        }
    }

    /// The refused, six at a time: their order means nothing.
    private func ask(_ cells: [MatrixRun.Cell], _ run: MatrixRun) async throws -> [Reply] {
        try await withThrowingTaskGroup(of: [(Int, Reply)].self) { group in
            for lane in 0..<6 {
                group.addTask {
                    var replies: [(Int, Reply)] = []
                    for index in stride(from: lane, to: cells.count, by: 6) {
                        replies.append((index, try await run.send(cells[index])))
                    }
                    return replies
                }
            }
            let all = try await group.reduce(into: []) { $0 += $1 }
            return all.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func judge(_ cells: [MatrixRun.Cell], _ replies: [Reply]) {
        for (cell, reply) in zip(cells, replies) {
            #expect(.status(reply.status) == cell.verdict, "\(cell.name): \(reply.text.prefix(300))")
            #expect(!reply.text.contains(MatrixTown.mark), "\(cell.name)")
        }
    }

    /// A foreign thing answers like one that is nowhere.
    private func compare(_ cells: [MatrixRun.Cell], _ replies: [Reply]) {
        var nowhere: [String: String] = [:]
        let keyed = zip(cells, replies).map { cell, reply in
            ("\(cell.row.operation), \(cell.asker.name), \(cell.target.isBelow)", cell, reply.seen)
        }
        for (key, cell, seen) in keyed where cell.target.kind == .unknown { nowhere[key] = seen }
        var compared = 0
        for (key, cell, seen) in keyed where cell.target.kind != .unknown && cell.verdict == .status(404) {
            guard let unknown = nowhere[key] else { continue }
            compared += 1
            #expect(seen == unknown, "\(cell.name)")
        }
        print("matrix: \(compared) answers about foreign things compared with those about unknown ones")
    }

    /// Lists of what is elsewhere are as empty as lists of what is nowhere.
    private func expectNothing(_ cells: [MatrixRun.Cell], _ run: MatrixRun) async throws {
        for cell in cells {
            let reply = try await run.send(cell)
            #expect(
                reply.status == 200 && reply.json["items"]?.elements == [], "\(cell.name): \(reply.text.prefix(200))")
        }
    }

    /// Those who are let in, in the table's order; answers how each operation ended, at its first success if any.
    private func doAll(_ cells: [MatrixRun.Cell], _ run: MatrixRun) async throws -> [String: String] {
        var done: [String: String] = [:]
        for cell in cells {
            let reply = try await run.send(cell)
            let fine = (200..<400).contains(reply.status) || [409, 412, 422, 428].contains(reply.status)
            let isLate =
                cell.row.alsoLetIn.contains(reply.status)
                && (done[cell.row.operation]?.hasPrefix("2") == true || cell.row.neverDone != nil)
            #expect(
                fine || isLate || isOpenPage(cell, reply), "\(cell.name): \(reply.status) \(reply.text.prefix(300))")
            #expect(!reply.text.contains(MatrixTown.mark) || cell.row.isAboutAllTowns, "\(cell.name)")
            let isFirst = done[cell.row.operation]?.hasPrefix("2") != true
            if isFirst { done[cell.row.operation] = "\(reply.status) \(reply.text.prefix(300))" }
        }
        return done
    }

    private func isOpenPage(_ cell: MatrixRun.Cell, _ reply: Reply) -> Bool {
        !cell.row.isOfACity && cell.target.kind != .own && reply.status == 404
    }
}

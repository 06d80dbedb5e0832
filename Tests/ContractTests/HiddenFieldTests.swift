import Accounts
import Cities
import Foundation
import TestSupport
import Testing
import Vocabulary
import Web

/// Fields that no caller may set (threat T3), prices that no caller may say (T8), and ids of elsewhere in bodies,
/// queries, cursors and keys (T1, T2).
@Suite(.serialized) struct HiddenFieldTests {
    /// What answers show or tables hold; each is sent where the operation does not list it.
    private static let hidden = [
        "id", "cityId", "city_id", "tenantId", "version", "state", "status", "role", "isAdmin", "retailer", "owner",
        "account", "resident", "price", "total", "paidAt", "createdAt", "approved", "__proto__",
    ]

    @Test(.timeLimit(.minutes(20)))
    func `a field that an operation does not list is refused, and nothing is changed`() async throws {
        try await MatrixTown.serve { town, client, here, there in
            let run = try await MatrixRun(town, client, here, there)
            let before = try town.digest()
            var sent = 0
            // Bodies of foreign shapes keep their origin's rules about what they do not know.
            for row in MatrixTable.rows
            where row.mediaType.hasSuffix("json") && row.isOfACity && !row.operation.contains(/\/plans$|\/osrm\//) {
                guard let cell = run.letIn(row), case .object(let members) = run.body(of: cell) else { continue }
                let free = row.operation.contains("/requirements/") && !row.operation.contains("applications")
                for name in Self.hidden where !free && !members.contains(where: { $0.key == name }) {
                    guard !town.lists(name, row) else { continue }
                    let body = JSONTree.object(members + [.init(name, .string("1"))])
                    let reply = try await run.send(cell, body: body.bytes)
                    sent += 1
                    #expect(reply.status == 400, "\(row.operation) \(name): \(reply.status) \(reply.text.prefix(200))")
                }
            }
            print("hidden fields: \(sent) requests")
            #expect(sent > 500)
            let after = try town.digest()
            #expect(before.filter { after[$0.key] != $0.value }.keys.sorted() == [])
        }
    }

    @Test func `a price is the shop's, whoever says another`() async throws {
        try await MatrixTown.serve { town, client, here, _ in
            let resident = here.client("resident", client)
            let line = here.base + "/baskets/\(here.own["basket"] ?? "")/lines/\(here.own["offer"] ?? "")"
            let before = try town.digest()
            for bad in [
                #"{"quantity":1,"price":{"amount":1,"currency":"EUR"}}"#, #"{"quantity":-1}"#, #"{"quantity":0.1}"#,
                #"{"quantity":9223372036854775808}"#, #"{"quantity":1e3}"#, #"{"quantity":1000}"#,
            ] {
                let reply = try await resident.put(line, bad)
                #expect(reply.status == 400 || reply.status == 422, "\(bad): \(reply.status)")
            }
            let checkout = here.own["checkout"] ?? ""
            let hash = here.own["hash"] ?? ""
            let wishes: [(String, Int)] = [
                (#"{"checkout":"\#(checkout)","summaryHash":"\#(hash)","total":{"amount":1,"currency":"EUR"}}"#, 400),
                (#"{"checkout":"\#(checkout)","summaryHash":"\#(String(hash.reversed()))"}"#, 409),
            ]
            for (wish, status) in wishes {
                let reply = try await resident.post(
                    here.base + "/purchases", wish, ["Idempotency-Key": Quarter.id()])
                #expect(reply.status == status, "\(reply.text)")
            }
            let owner = here.client("owner", client)
            let offer = here.base + "/retailers/\(here.own["retailer"] ?? "")/assortment/\(here.own["offer"] ?? "")"
            for money in [
                #"{"amount":500,"currency":"USD"}"#, #"{"amount":-1,"currency":"EUR"}"#, #"{"amount":1}"#,
                #"{"amount":9223372036854775808,"currency":"EUR"}"#, #"{"amount":5.5,"currency":"EUR"}"#, "5",
            ] {
                let reply = try await owner.patch(offer, #"{"price":\#(money)}"#, ["If-Match": "\"1\""])
                #expect(reply.status == 400 || reply.status == 422, "\(money): \(reply.status) \(reply.text)")
            }
            let after = try town.digest()
            #expect(before.filter { after[$0.key] != $0.value }.keys.sorted() == [])
            // A price that changed after the summary was shown is not charged, nor is the old one without a word.
            let patched = try await owner.patch(
                offer, #"{"price":{"amount":999,"currency":"EUR"}}"#, ["If-Match": "\"1\""])
            #expect(patched.status == 200, "\(patched.text)")
            let wish = #"{"checkout":"\#(checkout)","summaryHash":"\#(hash)"}"#
            let stale = try await resident.post(here.base + "/purchases", wish, ["Idempotency-Key": Quarter.id()])
            let paid = stale.json["total"]?["amount"]?.int
            #expect(stale.status == 409 || paid == 600 + 600 + 390, "the summary that was agreed to: \(stale.text)")
        }
    }

    @Test func `keys, cursors and ids of one town are worth nothing in the other`() async throws {
        try await MatrixTown.serve { town, client, here, there in
            let guest = client.with(token: try #require(here.tokens["guest"]))
            let before = try town.digest()
            let list = try await client.get(here.base + "/retailers?limit=1")
            let cursor = try #require(list.json["next"]?.string)
            #expect(try await client.get(there.base + "/retailers?limit=1&cursor=\(cursor)").status == 400)
            let offers = here.base + "/retailers/\(here.own["retailer"] ?? "")/offers"
            #expect(try await client.get(offers + "?limit=1&cursor=\(cursor)").status == 400)
            #expect(try await client.get(here.base + "/retailers?limit=1&cursor=\(cursor)").status == 200)
            for (path, foreign) in try bodiesWithForeignIds(here, there) {
                let unknown = try await guest.post(here.base + path, foreign.unknown, key())
                let other = try await guest.post(here.base + path, foreign.foreign, key())
                #expect(other.seen == unknown.seen, "\(path)")
                #expect((400..<500).contains(other.status) && !other.text.contains(MatrixTown.mark))
            }
            for name in ["branch", "zone", "retailer", "district", "category"] {
                let path =
                    name == "branch" ? "/slots?branch=" : name == "zone" ? "/slots?zone=" : "/search?q=brot&\(name)="
                let unknown = try await client.get(here.base + path + Quarter.id())
                let other = try await client.get(
                    here.base + path + (there.own[name == "zone" ? "slug" : name] ?? Quarter.id()))
                #expect(other.seen == unknown.seen, "\(name)")
            }
            #expect(try town.digest() == before)
        }
    }

    @Test func `one idempotency key in two towns is two requests`() async throws {
        try await MatrixTown.serve { town, client, here, there in
            let guest = client.with(token: town.tokens.issueGuest())
            let key = key()
            let wish = { (quarter: Quarter) in #"{"slot":"\#(quarter.own["slot"] ?? "")"}"# }
            let first = try await guest.post(here.base + "/holds", wish(here), key)
            let abroad = try await guest.post(there.base + "/holds", wish(there), key)
            let again = try await guest.post(here.base + "/holds", wish(here), key)
            #expect(first.status == 201 && abroad.status == 201, "\(first.text) \(abroad.text)")
            #expect(first.json["id"] != abroad.json["id"] && abroad.header("idempotent-replayed") == nil)
            #expect(again.json == first.json && again.header("idempotent-replayed") == "true")
            let stranger = client.with(token: town.tokens.issueGuest())
            let other = try await stranger.post(here.base + "/holds", wish(here), key)
            #expect(other.status == 201 && other.json["id"] != first.json["id"])
        }
    }

    private func key() -> [String: String] { ["Idempotency-Key": Quarter.id()] }

    /// Bodies that name a thing: once one of the other town, once one of nowhere.
    private func bodiesWithForeignIds(
        _ here: Quarter, _ there: Quarter
    ) throws -> [(String, (foreign: String, unknown: String))] {
        let hold = { (id: String) in #"{"slot":"\#(id)"}"# }
        let checkout = { (id: String) in #"{"hold":"\#(id)","contact":\#(here.contact),"payment":"cash"}"# }
        let purchase = { (id: String) in #"{"checkout":"\#(id)","summaryHash":"\#(here.own["hash"] ?? "")"}"# }
        let basket = "/baskets/\(here.other["basket"] ?? "")/checkout"
        return [
            ("/holds", (hold(there.own["slot"] ?? ""), hold(Quarter.id()))),
            (basket, (checkout(there.own["hold"] ?? ""), checkout(Quarter.id()))),
            ("/purchases", (purchase(there.own["checkout"] ?? ""), purchase(Quarter.id()))),
        ]
    }
}

extension MatrixRun {
    /// A cell of the row in which somebody is let in.
    func letIn(_ row: MatrixRow) -> Cell? { cells(of: row).first { $0.verdict == .letIn && $0.target.kind == .own } }

    func body(of cell: Cell) -> JSONTree {
        guard let text = cell.row.body?(cell.target.things, here) else { return .null }
        return (try? JSONTree(parsing: Array(text.utf8))) ?? .null
    }
}

extension MatrixTown {
    /// Whether the operation's own schema names this field.
    func lists(_ name: String, _ row: MatrixRow) -> Bool {
        let document = Contract.project.document
        let operation = document.tree["paths"]?[row.template]?[row.method.lowercased()]
        let content = operation?["requestBody"]?["content"]?.members.first?.value
        let schema = content?["schema"]
        let resolved = schema?["$ref"]?.string.flatMap(document.resolve) ?? schema
        return resolved?["properties"]?[name] != nil
    }
}

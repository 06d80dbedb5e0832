import Accounts
import Cities
import Foundation
import HTTPTypes
import Synchronization
import TestSupport
import Testing
import Vocabulary
import Web

/// The matrix at work on two served towns.
struct MatrixRun: Sendable {
    let town: MatrixTown
    let client: Client
    let here: Quarter
    let there: Quarter
    let askers: [Asker]
    private let asset: String

    init(_ town: MatrixTown, _ client: Client, _ here: Quarter, _ there: Quarter) async throws {
        (self.town, self.client, self.here, self.there) = (town, client, here, there)
        askers = try await Self.askers(town, here, there)
        let page = try await client.get("/cities/hier").text
        asset = try #require(page.firstMatch(of: /\/assets\/([^"?]+)/).map { String($0.output.1) })
    }

    /// One cell: who asks for what in which row.
    struct Cell: Sendable {
        let row: MatrixRow
        let asker: Asker
        let target: Target

        var verdict: Verdict { row.verdict(for: asker, about: target) }
        var name: String { "\(row.operation), \(asker.name), \(target.name)" }
    }

    /// All cells, those of a row in the table's order.
    func cells() -> [Cell] {
        MatrixTable.rows.flatMap(cells)
    }

    func cells(of row: MatrixRow) -> [Cell] {
        targets(of: row).flatMap { target in askers.map { Cell(row: row, asker: $0, target: target) } }
    }

    /// Asks; `body` instead of the row's own.
    func send(_ cell: Cell, body: [UInt8]? = nil) async throws -> Reply {
        let row = cell.row
        let asking = cell.asker.token.map { client.with(token: $0) } ?? client
        var headers = ["Idempotency-Key": Quarter.id()]
        if ["PUT", "PATCH", "DELETE"].contains(row.method) {
            headers["If-Match"] = try await version(for: cell, asking) ?? "\"1\""
        }
        let body = body ?? row.body.map { Array($0(cell.target.things, here).utf8) }
        return try await asking.send(
            row.method, row.path(cell.target.things, in: here.city.slug), headers, body: body, type: row.mediaType)
    }

    /// The tag of what is about to be changed, for those who may read it.
    private func version(for cell: Cell, _ asking: Client) async throws -> String? {
        let own = cell.row.path(cell.target.things, in: here.city.slug)
        let path = cell.row.versionPath.map { own.split(separator: "/").dropLast().joined(separator: "/") + $0 } ?? own
        guard cell.verdict == .letIn else { return nil }
        let isRead =
            cell.row.versionPath != nil || MatrixTable.rows.contains { $0.operation == "GET " + cell.row.template }
        return isRead ? try await asking.get(path.hasPrefix("/") ? path : "/" + path).header("etag") : nil
    }

    // MARK: What is asked for

    private func targets(of row: MatrixRow) -> [Target] {
        let own = Target(kind: .own, things: here.own.merging(["asset": asset]) { $1 }, owner: owner(row, 0), shop: 0)
        guard !row.parameters.isEmpty || row.isAboutThings, !row.isNamed else { return [own] }
        var targets = [own]
        if let theirs = owner(row, 1) {
            targets.append(Target(kind: .otherUser, things: here.own.merging(here.other) { $1 }, owner: theirs))
        } else if row.parameters.contains("retailer") || row.parameters.contains("product") {
            targets.append(Target(kind: .otherRetailer, things: here.own.merging(here.other) { $1 }, shop: 1))
        }
        let foreign = there.own.merging(["courier": "\(there.accounts["courier"]!)"]) { $1 }
        targets.append(Target(kind: .otherCity, things: foreign))
        targets.append(Target(kind: .unknown, things: unknown))
        return targets + below(row)
    }

    /// Somebody else's last id behind one's own first.
    private func below(_ row: MatrixRow) -> [Target] {
        guard row.parameters.count > 1, let last = row.parameters.last,
            !["requirement", "offer"].contains(last)
                || row.template.hasSuffix("assortment/{offer}")
        else { return [] }
        let name = row.renamed[last] ?? last
        var targets: [Target] = []
        let kinds: [(Target.Kind, [String: String])] = [
            (.otherRetailer, here.other), (.otherCity, there.own), (.unknown, unknown),
        ]
        for (kind, things) in kinds {
            guard let id = things[name] else { continue }
            let mixed = here.own.merging([name: id]) { $1 }
            targets.append(Target(kind: kind, isBelow: true, things: mixed, owner: owner(row, 0), shop: 0))
        }
        return targets
    }

    private var unknown: [String: String] {
        here.own.merging(["courier": "", "asset": ""]) { $1 }.mapValues { _ in Quarter.id() }.merging([
            "gtin": "04099999999990", "hash": here.own["hash"] ?? "",
        ]) { $1 }
    }

    private func owner(_ row: MatrixRow, _ index: Int) -> String? {
        switch row.access {
        case .resident where row.isAboutThings || !row.parameters.isEmpty: ["resident", "guest"][index]
        case .courier where !row.parameters.isEmpty: ["courier", "other courier"][index]
        default: nil
        }
    }

    // MARK: Who asks

    private static func askers(_ town: MatrixTown, _ here: Quarter, _ there: Quarter) async throws -> [Asker] {
        let kinds: [(String, Asker.Kind)] = [
            ("nobody", .nobody), ("guest", .guest), ("resident", .account(.resident, shop: nil)),
            ("neighbour", .account(.resident, shop: nil)), ("courier", .account(.courier, shop: nil)),
            ("other courier", .account(.courier, shop: nil)), ("viewer", .account(.viewer, shop: 0)),
            ("picker", .account(.picker, shop: 0)), ("manager", .account(.manager, shop: 0)),
            ("owner", .account(.owner, shop: 0)), ("other picker", .account(.picker, shop: 1)),
            ("other owner", .account(.owner, shop: 1)), ("operator", .account(.operator, shop: nil)),
            ("admin", .account(.admin, shop: nil)), ("key: catalogue", .machine([.catalogue], shop: 0)),
            ("key: orders", .machine([.orders], shop: 0)), ("key: plans", .machine([.plans], shop: 0)),
            ("key: figures", .machine([.figures], shop: 0)), ("other key", .machine(Set(Scope.allCases), shop: 1)),
        ]
        let admin = try #require(here.accounts["admin"])
        let stranger = try await Tokens(
            signingSeed: Array(repeating: 9, count: 32), secret: Array(repeating: 9, count: 32), issuer: "test")
        let refused: [(String, String?)] = [
            ("expired", try await town.tokens.issue(for: admin, in: here.city.id, at: MatrixTown.now - 400)),
            ("wrong audience", there.tokens["admin"]),
            ("wrong key", try await stranger.issue(for: admin, in: here.city.id, at: MatrixTown.now)),
            ("other city's key", there.tokens["other key"]), ("other guest seal", stranger.issueGuest()),
            ("no token", "x.y.z"),
        ]
        return kinds.map { Asker(name: $0.0, kind: $0.1, token: here.tokens[$0.0]) }
            + refused.map { Asker(name: $0.0, kind: .refused, token: $0.1) }
    }
}

extension Reply {
    /// All that an asker sees, but for the request's own number and the time of day.
    var seen: String {
        let fields = headers.filter { !["x-request-id", "date", "content-length"].contains($0.name) }.map {
            "\($0.name): \($0.value)"
        }
        // A page links itself in other languages: what was asked for comes back, nothing else may differ.
        let body = text.replacing(/"instance":"[^"]*"/, with: "").replacing(
            /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, with: "ID")
        return ["\(status)"].joined() + fields.sorted().joined(separator: "\n") + "\n" + body
    }
}

import Accounts
import Cities
import Foundation
import Postgres
import TestSupport
import Testing
import Vocabulary
import Web

/// What must not be found: doors for developers on the public port (threat T32), secrets in the log or the repository
/// (T28), addresses on a courier's phone after the tour (T22), and steps that were skipped (T10).
@Suite(.serialized) struct PublicSurfaceTests {
    @Test func `the public port has no door for developers`() async throws {
        try await MatrixTown.serve { _, client, here, _ in
            for path in [
                "/metrics", "/debug", "/debug/pprof", "/debug/vars", "/health", "/status", "/env", "/actuator",
                "/admin",
                "/.env", "/.git/config", "/server-status", "/openapi", "/swagger", "/docs", "/graphql", "/console",
                "/v1/metrics", "/livez/detail", "/readyz/detail", "/v1/cities/hier/debug", "/assets/../Package.swift",
                "/assets/%2e%2e%2fPackage.swift", "/assets/..%2f..%2fetc%2fpasswd",
            ] {
                let reply = try await client.get(path)
                #expect([400, 404].contains(reply.status), "\(path): \(reply.status)")
            }
            // What the parser itself refuses is no answer of the document's.
            let plain = Client(base: client.base, contract: nil)
            for method in ["TRACE", "PROPFIND", "DEBUG", "TRACK"] {
                let reply = try await plain.send(method, here.base + "/retailers", ["X-Secret": "echo"])
                #expect([400, 405, 501].contains(reply.status) && !reply.text.contains("echo"), "\(method)")
            }
            let document = try await client.get("/v1/openapi.json").text
            for secret in ["liefert_key_", "liefert_guest_", "liefert_refresh_", "eyJ", "demo-2026"] {
                #expect(!document.contains(secret + "A") && !document.contains("\"\(secret)"), "\(secret)")
            }
            let unknown = try await client.get("/nirgends").text
            for inside in ["/Sources/", ".swift", "Fatal", "stack", "PostgreSQL", "libpq"] {
                #expect(!unknown.contains(inside))
            }
        }
    }

    @Test func `no log line holds a token, a password, an address or a name`() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "log-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: file) }
        let planted = "Geheimrat-\(UUID().uuidString)"
        let town = try await MatrixTown()
        defer { town.database.pool.close() }
        let sink = LineSink(descriptor: open(file, O_WRONLY | O_CREAT, 0o600))
        let tokens = try await serving({ town.mount(on: $0) }, sink: sink) { client in
            let here = try await Quarter.open("hier", mark: planted, town, client)
            _ = try await client.post(
                here.base + "/sessions", #"{"email":"konto@demo.invalid","password":"\#(planted)"}"#)
            _ = try await client.with(token: planted).get(here.base + "/me")
            _ = try await client.get(here.base + "/search?q=\(planted)")
            _ = try await client.get(
                here.base + "/\(planted)%0a%1b%5b31m", ["X-Request-Id": "a b;[31m \(planted)", "User-Agent": planted])
            return here.tokens
        }
        let log = try String(contentsOfFile: file, encoding: .utf8)
        let lines = log.split(separator: "\n")
        #expect(lines.count > 100)
        for line in lines { #expect((try? JSONTree(parsing: Array(line.utf8))) != nil, "\(line)") }
        #expect(!log.contains(planted) && !log.contains("demo.invalid") && !log.contains("\u{1B}"))
        for (name, token) in tokens { #expect(!log.contains(token), "\(name)'s token") }
    }

    @Test func `the repository holds no secret`() throws {
        let patterns = [
            "-----BEGIN [A-Z ]*PRIVATE KEY-----", "AKIA[0-9A-Z]{16}", "gh[pousr]_[A-Za-z0-9]{36}",
            "xox[abp]-[0-9A-Za-z-]{20}",
            "liefert_(key|refresh|guest)_[A-Za-z0-9_-]{20,}", "eyJ[A-Za-z0-9_-]{20,}\\.eyJ[A-Za-z0-9_-]{20,}",
            "sk_live_[A-Za-z0-9]{20,}",
        ]
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            ["grep", "-rIlE", "--exclude-dir=.build", "--exclude-dir=.git", "--exclude-dir=var"]
            + patterns.flatMap { ["-e", $0] } + [packageFolder]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let found = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let files = found.split(separator: "\n").filter { !$0.hasSuffix("ContractTests/PublicSurfaceTests.swift") }
        #expect(files == [])
    }

    @Test func `a courier reads an address from the tour's publication until a day after it at most`() async throws {
        try await MatrixTown.serve { town, client, here, _ in
            let desk = here.client("operator", client)
            let tour = here.own["tour"] ?? ""
            let own = { () async throws -> Reply in
                let id = try #require(here.accounts["courier"])
                let token = try await town.tokens.issue(for: id, in: here.city.id, at: town.clock.now)
                return try await client.with(token: token).get(here.base + "/courier/tours")
            }
            #expect(try await !own().text.contains("Hinterhaus"), "a draft is nobody's business")
            #expect(try await desk.post(here.base + "/tours/\(tour)/publication", "").status == 200)
            #expect(try await own().text.contains("Hinterhaus"))
            let other = try await here.client("other courier", client).get(here.base + "/courier/tours")
            #expect(!other.text.contains("Hinterhaus"))
            let ends = try #require(
                try await own().json.items().first?["endsAt"]?.string.flatMap(Instant.init))
            town.clock.advance(seconds: ends.seconds(since: town.clock.now) + 86_400)
            let late = try await own()
            #expect(late.status == 200 && !late.text.contains("Hinterhaus") && !late.text.contains(tour))
        }
    }

    /// Which event may follow which state; every other pair is refused.
    private static let steps: [String: Set<String>] = [
        "acceptance": ["placed"], "refusal": ["placed"], "picking": ["accepted"], "readiness": ["picking"],
        "handover": [], "cancellation": ["placed", "accepted", "picking", "ready"],
    ]

    private static let bodies = [
        "readiness": #"{"lines":[{"position":0,"picked":1}]}"#, "handover": #"{"code":"0000"}"#,
    ]

    @Test func `no step of an order is skipped, by nobody`() async throws {
        try await MatrixTown.serve { town, client, here, _ in
            let session = try town.database.superuser()
            let order = here.own["order"] ?? ""
            let path = here.base + "/retailers/\(here.own["retailer"] ?? "")/orders/\(order)/"
            let states = [
                "placed", "accepted", "picking", "ready", "handed_over", "completed", "cancelled", "refused",
                "returned",
            ]
            var refused = 0
            for state in states {
                try session.run("UPDATE retailer_orders SET state = '\(state)' WHERE id = '\(order)'")
                let before = try town.digest()
                for (event, from) in Self.steps where !from.contains(state) {
                    for name in ["picker", "manager", "owner", "key: orders"] {
                        if event == "cancellation", name == "picker" { continue }
                        let body = Self.bodies[event] ?? #"{"reason":"Feuer"}"#
                        let hasBody = ["readiness", "refusal", "cancellation", "handover"].contains(event)
                        let reply = try await here.client(name, client).post(path + event, hasBody ? body : "")
                        refused += 1
                        #expect(reply.status == 409, "\(state), \(event), \(name): \(reply.status) \(reply.text)")
                    }
                }
                #expect(try town.digest() == before, "\(state)")
            }
            print("steps: \(refused) refused")
        }
    }
}

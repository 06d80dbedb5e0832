import Cities
import Foundation
import TestSupport
import Testing
import Vocabulary
import Web

/// Bombs (threat T15), costly searches (T16), SQL (T17) and scripts (T19) in what callers send.
@Suite(.serialized) struct HostileTextTests {
    @Test func `a body that is a bomb is refused at once`() async throws {
        try await MatrixTown.serve { town, client, here, _ in
            let before = try town.digest()
            let guest = client.with(token: try #require(here.tokens["guest"]))
            let deep = String(repeating: "[", count: 100_000)
            let wide = "{" + (0..<50_000).map { "\"k\($0)\":1" }.joined(separator: ",") + "}"
            let digits = String(repeating: "9", count: 400)
            let bombs: [(String, String, [Int])] = [
                ("deep", deep, [413]), ("deep within", #"{"slot":"# + deep, [413]), ("wide", wide, [413]),
                ("deep, but short", String(deep.prefix(5000)), [400]),
                ("long number", #"{"slot":\#(digits)}"#, [400]), ("long exponent", #"{"slot":1e\#(digits)}"#, [400]),
                ("long text", #"{"slot":"\#(String(repeating: "x", count: 3 << 20))"}"#, [413]),
                ("many escapes", #"{"slot":"\#(String(repeating: #"\u0041"#, count: 10_000))"}"#, [400, 413]),
            ]
            for (name, body, statuses) in bombs {
                let reply = try await guest.post(here.base + "/holds", body, ["Idempotency-Key": Quarter.id()])
                #expect(statuses.contains(reply.status), "\(name): \(reply.status) \(reply.text.prefix(200))")
            }
            let squeezed = try await guest.post(
                here.base + "/holds", "\u{1F}", ["Idempotency-Key": Quarter.id(), "Content-Encoding": "gzip"])
            #expect(squeezed.status == 400 || squeezed.status == 415, "nothing is unpacked: \(squeezed.text)")
            #expect(try town.digest() == before)
        }
    }

    @Test func `a list with a million columns or one endless cell is refused or read, never believed`() async throws {
        try await MatrixTown.serve { _, client, here, _ in
            let owner = here.client("owner", client)
            let shop = "/retailers/\(here.own["retailer"] ?? "")/imports?branch=\(here.own["branch"] ?? "")"
            let lists = [
                String(repeating: "a;", count: 1_000_000),
                "sku;titel;preis\n\"" + String(repeating: "x", count: 1 << 20),
                String(repeating: "\n", count: 1_000_000), String(repeating: "\"", count: 1_000_001),
            ]
            for list in lists {
                let reply = try await owner.send(
                    "POST", here.base + shop, body: Array(list.utf8), type: "text/csv")
                #expect((200..<500).contains(reply.status), "\(list.prefix(20)): \(reply.status)")
            }
        }
    }

    @Test func `a search is answered or refused, whatever is typed`() async throws {
        try await MatrixTown.serve { _, client, here, _ in
            let typed = [
                String(repeating: "a", count: 10_000), (0..<500).map { "wort\($0)" }.joined(separator: "+"),
                "%25%25%25",
                "*", "a*b*c*", "(((((", "%22%22%22", "a%00b", "%F0%9F%8D%9E", "....", "-brot", "brot%20OR%201%3D1",
                String(repeating: "%C3%A4", count: 90), String(repeating: "a%20", count: 60), "%FF%FE",
            ]
            for text in typed {
                for path in ["/search?q=", "/suggest?q="] {
                    let reply = try await client.get(here.base + path + text)
                    #expect([200, 400, 414].contains(reply.status), "\(text.prefix(40)): \(reply.status)")
                }
            }
        }
    }

    private static let sql = [
        "'", "''", "' OR 1=1--", "'; DROP TABLE accounts;--", "\\'", "1) OR (1=1", "$1", "%27%20OR%20%271%27=%271",
        "pg_sleep(9)", "' || pg_sleep(9) || '", "\\x00", "E'\\\\x'", "/**/", ";--",
    ]

    @Test func `SQL in a path, a query or a field is text`() async throws {
        try await MatrixTown.serve { town, client, here, there in
            let run = try await MatrixRun(town, client, here, there)
            let before = try town.digest()
            var sent = 0
            for row in MatrixTable.rows where row.method == "GET" && !row.parameters.isEmpty {
                guard let cell = run.letIn(row) else { continue }
                for (index, text) in Self.sql.enumerated() where (index + sent) % 3 == 0 {
                    let allowed = CharacterSet.alphanumerics
                    let escaped = text.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
                    var things = cell.target.things
                    things[row.renamed[row.parameters.last ?? ""] ?? row.parameters.last ?? ""] = escaped
                    let asking = cell.asker.token.map { client.with(token: $0) } ?? client
                    let reply = try await asking.get(row.path(things, in: here.city.slug))
                    sent += 1
                    #expect([400, 404].contains(reply.status), "\(row.operation) \(text): \(reply.status)")
                }
            }
            for text in Self.sql {
                let signIn = JSONTree.object([
                    .init("email", .string("a\(text)@demo.invalid")), .init("password", .string(text)),
                ])
                let reply = try await client.send("POST", here.base + "/sessions", body: signIn.bytes)
                #expect([400, 401].contains(reply.status), "\(text): \(reply.status)")
                let query = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                for path in ["/search?q=", "/retailers?trade=", "/retailers?cursor=", "/slots?zone="] {
                    let reply = try await client.get(here.base + path + query)
                    #expect(reply.status < 500, "\(path)\(text): \(reply.status)")
                }
            }
            #expect(sent > 50)
            #expect(try town.digest() == before)
        }
    }

    @Test func `scripts, formulas and control signs in a product's words come back as text`() async throws {
        try await MatrixTown.serve { _, client, here, _ in
            let owner = here.client("owner", client)
            let shop = here.base + "/retailers/\(here.own["retailer"] ?? "")"
            let product = shop + "/products/\(here.own["product"] ?? "")"
            var version = try #require(try await owner.get(product).header("etag"))
            for payload in Payloads.scripts {
                let patch = JSONTree.object([.init("title", .string(payload)), .init("description", .string(payload))])
                let changed = try await owner.send(
                    "PATCH", product, ["If-Match": version], body: patch.bytes, type: "application/merge-patch+json")
                #expect(changed.status == 200, "\(payload): \(changed.text)")
                version = changed.header("etag") ?? version
                #expect(changed.header("content-type")?.hasPrefix("application/json") == true)
                #expect(changed.header("x-content-type-options") == "nosniff")
                let path = "/cities/\(here.city.slug)/products/\(here.own["product"] ?? "")"
                let page = try await client.get(path)
                #expect(page.status == 200)
                #expect(page.header("content-security-policy") != nil)
                if payload.contains(where: { "<>\"'".contains($0) }) {
                    #expect(!page.text.contains(payload), "\(payload)")
                }
                #expect(!page.text.contains("<script>alert"), "\(payload)")
            }
            let drawing = try await owner.send(
                "PATCH", product, ["If-Match": version], body: Array("<svg onload=alert(1)/>".utf8),
                type: "image/svg+xml")
            #expect(drawing.status == 415)
        }
    }
}

enum Payloads {
    /// Shapes of cross-site scripting by where they would run: element, attribute, address, template, encoding.
    static let scripts: [String] = {
        let elements = [
            "<script>alert(1)</script>", "<ScRiPt>alert(1)</sCrIpT>", "<script src=//boese.example></script>",
            "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<svg/onload=alert(1)>", "<iframe srcdoc='x'>",
            "<body onload=alert(1)>", "<details open ontoggle=alert(1)>", "<math><mtext></mtext></math>", "<!--", "-->",
            "<![CDATA[<script>alert(1)</script>]]>", "</title><script>alert(1)</script>", "</textarea><img src=x>",
        ]
        let attributes = [
            "\" onmouseover=\"alert(1)", "' onfocus='alert(1)", "\"><script>alert(1)</script>", "'><img src=x>",
            "` onx=`",
            "\" autofocus onfocus=alert(1) x=\"", "x\" style=\"background:url(//boese.example)", "&quot;onx=&quot;",
        ]
        let addresses = [
            "javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "//boese.example", "vbscript:x",
        ]
        let templates = ["{{constructor}}", "{{{html}}}", "${7*7}", "<%= 7*7 %>", "#{7*7}", "[[7*7]]", "{{#a}}{{/a}}"]
        let encodings = [
            "&lt;script&gt;", "&#60;script&#62;", "%3Cscript%3E", "\\u003cscript\\u003e", "＜script＞",
            "<\u{200B}script>",
            "\u{202E}tpircs", "\u{FEFF}<b>",
        ]
        let cells = ["=cmd|'/c calc'!A1", "+1+1", "-2+3", "@SUM(A1)", "\u{1B}[31mrot", "a\r\nSet-Cookie: x=1", "a\tb"]
        return elements + attributes + addresses + templates + encodings + cells
    }()
}

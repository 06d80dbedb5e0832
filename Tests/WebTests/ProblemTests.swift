import Logging
import TestSupport
import Testing
import Vocabulary
import Web

@Suite struct ProblemTests {
    static let fruits = "/v1/orchards/north/fruits"

    typealias Refusal = (method: String, path: String, body: String?, status: Int, code: String, errors: [String])

    static let refusals: [Refusal] = [
        ("GET", "/", nil, 404, "not-found", []),
        ("GET", "/v1/orchards/south/fruits", nil, 404, "not-found", []),
        ("GET", fruits + "/17", nil, 404, "not-found", []),
        ("GET", fruits + "/%FF", nil, 404, "not-found", []),
        ("PUT", fruits, nil, 405, "method-not-allowed", []),
        ("TRACE", fruits, nil, 405, "method-not-allowed", []),
        ("GET", fruits + "?ripe=1", nil, 400, "request/parameters", ["ripe format"]),
        ("GET", fruits + "?limit=0", nil, 400, "request/parameters", ["limit range"]),
        ("GET", fruits + "?limit=201", nil, 400, "request/parameters", ["limit range"]),
        ("GET", fruits + "?limit=%2B5", nil, 400, "request/parameters", ["limit range"]),
        ("GET", fruits + "?limit=5&limit=5", nil, 400, "request/parameters", ["limit repeated"]),
        ("GET", fruits + "?color=red&size=2", nil, 400, "request/parameters", ["color unknown", "size unknown"]),
        ("GET", fruits + "?ripe=%00", nil, 400, "request/parameters", ["query encoding"]),
        ("GET", fruits + "?" + String(repeating: "x", count: 8000), nil, 414, "request/target-too-long", []),
        ("POST", fruits, "{", 400, "request/not-json", []),
        ("POST", fruits, "{}", 400, "request/fields", ["/name required"]),
        ("POST", fruits, #"{"name":"\#(String(repeating: "x", count: 2000))"}"#, 413, "request/too-large", []),
        ("DELETE", fruits + "/17", nil, 401, "unauthenticated", []),
        ("GET", "/v1/orchards/north/faults/away", nil, 503, "unavailable", []),
        ("GET", "/v1/orchards/north/faults/busy", nil, 503, "busy", []),
        ("GET", "/v1/orchards/north/faults/unknown", nil, 503, "commit-unknown", []),
        ("GET", "/v1/orchards/north/faults/defect", nil, 500, "internal", []),
        ("GET", "/v1/orchards/north/faults/other", nil, 500, "internal", []),
        ("GET", "/v1/orchards/north/faults/full", nil, 409, "fruits/basket-full", []),
        ("GET", "/v1/orchards/north/faults/framework", nil, 400, "request/unreadable", []),
    ]

    @Test func `every refusal has the one shape`() async throws {
        try await serveFruits { client in
            for (method, path, body, status, code, errors) in Self.refusals {
                let reply = try await client.send(method, path, body: body.map { Array($0.utf8) })
                let what = "\(method) \(path.prefix(80))"
                #expect(reply.status == status, "\(what)")
                #expect(reply.header("content-type") == "application/problem+json", "\(what)")
                #expect(reply.code == code, "\(what)")
                #expect(reply.errors == errors, "\(what)")
                #expect(reply.json["type"]?.string == "https://liefert.example/problems/\(code)")
                #expect(reply.json["status"]?.int == status)
                #expect(reply.json["instance"]?.string == reply.header("x-request-id"))
                #expect(!["10.0.0.1", "secret", "inner", "42601"].contains { reply.text.contains($0) }, "\(what)")
                #expect((reply.header("www-authenticate") == "Bearer") == (status == 401))
                #expect((reply.header("retry-after") != nil) == (status == 503 || code == "fruits/basket-full"))
                #expect((reply.header("allow") != nil) == (status == 405))
            }
        }
    }

    @Test func `a path tells which methods it has`() async throws {
        try await serveFruits { client in
            #expect(try await client.send("PUT", Self.fruits).header("allow") == "GET, HEAD, OPTIONS, POST")
            #expect(
                try await client.post(Self.fruits + "/1", "{}").header("allow") == "DELETE, GET, HEAD, OPTIONS, PUT")
            let options = try await client.send("OPTIONS", Self.fruits)
            #expect(options.status == 204)
            #expect(options.header("allow") == "GET, HEAD, OPTIONS, POST")
            #expect(try await client.send("OPTIONS", "/nowhere").status == 404)
        }
    }

    @Test func `good requests are answered`() async throws {
        try await serveFruits { client in
            let page = try await client.get(Self.fruits + "?ripe=true&limit=200")
            #expect(page.text == #"{"items":[{"name":"apple"},{"name":"pear true"}]}"#)
            #expect(page.header("content-type") == "application/json")
            let head = try await client.send("HEAD", Self.fruits)
            #expect(head.status == 200 && head.bytes.isEmpty && head.header("content-length") != "0")
            let made = try await client.post(Self.fruits, #"{"name":"Quitte"}"#)
            #expect(made.status == 201 && made.header("location") == "/v1/orchards/north/fruits/1")
            let id = "0192f0c1-2345-7678-9abc-def012345678"
            #expect(try await client.get(Self.fruits + "/" + id.uppercased()).json["name"] == .string(id))
            #expect(try await client.with(token: "gardener").delete(Self.fruits + "/1").status == 204)
            #expect(try await client.with(token: "thief").delete(Self.fruits + "/1").status == 401)
        }
    }

    @Test func `bodies of another type are refused`() async throws {
        try await serveFruits { client in
            for type in ["text/plain", "application/json; charset=latin1", "application/merge-patch+json", ""] {
                let reply = try await client.send("POST", Self.fruits, body: Array(#"{"name":"x"}"#.utf8), type: type)
                #expect(reply.status == 415 && reply.code == "request/media-type", "\(type)")
            }
            let reply = try await client.send(
                "POST", Self.fruits, body: Array(#"{"name":"x"}"#.utf8), type: "Application/JSON; Charset=UTF-8")
            #expect(reply.status == 201)
        }
    }

    @Test(arguments: [
        ("my-request-17", true), ("12345678", true), ("1234567", false), (String(repeating: "a", count: 65), false),
        ("a b c d e f", false), ("abcdefgh_", false), ("größe-größe", false),
    ])
    func `a caller's request id is kept where it is harmless`(_ id: String, _ kept: Bool) async throws {
        try await serveFruits { client in
            let reply = try await client.get(Self.fruits, ["X-Request-Id": id])
            let given = try #require(reply.header("x-request-id"))
            #expect((given == id) == kept)
            #expect(kept || given.utf8.count == 32)
        }
    }

    @Test func `the table of routes says who may call what`() throws {
        let server = Server(settings: .test, outlets: .init(logger: .init(label: "test"))) {
            FruitRoutes().mount(on: $0)
        }
        #expect(
            server.table.operations.map { "\($0.method) \($0.path): \($0.who)" } == [
                "GET /livez: anyone", "GET /readyz: anyone", "GET /v1/orchards/{orchard}/baskets: anyone",
                "POST /v1/orchards/{orchard}/baskets: anyone", "GET /v1/orchards/{orchard}/faults/{fault}: anyone",
                "GET /v1/orchards/{orchard}/fruits: anyone", "POST /v1/orchards/{orchard}/fruits: anyone",
                "DELETE /v1/orchards/{orchard}/fruits/{fruit}: gardener",
                "GET /v1/orchards/{orchard}/fruits/{fruit}: anyone",
                "PUT /v1/orchards/{orchard}/fruits/{fruit}: anyone",
            ])
    }
}

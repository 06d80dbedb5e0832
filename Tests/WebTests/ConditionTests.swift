import TestSupport
import Testing
import Web

@Suite struct ConditionTests {
    static let fruit = "/v1/orchards/north/fruits/0192f0c1-2345-7678-9abc-def012345678"
    static let baskets = "/v1/orchards/north/baskets"

    @Test(arguments: [
        ("\"7-de\"", 304), ("W/\"7-de\"", 200), ("\"6-de\", \"7-de\"", 304), ("*", 304), ("\"7\"", 200),
        ("nonsense", 200),
        ("\"7-de", 200), ("", 200),
    ])
    func `a reader who has it already is told so`(_ tags: String, _ status: Int) async throws {
        try await serveFruits { client in
            let reply = try await client.get(Self.fruit, ["If-None-Match": tags])
            #expect(reply.status == status)
            #expect(reply.header("etag") == "\"7-de\"")
            #expect(reply.header("content-language") == "de")
            #expect(reply.bytes.isEmpty == (status == 304))
            #expect((reply.header("content-length") == nil) == (status == 304))
        }
    }

    @Test(arguments: [
        (nil, 428), ("\"7\"", 200), ("\"7-de\"", 200), ("\"6\"", 412), ("W/\"7\"", 412), ("\"abc\"", 412), ("7", 412),
        ("*", 400), ("\"7\", \"8\"", 400),
    ])
    func `a change needs the version that was read`(_ tag: String?, _ status: Int) async throws {
        try await serveFruits { client in
            let reply = try await client.put(Self.fruit, "{}", tag.map { ["If-Match": $0] } ?? [:])
            #expect(reply.status == status)
            #expect(status != 200 || reply.header("etag") == "\"8\"")
        }
    }

    @Test func `pages follow each other without gap or repetition`() async throws {
        try await serveFruits { client in
            var names: [String] = []
            var path: String? = Self.baskets + "?limit=50&count=120"
            while let here = path {
                let page = try await client.get(here)
                names += page.json["items"]?.elements.compactMap { $0["name"]?.string } ?? []
                path = page.json["next"]?.string.map { Self.baskets + "?count=120&limit=50&cursor=\($0)" }
            }
            #expect(names == (1...120).map { "basket \($0)" })
            #expect(try await client.get(Self.baskets + "?limit=60&count=60").json["next"] == nil)
        }
    }

    @Test func `a cursor is worth nothing elsewhere`() async throws {
        try await serveFruits { client in
            let cursor = try #require(try await client.get(Self.baskets).json["next"]?.string)
            #expect(try await client.get(Self.baskets + "?cursor=\(cursor)").status == 200)
            #expect(try await client.get(Self.baskets + "?limit=7&cursor=\(cursor)").status == 200)
            let bent = cursor.dropLast() + (cursor.hasSuffix("A") ? "B" : "A")
            for query in ["?count=119&cursor=\(cursor)", "?cursor=\(bent)", "?cursor=AAAA", "?cursor=", "?cursor=%21"] {
                let reply = try await client.get(Self.baskets + query)
                #expect(reply.status == 400 && reply.code == "request/parameters", "\(query)")
            }
        }
        var other = WebSettings.test
        other.secret = Array(repeating: 8, count: 32)
        let cursor = try await serveFruits(settings: other) { client in
            try await client.get(Self.baskets).json["next"]?.string ?? ""
        }
        try await serveFruits { client in
            let reply = try await client.get(Self.baskets + "?cursor=\(cursor)")
            #expect(reply.status == 400)
        }
    }

    @Test func `a list's tag follows its content`() async throws {
        try await serveFruits { client in
            let first = try await client.get(Self.baskets + "?count=3")
            let tag = try #require(first.header("etag"))
            #expect(try await client.get(Self.baskets + "?count=3", ["If-None-Match": tag]).status == 304)
            #expect(try await client.get(Self.baskets + "?count=4", ["If-None-Match": tag]).status == 200)
        }
    }

    @Test(arguments: [
        ("de", "de"), ("en", "en"), ("en-GB,de;q=0.5", "en"), ("fr,en;q=0.1", "en"), ("fr", "de"), ("", "de"),
        ("*", "de"),
        ("de;q=0.5,en;q=0.8", "en"), ("en;q=0", "de"), ("en;q=x", "de"), ("EN", "en"), (";;,,;q=1", "de"),
    ])
    func `the language is the caller's best`(_ wish: String, _ language: String) async throws {
        try await serveFruits { client in
            let reply = try await client.get(Self.fruit, ["Accept-Language": wish])
            #expect(reply.header("content-language") == language)
            #expect(reply.header("vary") == "Accept-Language")
        }
    }

    @Test func `an idempotency key is read in both spellings, and the body's order does not matter`() async throws {
        try await serveFruits { client in
            let bare = try await client.post(Self.baskets, #"{"a":1,"b":[2]}"#, ["Idempotency-Key": "k-17"])
            let quoted = try await client.post(Self.baskets, #"{ "b": [2], "a": 1 }"#, ["Idempotency-Key": "\"k-17\""])
            let other = try await client.post(Self.baskets, #"{"a":1,"b":[3]}"#, ["Idempotency-Key": "k-17"])
            let name = try #require(bare.json["name"]?.string)
            #expect(name.hasPrefix("POST /v1/orchards/{orchard}/baskets k-17 ") && name.hasSuffix(" 201"))
            #expect(bare.json == quoted.json)
            #expect(bare.json != other.json)
            for key in ["", "\"\"", "a b", "a\"b", String(repeating: "k", count: 256)] {
                let reply = try await client.post(Self.baskets, "{}", ["Idempotency-Key": key])
                #expect(reply.status == 400 && reply.errors == ["Idempotency-Key format"], "\(key.prefix(9))")
            }
            #expect(try await client.post(Self.baskets, "{}").errors == ["Idempotency-Key required"])
        }
    }
}

/// What happens to the connection: its options, upgrades, expectations, and requests sent ahead.
enum ConnectionCases {
    private static func get(_ path: String, _ fields: String = "", version: String = "1.1") -> String {
        "GET \(path) HTTP/\(version)\r\nHost: edge.example\r\n\(fields)\r\n"
    }
    private static func post(_ path: String, _ fields: String, _ body: String = "") -> String {
        "POST \(path) HTTP/1.1\r\nHost: edge.example\r\n\(fields)\r\n\(body)"
    }

    static let options: [HostileCase] = [
        .init("nothing said", get("/hello"), .kept(200)),
        .init("keep-alive", get("/hello", "Connection: keep-alive\r\n"), .kept(200)),
        .init("close", get("/hello", "Connection: close\r\n"), .closed(200)),
        .init("Close", get("/hello", "Connection: Close\r\n"), .closed(200)),
        .init("CLOSE", get("/hello", "CONNECTION: CLOSE\r\n"), .closed(200)),
        .init("close with blanks", get("/hello", "Connection:  close \t\r\n"), .closed(200)),
        .init("te, close", get("/hello", "Connection: te, close\r\n"), .closed(200)),
        .init("close, te", get("/hello", "Connection: close,te\r\n"), .closed(200)),
        .init("keep-alive, close", get("/hello", "Connection: keep-alive, close\r\n"), .closed(200)),
        .init("close on a second line", get("/hello", "Connection: te\r\nConnection: close\r\n"), .closed(200)),
        .init("empty elements and close", get("/hello", "Connection: , ,close,\r\n"), .closed(200)),
        .init("a word that only holds close", get("/hello", "Connection: closed\r\n"), .kept(200)),
        .init("an empty option", get("/hello", "Connection:\r\n"), .kept(200)),
        .init("an option that names Host", get("/hello", "Connection: host\r\n"), .kept(200)),
        .init(
            "close, and a request behind it", get("/hello", "Connection: close\r\n") + LengthCases.inner, .closed(200)),
        .init("HTTP/1.0", get("/hello", version: "1.0"), .closed(200)),
        .init("HTTP/1.0 and a request behind it", get("/hello", version: "1.0") + LengthCases.inner, .closed(200)),
        .init("HTTP/1.0 that keeps alive", get("/hello", "Connection: Keep-Alive\r\n", version: "1.0"), .kept(200)),
        .init(
            "HTTP/1.0 that keeps alive and closes", get("/hello", "Connection: keep-alive, close\r\n", version: "1.0"),
            .closed(200)),
        .init("a stream for HTTP/1.0", get("/stream", version: "1.0"), .closed(200)),
        .init(
            "a stream for HTTP/1.0 that keeps alive", get("/stream", "Connection: keep-alive\r\n", version: "1.0"),
            .closed(200)),
        .init("a stream", get("/stream"), .kept(200)),
        .init("a caller that closes its side", [.bytes(get("/hello")), .finish], .closed(200)),
        .init("a caller that closes its side while it waits", [.bytes(get("/wait")), .finish], .closed(200)),
        .init("a caller that says nothing and closes", [.finish], .closed()),
    ]

    static let upgrades: [HostileCase] = [
        .init("to a websocket", get("/hello", "Connection: Upgrade\r\nUpgrade: websocket\r\n"), .closed(200)),
        .init(
            "to h2c", get("/hello", "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAA\r\n"),
            .closed(200)),
        .init("without saying to what", get("/hello", "Connection: Upgrade\r\n"), .closed(200)),
        .init("without the option", get("/hello", "Upgrade: websocket\r\n"), .closed(200)),
        .init(
            "with keep-alive", get("/hello", "Connection: keep-alive, Upgrade\r\nUpgrade: x\r\n"), .closed(200)),
        .init(
            "and a request behind it",
            get("/hello", "Connection: Upgrade\r\nUpgrade: websocket\r\n") + LengthCases.inner, .closed(200)),
        .init(
            "with a body", post("/echo", "Connection: Upgrade\r\nUpgrade: x\r\nContent-Length: 5\r\n", "hello"),
            .closed(200)),
        .init(
            "with chunks",
            post(
                "/echo", "Connection: Upgrade\r\nUpgrade: x\r\nTransfer-Encoding: chunked\r\n",
                "5\r\nhello\r\n0\r\n\r\n"), .closed(200)),
        .init("of insecure requests only", get("/hello", "Upgrade-Insecure-Requests: 1\r\n"), .kept(200)),
    ]

    static let expectations: [HostileCase] = [
        .init(
            "the body sent at once", post("/echo", "Expect: 100-continue\r\nContent-Length: 5\r\n", "hello"), .kept(200)
        ),
        .init(
            "the body sent when asked",
            [
                .bytes(post("/echo", "Expect: 100-continue\r\nContent-Length: 5\r\n")), .pause(milliseconds: 200),
                .bytes("hello"),
            ], .kept(200)),
        .init(
            "in capitals",
            [
                .bytes(post("/echo", "Expect: 100-Continue\r\nContent-Length: 5\r\n")), .pause(milliseconds: 200),
                .bytes("hello"),
            ], .kept(200)),
        .init(
            "chunks when asked",
            [
                .bytes(post("/echo", "Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n")),
                .pause(milliseconds: 200),
                .bytes("5\r\nhello\r\n0\r\n\r\n"),
            ], .kept(200)),
        .init("no body", get("/hello", "Expect: 100-continue\r\n"), .kept(200)),
        .init(
            "refused before the body", post("/echo", "Expect: 100-continue\r\nContent-Length: 3000000\r\n"),
            .closed(413)),
        .init("nobody reads the body", post("/ignored", "Expect: 100-continue\r\nContent-Length: 5\r\n"), .closed(200)),
        .init("nothing there", post("/nowhere", "Expect: 100-continue\r\nContent-Length: 5\r\n"), .closed(404)),
        .init("something else", get("/hello", "Expect: tea\r\n"), .closed(417)),
        .init("something else beside it", get("/hello", "Expect: 100-continue, tea\r\n"), .closed(417)),
        .init(
            "HTTP/1.0", "POST /echo HTTP/1.0\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\nhello",
            .closed(200)),
    ]

    static let bodies: [HostileCase] = [
        .init(
            "a body of 1 MiB", post("/echo", "Content-Length: 1048576\r\n", String(repeating: "x", count: 1 << 20)),
            .kept(200)),
        .init("a length of 1 MiB and a byte", post("/echo", "Content-Length: 1048577\r\n"), .closed(413)),
        .init("a length of 64 MiB and a byte", post("/large", "Content-Length: 67108865\r\n"), .closed(413)),
        .init(
            "3 MB where 1 MiB is taken",
            post("/echo", "Content-Length: 3000000\r\n", String(repeating: "x", count: 3_000_000)), .closed(413)),
        .init("a small body nobody reads", post("/ignored", "Content-Length: 5\r\n", "hello"), .kept(200)),
        .init(
            "a large body nobody reads",
            post("/ignored", "Content-Length: 900000\r\n", String(repeating: "x", count: 900_000)), .closed(200)),
        .init(
            "a body that breaks off", [.bytes(post("/echo", "Content-Length: 9\r\n", "hello")), .finish], .closed(400)),
        .init("a body for no route", post("/nowhere", "Content-Length: 5\r\n", "hello"), .kept(404)),
        .init(
            "a large body for no route",
            post("/nowhere", "Content-Length: 900000\r\n", String(repeating: "x", count: 900_000)), .closed(404)),
    ]

    static let ahead: [HostileCase] = [
        .init("two requests", get("/hello") + get("/hello"), .kept(200, 200)),
        .init("a hundred requests", String(repeating: get("/hello"), count: 100), Self.hundred),
        .init("slow ones and fast ones", get("/wait") + get("/hello") + get("/wait"), .kept(200, 200, 200)),
        .init(
            "one that closes among them", get("/hello") + get("/hello", "Connection: close\r\n") + LengthCases.inner,
            .closed(200, 200)),
        .init("a broken one behind a slow one", get("/wait") + "nonsense\r\n\r\n", .closed(200, 400)),
        .init(
            "one without a host behind a slow one", get("/wait") + "GET /hello HTTP/1.1\r\n\r\n" + LengthCases.inner,
            .closed(200, 400)),
        .init(
            "bodies of both kinds",
            post("/echo", "Content-Length: 5\r\n", "hello")
                + post("/echo", "Transfer-Encoding: chunked\r\n", "5\r\nhello\r\n0\r\n\r\n") + get("/hello"),
            .kept(200, 200, 200)),
        .init(
            "one behind a body that is refused", post("/echo", "Content-Length: 3000000\r\n") + LengthCases.inner,
            .closed(413)),
        .init("ones ahead, then the end", [.bytes(get("/wait") + get("/hello")), .finish], .closed(200, 200)),
        .init(
            "HEAD among them", "HEAD /hello HTTP/1.1\r\nHost: x\r\n\r\n" + get("/hello"), .kept(200, 200), heads: [0]),
        .init(
            "an upgrade among them", get("/hello", "Connection: upgrade\r\nUpgrade: x\r\n") + LengthCases.inner,
            .closed(200)),
        .init("empty lines between them", get("/hello") + "\r\n\r\n" + get("/hello"), .kept(200, 200)),
        .init("nonsense between them", get("/hello") + "x" + get("/hello"), .closed(200, 400)),
    ]

    private static var hundred: HostileCase.Outcome {
        HostileCase.Outcome(statuses: Array(repeating: 200, count: 100), closes: false)
    }
}

/// Chunks that are not what RFC 9112, 7.1 says, and many that are.
enum ChunkCases {
    private static let inner = LengthCases.inner

    private static func chunks(_ bytes: String, path: String = "/echo") -> String {
        "POST \(path) HTTP/1.1\r\nHost: edge.example\r\nTransfer-Encoding: chunked\r\n\r\n" + bytes
    }

    static let sizes: [HostileCase] = [
        .init("two chunks", chunks("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"), .kept(200)),
        .init("a size in capitals", chunks("A\r\n0123456789\r\n0\r\n\r\n"), .kept(200)),
        .init("a size in small letters", chunks("a\r\n0123456789\r\n0\r\n\r\n"), .kept(200)),
        .init("a size with zeros before it", chunks("0005\r\nhello\r\n0\r\n\r\n"), .kept(200)),
        .init("several zeros at the end", chunks("5\r\nhello\r\n000\r\n\r\n"), .kept(200)),
        .init("a hexadecimal prefix", chunks("0x5\r\nhello\r\n0\r\n\r\n"), .closed(400)),
        .init("a plus sign", chunks("+5\r\nhello\r\n0\r\n\r\n"), .closed(400)),
        .init("a minus sign", chunks("-5\r\nhello\r\n0\r\n\r\n"), .closed(400)),
        .init("a letter beyond f", chunks("g\r\nhello\r\n0\r\n\r\n"), .closed(400)),
        .init("no size at all", chunks("\r\nhello\r\n0\r\n\r\n"), .closed(400)),
        .init("a space before the size", chunks(" 5\r\nhello\r\n0\r\n\r\n"), .closed(400)),
        .init("a tab behind the size", chunks("5\t\r\nhello\r\n0\r\n\r\n"), .closed(400)),
        .init("a word behind the size", chunks("5 x\r\nhello\r\n0\r\n\r\n"), .closed(400)),
        .init("an underscore in the size", chunks("0_5\r\nhello\r\n0\r\n\r\n"), .closed(400)),
        .init("NUL in the size", chunks("5\u{0}\r\nhello\r\n0\r\n\r\n"), .closed(400)),
        .init("a size of 17 digits", chunks("10000000000000005\r\nhello\r\n0\r\n\r\n"), .closed(400)),
        .init("a size of 16 digits", [.bytes(chunks("FFFFFFFFFFFFFFFF\r\nhello")), .finish], .closed(400)),
        .init(
            "a size of 1,000 zeros", chunks(String(repeating: "0", count: 1000) + "5\r\nhello\r\n0\r\n\r\n"), .kept(200)
        ),
        .init(
            "a size that wraps at 32 bits", [.bytes(chunks("100000005\r\nhello\r\n0\r\n\r\n" + inner)), .finish],
            .closed(400)),
        .init("a size smaller than the chunk", chunks("3\r\nhello\r\n0\r\n\r\n"), .closed(400)),
        .init("a size larger than the chunk", chunks("7\r\nhello\r\n0\r\n\r\n"), .closed(400)),
        .init("a size line ended by a line feed", chunks("5\nhello\r\n0\r\n\r\n"), .closed(400)),
        .init("a size line ended by a carriage return", chunks("5\rhello\r\n0\r\n\r\n"), .closed(400)),
        .init("a chunk ended by a line feed", chunks("5\r\nhello\n0\r\n\r\n"), .closed(400)),
        .init("a chunk ended by nothing", chunks("5\r\nhello0\r\n\r\n"), .closed(400)),
        .init("a chunk ended by two other bytes", chunks("5\r\nhelloXX0\r\n\r\n"), .closed(400)),
        .init("the last line ended by line feeds", chunks("5\r\nhello\r\n0\n\n"), .closed(400)),
        .init("two chunks glued by a wrong end", chunks("5\r\nhello\r\r0\r\n\r\n"), .closed(400)),
        .init("a request behind the end", chunks("0\r\n\r\n" + inner), .kept(200, 200)),
        .init("a request inside a chunk", chunks(LengthCases.chunkedInner), .kept(200)),
    ]

    static let extras: [HostileCase] = [
        .init("an extension", chunks("5;a=b\r\nhello\r\n0\r\n\r\n"), .kept(200)),
        .init("an extension without a value", chunks("5;a\r\nhello\r\n0\r\n\r\n"), .kept(200)),
        .init("a quoted extension", chunks("5;a=\"b c\"\r\nhello\r\n0\r\n\r\n"), .kept(200)),
        .init("an extension with a line feed", chunks("5;a\nb\r\nhello\r\n0\r\n\r\n"), .closed(400)),
        .init("an extension with a carriage return", chunks("5;a\rb\r\nhello\r\n0\r\n\r\n"), .closed(400)),
        .init("an extension with NUL", chunks("5;a\u{0}b\r\nhello\r\n0\r\n\r\n"), .closed(400)),
        .init(
            "an extension of 1 kB", chunks("5;a=" + String(repeating: "x", count: 1000) + "\r\nhello\r\n0\r\n\r\n"),
            .kept(200)),
        .init(
            "an extension of 2 MiB", chunks("5;a=" + String(repeating: "x", count: 2 << 20) + "\r\nhello\r\n0\r\n\r\n"),
            .closed(400)),
        .init("200 chunks of a byte", chunks(String(repeating: "1\r\nx\r\n", count: 200) + "0\r\n\r\n"), .kept(200)),
        .init(
            "200,000 chunks of a byte", chunks(String(repeating: "1\r\nx\r\n", count: 200_000) + "0\r\n\r\n"),
            .closed(400)),
        .init(
            "50,000 chunks with extensions",
            chunks(String(repeating: "1;aaaaaaaaaa=b\r\nx\r\n", count: 50_000) + "0\r\n\r\n"), .closed(400)),
        .init(
            "4 MiB in chunks where 1 MiB is taken",
            chunks(String(repeating: "8000\r\n\(String(repeating: "x", count: 0x8000))\r\n", count: 128) + "0\r\n\r\n"),
            .closed(413)),
        .init(
            "1 MiB in chunks of 32 kB",
            chunks(String(repeating: "8000\r\n\(String(repeating: "x", count: 0x8000))\r\n", count: 32) + "0\r\n\r\n"),
            .kept(200)),
        .init("a trailer", chunks("5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n"), .kept(200)),
        .init("a trailer that names a length", chunks("5\r\nhello\r\n0\r\nContent-Length: 50\r\n\r\n"), .closed(400)),
        .init(
            "a trailer that names a coding", chunks("5\r\nhello\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n"),
            .closed(400)
        ),
        .init("a trailer that names a host", chunks("5\r\nhello\r\n0\r\nHost: other.example\r\n\r\n"), .kept(200)),
        .init("a trailer without a colon", chunks("5\r\nhello\r\n0\r\nnonsense\r\n\r\n"), .closed(400)),
        .init("a trailer with a space before its colon", chunks("5\r\nhello\r\n0\r\nX : y\r\n\r\n"), .closed(400)),
        .init(
            "a trailer of 40 kB", chunks("5\r\nhello\r\n0\r\nX: \(String(repeating: "x", count: 40_000))\r\n\r\n"),
            .closed(431)),
        .init(
            "400 trailers", chunks("5\r\nhello\r\n0\r\n" + String(repeating: "X: y\r\n", count: 400) + "\r\n"),
            .closed(431)),
        .init("a body that breaks off in a chunk", [.bytes(chunks("5\r\nhel")), .finish], .closed(400)),
        .init("a body that breaks off after a chunk", [.bytes(chunks("5\r\nhello\r\n")), .finish], .closed(400)),
        .init("a body that breaks off before its size", [.bytes(chunks("")), .finish], .closed(400)),
        .init("a broken chunk nobody reads", chunks("zz\r\n", path: "/ignored"), .closed(400)),
        .init("chunks nobody reads", [.bytes(chunks("5\r\nhello\r\n", path: "/ignored"))], .closed(200)),
        .init(
            "chunks in pieces",
            [
                .bytes(chunks("")), .pause(milliseconds: 20), .bytes("5"), .pause(milliseconds: 20), .bytes("\r"),
                .pause(milliseconds: 20), .bytes("\nhel"), .pause(milliseconds: 20), .bytes("lo\r\n0\r\n\r"),
                .pause(milliseconds: 20), .bytes("\n"),
            ], .kept(200)),
    ]
}

/// Where a body ends: lengths and codings that two readers could read in two ways.
enum LengthCases {
    static let post = "POST /echo HTTP/1.1\r\nHost: edge.example\r\n"
    static let inner = "GET /smuggled HTTP/1.1\r\nHost: edge.example\r\n\r\n"
    /// `inner` as a chunk, and the end.
    static let chunkedInner = "\(String(inner.utf8.count, radix: 16))\r\n\(inner)\r\n0\r\n\r\n"

    private static func length(_ fields: String, _ body: String = "hello") -> String { post + fields + "\r\n" + body }

    static let lengths: [HostileCase] = [
        .init("a length", length("Content-Length: 5\r\n"), .kept(200)),
        .init("a length of zero", length("Content-Length: 0\r\n", ""), .kept(200)),
        .init("no length and no body", length("", ""), .kept(200)),
        .init("no length, but bytes of a request", length("", inner), .kept(200, 200)),
        .init("leading zeros", length("Content-Length: 0005\r\n"), .kept(200)),
        .init("two different lengths", length("Content-Length: 5\r\nContent-Length: 6\r\n"), .closed(400)),
        .init("two equal lengths", length("Content-Length: 5\r\nContent-Length: 5\r\n"), .closed(400)),
        .init("a list of equal lengths", length("Content-Length: 5, 5\r\n"), .closed(400)),
        .init("a list of different lengths", length("Content-Length: 5, 6\r\n"), .closed(400)),
        .init(
            "zero, then a length", length("Content-Length: 0\r\nContent-Length: \(inner.count)\r\n", inner),
            .closed(400)),
        .init("a signed length", length("Content-Length: +5\r\n"), .closed(400)),
        .init("a negative length", length("Content-Length: -5\r\n"), .closed(400)),
        .init("minus zero", length("Content-Length: -0\r\n"), .closed(400)),
        .init("a hexadecimal length", length("Content-Length: 0x5\r\n"), .closed(400)),
        .init("an octal length", length("Content-Length: 0o5\r\n"), .closed(400)),
        .init("a length with an exponent", length("Content-Length: 5e0\r\n"), .closed(400)),
        .init("a length with a fraction", length("Content-Length: 5.0\r\n"), .closed(400)),
        .init("a length with an underscore", length("Content-Length: 1_0\r\n"), .closed(400)),
        .init("a length in words", length("Content-Length: five\r\n"), .closed(400)),
        .init("a quoted length", length("Content-Length: \"5\"\r\n"), .closed(400)),
        .init("an empty length", length("Content-Length: \r\n"), .closed(400)),
        .init("a length and a letter", length("Content-Length: 5a\r\n"), .closed(400)),
        .init("a length and a word", length("Content-Length: 5 5\r\n"), .closed(400)),
        .init("a length with a comma", length("Content-Length: 5,\r\n"), .closed(400)),
        .init("a length with a semicolon", length("Content-Length: 5;\r\n"), .closed(400)),
        .init("a length with NUL", length("Content-Length: 5\u{0}\r\n"), .closed(400)),
        .init("a length with a vertical tab", length("Content-Length: \u{B}5\r\n"), .closed(400)),
        .init("a length with a no-break space", length("Content-Length: \u{A0}5\r\n"), .closed(400)),
        .init("a length beyond 32 bits", length("Content-Length: 4294967301\r\n"), .closed(413)),
        .init("a length beyond 63 bits", length("Content-Length: 9223372036854775813\r\n"), .closed(413)),
        .init("a length beyond 64 bits", length("Content-Length: 18446744073709551621\r\n"), .closed(400)),
        .init(
            "400 digits", length("Content-Length: \(String(repeating: "9", count: 400))\r\n"), .closed(400)),
        .init("spaces around a length", length("Content-Length:  5  \r\n"), .kept(200)),
        .init("tabs around a length", length("Content-Length:\t5\t\r\n"), .closed(400)),
        .init("a space before the colon", length("Content-Length : 5\r\n"), .closed(400)),
        .init("a tab before the colon", length("Content-Length\t: 5\r\n"), .closed(400)),
        .init("a length before its line folds", length("Content-Length: 5\r\n 0\r\n"), .closed(400)),
        .init("a length on a folded line", length("Content-Length:\r\n 5\r\n"), .closed(400)),
        .init("a name with an underscore", length("Content_Length: 5\r\n", inner), .kept(200, 200)),
        .init("a name that only looks so", length("Content-Length\u{AD}: 5\r\n"), .closed(400)),
    ]

    private static let both = "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"

    static let codings: [HostileCase] = [
        .init("chunked", length("Transfer-Encoding: chunked\r\n", "5\r\nhello\r\n0\r\n\r\n"), .kept(200)),
        .init("Chunked in capitals", length("Transfer-Encoding: CHUNKED\r\n", "5\r\nhello\r\n0\r\n\r\n"), .kept(200)),
        .init("length and chunked", length(both, "0\r\n\r\n" + inner), .closed(400)),
        .init(
            "chunked and length",
            length("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n" + inner), .closed(400)),
        .init(
            "length of the inner and chunked",
            length(
                "Content-Length: \(inner.count + 5)\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + inner),
            .closed(400)),
        .init("chunked twice in a list", coded("chunked, chunked"), .closed(400)),
        .init(
            "chunked on two lines",
            length(
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", chunkedInner), .closed(400)),
        .init("chunked, then identity", coded("chunked, identity"), .closed(400)),
        .init("identity, then chunked", coded("identity, chunked"), .closed(501)),
        .init("identity alone", coded("identity"), .closed(501)),
        .init("gzip, then chunked", coded("gzip, chunked"), .closed(501)),
        .init("gzip alone", coded("gzip"), .closed(501)),
        .init("chunked, then gzip", coded("chunked, gzip"), .closed(400)),
        .init("an unknown coding", coded("xchunked"), .closed(501)),
        .init("chunked with a letter more", coded("chunkedd"), .closed(501)),
        .init("chunked with a letter less", coded("chunke"), .closed(501)),
        .init("chunked with a parameter", coded("chunked;q=1"), .closed(501)),
        .init("chunked in quotes", coded("\"chunked\""), .closed(501)),
        .init("chunked after a tab", coded("\tchunked"), .kept(200)),
        .init("chunked after a vertical tab", coded("\u{B}chunked"), .closed(400)),
        .init("chunked with a vertical tab behind", coded("chunked\u{B}"), .closed(400)),
        .init("chunked with a form feed", coded("\u{C}chunked"), .closed(400)),
        .init("chunked with NUL", coded("chunked\u{0}"), .closed(400)),
        .init("chunked with a high byte", coded("\u{FF}chunked"), .closed(501)),
        .init("an empty element, then chunked", coded(", chunked"), .closed(501)),
        .init("chunked, then an empty element", coded("chunked,"), .closed(400)),
        .init("an empty coding", coded(""), .closed(501)),
        .init("a coding on a folded line", length("Transfer-Encoding:\r\n chunked\r\n", chunkedInner), .closed(400)),
        .init(
            "a coding behind a lone line feed", length("X: y\nTransfer-Encoding: chunked\r\n", chunkedInner),
            .closed(400)),
        .init(
            "a coding behind a lone carriage return", length("X: y\rTransfer-Encoding: chunked\r\n", chunkedInner),
            .closed(400)),
        .init(
            "a space before the coding's colon", length("Transfer-Encoding : chunked\r\n", chunkedInner), .closed(400)),
        .init(
            "a space before the coding's name", length(" Transfer-Encoding: chunked\r\n", chunkedInner), .closed(400)),
        .init(
            "a coding's name with an underscore and a length",
            length(
                "Transfer_Encoding: chunked\r\nContent-Length: 5\r\n"), .kept(200)),
        .init(
            "a coding and a length with a space",
            length(
                "Transfer-Encoding: chunked\r\nContent-Length : 5\r\n", "0\r\n\r\n"), .closed(400)),
        .init(
            "two codings, one of them unknown",
            length(
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n", chunkedInner), .closed(400)),
        .init(
            "two codings, the unknown one first",
            length(
                "Transfer-Encoding: x\r\nTransfer-Encoding: chunked\r\n", chunkedInner), .closed(501)),
        .init("chunked in HTTP/1.0", old("Transfer-Encoding: chunked\r\n"), .closed(400)),
        .init(
            "chunked in HTTP/1.0 that keeps alive",
            old(
                "Transfer-Encoding: chunked\r\nConnection: keep-alive\r\n"), .closed(400)),
        .init(
            "chunked and a length in HTTP/1.0",
            old(
                "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n"), .closed(400)),
        .init(
            "chunked for GET",
            "GET /hello HTTP/1.1\r\nHost: edge.example\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", .kept(200)),
        .init(
            "a body for GET",
            "GET /hello HTTP/1.1\r\nHost: edge.example\r\nContent-Length: \(inner.count)\r\n\r\n" + inner, .kept(200)),
        .init(
            "a body for HEAD",
            "HEAD /hello HTTP/1.1\r\nHost: edge.example\r\nContent-Length: \(inner.count)\r\n\r\n" + inner, .kept(200),
            heads: [0]),
        .init(
            "a body for DELETE", "DELETE /hello HTTP/1.1\r\nHost: edge.example\r\nContent-Length: 5\r\n\r\nhello",
            .kept(405)),
        .init(
            "a body for OPTIONS", "OPTIONS /hello HTTP/1.1\r\nHost: edge.example\r\nContent-Length: 5\r\n\r\nhello",
            .kept(204)),
    ]

    private static func coded(_ coding: String) -> String {
        length("Transfer-Encoding: \(coding)\r\n", chunkedInner)
    }

    private static func old(_ fields: String) -> String {
        "POST /echo HTTP/1.0\r\nHost: edge.example\r\n\(fields)\r\n0\r\n\r\n" + inner
    }
}

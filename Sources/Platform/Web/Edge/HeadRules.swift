import NIOHTTP1

/// What a request's head decides about its connection.
struct Exchange: Equatable {
    /// No other request follows on this connection.
    var closes = false
    /// The caller waits for `100 Continue` before it sends the body.
    var expects = false
    var isChunked = false
    var announcedBytes = 0
    var isHead = false
    /// HTTP/1.0: no chunks, and `keep-alive` has to be said.
    var isOld = false
}

/// What RFC 9110 and 9112 demand of a head and the parser lets through. Pure: a head in, a verdict out.
struct HeadRules: Sendable {
    let maxTargetBytes: Int
    let maxHeadBytes: Int
    let maxHeadFields: Int
    let maxBodyBytes: Int

    /// Checks the head and rewrites it: the target in origin form, without what concerns the connection only.
    func admit(_ head: inout HTTPRequestHead) throws(EdgeRefusal) -> Exchange {
        guard head.version == .http1_1 || head.version == .http1_0 else { throw .version }
        try checkFields(head.headers)
        let host = try host(of: head)
        try checkTarget(&head, host: host)
        var exchange = Exchange(isHead: head.method == .HEAD, isOld: head.version == .http1_0)
        try readFraming(of: head, into: &exchange)
        try readExpectation(of: head, into: &exchange)
        let options = Set(Self.tokens(head.headers["Connection"]))
        exchange.closes =
            options.contains("close") || options.contains("upgrade") || head.headers.contains(name: "Upgrade")
            || (exchange.isOld && !options.contains("keep-alive"))
        for name in ["Connection", "Keep-Alive", "Proxy-Connection", "Upgrade"] { head.headers.remove(name: name) }
        return exchange
    }

    private func checkFields(_ headers: HTTPHeaders) throws(EdgeRefusal) {
        var bytes = 0
        var count = 0
        for (name, value) in headers {
            bytes += name.utf8.count + value.utf8.count
            count += 1
            guard name.utf8.allSatisfy(Self.isTokenByte), !name.isEmpty else {
                throw .unreadable("A header field has no valid name.")
            }
            guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
                throw .unreadable("A header field holds control characters.")
            }
        }
        guard count <= maxHeadFields, bytes <= maxHeadBytes else { throw .headTooLarge }
        for name in ["Authorization", "Content-Type"] where headers[name].count > 1 {
            throw .unreadable("\(name) comes twice.")
        }
    }

    /// Exactly one in HTTP/1.1, one at most in HTTP/1.0.
    private func host(of head: HTTPRequestHead) throws(EdgeRefusal) -> String? {
        let hosts = head.headers["Host"].map(\.trimmed)
        guard let host = hosts.first else {
            guard head.version == .http1_0 else { throw .host("The header Host is missing.") }
            return nil
        }
        guard hosts.count == 1 else { throw .host("The header Host comes twice.") }
        guard Self.isHost(host) else { throw .host("The header Host names no host.") }
        return host
    }

    private func checkTarget(_ head: inout HTTPRequestHead, host: String?) throws(EdgeRefusal) {
        let target = head.uri
        guard target.utf8.count <= maxTargetBytes else { throw .targetTooLong(limitBytes: maxTargetBytes) }
        guard head.method != .CONNECT else { throw .method }
        guard target.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "#") }) else {
            throw .unreadable("The address holds characters that must be escaped.")
        }
        guard !target.hasPrefix("/") else { return }
        guard target != "*" else {
            guard head.method == .OPTIONS else { throw .unreadable("This address is for OPTIONS only.") }
            return
        }
        let lower = target.lowercased()
        guard let scheme = ["http://", "https://"].first(where: lower.hasPrefix) else {
            throw .unreadable("The address is no path.")
        }
        let rest = target.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard let host, authority.lowercased() == host.lowercased() else {
            throw .host("The header Host is not that of the address.")
        }
        let path = rest.dropFirst(authority.count)
        head.uri = path.hasPrefix("/") ? String(path) : "/" + path
    }

    private func readFraming(of head: HTTPRequestHead, into exchange: inout Exchange) throws(EdgeRefusal) {
        let codings = head.headers["Transfer-Encoding"].map(\.trimmed)
        let lengths = head.headers["Content-Length"].map(\.trimmed)
        if !codings.isEmpty {
            guard lengths.isEmpty else { throw .unreadable("Both a length and a transfer coding are given.") }
            guard !exchange.isOld else { throw .unreadable("HTTP/1.0 has no transfer coding.") }
            guard codings.count == 1, codings[0].lowercased() == "chunked" else { throw .transferCoding }
            exchange.isChunked = true
        }
        guard let length = lengths.first else { return }
        guard lengths.count == 1, !length.isEmpty, length.utf8.allSatisfy(\.isDigit) else {
            throw .unreadable("Content-Length is no length.")
        }
        guard let bytes = Int(length), bytes <= maxBodyBytes else { throw .tooLarge(limitBytes: maxBodyBytes) }
        exchange.announcedBytes = bytes
    }

    private func readExpectation(of head: HTTPRequestHead, into exchange: inout Exchange) throws(EdgeRefusal) {
        let expectations = Self.tokens(head.headers["Expect"])
        guard !expectations.isEmpty, !exchange.isOld else { return }
        guard expectations.allSatisfy({ $0 == "100-continue" }) else { throw .expectation }
        exchange.expects = exchange.isChunked || exchange.announcedBytes > 0
    }
}

extension HeadRules {
    /// The elements of a list in lower case, over all lines of the field.
    static func tokens(_ values: [String]) -> [String] {
        values.flatMap { $0.split(separator: ",") }.map { $0.trimmed.lowercased() }.filter { !$0.isEmpty }
    }

    /// `uri-host [":" port]` (RFC 3986, 3.2.2), never empty: a name, an IPv4 address or one of IPv6 in brackets.
    static func isHost(_ text: String) -> Bool {
        guard (1...260).contains(text.utf8.count) else { return false }
        var rest = text.utf8[...]
        if rest.first == UInt8(ascii: "[") {
            guard let end = rest.firstIndex(of: UInt8(ascii: "]")) else { return false }
            let address = String(rest[..<end].dropFirst()) ?? ""
            guard AddressBlock.Address(address)?.isVersion6 == true else { return false }
            rest = rest[rest.index(after: end)...]
        } else {
            let name = rest.prefix { $0 != UInt8(ascii: ":") }
            let isName = name.allSatisfy { byte in
                isLetterOrDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
                    || byte == UInt8(ascii: "_")
            }
            guard !name.isEmpty, isName else { return false }
            rest = rest[name.endIndex...]
        }
        guard let colon = rest.popFirst() else { return true }
        return colon == UInt8(ascii: ":") && rest.count <= 5 && rest.allSatisfy(\.isDigit)
            && (rest.isEmpty || UInt16(String(rest) ?? "") != nil)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        byte.isDigit || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
}

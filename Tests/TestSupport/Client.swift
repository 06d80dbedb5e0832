import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Web

/// Asks a server that really listens, and holds every exchange against the API document.
package struct Client: Sendable {
    package let base: String
    /// The second port's address.
    package let admin: String
    /// Sent as `Authorization: Bearer …` with every request.
    package var token: String?
    /// What every exchange with the public port is held against; it throws `Contract.Broken`.
    private let contract: Contract?
    private var timeoutSeconds: Int64 = 120
    private var http = HTTPClient.shared

    package init(base: String, admin: String = "", contract: Contract? = .project) {
        self.base = base
        self.admin = admin
        self.contract = contract
    }

    /// The same client as somebody else.
    package func with(token: String) -> Client {
        var client = self
        client.token = token
        return client
    }

    /// The same client with less patience.
    package func with(timeoutSeconds: Int64) -> Client {
        var client = self
        client.timeoutSeconds = timeoutSeconds
        return client
    }

    /// The same client with a connection for each of many requests at once; otherwise eight share theirs.
    package var crowded: Client {
        var client = self
        client.http = Self.crowd
        return client
    }

    private static let crowd: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1024
        // A server that is not there is told at once, and not asked ever more rarely.
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    package func get(_ path: String, _ headers: [String: String] = [:]) async throws -> Reply {
        try await send("GET", path, headers)
    }

    package func post(_ path: String, _ json: String, _ headers: [String: String] = [:]) async throws -> Reply {
        try await send("POST", path, headers, body: Array(json.utf8))
    }

    package func put(_ path: String, _ json: String, _ headers: [String: String] = [:]) async throws -> Reply {
        try await send("PUT", path, headers, body: Array(json.utf8))
    }

    /// A merge patch.
    package func patch(_ path: String, _ json: String, _ headers: [String: String] = [:]) async throws -> Reply {
        try await send("PATCH", path, headers, body: Array(json.utf8), type: "application/merge-patch+json")
    }

    package func delete(_ path: String, _ headers: [String: String] = [:]) async throws -> Reply {
        try await send("DELETE", path, headers)
    }

    package func send(
        _ method: String, _ path: String, _ headers: [String: String] = [:], body: [UInt8]? = nil,
        type: String = "application/json"
    ) async throws -> Reply {
        var request = HTTPClientRequest(url: path.hasPrefix("http") ? path : base + path)
        request.method = HTTPMethod(rawValue: method)
        if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        if let body {
            request.headers.add(name: "Content-Type", value: type)
            request.body = .bytes(ByteBuffer(bytes: body))
        }
        for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
        let response = try await http.execute(request, timeout: .seconds(timeoutSeconds))
        let bytes = try await response.body.collect(upTo: 64 << 20)
        let fields = response.headers.map { (name: $0.name.lowercased(), value: $0.value) }
        let reply = Reply(status: Int(response.status.code), headers: fields, bytes: Array(buffer: bytes))
        if let contract, !path.hasPrefix("http") {
            try contract.check(
                .init(method: method, path: path, requestHeaders: request.headers, body: body, reply: reply))
        }
        return reply
    }
}

/// What came back.
package struct Reply: Sendable {
    package let status: Int
    /// Names in lower case.
    package let headers: [(name: String, value: String)]
    package let bytes: [UInt8]

    package func header(_ name: String) -> String? { headers.first { $0.name == name.lowercased() }?.value }

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The body as JSON; `.null` where it is none.
    package var json: JSONTree { (try? JSONTree(parsing: bytes)) ?? .null }

    /// `code` of a problem.
    package var code: String? { json["code"]?.string }

    /// `pointer code` of each of a problem's errors.
    package var errors: [String] {
        (json["errors"]?.elements ?? []).map { "\($0["pointer"]?.string ?? "?") \($0["code"]?.string ?? "?")" }
    }
}

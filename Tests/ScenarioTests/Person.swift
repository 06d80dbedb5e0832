import Foundation
import TestSupport
import Testing
import Web

/// Somebody of the demonstration town who asks over HTTP; an answer of another status than expected ends the test.
struct Person {
    let client: Client

    static let base = "/v1/cities/dreieich"

    init(_ town: LiveTown, email: String, password: String) async throws {
        let session = try await town.client.post(
            Self.base + "/sessions", #"{"email": "\#(email)", "password": "\#(password)"}"#)
        client = town.client.with(token: try #require(session.json["accessToken"]?.string, "\(session.text)"))
    }

    /// The owner of a shop of the demonstration.
    static func owner(of shop: String, in town: LiveTown) async throws -> Person {
        try await Person(town, email: "\(shop)@demo.invalid", password: "\(shop)-demo-2026")
    }

    func get(_ path: String) async throws -> JSONTree {
        let reply = try await client.get(Self.base + path)
        try #require(reply.status == 200, "GET \(path): \(reply.text)")
        return reply.json
    }

    @discardableResult
    func post(_ path: String, _ json: String? = nil, key: String? = nil, status: Int = 200) async throws -> JSONTree {
        var headers: [String: String] = [:]
        if let key { headers["Idempotency-Key"] = key }
        let reply = try await client.send("POST", Self.base + path, headers, body: json.map { Array($0.utf8) })
        try #require(reply.status == status, "POST \(path): \(reply.status) \(reply.text)")
        return reply.json
    }

    @discardableResult
    func put(_ path: String, _ json: String) async throws -> JSONTree {
        let reply = try await client.put(Self.base + path, json)
        try #require(reply.status == 200, "PUT \(path): \(reply.text)")
        return reply.json
    }
}

extension JSONTree {
    /// A member that must be there and be text.
    func text(_ key: String) throws -> String { try #require(self[key]?.string, "\(key) in \(self)") }

    func items(_ key: String = "items") -> [JSONTree] { self[key]?.elements ?? [] }

    /// Cents of a member that is money.
    func cents(_ key: String) throws -> Int { try #require(self[key]?["amount"]?.int, "\(key) in \(self)") }
}

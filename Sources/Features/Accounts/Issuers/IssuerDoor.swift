import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Vocabulary
import Web

/// Asks an issuer for its published documents: two connections at most, no redirects, five seconds, 256 KiB.
enum IssuerDoor {
    private static let seconds: Int64 = 5
    private static let bytesMost = 256 << 10

    private static let client: HTTPClient = {
        var settings = HTTPClient.Configuration(redirectConfiguration: .disallow)
        settings.timeout = .init(connect: .seconds(2), read: .seconds(seconds))
        settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 2
        settings.httpVersion = .http1Only
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    }()

    /// The JWK set of an issuer. Throws where it cannot be had.
    static func keys(of issuer: Issuer) async throws -> [UInt8] {
        if let address = issuer.keysAddress { return try await document(at: address) }
        let base = issuer.address.hasSuffix("/") ? String(issuer.address.dropLast()) : issuer.address
        let discovery = try await JSONTree(parsing: document(at: base + "/.well-known/openid-configuration"))
        guard discovery["issuer"]?.string == issuer.address, let address = discovery["jwks_uri"]?.string,
            Issuer.isSafe(address)
        else { throw Fault(.unavailable, "the discovery document of \(issuer.address) is not its own") }
        return try await document(at: address)
    }

    private static func document(at address: String) async throws -> [UInt8] {
        var request = HTTPClientRequest(url: address)
        request.headers.add(name: "Accept", value: "application/json")
        let response = try await client.execute(request, timeout: .seconds(seconds))
        guard response.status == .ok else { throw Fault(.unavailable, "\(address) answers \(response.status.code)") }
        return Array(buffer: try await response.body.collect(upTo: bytesMost))
    }
}

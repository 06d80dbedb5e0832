import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import TestSupport
import Testing
import Web

/// An OpenID Connect provider written by others (Tests/Fixtures/oidc_provider.py), in a process of its own.
struct ForeignProvider {
    let address: String
    private let process: Process
    private let input: Pipe

    /// `scripts/prepare test` installs it here.
    static let python = packageFolder + "/.build/python/bin/python"
    static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: python) }

    static func within<Result>(_ body: (ForeignProvider) async throws -> Result) async throws -> Result {
        let provider = try start()
        defer { provider.end() }
        return try await body(provider)
    }

    private static func start() throws -> ForeignProvider {
        let (process, input, output) = (Process(), Pipe(), Pipe())
        process.executableURL = URL(filePath: python)
        process.arguments = [packageFolder + "/Tests/Fixtures/oidc_provider.py"]
        (process.standardInput, process.standardOutput) = (input, output)
        process.standardError = FileHandle.nullDevice
        try process.run()
        var line = ""
        while !line.hasSuffix("\n") {
            let bytes = output.fileHandleForReading.availableData
            guard !bytes.isEmpty else { break }
            line += String(decoding: bytes, as: UTF8.self)
        }
        let address = line.trimmingCharacters(in: .whitespacesAndNewlines)
        try #require(address.hasPrefix("http://127.0.0.1:"), "the provider did not start: \(line)")
        return ForeignProvider(address: address, process: process, input: input)
    }

    /// It serves until its input ends.
    private func end() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// Signs somebody in by the authorization code flow.
    func signIn(_ subject: String) async throws -> (access: String, id: String) {
        let back = "https://app.invalid/back"
        let question = "client_id=app&redirect_uri=\(back)&response_type=code&scope=openid"
        let sent = try await post("/oauth2/authorize?\(question)", "sub=\(subject)")
        let place = try #require(sent.headers.first(name: "Location").flatMap(URLComponents.init(string:)))
        let code = try #require(place.queryItems?.first { $0.name == "code" }?.value)
        let answer = try await post(
            "/oauth2/token", "grant_type=authorization_code&code=\(code)&redirect_uri=\(back)")
        let tree = try JSONTree(parsing: Array(buffer: try await answer.body.collect(upTo: 1 << 20)))
        return (try #require(tree["access_token"]?.string), try #require(tree["id_token"]?.string))
    }

    private func post(_ path: String, _ form: String) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: address + path)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        request.headers.add(name: "Authorization", value: "Basic " + Data("app:secret".utf8).base64EncodedString())
        request.body = .bytes(ByteBuffer(string: form))
        return try await Self.client.execute(request, timeout: .seconds(20))
    }

    private static let client = HTTPClient(
        eventLoopGroupProvider: .singleton, configuration: .init(redirectConfiguration: .disallow))
}

import Foundation
import Glibc
import NIOCore
import NIOPosix
import TestSupport
import Testing
import Web

/// Bytes as no client would send them.
@Suite struct RawTests {
    static let post = "POST /v1/orchards/north/fruits HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"

    @Test(arguments: [
        (post + "Transfer-Encoding: chunked\r\n\r\nZZ\r\n", 400, "request/unreadable"),
        (post + "Content-Length: 20\r\n\r\n{\"name\"", 400, "request/unreadable"),
        ("GET /v1/orchards/north/fruits?limit=%zz HTTP/1.1\r\nHost: x\r\n\r\n", 400, "request/parameters"),
        ("GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", 404, "not-found"),
        ("GET * HTTP/1.1\r\nHost: x\r\n\r\n", 400, "request/unreadable"),
        ("PROPFIND /v1/orchards/north/fruits HTTP/1.1\r\nHost: x\r\n\r\n", 405, "method-not-allowed"),
    ])
    func `a request that breaks off or breaks rules is refused as a problem`(
        _ bytes: String, _ status: Int, _ code: String
    ) async throws {
        let answer = try await serveFruits { client in
            try await Self.exchange(bytes, with: client)
        }
        #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer)")
        #expect(answer.contains("application/problem+json") && answer.contains("\"code\":\"\(code)\""), "\(answer)")
    }

    /// Sends bytes, then ends its side; everything that comes back.
    static func exchange(_ bytes: String, with client: Client) async throws -> String {
        let port = try #require(URL(string: client.base)?.port)
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: bytes))
            outbound.finish()
            var answer = ByteBuffer()
            for try await part in inbound { answer.writeImmutableBuffer(part) }
            return String(buffer: answer)
        }
    }
}

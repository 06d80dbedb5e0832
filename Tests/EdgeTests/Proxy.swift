import Foundation
import Glibc
import TestSupport

/// Debian's HAProxy with the configuration that is shipped, in front of a server of the tests.
struct Proxy {
    let port: Int
    let plainPort: Int

    /// Starts it, runs `body`, stops it. `certificate`: a PEM file; without one the same file is served without TLS.
    static func before<Value: Sendable>(
        _ serverPort: Int, certificate: String? = nil, _ body: (Proxy) async throws -> Value
    ) async throws -> Value {
        let proxy = Proxy(port: try freePort(), plainPort: try freePort())
        let folder = FileManager.default.temporaryDirectory.path + "/liefert-proxy-\(UUID())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var text = try String(contentsOfFile: packageFolder + "/deploy/haproxy.cfg", encoding: .utf8)
        if certificate == nil {
            text = text.replacing(#" ssl crt "${LIEFERT_PROXY_CERTIFICATE}" alpn h2,http/1.1"#, with: "")
        }
        try text.write(toFile: folder + "/haproxy.cfg", atomically: true, encoding: .utf8)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/sbin/haproxy")
        process.arguments = ["-db", "-f", folder + "/haproxy.cfg"]
        process.environment = [
            "LIEFERT_PROXY_HTTP": "127.0.0.1:\(proxy.plainPort)", "LIEFERT_PROXY_HTTPS": "127.0.0.1:\(proxy.port)",
            "LIEFERT_PROXY_CERTIFICATE": certificate ?? "", "LIEFERT_NODE_1": "127.0.0.1:\(serverPort)",
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.standardError
        try process.run()
        defer {
            process.terminate()
            process.waitUntilExit()
        }
        try await proxy.opened()
        return try await body(proxy)
    }

    private func opened() async throws {
        for _ in 0..<100 {
            if (try? RawConnection(port: port)) != nil { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw NotOpened()
    }

    struct NotOpened: Error {}

    /// A port that was free a moment ago.
    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        inet_pton(AF_INET, "127.0.0.1", &address.sin_addr)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let found = withUnsafeMutableBytes(of: &address) { raw in
            let pointer = raw.baseAddress!.assumingMemoryBound(to: sockaddr.self)
            return bind(descriptor, pointer, length) == 0 && getsockname(descriptor, pointer, &length) == 0
        }
        guard found else { throw RawConnection.Refused(errno: errno) }
        return Int(in_port_t(bigEndian: address.sin_port))
    }
}

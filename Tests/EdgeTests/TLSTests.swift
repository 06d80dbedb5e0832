import Foundation
import Logging
import TestSupport
import Testing
import Web

extension EdgeSuite {
    /// TLS of our own and of the proxy, as OpenSSL's client and curl see it.
    @Suite struct TLSTests {
        /// Runs a shell line in a folder of its own; what it prints.
        private static func shell(_ line: String, in folder: String) async throws -> String {
            try await inThread {
                let process = Process()
                process.executableURL = URL(filePath: "/bin/bash")
                process.arguments = ["-c", line]
                process.currentDirectoryURL = URL(filePath: folder)
                let pipe = Pipe()
                process.standardOutput = pipe
                process.standardError = FileHandle.nullDevice
                process.standardInput = FileHandle.nullDevice
                try process.run()
                let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
                process.waitUntilExit()
                return String(decoding: bytes, as: UTF8.self)
            }
        }

        private static func folder() throws -> String {
            let folder = FileManager.default.temporaryDirectory.path + "/liefert-tls-\(UUID())"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            return folder
        }

        /// `chain.pem` and `key.pem` of a certificate for this name.
        private static func issue(_ name: String, in folder: String) async throws {
            _ = try await shell(
                "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=\(name) "
                    + "-keyout new-key.pem -out new-chain.pem && mv new-key.pem key.pem && mv new-chain.pem chain.pem",
                in: folder)
        }

        private static func subject(_ port: Int, _ options: String = "", in folder: String) async throws -> String {
            try await shell(
                "timeout 5 openssl s_client -connect 127.0.0.1:\(port) \(options) | openssl x509 -noout -subject",
                in: folder)
        }

        @Test func `a certificate that changes is served without a restart, and a broken one is not`() async throws {
            let folder = try Self.folder()
            defer { try? FileManager.default.removeItem(atPath: folder) }
            try await Self.issue("first.example", in: folder)
            var settings = WebSettings.test
            settings.edge.headTime = .seconds(2)
            settings.certificates = try Certificates(
                chainFile: folder + "/chain.pem", keyFile: folder + "/key.pem", log: Logger(label: "test"),
                period: .milliseconds(50))
            try await serving({ EdgeRoutes().mount(on: $0) }, settings: settings, contract: nil) { client in
                let port = try #require(URL(string: client.base)?.port)
                let hello = "curl -sk --max-time 5 https://127.0.0.1:\(port)/hello"
                let first = try await Self.shell(hello, in: folder)
                #expect(first == #"{"said":"hello"}"#)
                let before = try await Self.subject(port, in: folder)
                #expect(before.contains("first.example"))
                try await Self.issue("second.example", in: folder)
                try await Task.sleep(for: .milliseconds(600))
                let after = try await Self.subject(port, in: folder)
                #expect(after.contains("second.example"))
                _ = try await Self.shell("echo nonsense > chain.pem", in: folder)
                try await Task.sleep(for: .milliseconds(600))
                let still = try await Self.subject(port, in: folder)
                #expect(still.contains("second.example"))
                let old = try await Self.subject(port, "-tls1_1", in: folder)
                #expect(!old.contains("example"), "TLS 1.1 is refused")
                let plain = try await Self.shell("curl -s --max-time 5 http://127.0.0.1:\(port)/hello", in: folder)
                #expect(!plain.contains("hello"))
                let silent = try await inThread {
                    let connection = try RawConnection(port: port)
                    connection.read(within: 8) { _ in false }
                    return connection.end
                }
                #expect(silent != .open, "who never greets is cut")
                let large = try await Self.shell(
                    "head -c 3000000 /dev/zero | curl -sk --max-time 5 -o /dev/null -w '%{http_code}' "
                        + "--data-binary @- https://127.0.0.1:\(port)/echo", in: folder)
                #expect(large == "413")
            }
        }

        @Test func `a certificate without its key is refused at the start`() async throws {
            let folder = try Self.folder()
            defer { try? FileManager.default.removeItem(atPath: folder) }
            try await Self.issue("first.example", in: folder)
            _ = try await Self.shell("openssl ecparam -name prime256v1 -genkey -noout -out key.pem", in: folder)
            #expect(throws: (any Error).self) {
                try Certificates(
                    chainFile: folder + "/chain.pem", keyFile: folder + "/key.pem", log: Logger(label: "test"))
            }
        }

        @Test func `the proxy's configuration speaks TLS, sends plain callers on, and tells whose request it is`()
            async throws
        {
            let folder = try Self.folder()
            defer { try? FileManager.default.removeItem(atPath: folder) }
            try await Self.issue("town.example", in: folder)
            _ = try await Self.shell("cat chain.pem key.pem > both.pem", in: folder)
            try await serving({ EdgeRoutes().mount(on: $0) }, contract: nil) { client in
                let port = try #require(URL(string: client.base)?.port)
                try await Proxy.before(port, certificate: folder + "/both.pem") { proxy in
                    let curl = "curl -sk --max-time 5 -o /dev/null -w '%{http_code} %{http_version} %{redirect_url}' "
                    let secure = try await Self.shell(curl + "https://127.0.0.1:\(proxy.port)/hello", in: folder)
                    #expect(secure.hasPrefix("200 2"), "HTTP/2 to the proxy: \(secure)")
                    let plain = try await Self.shell(curl + "http://127.0.0.1:\(proxy.plainPort)/hello", in: folder)
                    #expect(plain.hasPrefix("308") && plain.contains("https://"), "\(plain)")
                    let old = try await Self.subject(proxy.port, "-tls1_1", in: folder)
                    #expect(!old.contains("example"))
                }
            }
        }
    }
}

import Foundation
import Logging
import NIOCore
import NIOSSL
import ServiceLifecycle
import Synchronization

/// The certificate of a port that speaks TLS itself, read anew when its files change: no restart, and connections that
/// are open go on. A file that cannot be read or does not fit its key is logged and the one before stays in use.
package final class Certificates: Service {
    private struct Served {
        let chain: [NIOSSLCertificate]
        let key: NIOSSLPrivateKey
        /// Tells whether the files were changed.
        let stamp: String

        /// Throws where the files hold no certificate and key that belong together.
        init(_ chainFile: String, _ keyFile: String) throws {
            stamp = Served.stamp(chainFile, keyFile)
            chain = try NIOSSLCertificate.fromPEMFile(chainFile)
            key = try NIOSSLPrivateKey(file: keyFile, format: .pem)
            _ = try NIOSSLContext(configuration: configuration)
        }

        var configuration: TLSConfiguration {
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
            configuration.minimumTLSVersion = .tlsv12
            configuration.applicationProtocols = ["http/1.1"]
            return configuration
        }

        static func stamp(_ files: String...) -> String {
            files.map { file in
                let about = try? FileManager.default.attributesOfItem(atPath: file)
                return "\(about?[.modificationDate] ?? "") \(about?[.size] ?? "") \(about?[.systemFileNumber] ?? "")"
            }.joined(separator: "\n")
        }
    }

    private let chainFile: String
    private let keyFile: String
    private let log: Logger
    private let period: Duration
    private let served: Mutex<Served>

    /// PEM files: the chain, the server's own certificate first, and its key. `period`: how often they are looked at.
    package init(chainFile: String, keyFile: String, log: Logger, period: Duration = .seconds(10)) throws {
        self.chainFile = chainFile
        self.keyFile = keyFile
        self.log = log
        self.period = period
        served = Mutex(try Served(chainFile, keyFile))
    }

    package func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            try? await cancelWhenGracefulShutdown { [period] in try await Task.sleep(for: period) }
            refresh()
        }
    }

    /// Reads the files where they are no longer those that are served.
    func refresh() {
        guard Served.stamp(chainFile, keyFile) != served.withLock({ $0.stamp }) else { return }
        do {
            let fresh = try Served(chainFile, keyFile)
            served.withLock { $0 = fresh }
            log.info("certificate read anew", metadata: ["file": .string(chainFile)])
        } catch {
            log.error(
                "certificate cannot be used; the one before stays",
                metadata: ["file": .string(chainFile), "fault": .string("\(error)")])
        }
    }

    /// For Hummingbird: each handshake takes what is served at that moment.
    var configuration: TLSConfiguration {
        var configuration = served.withLock { $0.configuration }
        configuration.sslContextCallback = { [self] _, promise in
            var fresh = NIOSSLContextConfigurationOverride()
            (fresh.certificateChain, fresh.privateKey) = served.withLock { served in
                (served.chain.map { .certificate($0) }, .privateKey(served.key))
            }
            promise.succeed(fresh)
        }
        return configuration
    }
}

import AsyncHTTPClient
import Glibc
import Logging
import ServiceLifecycle
import Web

/// Runs what `mount` offers on a port of its own, hands `body` a client of it, and stops it afterwards.
///
///     try await serving({ RetailerRoutes(retailers: retailers).mount(on: $0) }) { client in
///         let reply = try await client.get("/v1/cities/solingen/retailers")
///         #expect(reply.status == 200)
///     }
package func serving<Result: Sendable>(
    _ mount: (Endpoints<WebContext>) throws -> Void, checks: [ReadinessCheck] = [],
    settings: WebSettings = .test, sink: LineSink = .nowhere,
    contract: Contract? = .project, _ body: (Client) async throws -> Result
) async throws -> Result {
    var logger = Logger(label: "test")
    logger.logLevel = .error
    let outlets = LogOutlets(logger: logger, sink: sink)
    let server = try Server(
        settings: settings, checks: checks, document: contract?.document, outlets: outlets, mount: mount)
    let group = ServiceGroup(configuration: .init(services: [server], logger: logger))
    let running = Task { try await group.run() }
    let client = await Client(
        base: "http://127.0.0.1:\(server.ports.publicPort())", admin: "http://127.0.0.1:\(server.ports.adminPort())",
        contract: contract)
    do {
        let result = try await body(client)
        await group.triggerGracefulShutdown()
        _ = await running.result
        return result
    } catch {
        await group.triggerGracefulShutdown()
        _ = await running.result
        throw error
    }
}

extension LineSink {
    /// Lines that no test reads.
    package static let nowhere = LineSink(descriptor: open("/dev/null", O_WRONLY))
}

extension WebSettings {
    /// Ports of the system's choice, no drain.
    package static var test: WebSettings {
        var settings = WebSettings(secret: Array(repeating: 7, count: 32))
        settings.drain = .zero
        return settings
    }
}

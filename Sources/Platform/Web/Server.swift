import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization
import Vocabulary

/// The HTTP side of the program: the public port, and an admin port for those who run it.
///
/// A `Service`: on graceful shutdown `/readyz` says 503 at once, requests are served for the drain, then the ports
/// close and requests in flight are finished.
package struct Server: Service {
    package let table = RouteTable()
    package let readiness: Readiness
    package let metrics: Metrics
    /// The ports that are really listened on, once they are.
    package let ports = Ports()
    private let settings: WebSettings
    private let logger: Logger
    private let site: RouterResponder<WebContext>
    private let admin: RouterResponder<WebContext>

    /// `mount` is where features mount what they offer.
    package init(
        settings: WebSettings, checks: [ReadinessCheck] = [], metrics: Metrics = Metrics(),
        document: APIDocument? = nil, outlets: LogOutlets, mount: (Endpoints<WebContext>) throws -> Void
    ) rethrows {
        self.settings = settings
        self.metrics = metrics
        logger = outlets.logger
        readiness = Readiness(checks: checks)
        ProcessMetrics.add(to: metrics)
        metrics.sample("liefert_log_lines_dropped_total", "Log lines lost because nobody read them.") {
            Double(outlets.sink.dropped)
        }
        let health = HealthRoutes(readiness: readiness, metrics: metrics)
        let log = AccessLog(sink: outlets.sink, clock: outlets.clock, secret: settings.secret)
        let gate = Gate(width: settings.requestsAtOnce, patience: settings.patience)
        metrics.sample("liefert_waiting_requests", "Requests that wait for their turn.") { Double(gate.waiting) }
        let reception = Reception(
            settings: settings, table: table, log: log, metrics: RequestMetrics(metrics), readiness: readiness,
            gate: gate)
        site = try Self.responder(reception) { endpoints in
            health.mount(on: endpoints)
            if let document { DocumentRoutes(document: document).mount(on: endpoints) }
            try mount(endpoints)
        }
        let adminReception = Reception(
            settings: settings, table: RouteTable(), log: log, metrics: RequestMetrics(Metrics()), readiness: readiness,
            gate: Gate(width: 16, patience: settings.patience))
        admin = Self.responder(adminReception) { health.mountDetail(on: $0) }
    }

    private static func responder(
        _ reception: Reception, _ mount: (Endpoints<WebContext>) throws -> Void
    ) rethrows -> RouterResponder<WebContext> {
        let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: reception)
        try mount(Endpoints(router: router, table: reception.table))
        return router.buildResponder()
    }

    package func run() async throws {
        var services: [any Service] = [
            application(
                "public", site, port: settings.port, server: try encrypted(edge(metrics, most: settings.edge))),
            application("admin", admin, port: settings.adminPort, server: edge(Metrics(), most: settings.edge)),
        ]
        if let certificates = settings.certificates { services.append(certificates) }
        let group = ServiceGroup(configuration: .init(services: services, logger: logger))
        // Detached: the ports must not hear of the shutdown before the drain is over.
        let running = Task.detached { try await group.run() }
        try await withTaskCancellationHandler {
            try await withGracefulShutdownHandler {
                try await running.value
            } onGracefulShutdown: {
                readiness.drain()
                Task.detached {
                    try? await Task.sleep(for: settings.drain)
                    await group.triggerGracefulShutdown()
                }
            }
        } onCancel: {
            running.cancel()
        }
    }

    private func application(
        _ name: String, _ responder: RouterResponder<WebContext>, port: Int, server: HTTPServerBuilder
    ) -> any Service {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        return Application(
            responder: responder,
            server: server,
            configuration: ApplicationConfiguration(address: .hostname(settings.host, port: port)),
            onServerRunning: { ports.opened(name, at: $0.localAddress?.port ?? port) },
            logger: quiet)
    }
}

extension Server {
    /// A port's connections: guarded, counted.
    private func edge(_ metrics: Metrics, most: EdgeSettings) -> HTTPServerBuilder {
        var limits = most
        limits.maxConnections = min(limits.maxConnections, OpenFiles.connections())
        let lobby = Lobby(limits)
        metrics.sample("http_server_open_connections", "Connections that are open.") { Double(lobby.count) }
        let desk = EdgeDesk(problemTypes: settings.problemTypes, metrics: metrics)
        return HTTPServerBuilder { [settings] responder in
            EdgeChannel(
                base: HTTP1Channel(responder: responder, configuration: settings.http1), settings: settings,
                lobby: lobby, desk: desk)
        }
    }
}

extension Server {
    private func encrypted(_ base: HTTPServerBuilder) throws -> HTTPServerBuilder {
        guard let certificates = settings.certificates else { return base }
        return try .tls(base, tlsConfiguration: certificates.configuration)
    }
}

/// Where a server tells what happens.
package struct LogOutlets: Sendable {
    /// For what goes wrong.
    package let logger: Logger
    /// For one line a request.
    package let sink: LineSink
    package let clock: Clock

    package init(logger: Logger, sink: LineSink = .standardOutput, clock: Clock = .system) {
        self.logger = logger
        self.sink = sink
        self.clock = clock
    }
}

/// The port numbers the system gave, by name; `wait` suspends until one is known.
package final class Ports: Sendable {
    private struct State {
        var known: [String: Int] = [:]
        var waiting: [(name: String, continuation: CheckedContinuation<Int, Never>)] = []
    }
    private let state = Mutex(State())

    package func publicPort() async -> Int { await wait(for: "public") }
    package func adminPort() async -> Int { await wait(for: "admin") }

    func opened(_ name: String, at port: Int) {
        let woken = state.withLock { state in
            state.known[name] = port
            defer { state.waiting.removeAll { $0.name == name } }
            return state.waiting.filter { $0.name == name }
        }
        for waiter in woken { waiter.continuation.resume(returning: port) }
    }

    private func wait(for name: String) async -> Int {
        await withCheckedContinuation { continuation in
            let known = state.withLock { state -> Int? in
                if let port = state.known[name] { return port }
                state.waiting.append((name, continuation))
                return nil
            }
            if let known { continuation.resume(returning: known) }
        }
    }
}

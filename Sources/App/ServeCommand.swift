import ArgumentParser
import Foundation
import Logging
import Places
import Postgres
import Search
import ServiceLifecycle
import UnixSignals
import Vocabulary
import Web

/// `liefert serve`: HTTP and jobs on a database that is migrated already.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve HTTP and do jobs on a migrated database.")

    @OptionGroup var flags: ListeningFlags

    func run() async throws {
        let settings = try await flags.settings()
        let ground = try Ground.open(settings) { _ in }
        try await Serving(settings, ground).run { _ in }
    }
}

/// `liefert work`: jobs only, for a node without HTTP.
struct WorkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "work", abstract: "Do jobs only.")

    @OptionGroup var flags: DatabaseFlags

    func run() async throws {
        let settings = try await flags.settings()
        let ground = try Ground.open(settings) { _ in }
        try await Serving(settings, ground, withHTTP: false).run { _ in }
    }
}

/// A running service: its pool, its ports, its worker, until SIGTERM or SIGINT.
struct Serving {
    let settings: Settings
    let ground: Ground
    var withHTTP = true

    init(_ settings: Settings, _ ground: Ground, withHTTP: Bool = true) {
        self.settings = settings
        self.ground = ground
        self.withHTTP = withHTTP
    }

    /// What filling the search took and freed goes back to the system, now and once its files are written.
    private static func giveBackMemory() async throws {
        // Not in the module of the C library, so it is looked up by its name.
        guard let symbol = dlsym(nil, "malloc_trim") else { return }
        let trim = unsafeBitCast(symbol, to: (@convention(c) (Int) -> CInt).self)
        _ = trim(0)
        try await Task.sleep(for: .seconds(10))
        _ = trim(0)
    }

    /// Serves until it is told to stop. `opened` hears the public port's number once `/readyz` says ready.
    func run(opened: @escaping @Sendable (Int) -> Void) async throws {
        let level = settings.logLevel
        let outlets = LogOutlets(logger: Logger(label: "liefert") { JSONLogHandler(label: $0, level: level) })
        let log = outlets.logger
        try Doctor(ground: ground, share: settings.share).refuseUnsafe()
        var pool = ground.settings
        pool.hasPulse = true
        pool.recentSeconds = 1
        pool.faults = settings.faults
        let database = Database(pool, log: log)
        let house = try await House(settings, database: database, secrets: Secrets.open(in: settings.folder))
        var services: [any Service] = [house.worker(width: settings.width, log: log)]
        if withHTTP {
            let server = try house.server(settings, outlets: outlets)
            services += [
                server, SearchKeeper(search: house.search, log: log), PlacesKeeper(places: house.places, log: log),
            ]
            try? await house.places.open()
            Task {
                let port = await server.ports.publicPort()
                try await server.readiness.wait()
                opened(port)
                try await Self.giveBackMemory()
            }
        }
        let group = ServiceGroup(
            configuration: .init(services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: log))
        defer { try? ground.cluster?.stop() }
        defer { database.close() }
        try await group.run()
    }
}

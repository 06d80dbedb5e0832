import Cities
import Logging
import ServiceLifecycle
import Vocabulary

/// Fills the search of every town at the start and keeps it fresh until it is told to stop. Where the database is away
/// it tries again; what was read stays searchable.
package struct SearchKeeper: Service {
    /// Between two looks at the feed.
    static let pollMilliseconds = 100
    /// Looks between two readings of the towns themselves: some three seconds.
    private static let looksBetweenTowns = 30
    /// Looks between two writings to the folder.
    private static let looksBetweenKeeping = 50

    private let search: Search
    private let log: Logger

    package init(search: Search, log: Logger) {
        self.search = search
        self.log = log
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var readers: [CityID: CityReader] = [:]
            var looks = 0
            while !Task.isCancelled {
                do {
                    if looks % Self.looksBetweenTowns == 0 { try await meetTowns(&readers) }
                } catch {
                    log.warning("the towns cannot be read", metadata: ["error": "\(error)"])
                }
                looks += 1
                await lookAround(Array(readers.values))
                if looks % Self.looksBetweenKeeping == 0 { await keep(Array(readers.values)) }
                try? await Task.sleep(for: .milliseconds(Self.pollMilliseconds))
            }
            await keep(Array(readers.values))
        }
    }

    /// Reads all towns and brings every index in step, once; for a start that must not answer before it is filled.
    package func fill() async throws {
        for city in try await search.cities.all() {
            let reader = CityReader(search, city)
            try await reader.catchUp()
            try await reader.keep()
        }
    }

    private func meetTowns(_ readers: inout [CityID: CityReader]) async throws {
        for city in try await search.cities.all() {
            if let reader = readers[city.id] {
                try await reader.catchUp(with: city)
            } else {
                readers[city.id] = CityReader(search, city)
            }
        }
    }

    /// All towns side by side, so that none waits for another.
    private func lookAround(_ readers: [CityReader]) async {
        await withTaskGroup(of: Void.self) { group in
            for reader in readers where !Task.isCancelled {
                group.addTask {
                    do {
                        try await reader.catchUp()
                    } catch {
                        log.debug("a town's search lags behind", metadata: ["error": "\(error)"])
                    }
                }
            }
        }
    }

    private func keep(_ readers: [CityReader]) async {
        for reader in readers {
            do {
                try await reader.keep()
            } catch {
                log.warning("a town's search cannot be written", metadata: ["error": "\(error)"])
            }
        }
    }
}

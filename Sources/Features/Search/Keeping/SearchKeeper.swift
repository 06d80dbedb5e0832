import Cities
import Logging
import ServiceLifecycle
import Vocabulary

/// Fills the search of every town at the start and keeps it fresh until it is told to stop. Where the database is away
/// it tries again; what was read stays searchable.
package struct SearchKeeper: Service {
    /// Between two looks at the feed.
    static let pollMilliseconds = 100
    /// Between two readings of the towns themselves, and between two writings to the folder; on a busy machine a look
    /// takes far longer than the pause after it.
    private static let betweenTowns = Duration.seconds(3)
    private static let betweenKeeping = Duration.seconds(5)

    private let search: Search
    private let log: Logger
    private let stopwatch: ContinuousClock

    package init(search: Search, log: Logger, stopwatch: ContinuousClock = ContinuousClock()) {
        self.search = search
        self.log = log
        self.stopwatch = stopwatch
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var readers: [CityID: CityReader] = [:]
            var townsAreDue = stopwatch.now
            var keepingIsDue = townsAreDue + Self.betweenKeeping
            while !Task.isCancelled {
                if stopwatch.now >= townsAreDue {
                    townsAreDue = stopwatch.now + Self.betweenTowns
                    do {
                        try await meetTowns(&readers)
                    } catch {
                        log.warning("the towns cannot be read", metadata: ["error": "\(error)"])
                    }
                }
                await lookAround(Array(readers.values))
                if stopwatch.now >= keepingIsDue {
                    keepingIsDue = stopwatch.now + Self.betweenKeeping
                    await keep(Array(readers.values))
                }
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

import Postgres
import Vocabulary

/// The tenants of this installation, their districts, zones and pauses.
package struct Cities: Sendable {
    let database: Database
    let clock: Clock
    private let known = KnownCities()

    package init(database: Database, clock: Clock) {
        self.database = database
        self.clock = clock
    }

    package static let statements: [any Statement.Type] = [
        FindCity.self, ListCities.self, InsertCity.self, UpdateSettings.self, PauseTown.self, ListDistricts.self,
        PutDistrict.self, ListZones.self, PutZone.self, PauseZone.self,
    ]

    /// All towns by slug.
    package func all() async throws -> [City] { try await database.read(ListCities()) }

    /// How long the town's row is waited for where the town was seen before.
    static let patienceMilliseconds = 100

    /// The town of a slug, or `CityProblem.unknown`. While the database is away, or hangs, it is the town as last seen,
    /// so that what answers from memory goes on; whatever changes something meets the database itself.
    package func city(_ slug: String) async throws -> City {
        if let fresh = database.remembered(FindCity.self, slug)?.first { return fresh }
        guard let last = known[slug] else { return try await read(slug) }
        if known.isOverdue(slug) { return last }
        return try await withCheckedThrowingContinuation { continuation in
            let answer = FirstAnswer(continuation)
            let timer = Task {
                try await Task.sleep(for: .milliseconds(Self.patienceMilliseconds))
                known.setOverdue(slug, true)
                if !answer.give(.success(last)) { known.setOverdue(slug, false) }
            }
            Task {
                do {
                    answer.give(.success(try await read(slug)))
                } catch is Fault {
                    answer.give(.success(last))
                } catch {
                    answer.give(.failure(error))
                }
                timer.cancel()
                known.setOverdue(slug, false)
            }
        }
    }

    private func read(_ slug: String) async throws -> City {
        guard let city = try await database.recent(FindCity(slug: slug), slug).first else { throw CityProblem.unknown }
        known.remember(city)
        return city
    }

    package func districts(of city: CityID) async throws -> [District] {
        try await database.read(ListDistricts(city: city))
    }

    package func zones(of city: CityID) async throws -> [DeliveryZone] {
        try await database.recent(ListZones(city: city), "\(city)")
    }
}

import Postgres
import Vocabulary

extension Cities {
    /// Stops ordering in the whole town until a moment, or lets it go on (`nil`). Everything else stays open.
    /// Throws `CityProblem.stale` where the town is no longer at `version`.
    package func pause(_ city: City, _ pause: Pause?, version: Int64, by actor: Actor) async throws -> City {
        try await change(city, version: version, settings: city.settings, pause: pause, by: actor, "pause")
    }

    /// Changes what the town may choose about itself.
    package func set(_ settings: CitySettings, of city: City, version: Int64, by actor: Actor) async throws -> City {
        try await change(city, version: version, settings: settings, pause: city.pause, by: actor, "settings")
    }

    private func change(
        _ city: City, version: Int64, settings: CitySettings, pause: Pause?, by actor: Actor, _ action: String
    ) async throws -> City {
        let now = clock.now()
        try await database.transaction(in: city.id) { tx in
            let update = UpdateCity(city: city.id, version: version, name: city.name, settings: settings, pause: pause)
            guard try tx.count(update) == 1 else { throw CityProblem.stale }
            try tx.run(AuditEntry(in: city.id, at: now, by: actor, action, "city", city.id))
        }
        return try await self.city(city.slug)
    }
}

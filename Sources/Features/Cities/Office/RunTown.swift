import Postgres
import Vocabulary

/// What those who run a town do to it; each act leaves its line in the audit trail.
extension Cities {
    /// Changes what the town may choose about itself. Throws `CityProblem.stale` where it is no longer at `version`.
    package func set(_ settings: CitySettings, of city: City, version: Int64, by actor: Actor) async throws -> City {
        try await change(city) { tx in
            guard try tx.count(UpdateSettings(city: city.id, version: version, settings: settings)) == 1 else {
                throw CityProblem.stale
            }
            try tx.run(AuditEntry(in: city.id, at: clock.now(), by: actor, "settings", "city", city.id))
        }
        return try await self.city(city.slug)
    }

    /// Stops ordering in the whole town until a moment, or lets it go on (`nil`). Everything else stays open.
    package func pause(_ city: City, _ pause: Pause?, by actor: Actor) async throws -> City {
        try await change(city) { tx in
            try tx.run(PauseTown(city: city.id, pause: pause))
            try tx.run(AuditEntry(in: city.id, at: clock.now(), by: actor, pause.act, "city", city.id))
        }
        return try await self.city(city.slug)
    }

    /// Adds the district of a new slug (`version` 0) or changes one that is at `version`, else `CityProblem.stale`.
    package func put(
        _ district: District, at version: Int64, in city: City, by actor: Actor
    ) async throws -> District {
        try await change(city) { tx in
            let put = PutDistrict(city: city.id, district: district, version: version)
            guard let stored = try tx.first(put) else { throw CityProblem.stale }
            try tx.run(AuditEntry(in: city.id, at: clock.now(), by: actor, "put", "district", stored.id))
            return stored
        }
    }

    /// Adds the zone of a new slug (`version` 0) or changes one that is at `version`, else `CityProblem.stale`. Its
    /// pause stays as it is.
    package func put(
        _ zone: DeliveryZone, at version: Int64, in city: City, by actor: Actor
    ) async throws -> DeliveryZone {
        try await change(city) { tx in
            guard let stored = try tx.first(PutZone(city: city.id, zone: zone, version: version)) else {
                throw CityProblem.stale
            }
            try tx.run(AuditEntry(in: city.id, at: clock.now(), by: actor, "put", "zone", stored.id))
            return stored
        }
    }

    /// Stops deliveries to a zone until a moment, or lets them go on (`nil`). Throws `CityProblem.unknown`.
    package func pause(
        zone slug: String, _ pause: Pause?, in city: City, by actor: Actor
    ) async throws -> DeliveryZone {
        try await change(city) { tx in
            guard let stored = try tx.first(PauseZone(city: city.id, slug: slug, pause: pause)) else {
                throw CityProblem.unknown
            }
            try tx.run(AuditEntry(in: city.id, at: clock.now(), by: actor, pause.act, "zone", stored.id))
            return stored
        }
    }
}

extension Cities {
    private func change<T: Sendable>(
        _ city: City, _ body: @escaping @Sendable (inout Tx) throws -> T
    ) async throws -> T {
        defer { database.forgetRecent() }
        return try await database.transaction(in: city.id) { tx in try body(&tx) }
    }
}

extension Pause? {
    /// The word of the audit trail.
    fileprivate var act: String { self == nil ? "reopen" : "pause" }
}

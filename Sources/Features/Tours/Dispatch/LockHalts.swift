import Accounts
import Postgres
import Vocabulary

extension Tours {
    /// Locks a tour's halts up to and with one, and unlocks those after it; `nil` unlocks all. Replanning keeps
    /// locked halts where they are. Throws `.unknown` and `.stale`.
    package func lock(
        _ id: ID<Tour>, through stop: ID<Stop>?, version: Int64, in city: CityID, by actor: Actor
    ) async throws -> Tour {
        let now = clock.now()
        try await database.transaction(in: city) { tx in
            guard let tour = try tx.first(LockTour(city: city, tour: id)) else { throw TourProblem.unknown }
            guard tour.version == version else { throw TourProblem.stale }
            let stops = try tx.rows(ListStops(city: city, tours: [id]))
            let last = stops.first { $0.id == stop }
            guard stop == nil || last != nil else { throw TourProblem.unknown }
            try tx.run(LockStops(city: city, tour: id, through: last?.position ?? -1))
            try tx.run(SetTourState(city: city, tour: id, state: tour.state))
            try tx.run(AuditEntry(in: city, at: now, by: actor, "lock", "tour", id))
        }
        return try await tour(id, in: city)
    }

    /// What has changed on a tour since a version; `courier`: on their own only. Throws `.unknown`.
    package func changes(
        of id: ID<Tour>, since version: Int64, for courier: ID<Account>? = nil, in city: CityID
    ) async throws -> [TourChange] {
        guard let tour = try await database.first(FindTour(city: city, tour: id), in: city),
            courier == nil || tour.courier == courier
        else { throw TourProblem.unknown }
        return try await database.read(ListTourChanges(city: city, tour: id, since: version), in: city)
    }
}

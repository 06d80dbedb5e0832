import Cities
import Postgres
import Vocabulary

extension Search {
    /// What a city has chosen; nothing where it never did.
    package func tuning(of city: CityID) async throws -> SearchTuning {
        try await database.first(FindTuning(city: city)) ?? SearchTuning()
    }

    /// Chooses anew, whole; holds on every node within seconds. Throws `SearchProblem.stale` where somebody else chose
    /// since `tuning.version`.
    package func tune(_ tuning: SearchTuning, in city: CityID, by actor: Actor) async throws -> SearchTuning {
        let now = clock.now()
        try await database.transaction(in: city) { tx in
            guard try tx.count(PutTuning(city: city, tuning: tuning, now: now)) == 1 else { throw SearchProblem.stale }
            try tx.run(AuditEntry(in: city, at: now, by: actor, "tune", "search", city))
        }
        return try await self.tuning(of: city)
    }
}

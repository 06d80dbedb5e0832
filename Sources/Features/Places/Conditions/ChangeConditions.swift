import Cities
import Postgres
import Vocabulary

extension Places {
    /// Conditions of a town that are not over, by start.
    package func conditions(of city: CityID) async throws -> [StreetCondition] {
        try await database.read(ListStreetConditions(city: city, now: clock.now()))
    }

    /// Makes a condition known; ways and tables heed it from its start on.
    package func add(_ condition: StreetCondition, in city: City, by actor: Actor) async throws {
        let now = clock.now()
        try await database.transaction(in: city.id) { tx in
            try tx.run(InsertStreetCondition(city: city.id, condition: condition))
            try tx.run(AuditEntry(in: city.id, at: now, by: actor, "add", "street condition", condition.id))
        }
        try await heedConditions(of: city)
    }

    /// Ends a condition before its time. Throws `PlacesProblem.noCondition` where there is none.
    package func remove(_ id: ID<StreetCondition>, in city: City, by actor: Actor) async throws {
        let now = clock.now()
        try await database.transaction(in: city.id) { tx in
            guard try tx.first(DeleteStreetCondition(city: city.id, id: id)) != nil else {
                throw PlacesProblem.noCondition
            }
            try tx.run(AuditEntry(in: city.id, at: now, by: actor, "remove", "street condition", id))
        }
        try await heedConditions(of: city)
    }

    /// Brings a town's weights in step with what holds now.
    func heedConditions(of city: City) async throws {
        let rings = try await conditions(of: city.id).rings(at: clock.now())
        guard let roads = atlas[city.slug], let changed = roads.under(rings) else { return }
        atlas.replace(city.slug, roads, by: changed)
    }
}

import Accounts
import Postgres
import Vocabulary

extension Tours {
    /// Tours that touch `time`, with their stops.
    package func tours(_ time: TimeWindow, in city: CityID) async throws -> [Tour] {
        try await withStops(database.read(ListTours(city: city, time: time), in: city), in: city)
    }

    /// One tour with its stops.
    package func tour(_ id: ID<Tour>, in city: CityID) async throws -> Tour {
        guard let tour = try await database.first(FindTour(city: city, tour: id), in: city) else {
            throw TourProblem.unknown
        }
        return try await withStops([tour], in: city)[0]
    }

    /// A courier's own tours of today and what follows.
    package func tours(of courier: ID<Account>, in city: CityID) async throws -> [Tour] {
        let since = clock.now() - 12 * 3600
        return try await withStops(
            database.read(ListCourierTours(city: city, courier: courier, since: since), in: city), in: city)
    }

    /// Publishes, cancels … a tour that is still at `version` (`nil`: whatever it is at).
    package func advance(
        _ id: ID<Tour>, _ event: TourEvent, version: Int64?, in city: CityID, by actor: Actor
    ) async throws -> Tour {
        let now = clock.now()
        try await database.transaction(in: city) { tx in
            guard let tour = try tx.first(LockTour(city: city, tour: id)) else { throw TourProblem.unknown }
            if let version, tour.version != version { throw TourProblem.stale }
            try tx.run(SetTourState(city: city, tour: id, state: tour.state.after(event)))
            if event == .cancel { try tx.run(CloseConsignments(city: city, tour: id)) }
            try tx.run(AuditEntry(in: city, at: now, by: actor, "\(event)", "tour", id))
        }
        return try await tour(id, in: city)
    }

    /// The courier sets out.
    package func start(_ id: ID<Tour>, of courier: ID<Account>, in city: CityID, by actor: Actor) async throws -> Tour {
        guard try await tour(id, in: city).courier == courier else { throw TourProblem.unknown }
        return try await advance(id, .start, version: nil, in: city, by: actor)
    }

    func withStops(_ tours: [Tour], in city: CityID) async throws -> [Tour] {
        let stops = try await database.read(ListStops(city: city, tours: tours.map(\.id)), in: city)
        let byTour = Dictionary(grouping: stops, by: \.tour)
        return tours.map { tour in
            var tour = tour
            tour.stops = byTour[tour.id] ?? []
            return tour
        }
    }
}

import Hummingbird
import Postgres
import Vocabulary
import Web

/// What those who run a town change about it: `/settings`, `/pause`, `/districts/{slug}`, `/zones/{slug}`. Who they
/// are says the context, which is of a feature to the right.
package struct CityOfficeRoutes<Context: CityActing>: Sendable {
    let cities: Cities

    package init(cities: Cities) { self.cities = cities }

    package func mount(on office: Endpoints<Context>) {
        office.get("settings", use: settings)
            .put("settings", use: changeSettings)
            .post("pause", use: pause)
            .delete("pause", use: reopen)
            .get("districts/{slug}", use: district)
            .put("districts/{slug}", use: putDistrict)
            .get("zones/{slug}", use: zone)
            .put("zones/{slug}", use: putZone)
            .post("zones/{slug}/pause", use: pauseZone)
            .delete("zones/{slug}/pause", use: reopenZone)
    }

    @Sendable func settings(_ request: Request, _ context: Context) async throws -> Answer {
        try request.noQuery()
        return Answer(SettingsView(settings: context.city.settings)).version(context.city.version, for: request)
    }

    @Sendable func changeSettings(_ request: Request, _ context: Context) async throws -> Answer {
        try request.noQuery()
        let version = try request.expectedVersion()
        let settings = try await CitySettings(json: request.json(upTo: 16_384))
        let city = try await cities.set(settings, of: context.city, version: version, by: context.actor)
        return Answer(SettingsView(settings: city.settings)).version(city.version, for: request)
    }

    @Sendable func pause(_ request: Request, _ context: Context) async throws -> Answer {
        try request.noQuery()
        let body = try await PauseBody(json: request.json(upTo: 4096))
        let city = try await cities.pause(context.city, body.pause(at: cities.clock.now()), by: context.actor)
        return Answer(CityView(city: city))
    }

    @Sendable func reopen(_ request: Request, _ context: Context) async throws -> Answer {
        try request.noQuery()
        _ = try await cities.pause(context.city, nil, by: context.actor)
        return .noContent
    }

    @Sendable func district(_ request: Request, _ context: Context) async throws -> Answer {
        try request.noQuery()
        guard let district = try await known(district: context) else { throw CityProblem.unknown }
        return Answer(AreaFeature(district)).version(district.version, for: request)
    }

    @Sendable func putDistrict(_ request: Request, _ context: Context) async throws -> Answer {
        try request.noQuery()
        let version = try await known(district: context) == nil ? 0 : request.expectedVersion()
        let body = try await DistrictBody(json: request.json(upTo: Self.areaBytes))
        let new = try District(
            id: .make(at: cities.clock.now()), slug: context.path("slug"), name: body.name, area: body.area)
        let district = try await cities.put(new, at: version, in: context.city, by: context.actor)
        return Answer(AreaFeature(district), status: version == 0 ? .created : .ok)
            .version(district.version, for: request)
    }

    @Sendable func zone(_ request: Request, _ context: Context) async throws -> Answer {
        try request.noQuery()
        guard let zone = try await known(zone: context) else { throw CityProblem.unknown }
        return Answer(AreaFeature(zone)).version(zone.version, for: request)
    }

    @Sendable func putZone(_ request: Request, _ context: Context) async throws -> Answer {
        try request.noQuery()
        let version = try await known(zone: context) == nil ? 0 : request.expectedVersion()
        let body = try await ZoneBody(json: request.json(upTo: Self.areaBytes))
        let new = try body.zone(.make(at: cities.clock.now()), slug: context.path("slug"))
        let zone = try await cities.put(new, at: version, in: context.city, by: context.actor)
        return Answer(AreaFeature(zone), status: version == 0 ? .created : .ok).version(zone.version, for: request)
    }

    @Sendable func pauseZone(_ request: Request, _ context: Context) async throws -> Answer {
        try request.noQuery()
        let body = try await PauseBody(json: request.json(upTo: 4096))
        let pause = try body.pause(at: cities.clock.now())
        let zone = try await cities.pause(
            zone: context.path("slug"), pause, in: context.city, by: context.actor)
        return Answer(AreaFeature(zone))
    }

    @Sendable func reopenZone(_ request: Request, _ context: Context) async throws -> Answer {
        try request.noQuery()
        _ = try await cities.pause(
            zone: context.path("slug"), nil, in: context.city, by: context.actor)
        return .noContent
    }

    private func known(district context: Context) async throws -> District? {
        let slug: String = try context.path("slug")
        return try await cities.districts(of: context.city.id).first { $0.slug == slug }
    }

    private func known(zone context: Context) async throws -> DeliveryZone? {
        let slug: String = try context.path("slug")
        return try await cities.zones(of: context.city.id).first { $0.slug == slug }
    }

    /// An outline of 20,000 points fits.
    private static var areaBytes: Int { 1_048_576 }
}

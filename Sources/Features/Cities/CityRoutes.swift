import Hummingbird
import Vocabulary
import Web

/// `/v1/cities`: the towns, and what everybody may know of one.
package struct CityRoutes: Sendable {
    let cities: Cities

    package init(cities: Cities) { self.cities = cities }

    /// The list of towns, for those who have not chosen one yet.
    package func mount(onRoot endpoints: Endpoints<WebContext>) {
        endpoints.get("v1/cities", use: list)
    }

    package func mount(on city: Endpoints<CityContext>) {
        city.get(use: show)
            .get("districts", use: districts)
            .get("zones", use: zones)
    }

    @Sendable func list(_ request: Request, _ context: WebContext) async throws -> Page<CityView> {
        try request.noQuery()
        return Page(try await cities.all().map { CityView(city: $0) })
    }

    @Sendable func show(_ request: Request, _ context: CityContext) async throws -> CityView {
        try request.noQuery()
        return CityView(city: context.city)
    }

    @Sendable func districts(_ request: Request, _ context: CityContext) async throws -> Answer {
        try request.noQuery()
        return Answer(geoJSON: try await cities.districts(of: context.city.id).map(AreaFeature.init))
    }

    @Sendable func zones(_ request: Request, _ context: CityContext) async throws -> Answer {
        try request.noQuery()
        return Answer(geoJSON: try await cities.zones(of: context.city.id).map(AreaFeature.init))
    }
}

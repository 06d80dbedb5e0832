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
        FindCity.self, ListCities.self, InsertCity.self, UpdateCity.self, ListDistricts.self, PutDistrict.self,
        ListZones.self, PutZone.self,
    ]

    /// All towns by slug.
    package func all() async throws -> [City] { try await database.read(ListCities()) }

    /// The town of a slug, or `CityProblem.unknown`. While the database is away it is the town as last seen, so that
    /// what answers from memory goes on; whatever changes something meets the database itself.
    package func city(_ slug: String) async throws -> City {
        do {
            guard let city = try await database.recent(FindCity(slug: slug), slug).first else {
                throw CityProblem.unknown
            }
            known.remember(city)
            return city
        } catch let fault as Fault {
            guard let city = known[slug] else { throw fault }
            return city
        }
    }

    package func districts(of city: CityID) async throws -> [District] {
        try await database.read(ListDistricts(city: city))
    }

    package func zones(of city: CityID) async throws -> [DeliveryZone] {
        try await database.recent(ListZones(city: city), "\(city)")
    }
}

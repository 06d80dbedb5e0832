import Postgres
import Vocabulary

/// What a new town is told about itself.
package struct NewCity: Sendable {
    package let slug: String
    package let name: String
    package let zone: Zone
    package let land: Land
    package let centre: Place
    package var languages = ["de", "en"]
    package var settings = CitySettings()

    package init(slug: String, name: String, zone: Zone, land: Land, centre: Place) {
        self.slug = slug
        self.name = name
        self.zone = zone
        self.land = land
        self.centre = centre
    }
}

extension Cities {
    /// Opens a town; a slug that is taken is refused.
    package func open(_ new: NewCity) async throws -> City {
        let city = City(
            id: .make(at: clock.now()), slug: new.slug, name: new.name, zone: new.zone, land: new.land,
            languages: new.languages, centre: new.centre, settings: new.settings, pause: nil, version: 1)
        try await database.transaction { tx in try tx.run(InsertCity(city: city)) }
        return city
    }

    /// Lays out districts and zones; those of a known slug are changed, none is removed.
    package func layOut(_ districts: [District], _ zones: [DeliveryZone], in city: CityID) async throws {
        try await database.transaction(in: city) { tx in
            for district in districts { try tx.run(PutDistrict(city: city, district: district, version: nil)) }
            for zone in zones { try tx.run(PutZone(city: city, zone: zone, version: nil)) }
        }
    }
}

import Cities
import Hummingbird
import Vocabulary
import Web

/// `/addresses`: streets and houses by what people type, and what stands at a point.
package struct AddressRoutes: Sendable {
    let places: Places

    package init(places: Places) { self.places = places }

    package func mount(on city: Endpoints<CityContext>) {
        city.group("addresses")
            .get(use: find)
            .get("nearest", use: nearest)
    }

    @Sendable func find(_ request: Request, _ context: CityContext) async throws -> AddressesView {
        var query = try request.query()
        var wish = AddressWish(
            try query.required("q", try query.optional("q", characters: 1...AddressQuery.longest)))
        wish.limit = try query.optional("limit", in: 1...50) ?? 10
        wish.isTyping = try query.optional("typing") ?? true
        wish.near = try query.optional("near", characters: 3...50).map { text in
            guard let place = Place(written: text) else { throw Query.wrong("near", "format", "must be lat,lon") }
            return place
        }
        try query.end()
        let hits = try places.addresses(wish, in: context.city)
        return AddressesView(hits: hits, zones: try await places.cities.zones(of: context.city.id))
    }

    @Sendable func nearest(_ request: Request, _ context: CityContext) async throws -> NearestAddressView {
        var query = try request.query()
        let latitude = try query.required("latitude", try query.optional("latitude", in: -90.0...90))
        let longitude = try query.required("longitude", try query.optional("longitude", in: -180.0...180))
        try query.end()
        guard let place = Place(latitude: latitude, longitude: longitude),
            let found = try places.address(nearestTo: place, in: context.city)
        else { throw PlacesProblem.noAddressNear }
        let zones = try await places.cities.zones(of: context.city.id)
        return NearestAddressView(address: AddressView(hit: found.hit, zones: zones), metres: found.metres)
    }
}

extension Place {
    /// `50.02,8.69`
    fileprivate init?(written text: String) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
        guard parts.count == 2, let latitude = parts[0], let longitude = parts[1] else { return nil }
        self.init(latitude: latitude, longitude: longitude)
    }
}

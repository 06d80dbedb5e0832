import Cities
import OSMExtract
import Vocabulary

extension Places {
    /// Addresses by what somebody types, the best first. Throws `PlacesProblem.noAddresses` where none were imported.
    package func addresses(_ wish: AddressWish, in city: City) throws(PlacesProblem) -> [AddressHit] {
        Geocode(wish, in: try addresses(of: city), corrections[city.id]).hits()
    }

    /// The house nearest to a point, within 300 metres, and how far away it is.
    package func address(
        nearestTo place: Place, in city: City
    ) throws(PlacesProblem) -> (hit: AddressHit, metres: Double)? {
        let town = try addresses(of: city)
        return town.reverse(GroundPoint(place), corrections[city.id])
    }

    /// Whether a town has addresses.
    package func hasAddresses(_ city: City) -> Bool { atlas[city.slug]?.addresses != nil }

    func addresses(of city: City) throws(PlacesProblem) -> TownAddresses {
        guard let addresses = atlas[city.slug]?.addresses else { throw .noAddresses }
        return addresses
    }
}

extension TownAddresses {
    private static let reach = 300.0

    func reverse(_ point: GroundPoint, _ corrections: [AddressKey: GroundPoint]) -> (hit: AddressHit, metres: Double)? {
        func key(_ house: Int) -> AddressKey {
            let entry = book.houses[house]
            let street = book.streets[Int(entry.street)]
            return AddressKey(street: street.name, number: entry.number, postcode: street.postcode)
        }
        // What was corrected is no longer where the map has it.
        let mapped = nearest(to: point, within: Self.reach) { corrections.isEmpty || corrections[key($0)] == nil }
        let corrected = corrections.min {
            let (left, right) = (metres(point, $0.value), metres(point, $1.value))
            return left != right ? left < right : $0.key < $1.key
        }
        if let corrected {
            let distance = metres(point, corrected.value)
            if distance <= min(Self.reach, mapped?.metres ?? .infinity), let hit = hit(corrected.key, corrected.value) {
                return (hit, distance)
            }
        }
        guard let mapped else { return nil }
        let house = book.houses[mapped.house]
        var hit = hit(Int(house.street), house.number.description, house.point)
        hit.match = house.isBetween ? .interpolated : .exact
        return (hit, mapped.metres)
    }

    private func hit(_ street: Int, _ number: String, _ point: GroundPoint) -> AddressHit {
        let entry = book.streets[street]
        return AddressHit(
            match: .exact, street: entry.name, houseNumber: number, postcode: entry.postcode.filled,
            town: entry.town.filled, district: entry.district.filled, place: point.place ?? Self.nowhere)
    }

    private func hit(_ key: AddressKey, _ point: GroundPoint) -> AddressHit? {
        guard let street = streets(of: key).first else { return nil }
        var hit = hit(street, key.number, point)
        hit.isCorrected = true
        return hit
    }

    static let nowhere = Place(latitude: 0, longitude: 0)!
}

extension String {
    /// `nil` for nothing.
    var filled: String? { isEmpty ? nil : self }
}

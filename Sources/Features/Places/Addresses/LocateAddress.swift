import Cities
import OSMExtract
import Vocabulary

/// An address in its parts, as forms and lists have it.
package struct PostalAddress: Sendable {
    package let street: String
    package let houseNumber: String?
    package let postcode: String?
    package let town: String?

    package init(street: String, houseNumber: String?, postcode: String?, town: String?) {
        self.street = street
        self.houseNumber = houseNumber
        self.postcode = postcode
        self.town = town
    }
}

/// Where an address is, or which part of it is not known here.
package enum Located: Sendable, Equatable {
    /// The house, or where it stands between its neighbours.
    case house(Place, AddressHit.Match)
    /// The street alone.
    case street(Place)
    case unknownStreet
    /// The street is here, but with another postcode.
    case unknownPostcode
}

extension Places {
    /// Finds an address in parts; a slip of the pen is forgiven, another street is not taken for it. Throws
    /// `PlacesProblem.noAddresses` where none were imported.
    package func locate(_ address: PostalAddress, in city: City) throws(PlacesProblem) -> Located {
        let town = try addresses(of: city)
        var query = AddressQuery()
        query.words = address.street.split(whereSeparator: \.isWhitespace).map(String.init)
        query.number = address.houseNumber.flatMap { HouseNumber.all(in: $0).first }
        query.postcode = address.postcode?.uppercased()
        var wish = AddressWish("")
        wish.isTyping = false
        let found = Geocode(wish, query, town, corrections[city.id]).ranked()
        let streets = found.filter { $0.hit.match != .place && $0.hit.match != .shop && $0.likeness >= Self.sameStreet }
        guard let best = streets.first else { return .unknownStreet }
        if let asked = query.postcode, let own = best.hit.postcode, own.uppercased() != asked {
            return .unknownPostcode
        }
        return best.hit.match == .street ? .street(best.hit.place) : .house(best.hit.place, best.hit.match)
    }

    /// How much of a street's name must have been written.
    private static let sameStreet = 0.8
}

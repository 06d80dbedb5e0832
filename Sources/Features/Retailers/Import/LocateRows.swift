import Cities
import Places
import Postgres
import Vocabulary
import Web

/// How the place of a row came about.
package enum Geocoding: String, Stored, JSONWritable, Sendable {
    /// The list said it.
    case given
    /// The house of its address.
    case exact
    /// Between the neighbours of its address.
    case interpolated
    /// The middle of its street: the house is not known.
    case street
    /// No such street here.
    case notFound = "not_found"
    /// It has no address, or the town has no map.
    case missing
}

extension Retailers {
    /// The row with the place of its address, where it gives none itself.
    func locate(_ row: RetailerRow, in city: City) -> RetailerRow {
        var row = row
        if row.address.place != nil {
            row.geocoding = .given
            return row
        }
        guard let places, let street = row.address.street else { return row }
        let address = PostalAddress(
            street: street, houseNumber: row.address.houseNumber, postcode: row.address.postcode,
            town: row.address.town)
        guard let located = try? places.locate(address, in: city) else { return row }
        switch located {
        case .house(let place, let match):
            row.located = place
            row.geocoding = match == .exact ? .exact : .interpolated
        case .street(let place):
            row.located = place
            row.geocoding = .street
        case .unknownStreet, .unknownPostcode:
            row.geocoding = .notFound
            let word = located == .unknownStreet ? "street" : "postcode"
            row.note(word, "unknown", "is not known here, so the shop is on no map")
        }
        return row
    }
}

import Cities
import Places
import Vocabulary

/// Which part of an address is not known here, so that its door was not found.
package enum AddressGap: String, Sendable { case street, houseNumber, postcode }

extension Orders {
    /// The buyer with the door's place, where the contact gives an address alone. What cannot be found stays open: for
    /// goods that are fetched nobody asks.
    func findDoor(of buyer: Buyer, in city: City) -> Buyer {
        let contact = buyer.contact
        guard contact.place == nil, let street = contact.street, let number = contact.houseNumber, let places,
            let located = try? places.locate(
                PostalAddress(street: street, houseNumber: number, postcode: contact.postcode, town: contact.town),
                in: city)
        else { return buyer }
        var buyer = buyer
        switch located {
        case .house(let place, _): buyer.contact.place = place
        case .street: buyer.gap = .houseNumber
        case .unknownStreet: buyer.gap = .street
        case .unknownPostcode: buyer.gap = .postcode
        }
        buyer.isFound = buyer.contact.place != nil
        return buyer
    }
}

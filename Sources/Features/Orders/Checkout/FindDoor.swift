import Cities
import Places
import Vocabulary

/// Which part of an address is not known here, so that its door was not found.
package enum AddressGap: String, Sendable { case street, houseNumber, postcode }

extension Orders {
    /// The wish with the door's place, where the contact gives an address alone. What cannot be found stays open: for
    /// goods that are fetched nobody asks.
    func findDoor(_ wish: CheckoutWish, in city: City) -> CheckoutWish {
        let contact = wish.contact
        guard contact.place == nil, let street = contact.street, let number = contact.houseNumber, let places,
            let located = try? places.locate(
                PostalAddress(street: street, houseNumber: number, postcode: contact.postcode, town: contact.town),
                in: city)
        else { return wish }
        var wish = wish
        switch located {
        case .house(let place, _): wish.contact.place = place
        case .street: wish.gap = .houseNumber
        case .unknownStreet: wish.gap = .street
        case .unknownPostcode: wish.gap = .postcode
        }
        wish.isFound = wish.contact.place != nil
        return wish
    }
}

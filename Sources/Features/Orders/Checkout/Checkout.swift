import Payments
import Slots
import Vocabulary

/// A summary that somebody looks at. It has the id of the hold it was made for, so a hold has one at a time.
package struct Checkout: Sendable {
    package enum State: String, Sendable {
        case open, placed, expired
    }

    package let id: ID<Checkout>
    package let summary: Summary
    package let hash: String
    package let expires: Instant
}

/// Who stands at the till and how they pay.
package struct Buyer: Sendable {
    package var contact: Contact
    package let payment: PaymentMethod
    /// They say they are as old as the goods ask for; it is looked at again at the door.
    package let confirmsAge: Bool
    /// Why the contact's door was not found.
    var gap: AddressGap?
    /// The contact's place was found by its address.
    var isFound = false

    package init(contact: Contact, payment: PaymentMethod, confirmsAge: Bool) {
        self.contact = contact
        self.payment = payment
        self.confirmsAge = confirmsAge
    }
}

/// A basket and a held place.
package struct CheckoutWish: Sendable {
    package let basket: ID<Basket>
    package let hold: ID<Hold>
    package let buyer: Buyer

    package init(basket: ID<Basket>, hold: ID<Hold>, buyer: Buyer) {
        self.basket = basket
        self.hold = hold
        self.buyer = buyer
    }
}

/// Lines that lay in a basket of the client's own, and a slot to take a place of.
package struct DirectCheckoutWish: Sendable {
    package let lines: [BasketLine]
    package let slot: ID<Slot>
    package let buyer: Buyer
}

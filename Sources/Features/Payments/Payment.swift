import Accounts
import Postgres
import Vocabulary
import Web

/// How a resident pays.
package enum PaymentMethod: String, Stored, CaseIterable, JSONReadable, JSONWritable, Sendable {
    /// At the door or in the shop.
    case cash
    case invoice
    /// Through a licensed provider.
    case card
}

/// The payment of one purchase. Its state follows from its amounts; nobody sets it.
package struct Payment: Sendable, Equatable {
    /// Known here by their ids alone.
    package enum Purchase {}
    package enum Order {}

    package enum State: String, Stored, JSONWritable, Sendable {
        case created, authorised
        case partlyCaptured = "partly_captured"
        case captured
        case partlyRefunded = "partly_refunded"
        case refunded, voided, failed, expired
    }

    package let id: ID<Payment>
    package let purchase: ID<Purchase>
    package let method: PaymentMethod
    package internal(set) var state: State
    /// All that is still asked for; falls with a refusal.
    package internal(set) var amount: Money
    /// The part of it that is the delivery fee.
    package internal(set) var delivery: Money
    package internal(set) var authorised: Money
    package internal(set) var captured: Money
    package internal(set) var refunded: Money
    /// When an invoice is due.
    package let due: CalendarDay?

    /// What the amounts say (product.md 4.6).
    var stateOfAmounts: State {
        if amount == .zero, captured == .zero { return .voided }
        if captured == .zero { return authorised < amount ? .created : .authorised }
        if refunded >= captured { return .refunded }
        if refunded > .zero { return .partlyRefunded }
        return captured < amount ? .partlyCaptured : .captured
    }
}

/// One retailer order's part of a payment.
package struct PaymentShare: Sendable, Equatable {
    package let order: ID<Payment.Order>
    package let retailer: RetailerID
    package let amount: Money
    package let reversed: Money
    package let captured: Money
    package let refunded: Money

    /// What the resident still owes for it.
    package var open: Money { amount - reversed - captured }
}

/// Money that goes back.
package struct Refund: Sendable, Equatable {
    package let id: ID<Refund>
    /// What exactly is given back, by rate.
    package let charge: ShareCharge
    package let liable: LiableParty
    package let reason: String

    package init(id: ID<Refund>, charge: ShareCharge, liable: LiableParty, reason: String) {
        self.id = id
        self.charge = charge
        self.liable = liable
        self.reason = reason
    }
}

import Accounts
import Cities
import Postgres
import Slots
import Vocabulary

/// Until when a checkout now keeps its goods and its place.
package struct ExtendedCheckout: Sendable {
    package let id: ID<Checkout>
    package let expires: Instant
    package let extensionsLeft: Int
}

extension Orders {
    /// So often somebody who is still at it gets more time, so that goods are never kept for ever.
    static let extensionsMost = 3

    /// Keeps the goods and the place of an open checkout for as long again as a new one. Throws `.checkoutExpired`,
    /// `.checkoutPlaced`, and `.extendedEnough` the fourth time.
    package func extend(_ id: ID<Checkout>, of holder: String, in city: City) async throws -> ExtendedCheckout {
        let now = clock.now()
        return try await database.transaction(in: city.id) { tx in
            let row = try tx.ask(LockCheckout(city: city.id, checkout: id))
            let hold = try LockedHold.ask(.hold(id.cast()), in: city.id, &tx)
            guard let checkout = try tx.answer(row).first, checkout.holder == holder else { throw OrderProblem.unknown }
            let place = try LockedHold.answer(hold, &tx)
            switch checkout.state {
            case .placed: throw OrderProblem.checkoutPlaced
            case .open where now < checkout.expires: break
            default: throw OrderProblem.checkoutExpired
            }
            let expires = now + city.settings.holdSeconds
            try tx.run(ExtendCheckout(city: city.id, checkout: id, expires: expires))
            try place.extend(at: now, by: city.settings.holdSeconds, in: city.id, &tx)
            return ExtendedCheckout(
                id: id, expires: expires, extensionsLeft: max(0, Self.extensionsMost - checkout.extensions - 1))
        }
    }
}

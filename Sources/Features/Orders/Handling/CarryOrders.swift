import Accounts
import Cities
import Postgres
import Retailers
import Vocabulary

/// An order that waits for a courier, with what tours need to know of it.
package struct DueOrder: Sendable {
    package let purchase: ID<Purchase>
    package let order: ID<RetailerOrder>
    package let branch: ID<Branch>
    package let state: OrderState
    package let window: TimeWindow
    package let minimumAge: Int
    /// `nil`: the address is on no map.
    package let door: Place?
    package let street: String
    package let doorCode: String
    package let grams: Int64
    package let litresThousandths: Int64
    package let crates: Int64
}

/// What happens to orders on a tour, inside the tour's own transaction.
package enum CarriedOrders {
    /// The courier has the goods of one shop.
    package static func handOver(
        _ order: ID<RetailerOrder>, in city: City, at now: Instant, by actor: Actor, _ tx: inout Tx
    ) throws {
        var dossier = try Dossier.open(order, in: city, at: now, by: actor, &tx)
        try dossier.advance(order, .handOver, &tx)
    }

    /// The goods of one order are back in their shop, since nobody took them: they stand on the shelf again and are
    /// not owed for. Where nothing of the purchase arrived, the delivery isn't either.
    package static func bringBack(
        _ order: ID<RetailerOrder>, because reason: String, in city: City, at now: Instant, by actor: Actor,
        _ tx: inout Tx
    ) throws {
        var dossier = try Dossier.open(order, in: city, at: now, by: actor, &tx)
        try dossier.bringBack(order, CallOff(reason: reason), &tx)
    }

    /// The goods are where they belong: orders completed, cash in, the place used. Refused where nothing was handed
    /// over.
    package static func arrive(
        _ purchase: ID<Purchase>, in city: City, at now: Instant, by actor: Actor, _ tx: inout Tx
    ) throws {
        var dossier = try Dossier.open(purchase: purchase, in: city, at: now, by: actor, &tx)
        try dossier.complete(&tx)
    }
}

/// Who opens.
package struct Door: Sendable {
    package let purchase: ID<Purchase>
    package let name: String
    package let phone: String?
    package let note: String?
}

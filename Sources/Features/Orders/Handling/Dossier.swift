import Accounts
import Catalogue
import Cities
import Jobs
import Payments
import Postgres
import Slots
import Vocabulary
import Web

/// Why an order is called off, and who answers for it where work was done.
package struct CallOff: Sendable {
    package let reason: String
    package let liable: LiableParty?

    package init(reason: String, liable: LiableParty? = nil) {
        self.reason = reason
        self.liable = liable
    }

    /// For the audit trail.
    var detail: JSONText {
        var json = JSONWriter()
        json.object { $0.field("liable", liable?.rawValue) }
        return JSONText(json.bytes)
    }
}

extension RetailerOrder {
    /// What lies in the shop for it: what was packed, before that what was ordered.
    fileprivate var units: [(offer: ID<Offer>, quantity: Int64)] {
        lines.filter(\.isInEffect).map { ($0.sale.offer, $0.picked ?? $0.due) }
    }
}

/// A purchase with all its orders, locked: what every act after placement begins with.
struct Dossier {
    let purchase: Purchase
    var orders: [RetailerOrder]
    let city: City
    let now: Instant
    let actor: Actor

    /// Locks by one order. Throws `.unknown`.
    static func open(
        _ order: ID<RetailerOrder>, in city: City, at now: Instant, by actor: Actor, _ tx: inout Tx
    ) throws -> Dossier {
        guard let purchase = try tx.first(LockPurchaseOfOrder(city: city.id, order: order)) else {
            throw OrderProblem.unknown
        }
        return try Dossier(purchase, in: city, at: now, by: actor, &tx)
    }

    /// Locks by the purchase. Throws `.unknown`.
    static func open(
        purchase: ID<Purchase>, in city: City, at now: Instant, by actor: Actor, _ tx: inout Tx
    ) throws -> Dossier {
        guard let purchase = try tx.first(LockPurchase(city: city.id, purchase: purchase)) else {
            throw OrderProblem.unknown
        }
        return try Dossier(purchase, in: city, at: now, by: actor, &tx)
    }

    private init(_ purchase: Purchase, in city: City, at now: Instant, by actor: Actor, _ tx: inout Tx) throws {
        let orders = try tx.rows(ListOrders(city: city.id, purchases: [purchase.id]))
        let lines = try tx.rows(ListOrderLines(city: city.id, orders: orders.map(\.id)))
        (self.purchase, self.city, self.now, self.actor) = (purchase, city, now, actor)
        self.orders = orders.with(lines)
    }

    /// The order of a retailer, or `.unknown`: somebody else's looks like none.
    func order(_ id: ID<RetailerOrder>, of retailer: RetailerID? = nil) throws(OrderProblem) -> RetailerOrder {
        guard let order = orders.first(where: { $0.id == id }), retailer == nil || order.retailer == retailer else {
            throw .unknown
        }
        return order
    }

    /// Moves one order on, with its trail. Only queues.
    mutating func advance(
        _ id: ID<RetailerOrder>, _ event: OrderEvent, because why: CallOff? = nil, _ tx: inout Tx
    ) throws {
        guard let index = orders.firstIndex(where: { $0.id == id }) else { throw OrderProblem.unknown }
        let state = try orders[index].state.after(event)
        orders[index].state = state
        try tx.run(SetOrderState(city: city.id, order: id, state: state, reason: why?.reason, at: now))
        try tx.run(
            AuditEntry(
                in: city.id, at: now, by: actor, event.rawValue, "order", id, reason: why?.reason,
                detail: why?.detail ?? JSONText(Array("{}".utf8))))
        try tx.run(
            Announcement(
                in: city.id, at: now, "order", id, version: orders[index].version + 1, state.rawValue))
    }

    /// Calls orders off: their goods go back onto the shelf, their shares of the payment are reversed, their part of
    /// the slot is freed; with the last one the place and the delivery fee go too.
    mutating func callOff(
        _ ids: [ID<RetailerOrder>], _ event: OrderEvent, _ why: CallOff, _ tx: inout Tx
    ) throws {
        let gone = orders.filter { ids.contains($0.id) }
        for id in ids { try advance(id, event, because: why, &tx) }
        let living = orders.filter { !$0.state.isCalledOff }
        let load = Load(living.map(\.share))
        let holdAsked = try LockedHold.ask(.placeOf(purchase.id.cast()), carrying: load, in: city.id, &tx)
        let paymentAsked = try LockedPayment.ask(purchase.id.cast(), in: city.id, &tx)
        let place = try LockedHold.answer(holdAsked, &tx)
        var payment = try LockedPayment.answer(paymentAsked, &tx)
        let stamp = LedgerStamp(in: city, at: now, by: actor)
        for order in gone {
            try payment.reverse(
                order.charge, becomes: order.charge.emptied, cause: order.id.cast(), stamp, &tx)
        }
        if living.isEmpty { try payment.reverseDelivery(purchase.feeByRate, stamp, &tx) }
        let asked = gone.flatMap(\.lines).filter { $0.substitute?.state == .proposed }.map(\.sale)
        if !asked.isEmpty { try tx.run(ReleaseStock(city: city.id, lines: asked.stock)) }
        try tx.run(ReturnStock(city: city.id, lines: StockLines(gone.flatMap(\.units))))
        if living.isEmpty {
            try place.release(event == .refuse ? .refused : .cancelled, at: now, in: city.id, &tx)
        } else {
            try place.keep(load, in: city.id, &tx)
        }
    }

    /// One order's goods came back: stock and money return, and once all is over without anything having arrived the
    /// delivery fee too. The place in the slot was used.
    mutating func bringBack(_ id: ID<RetailerOrder>, _ why: CallOff, _ tx: inout Tx) throws {
        let back = try order(id)
        try advance(id, .bringBack, because: why, &tx)
        let holdAsked = try LockedHold.ask(.placeOf(purchase.id.cast()), in: city.id, &tx)
        let paymentAsked = try LockedPayment.ask(purchase.id.cast(), in: city.id, &tx)
        let place = try LockedHold.answer(holdAsked, &tx)
        var payment = try LockedPayment.answer(paymentAsked, &tx)
        let stamp = LedgerStamp(in: city, at: now, by: actor)
        try payment.reverse(back.charge, becomes: back.charge.emptied, cause: id.cast(), stamp, &tx)
        if orders.allSatisfy({ $0.state.isCalledOff || $0.state == .returned }) {
            try payment.reverseDelivery(purchase.feeByRate, stamp, &tx)
        }
        try tx.run(ReturnStock(city: city.id, lines: StockLines(back.units)))
        try place.use(in: city.id, &tx)
    }
}

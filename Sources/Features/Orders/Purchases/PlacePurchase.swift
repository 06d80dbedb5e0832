import Accounts
import Catalogue
import Cities
import Jobs
import Payments
import Postgres
import Slots
import Vocabulary

/// The button: this summary, please.
package struct PlacementWish: Sendable {
    package let checkout: ID<Checkout>
    package let summaryHash: String
}

extension Orders {
    /// Orders what a checkout has frozen. One transaction of two round trips: the first brings the checkout, the hold
    /// and what is stored under the key; the second carries purchase, orders, lines, payment, ledger, stock, slot,
    /// audit, outbox, deadline, stored answer and COMMIT.
    package func place(
        _ wish: PlacementWish, by actor: Actor, in city: City, once: Once<Purchase>
    ) async throws -> Answered {
        // A name in use is drawn anew; three in a row are no chance any more.
        for _ in 1...2 {
            do { return try await placeOnce(wish, by: actor, in: city, once: once) } catch OrderProblem.codeTaken {}
        }
        return try await placeOnce(wish, by: actor, in: city, once: once)
    }

    private func placeOnce(
        _ wish: PlacementWish, by actor: Actor, in city: City, once: Once<Purchase>
    ) async throws -> Answered {
        let placement = try Placement(wish, by: actor, in: city, at: clock.now(), random: random(10))
        let payments = payments
        return try await database.transaction(in: city.id, once: once) { tx in
            let row = try tx.ask(LockCheckout(city: city.id, checkout: wish.checkout))
            let lines = try tx.ask(ListCheckoutLines(city: city.id, checkout: wish.checkout))
            let hold = try LockedHold.ask(.hold(wish.checkout.cast()), in: city.id, &tx)
            guard let checkout = try tx.answer(row).first, checkout.holder == actor.subject else {
                throw OrderProblem.unknown
            }
            let place = try LockedHold.answer(hold, &tx)
            let purchase = try placement.purchase(from: checkout, tx.answer(lines), in: place)
            try placement.save(purchase, from: checkout, in: place, payments, &tx)
            return purchase
        }
    }
}

/// One pressing of the button: what is decided before any row is read, so that a re-run decides the same.
private struct Placement: Sendable {
    let wish: PlacementWish
    let actor: Actor
    let city: City
    let now: Instant
    let code: String
    let doorCode: String

    init(
        _ wish: PlacementWish, by actor: Actor, in city: City, at now: Instant, random bytes: [UInt8]
    ) throws(CityProblem) {
        if let pause = city.pause, pause.isOn(at: now) { throw .paused(until: pause.until, notice: pause.notice) }
        (self.wish, self.actor, self.city, self.now) = (wish, actor, city, now)
        code = PurchaseCode.make(random: bytes)
        doorCode = (bytes.suffix(4).reduce(0) { $0 << 8 | Int($1) } % 10_000).padded(4)
    }

    func purchase(from checkout: CheckoutRow, _ lines: [SaleLine], in place: LockedHold) throws -> Purchase {
        switch checkout.state {
        case .placed: throw OrderProblem.checkoutPlaced
        case .expired: throw OrderProblem.checkoutExpired
        case .open: break
        }
        guard checkout.hash == wish.summaryHash else { throw OrderProblem.summaryChanged }
        guard now < checkout.expires else { throw OrderProblem.checkoutExpired }
        let summary = Summary(
            lines: lines, method: checkout.method, window: place.slot.window, payment: checkout.payment,
            fee: checkout.fee)
        let id: ID<Purchase> = .make(at: now)
        let fees = summary.fee == .zero ? [] : summary.fee.splitByRates(of: lines.flatMap(\.goods))
        var purchase = Purchase(
            id: id, code: code, holder: actor.subject, method: summary.method, payment: summary.payment,
            window: summary.window, fee: summary.fee, feeByRate: fees, total: summary.total,
            minimumAge: summary.minimumAge, placed: now)
        purchase.doorCode = doorCode
        purchase.orders = summary.retailers.enumerated().map { index, retailer in
            order(
                number: index + 1, of: id, lines.enumerated().filter { $0.element.retailer == retailer },
                checkout.answers, cutoff: place.slot.cutoff)
        }
        return purchase
    }

    /// Without a rule of its own a shop answers before the slot's cutoff at least: an order at night is not refused at
    /// night. One that accepts alone has accepted with the placement itself.
    private func order(
        number: Int, of purchase: ID<Purchase>, _ lines: [(offset: Int, element: SaleLine)], _ answers: AnswerRules,
        cutoff: Instant
    ) -> RetailerOrder {
        let first = lines[0].element
        let limit = answers.seconds[first.retailer].map { now + $0 }
        let isAccepted = answers.accepting.contains(first.retailer)
        var order = RetailerOrder(
            id: .make(at: now), purchase: purchase, retailer: first.retailer, branch: first.branch, number: number,
            state: isAccepted ? .accepted : .placed,
            total: lines.map { $0.element.goods.gross() + $0.element.deposits.gross }.sum(),
            answerUntil: limit ?? max(now + city.settings.answerSeconds, cutoff), reason: nil,
            version: isAccepted ? 2 : 1)
        order.lines = lines.map { OrderLine(position: $0.offset, sale: $0.element, picked: nil) }
        return order
    }

    func save(
        _ purchase: Purchase, from checkout: CheckoutRow, in place: LockedHold, _ payments: Payments, _ tx: inout Tx
    ) throws {
        let id = city.id
        try tx.run(InsertPurchase(city: id, purchase: purchase, slot: place.slot.id, hash: wish.summaryHash))
        try tx.run(
            InsertContact(city: id, checkout: wish.checkout, purchase: purchase.id, doorCode: doorCode))
        try tx.run(EndCheckout(city: id, checkout: wish.checkout, state: .placed))
        try tx.run(InsertOrders(city: id, orders: purchase.orders, at: now))
        try tx.run(InsertOrderLines(city: id, checkout: wish.checkout, orders: purchase.orders))
        let charge = Charge(
            purchase: purchase.id.cast(), method: purchase.payment, shares: purchase.orders.map(\.orderedCharge),
            deliveryFee: purchase.fee)
        _ = try payments.charge(charge, LedgerStamp(in: city, at: now, by: actor), &tx)
        if let basket = checkout.basket {
            try tx.run(EmptyBasket(city: id, basket: basket, checkout: wish.checkout))
        }
        for order in purchase.orders { try tell(order, &tx) }
        try tx.run(AuditEntry(in: id, at: now, by: actor, "place", "purchase", purchase.id))
        try tx.run(BookStock(city: id, lines: purchase.orders.flatMap { $0.lines.map(\.sale) }.stock))
        try place.bookCarried(for: purchase.id.cast(), Holder(actor.subject), at: now, in: id, &tx)
    }
}

extension Placement {
    /// A deadline for those who must answer; the trail of those who accepted alone.
    fileprivate func tell(_ order: RetailerOrder, _ tx: inout Tx) throws {
        try tx.run(Announcement(in: city.id, at: now, "order", order.id, version: 1, "placed"))
        guard order.state == .accepted else {
            return try tx.enqueue(AnswerDeadline(order: order.id), at: order.answerUntil)
        }
        try tx.run(SetOrderState(city: city.id, order: order.id, state: .accepted, reason: nil, at: now))
        try tx.run(AuditEntry(in: city.id, at: now, by: .system, "accept", "order", order.id))
        try tx.run(Announcement(in: city.id, at: now, "order", order.id, version: 2, "accepted"))
    }
}

/// A retailer that has not answered by then has refused.
struct AnswerDeadline: Job {
    static let kind = "orders.answer-deadline"
    let order: ID<RetailerOrder>
}

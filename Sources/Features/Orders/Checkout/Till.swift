import Accounts
import Catalogue
import Cities
import Postgres
import Slots
import Vocabulary

/// A counter in a slot, and who stands there: where a sale is frozen.
struct Till {
    let buyer: Buyer
    let holder: String
    let ground: CheckoutGround
    let counter: CheckoutGround.Counter
    let slot: Slot
    let price: SlotPrice

    /// What the counter comes to, after all that the law, the town and the shops ask of it. `aside`: see
    /// `CheckoutGround.sale`.
    func checkout(_ id: ID<Checkout>, having aside: [SaleLine] = []) throws -> (Checkout, [SaleLine]) {
        let sale = try ground.sale(of: counter, on: slot.day, having: aside)
        let summary = try ground.summary(of: sale, for: buyer, in: slot, at: price)
        try ground.requireReadiness(for: summary.load, counter, in: slot)
        let expires = ground.now + ground.city.settings.holdSeconds
        return (Checkout(id: id, summary: summary, hash: summary.hash, expires: expires), sale)
    }

    /// Writes it down and puts the goods aside. Only queues.
    func put(_ checkout: Checkout, _ sale: [SaleLine], of basket: ID<Basket>?, _ tx: inout Tx) throws {
        let city = ground.city.id
        try tx.run(
            PutCheckout(
                city: city, checkout: checkout, basket: basket, contact: buyer.contact, holder: holder,
                answers: AnswerRules(counter.terms)))
        try tx.run(DeleteCheckoutLines(city: city, checkout: checkout.id))
        try tx.run(InsertCheckoutLines(city: city, checkout: checkout.id, lines: sale))
        try tx.run(HoldStock(city: city, lines: sale.stock))
    }
}

extension CheckoutGround {
    /// What the counter puts into a slot, whichever it will be.
    func load(of counter: Counter, having aside: [SaleLine] = []) throws -> Load {
        guard !counter.lines.isEmpty else { throw OrderProblem.basketEmpty }
        let today = city.zone.clock(at: now).day
        return try Summary(sale(of: counter, on: today, having: aside), .delivery, at: now).load
    }
}

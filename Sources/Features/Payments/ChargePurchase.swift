import Cities
import Postgres
import Vocabulary

/// Where, when and by whom something is booked.
package struct LedgerStamp: Sendable {
    package let city: CityID
    package let at: Instant
    /// The day on the city's clock, which the books go by.
    package let day: CalendarDay
    package let actor: Actor

    package init(in city: City, at now: Instant, by actor: Actor) {
        self.init(city: city.id, at: now, day: city.zone.clock(at: now).day, by: actor)
    }

    package init(city: CityID, at now: Instant, day: CalendarDay, by actor: Actor) {
        self.city = city
        at = now
        self.day = day
        self.actor = actor
    }
}

/// A purchase as the books see it.
package struct Charge: Sendable {
    package let purchase: ID<Payment.Purchase>
    package let method: PaymentMethod
    package let shares: [ShareCharge]
    /// The delivery fee by the rates of the goods (`Money.splitByRates`).
    package let delivery: [TaxedAmount]

    package init(
        purchase: ID<Payment.Purchase>, method: PaymentMethod, shares: [ShareCharge], deliveryFee: Money
    ) {
        self.purchase = purchase
        self.method = method
        self.shares = shares
        delivery = deliveryFee == .zero ? [] : deliveryFee.splitByRates(of: shares.flatMap(\.goods))
    }

    package var total: Money { shares.map(\.total).sum() + delivery.gross() }

    /// One posting a share, one for the delivery fee.
    package var postings: [Posting] {
        shares.map { $0.sale(in: purchase) } + (delivery.isEmpty ? [] : [DeliveryPostings.sale(delivery, in: purchase)])
    }
}

extension Payments {
    /// A placement's money: the payment with its shares, authorised where the provider promises so at once, and the
    /// sales in the books. Only queues. Throws `.methodNotOffered`; a second charge of a purchase is `.chargedAlready`.
    package func charge(_ charge: Charge, _ stamp: LedgerStamp, _ tx: inout Tx) throws -> Payment {
        guard let provider = providers[charge.method] else { throw PaymentProblem.methodNotOffered }
        let promise = provider.promise(for: charge.total, on: stamp.day)
        var payment = Payment(
            id: .make(at: stamp.at), purchase: charge.purchase, method: charge.method, state: .created,
            amount: charge.total, delivery: charge.delivery.gross(), authorised: promise?.authorised ?? .zero,
            captured: .zero, refunded: .zero, due: promise?.due)
        payment.state = payment.stateOfAmounts
        try tx.run(InsertPayment(city: stamp.city, payment: payment, at: stamp.at))
        for share in charge.shares {
            try tx.run(InsertShare(city: stamp.city, payment: payment.id, share: share))
        }
        for posting in charge.postings { try posting.write(stamp, &tx) }
        return payment
    }
}

extension Posting {
    /// Queues the posting and its entries; a posting of nothing leaves no trace.
    func write(_ stamp: LedgerStamp, _ tx: inout Tx) throws {
        guard !entries.isEmpty else { return }
        let id = ID<Posting>.make(at: stamp.at)
        try tx.run(InsertPosting(posting: self, id: id, stamp: stamp))
        try tx.run(InsertEntries(city: stamp.city, posting: id, entries: entries))
    }
}

import Accounts
import Cities
import Payments
import Postgres
import Slots
import Vocabulary

/// How many of one line were really packed.
package struct Pick: Sendable {
    package let position: Int
    package let count: Int64

    package init(position: Int, count: Int64) {
        self.position = position
        self.count = count
    }
}

extension Orders {
    /// The retailer begins to pack.
    package func startPicking(
        _ order: ID<RetailerOrder>, of retailer: RetailerID, in city: City, by actor: Actor
    ) async throws -> RetailerOrder {
        try await act(on: order, of: retailer, in: city, by: actor) { dossier, tx in
            try dossier.advance(order, .startPicking, &tx)
        }
    }

    /// Everything is packed; lines that are short lower the price. Throws `.picksMissing` unless each line is named.
    package func finishPicking(
        _ order: ID<RetailerOrder>, of retailer: RetailerID, _ picks: [Pick], in city: City, by actor: Actor
    ) async throws -> RetailerOrder {
        try await act(on: order, of: retailer, in: city, by: actor) { dossier, tx in
            let known = try dossier.order(order)
            let due = known.lines.filter(\.isInEffect)
            if known.lines.contains(where: { $0.substitute?.state == .proposed }) { throw OrderProblem.substituteOpen }
            let counts = Dictionary(picks.map { ($0.position, $0.count) }) { first, _ in first }
            guard counts.count == picks.count, due.count == picks.count,
                due.allSatisfy({ line in counts[line.position].map { $0 <= line.due } ?? false })
            else { throw OrderProblem.picksMissing }
            guard counts.values.contains(where: { $0 > 0 }) else { throw OrderProblem.nothingPacked }
            try dossier.advance(order, .finishPicking, &tx)
            try tx.run(SetPicked(city: city.id, order: order, picks: picks.map { ($0.position, $0.count) }))
            if dossier.purchase.method == .pickup { try dossier.awaitFetching(known, &tx) }
            guard due.contains(where: { counts[$0.position] != $0.due }) else { return }
            var packed = known
            packed.lines = due.map { OrderLine(position: $0.position, sale: $0.sale, picked: counts[$0.position]) }
            var payment = try LockedPayment.answer(
                LockedPayment.ask(dossier.purchase.id.cast(), in: city.id, &tx), &tx)
            let stamp = LedgerStamp(in: city, at: dossier.now, by: actor)
            try payment.reverse(
                known.orderedCharge, becomes: packed.charge, cause: .make(at: dossier.now), stamp, &tx)
        }
    }
}

extension Dossier {
    /// The goods that left their shops have arrived: money that is paid in hand is in, the place was used. Only the
    /// payment and the hold are asked for.
    mutating func complete(_ tx: inout Tx) throws {
        let arrived = orders.filter { $0.state == .handedOver }
        guard !arrived.isEmpty else { throw OrderProblem.wrongState(orders.first?.state ?? .cancelled) }
        for order in arrived { try advance(order.id, .complete, &tx) }
        let paymentAsked = try LockedPayment.ask(purchase.id.cast(), in: city.id, &tx)
        let holdAsked = try LockedHold.ask(.placeOf(purchase.id.cast()), in: city.id, &tx)
        var payment = try LockedPayment.answer(paymentAsked, &tx)
        let place = try LockedHold.answer(holdAsked, &tx)
        let stamp = LedgerStamp(in: city, at: now, by: actor)
        if purchase.payment == .cash {
            for order in arrived { _ = try payment.capture(order.id.cast(), into: .cash, stamp, &tx) }
            _ = try payment.captureDelivery(into: .cash, stamp, &tx)
        }
        try place.use(in: city.id, &tx)
    }
}

import Accounts
import Catalogue
import Cities
import Jobs
import Payments
import Postgres
import Vocabulary

/// A resident who has not answered by then has declined.
struct SubstituteDeadline: Job {
    static let kind = "orders.substitute-deadline"
    let order: ID<RetailerOrder>
    let position: Int
}

/// A line of an order, as its shop names it.
package struct LineKey: Sendable {
    package let order: ID<RetailerOrder>
    package let position: Int

    package init(_ order: ID<RetailerOrder>, _ position: Int) {
        self.order = order
        self.position = position
    }
}

extension Orders {
    /// So long a resident has to answer while the shop packs.
    static let substituteSeconds: Int64 = 1800

    /// A shop that packs offers other goods for missing ones. Where the resident's wish allows it, they stand for them
    /// at once; where the resident wants to be asked, they are put aside until the answer. Throws
    /// `.substituteUnwanted`, `.substituteDearer`, `.substituteUnfit`, `.notOffered`, `CatalogueProblem.soldOut`.
    package func propose(
        _ wish: SubstituteWish, for key: LineKey, of retailer: RetailerID, in city: City, by actor: Actor
    ) async throws -> RetailerOrder {
        let ground = try await ground(in: city)
        return try await act(on: key.order, of: retailer, in: city, by: actor) { dossier, tx in
            let order = try dossier.order(key.order)
            guard order.state == .picking else { throw OrderProblem.wrongState(order.state) }
            guard let missing = order.lines.first(where: { $0.position == key.position }) else {
                throw OrderProblem.unknown
            }
            let counter = try ground.counter(for: [wish.offer], &tx)
            let day = city.zone.clock(at: dossier.purchase.window.start).day
            guard let sale = try ground.sale(of: counter, on: day, having: []).first, sale.branch == order.branch,
                sale.offer != missing.sale.offer
            else { throw OrderProblem.substituteUnfit }
            let state = try missing.admits(sale, for: wish.replaces)
            let until = state == .proposed ? dossier.now + Self.substituteSeconds : nil
            var line = OrderLine(position: dossier.nextPosition, sale: sale, picked: nil)
            line.substitute = .init(
                state: state, replaces: key.position, units: wish.replaces, answerUntil: until)
            try tx.run(HoldStock(city: city.id, lines: [sale].stock))
            try tx.run(InsertSubstitute(city: city.id, order: order.id, line: line))
            if state == .substituted { try dossier.substitute(line, in: order, &tx) }
            if let until { try tx.enqueue(SubstituteDeadline(order: order.id, position: line.position), at: until) }
            try dossier.tell(state, of: order, &tx)
        }
    }

    /// The resident says yes or no to what a shop offers instead. Throws `.unknown` where nothing is asked (any more).
    package func decide(
        _ accepts: Bool, on key: LineKey, of purchase: ID<Purchase>, for holder: String, in city: City, by actor: Actor
    ) async throws -> Purchase {
        let now = clock.now()
        try await database.transaction(in: city.id) { tx in
            let dossier = try Dossier.open(purchase: purchase, in: city, at: now, by: actor, &tx)
            guard dossier.purchase.holder == holder else { throw OrderProblem.unknown }
            guard try dossier.answer(accepts, on: key, &tx) else { throw OrderProblem.unknown }
        }
        return try await self.purchase(purchase, of: holder, in: city.id)
    }

    /// Nobody answered: the same as a no. Nothing happens where somebody did.
    func lapse(_ key: LineKey, in city: City) async throws {
        let now = clock.now()
        try await database.transaction(in: city.id) { tx in
            let dossier = try Dossier.open(key.order, in: city, at: now, by: .system, &tx)
            _ = try dossier.answer(false, on: key, &tx)
        }
    }
}

extension Dossier {
    fileprivate var nextPosition: Int { (orders.flatMap(\.lines).map(\.position).max() ?? 0) + 1 }

    /// Whether there was something to answer.
    fileprivate func answer(_ accepts: Bool, on key: LineKey, _ tx: inout Tx) throws -> Bool {
        let order = try order(key.order)
        guard let line = order.lines.first(where: { $0.position == key.position }),
            line.substitute?.state == .proposed, order.state == .picking
        else { return false }
        let state: OrderLine.Substitute.State = accepts ? .substituted : .declined
        try tx.run(SetSubstituteState(city: city.id, order: order.id, position: key.position, state: state))
        if accepts {
            try substitute(line, in: order, &tx)
        } else {
            try tx.run(ReleaseStock(city: city.id, lines: [line.sale].stock))
        }
        try tell(state, of: order, &tx)
        return true
    }

    /// The line takes the place of the missing units: they are paid no more, it is; never more than before.
    fileprivate func substitute(_ line: OrderLine, in order: RetailerOrder, _ tx: inout Tx) throws {
        guard let substitute = line.substitute else { return }
        var after = order
        after.lines = order.lines.filter { $0.position != line.position }.map { old in
            var old = old
            if old.position == substitute.replaces { old.replaced = substitute.units }
            return old
        }
        after.lines.append(OrderLine(position: line.position, sale: line.sale, picked: nil))
        try tx.run(
            SetReplaced(city: city.id, order: order.id, position: substitute.replaces, units: substitute.units))
        try tx.run(BookStock(city: city.id, lines: [line.sale].stock))
        var payment = try LockedPayment.answer(LockedPayment.ask(purchase.id.cast(), in: city.id, &tx), &tx)
        let stamp = LedgerStamp(in: city, at: now, by: actor)
        try payment.reverse(order.orderedCharge, becomes: after.orderedCharge, cause: .make(at: now), stamp, &tx)
    }

    fileprivate func tell(_ state: OrderLine.Substitute.State, of order: RetailerOrder, _ tx: inout Tx) throws {
        try tx.run(
            AuditEntry(in: city.id, at: now, by: actor, "substitute-\(state.rawValue)", "order", order.id))
    }
}

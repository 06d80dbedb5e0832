import Accounts
import Cities
import Postgres
import Vocabulary

extension Orders {
    /// The retailer takes the order on.
    package func accept(
        _ order: ID<RetailerOrder>, of retailer: RetailerID, in city: City, by actor: Actor
    ) async throws -> RetailerOrder {
        try await act(on: order, of: retailer, in: city, by: actor) { dossier, tx in
            try dossier.advance(order, .accept, &tx)
        }
    }

    /// The retailer cannot: its share is reversed, stock and capacity go back, the other shops go on.
    package func refuse(
        _ order: ID<RetailerOrder>, of retailer: RetailerID, reason: String, in city: City, by actor: Actor
    ) async throws -> RetailerOrder {
        try await act(on: order, of: retailer, in: city, by: actor) { dossier, tx in
            try dossier.callOff([order], .refuse, CallOff(reason: reason), &tx)
        }
    }

    /// A retailer or the city calls an order off. Once the shop has begun to pack, it must be said who answers for it
    /// (`.liableMissing`); once the goods have left, it is too late.
    package func cancel(
        _ order: ID<RetailerOrder>, of retailer: RetailerID?, _ why: CallOff, in city: City, by actor: Actor
    ) async throws -> RetailerOrder {
        try await act(on: order, of: retailer, in: city, by: actor) { dossier, tx in
            let state = try dossier.order(order).state
            let hasBegun = state == .picking || state == .ready
            if hasBegun, why.liable == nil { throw OrderProblem.liableMissing }
            try dossier.callOff([order], hasBegun ? .writeOff : .cancel, why, &tx)
        }
    }

    /// The resident calls the whole purchase off, until so long before the slot as the city allows, and while no shop
    /// has begun to pack.
    package func cancel(
        _ purchase: ID<Purchase>, of holder: String, in city: City, by actor: Actor
    ) async throws -> Purchase {
        let now = clock.now()
        try await database.transaction(in: city.id) { tx in
            var dossier = try Dossier.open(purchase: purchase, in: city, at: now, by: actor, &tx)
            guard dossier.purchase.holder == holder else { throw OrderProblem.unknown }
            guard now < dossier.purchase.window.start - city.settings.cancelBeforeSeconds else {
                throw OrderProblem.tooLateToCancel
            }
            let open = dossier.orders.filter { !$0.state.isCalledOff }
            guard !open.isEmpty else { throw OrderProblem.wrongState(.cancelled) }
            if let begun = open.first(where: { $0.state != .placed && $0.state != .accepted }) {
                throw OrderProblem.wrongState(begun.state)
            }
            try dossier.callOff(open.map(\.id), .cancel, CallOff(reason: "cancelled by the resident"), &tx)
        }
        return try await self.purchase(purchase, of: holder, in: city.id)
    }

    /// Nobody answered in time: the same as a refusal. Nothing happens where somebody did.
    func lapse(_ order: ID<RetailerOrder>, in city: City) async throws {
        let now = clock.now()
        try await database.transaction(in: city.id) { tx in
            var dossier = try Dossier.open(order, in: city, at: now, by: .system, &tx)
            guard try dossier.order(order).state == .placed else { return }
            try dossier.callOff([order], .refuse, CallOff(reason: "not answered in time"), &tx)
        }
    }

    /// One act on one order, and the order as it is then.
    func act(
        on order: ID<RetailerOrder>, of retailer: RetailerID?, in city: City, by actor: Actor,
        _ body: @escaping @Sendable (inout Dossier, inout Tx) throws -> Void
    ) async throws -> RetailerOrder {
        let now = clock.now()
        return try await database.transaction(in: city.id) { tx in
            var dossier = try Dossier.open(order, in: city, at: now, by: actor, &tx)
            _ = try dossier.order(order, of: retailer)
            try body(&dossier, &tx)
            let orders = try tx.rows(ListOrders(city: city.id, purchases: [dossier.purchase.id]))
            let lines = try tx.rows(ListOrderLines(city: city.id, orders: [order]))
            guard let now = orders.with(lines).first(where: { $0.id == order }) else { throw OrderProblem.unknown }
            return now
        }
    }
}

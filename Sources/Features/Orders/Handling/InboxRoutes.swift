import Accounts
import Cities
import Hummingbird
import Postgres
import Vocabulary
import Web

/// `/retailers/{retailer}/orders`: a shop's inbox; `/orders/{order}/cancellation` for the city.
package struct InboxRoutes: Sendable {
    let orders: Orders

    package init(orders: Orders) { self.orders = orders }

    package func mount(on city: Endpoints<CityContext>) {
        PickListRoutes(orders: orders).mount(on: city)
        SubstituteRoutes(orders: orders).mount(on: city)
        city.group("retailers/{retailer}/orders", as: StaffContext.self, who: "the retailer's people")
            .get(use: list)
            .get("{order}", use: show)
            .post("{order}/acceptance", use: accept)
            .post("{order}/refusal", use: refuse)
            .post("{order}/picking", use: startPicking)
            .post("{order}/readiness", use: finishPicking)
            .post("{order}/handover", use: handOver)
            .post("{order}/cancellation", use: cancel)
        city.group("orders", as: OperatorContext.self, who: "city operator")
            .post("{order}/cancellation", use: cancelAsCity)
    }

    @Sendable func list(_ request: Request, _ context: StaffContext) async throws -> Page<OrderView> {
        try context.require(.viewer, scope: .orders)
        var query = try request.query()
        let state: OrderState? = try query.optional("state")
        let listing = try context.listing(&query, keys: 1)
        try query.end()
        let page = Orders.InboxPage(
            states: state.map { [$0] } ?? OrderState.allCases, after: listing.after.flatMap { ID($0[0]) },
            limit: listing.fetch)
        let inbox = try await orders.inbox(of: context.retailer, page, in: context.city.id)
        return listing.page(inbox, key: { [$0.id.description] }, view: { OrderView(order: $0) })
    }

    @Sendable func show(_ request: Request, _ context: StaffContext) async throws -> OrderView {
        try context.require(.viewer, scope: .orders)
        try request.noQuery()
        return OrderView(
            order: try await orders.order(context.id("order"), of: context.retailer, in: context.city.id))
    }

    @Sendable func accept(_ request: Request, _ context: StaffContext) async throws -> OrderView {
        try context.require(.picker, scope: .orders)
        try request.noQuery()
        return OrderView(
            order: try await orders.accept(
                context.id("order"), of: context.retailer, in: context.city, by: context.actor))
    }

    @Sendable func refuse(_ request: Request, _ context: StaffContext) async throws -> OrderView {
        try context.require(.picker, scope: .orders)
        try request.noQuery()
        let why = try await Reason(json: request.json())
        return OrderView(
            order: try await orders.refuse(
                context.id("order"), of: context.retailer, reason: why.text, in: context.city, by: context.actor))
    }

    @Sendable func startPicking(_ request: Request, _ context: StaffContext) async throws -> OrderView {
        try context.require(.picker, scope: .orders)
        try request.noQuery()
        return OrderView(
            order: try await orders.startPicking(
                context.id("order"), of: context.retailer, in: context.city, by: context.actor))
    }

    @Sendable func finishPicking(_ request: Request, _ context: StaffContext) async throws -> OrderView {
        try context.require(.picker, scope: .orders)
        try request.noQuery()
        let picks = try await Picks(json: request.json())
        return OrderView(
            order: try await orders.finishPicking(
                context.id("order"), of: context.retailer, picks.all, in: context.city, by: context.actor))
    }

    @Sendable func handOver(_ request: Request, _ context: StaffContext) async throws -> OrderView {
        try context.require(.picker, scope: .orders)
        try request.noQuery()
        let proof = try await FetchProof(json: request.json())
        return OrderView(
            order: try await orders.handOverInShop(
                context.id("order"), of: context.retailer, proof, in: context.city, by: context.actor))
    }

    @Sendable func cancel(_ request: Request, _ context: StaffContext) async throws -> OrderView {
        try context.require(.manager, scope: .orders)
        try request.noQuery()
        let why = try await CallOff(json: request.json())
        return OrderView(
            order: try await orders.cancel(
                context.id("order"), of: context.retailer, why, in: context.city, by: context.actor))
    }

    @Sendable func cancelAsCity(_ request: Request, _ context: OperatorContext) async throws -> OrderView {
        try request.noQuery()
        let why = try await CallOff(json: request.json())
        return OrderView(
            order: try await orders.cancel(
                context.id("order"), of: nil, why, in: context.city, by: context.actor))
    }
}

extension Orders {
    /// Which of a retailer's orders.
    package struct InboxPage: Sendable {
        let states: [OrderState]
        /// The last one of the page before.
        let after: ID<RetailerOrder>?
        let limit: Int
    }

    /// A retailer's orders in some states, the oldest first.
    package func inbox(
        of retailer: RetailerID, _ page: InboxPage, in city: CityID
    ) async throws -> [RetailerOrder] {
        let question = ListInbox(
            city: city, retailer: retailer, after: page.after ?? ID(high: 0, low: 0), states: page.states,
            limit: page.limit)
        return try await database.read(question, in: city).reduce(into: []) { orders, row in
            if orders.last?.id != row.order.id { orders.append(row.order) }
            orders[orders.count - 1].lines.append(row.line)
        }
    }

    /// One order of a retailer.
    package func order(
        _ id: ID<RetailerOrder>, of retailer: RetailerID, in city: CityID
    ) async throws -> RetailerOrder {
        let question = FindOrder(city: city, retailer: retailer, order: id)
        guard let found = try await database.first(question, in: city) else { throw OrderProblem.unknown }
        return try await withLines([found], in: city)[0]
    }
}

/// `{"reason"}`
struct Reason {
    let text: String

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        text = try fields.required("reason", characters: 3...300)
        try fields.end()
    }
}

extension CallOff: JSONReadable {
    /// `{"reason", "liable"?}`
    package init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        reason = try fields.required("reason", characters: 3...300)
        liable = try fields.optional("liable")
        try fields.end()
    }
}

/// `{"lines": [{"position", "picked"}]}`
struct Picks {
    let all: [Pick]

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        all = try fields.array("lines", 1...Basket.linesMost) { (json) throws(RequestProblem) in
            var line = try json.object()
            let position = try line.required("position", in: 0...Basket.linesMost)
            let count = try line.required("picked", in: 0...999 as ClosedRange<Int64>)
            try line.end()
            return Pick(position: position, count: count)
        }
        try fields.end()
    }
}

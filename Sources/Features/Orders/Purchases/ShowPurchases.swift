import Accounts
import Postgres
import Vocabulary

extension Orders {
    /// A purchase with its orders, lines and door code, for its holder alone.
    package func purchase(_ id: ID<Purchase>, of holder: String, in city: CityID) async throws -> Purchase {
        guard let found = try await database.first(FindPurchase(city: city, purchase: id, holder: holder), in: city)
        else { throw OrderProblem.unknown }
        return try await withOrders([found], in: city)[0]
    }

    /// A holder's purchases before one of them, the newest first.
    package func purchases(
        of holder: String, before: ID<Purchase>?, limit: Int, in city: CityID
    ) async throws -> [Purchase] {
        let last = before ?? ID(high: .max, low: .max)
        let question = ListPurchases(city: city, holder: holder, before: last, limit: limit)
        return try await withOrders(database.read(question, in: city), in: city)
    }

    private func withOrders(_ purchases: [Purchase], in city: CityID) async throws -> [Purchase] {
        let orders = try await database.read(ListOrders(city: city, purchases: purchases.map(\.id)), in: city)
        let whole = Dictionary(grouping: try await withLines(orders, in: city), by: \.purchase)
        return purchases.map { purchase in
            var purchase = purchase
            purchase.orders = whole[purchase.id] ?? []
            return purchase
        }
    }

    /// The orders with their lines.
    func withLines(_ orders: [RetailerOrder], in city: CityID) async throws -> [RetailerOrder] {
        let lines = try await database.read(ListOrderLines(city: city, orders: orders.map(\.id)), in: city)
        return orders.with(lines)
    }
}

extension [RetailerOrder] {
    /// Each with its own lines.
    func with(_ lines: [(order: ID<RetailerOrder>, line: OrderLine)]) -> [RetailerOrder] {
        let byOrder = Dictionary(grouping: lines, by: \.order)
        return map { order in
            var order = order
            order.lines = (byOrder[order.id] ?? []).map(\.line)
            return order
        }
    }
}

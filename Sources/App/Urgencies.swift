import Web

/// What a request is for, by its path: who is turned away first when there is too much to do.
enum Urgencies {
    /// Of the resource that follows the city in the path.
    private static let ofResource: [Substring: Urgency] = [
        "courier": .couriers, "tours": .couriers, "shifts": .couriers, "vehicles": .couriers,
        "payments": .payments, "refunds": .payments, "payment-methods": .payments,
        "purchases": .orders, "baskets": .orders, "holds": .orders, "slots": .orders, "orders": .orders,
        "sessions": .orders, "guests": .orders, "me": .orders, "accounts": .orders,
        "ledger": .exports, "retailers.geojson": .exports, "retailer-imports": .exports, "plans": .exports,
    ]

    /// Of the resource that follows a retailer.
    private static let ofRetailer: [Substring: Urgency] = [
        "orders": .orders, "picking-list": .orders, "stock-reports": .orders, "pause": .orders,
        "imports": .exports, "statement": .exports,
    ]

    static func of(_ method: String, _ path: String) -> Urgency {
        let parts = path.split(separator: "/")
        guard parts.count > 1 else { return path == "/livez" || path == "/readyz" ? .health : .browsing }
        guard parts.count > 3, parts[0] == "v1", parts[1] == "cities" else { return .browsing }
        if parts[3] == "retailers", parts.count > 5 { return ofRetailer[parts[5]] ?? .browsing }
        return ofResource[parts[3]] ?? .browsing
    }
}

import Cities
import Crypto
import OrderRouting
import Orders
import Postgres
import Retailers
import Vocabulary

/// Purchases as planning sees them.
struct DueDeliveries {
    private(set) var ready: [Delivery] = []
    /// What cannot be planned at all, with the reason.
    private(set) var left: [(purchase: ID<Purchase>, reason: String)] = []

    /// Orders of purchases, those of one beside each other; when their shops will be ready, where they said so.
    init(_ orders: [DueOrder], _ shops: [ID<Branch>: SellingBranch], _ readyAt: [ID<RetailerOrder>: Instant]) {
        let purchases = Dictionary(grouping: orders, by: \.purchase).values
        for own in purchases.sorted(by: { $0[0].purchase < $1[0].purchase }) {
            switch Self.delivery(own, shops, readyAt) {
            case .success(let delivery): ready.append(delivery)
            case .failure(let flaw): left.append((own[0].purchase, flaw.rawValue))
            }
        }
    }

    /// Why a purchase cannot be planned.
    private enum Flaw: String, Error {
        case doorHasNoPlace, shopHasNoPlace, tooManyShops
    }

    private static func delivery(
        _ orders: [DueOrder], _ shops: [ID<Branch>: SellingBranch], _ readyAt: [ID<RetailerOrder>: Instant]
    ) -> Result<Delivery, Flaw> {
        let first = orders[0]
        guard let door = first.door else { return .failure(.doorHasNoPlace) }
        guard orders.count <= RoutingProblem.mostPickups else { return .failure(.tooManyShops) }
        var pickups: [Delivery.Pickup] = []
        for order in orders {
            guard let shop = shops[order.branch], let place = shop.place else { return .failure(.shopHasNoPlace) }
            pickups.append(
                Delivery.Pickup(
                    order: order.order, place: place, label: "\(shop.retailerName), \(shop.address)",
                    readyFrom: readyAt[order.order] ?? first.window.start - 5400,
                    cargo: Cargo(
                        grams: order.grams, litres: (order.litresThousandths + 999) / 1000, crates: order.crates)))
        }
        return .success(
            Delivery(
                purchase: first.purchase, pickups: pickups, door: door, label: first.street, window: first.window,
                minimumAge: first.minimumAge, codeHash: Array(SHA256.hash(data: Array(first.doorCode.utf8)))))
    }
}

extension Tours {
    /// Purchases whose orders wait for a courier, without those that ride already.
    func waiting(_ time: TimeWindow, in city: CityID) async throws -> DueDeliveries {
        let due = try await database.read(ListDueOrders(city: city, time: time), in: city)
        let riding = Set(try await database.read(ListRidingPurchases(city: city), in: city))
        return try await deliveries(due.filter { !riding.contains($0.purchase) }, in: city)
    }

    /// These orders with their shops.
    func deliveries(_ orders: [DueOrder], in city: CityID) async throws -> DueDeliveries {
        let branches = try await database.read(
            FindSellingBranches(city: city, branches: Array(Set(orders.map(\.branch)))))
        let ready = try await database.read(ListReadyTimes(city: city, orders: orders.map(\.order)), in: city)
        return DueDeliveries(
            orders, Dictionary(uniqueKeysWithValues: branches.map { ($0.branch, $0) }),
            Dictionary(uniqueKeysWithValues: ready.map { ($0.order, $0.at) }))
    }
}

import Accounts
import Cities
import Postgres
import Retailers
import Vocabulary
import Web

/// What a pool counts.
package enum CapacityUnit: String, Stored, CaseIterable, JSONReadable, JSONWritable, Sendable {
    case orders
    case items
    /// Value of goods.
    case cents
    case litres
    case grams
    case crates
}

/// Whom a limit concerns. Each part narrows it; none at all means the whole city.
package struct PoolScope: Hashable, Sendable {
    package var method: SlotMethod?
    package var zone: ID<DeliveryZone>?
    package var retailer: RetailerID?
    package var branch: ID<Branch>?

    package init(
        method: SlotMethod? = nil, zone: ID<DeliveryZone>? = nil, retailer: RetailerID? = nil,
        branch: ID<Branch>? = nil
    ) {
        self.method = method
        self.zone = zone
        self.retailer = retailer
        self.branch = branch
    }
}

/// A limit on what all slots that begin within its window may take together.
package struct Pool: Sendable, Equatable {
    package let id: ID<Pool>
    package let scope: PoolScope
    package let unit: CapacityUnit
    package let window: TimeWindow
    package let amount: Int64
    package let booked: Int64

    /// How much of it a basket in that slot takes; 0 where it does not apply.
    package func demand(of load: Load, in slot: Slot) -> Int64 {
        guard window.contains(slot.window.start),
            scope.method == nil || scope.method == slot.method,
            scope.zone == nil || scope.zone == slot.zone
        else { return 0 }
        return load.amount(of: unit, retailer: scope.retailer, branch: scope.branch)
    }

    package func fits(_ load: Load, in slot: Slot) -> Bool {
        let demand = demand(of: load, in: slot)
        return demand == 0 || booked + demand <= amount
    }
}

extension Collection<Pool> {
    /// What a basket in that slot takes of each pool that applies, by id.
    package func debits(of load: Load, in slot: Slot) -> [Debit] {
        map { Debit(pool: $0.id, amount: $0.demand(of: load, in: slot)) }
            .filter { $0.amount > 0 }
            .sorted { $0.pool < $1.pool }
    }
}

/// So much taken of one pool.
package struct Debit: Hashable, Sendable {
    package let pool: ID<Pool>
    package let amount: Int64
}

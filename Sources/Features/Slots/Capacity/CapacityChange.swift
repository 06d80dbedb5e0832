import Postgres
import Vocabulary

/// All that one transaction takes and gives back, written at its end in the order in which everybody locks:
/// pools by id, then slots by id. What is taken and given back at once (a move) is netted first.
package struct CapacityChange: Sendable, Equatable {
    private(set) var pools: [ID<Pool>: Int64] = [:]
    private(set) var slots: [ID<Slot>: Int64] = [:]

    package init() {}

    /// One place and its debits more.
    mutating func take(_ slot: ID<Slot>, _ debits: [Debit]) {
        slots[slot, default: 0] += 1
        change(debits, by: 1)
    }

    /// One place and its debits less.
    mutating func give(back slot: ID<Slot>, _ debits: [Debit]) {
        slots[slot, default: 0] -= 1
        change(debits, by: -1)
    }

    /// The same place with other debits.
    mutating func exchange(_ old: [Debit], for new: [Debit]) {
        change(old, by: -1)
        change(new, by: 1)
    }

    private mutating func change(_ debits: [Debit], by sign: Int64) {
        for debit in debits { pools[debit.pool, default: 0] += sign * debit.amount }
    }

    /// Queues one unconditional UPDATE each; a CHECK refuses what does not fit. Nothing is read.
    package func write(in city: CityID, _ tx: inout Tx) throws {
        for (pool, amount) in pools.sorted(by: { $0.key < $1.key }) where amount != 0 {
            try tx.run(ChangePool(city: city, pool: pool, amount: amount))
        }
        for (slot, places) in slots.sorted(by: { $0.key < $1.key }) where places != 0 {
            try tx.run(ChangeSlot(city: city, slot: slot, places: places))
        }
    }
}

import Postgres
import Vocabulary

/// What a place is booked for: whose purchase, and what it brings.
package struct Booking: Sendable {
    package let purchase: ID<Hold.Purchase>
    package let holder: Holder
    package let load: Load

    package init(purchase: ID<Hold.Purchase>, holder: Holder, load: Load) {
        self.purchase = purchase
        self.holder = holder
        self.load = load
    }
}

extension LockedHold {
    /// Held → booked, as part of a placement. The debits become those of what is really bought: where it is more
    /// than was held and does not fit, COMMIT is refused with `.limitReached`. Only queues.
    ///
    /// Throws `.holdUnknown` for a foreign hold, `.holdExpired`, `.holdSpent`. A passed cutoff is no reason: the place
    /// was taken in time and is kept for ten minutes at most.
    package func book(_ booking: Booking, at now: Instant, in city: CityID, _ tx: inout Tx) throws {
        try check(booking, at: now)
        try tx.run(BookHold(city: city, hold: hold.id, purchase: booking.purchase))
        try exchange(for: pools.debits(of: booking.load, in: slot), in: city, &tx)
    }

    /// Leaves the place to those shops that go on (the others refused or were cancelled): frees what the others took.
    /// Never takes more than it has. Only queues.
    package func keep(_ load: Load, in city: CityID, _ tx: inout Tx) throws {
        guard hold.state != .released else { throw SlotProblem.holdSpent }
        let wanted = Dictionary(uniqueKeysWithValues: pools.debits(of: load, in: slot).map { ($0.pool, $0.amount) })
        let left = debits.map { Debit(pool: $0.pool, amount: min($0.amount, wanted[$0.pool] ?? 0)) }
        try exchange(for: left.filter { $0.amount > 0 }, in: city, &tx)
    }

    /// Keeps the place for as long again as a hold lives; `.holdExpired` where it is too late. Only queues.
    package func extend(at now: Instant, by seconds: Int64 = Hold.lifeSeconds, in city: CityID, _ tx: inout Tx) throws {
        if let refusal = hold.refusal(at: now) { throw refusal }
        try tx.run(ExtendHold(city: city, hold: hold.id, expires: now + seconds))
    }

    /// Booked → used: the goods were handed over. Only queues.
    package func use(in city: CityID, _ tx: inout Tx) throws {
        guard hold.state == .booked || hold.state == .used else { throw SlotProblem.holdSpent }
        try tx.run(UseHold(city: city, hold: hold.id))
    }

    func check(_ booking: Booking, at now: Instant) throws(SlotProblem) {
        guard hold.holder == booking.holder else { throw .holdUnknown }
        if let refusal = hold.refusal(at: now) { throw refusal }
    }

    func exchange(for new: [Debit], in city: CityID, _ tx: inout Tx) throws {
        guard new != debits else { return }
        try tx.run(DeleteDebits(city: city, hold: hold.id))
        try tx.run(InsertDebits(city: city, hold: hold.id, debits: new))
        var change = CapacityChange()
        change.exchange(debits, for: new)
        try change.write(in: city, &tx)
    }
}

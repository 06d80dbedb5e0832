import Postgres
import Vocabulary

extension LockedHold {
    /// Gives the place and all it took of pools back. Nothing happens where that was done already. Only queues.
    package func release(_ reason: Hold.EndReason, at now: Instant, in city: CityID, _ tx: inout Tx) throws {
        guard hold.state != .released else { return }
        try tx.run(EndHold(city: city, hold: hold.id, now: now, reason: reason))
        var change = CapacityChange()
        change.give(back: slot.id, debits)
        try change.write(in: city, &tx)
    }

    /// The purchase moves from the place it has (`self`) to a held one, for all it brings. One capacity change for
    /// both, so that neither place is missed in between. Only queues. Throws as `book` does.
    package func move(
        to new: LockedHold, _ booking: Booking, at now: Instant, in city: CityID, _ tx: inout Tx
    ) throws {
        guard hold.state == .booked, hold.purchase == booking.purchase else { throw SlotProblem.holdSpent }
        try new.check(booking, at: now)
        try tx.run(EndHold(city: city, hold: hold.id, now: now, reason: .moved))
        try tx.run(BookHold(city: city, hold: new.hold.id, purchase: booking.purchase))
        let debits = new.pools.debits(of: booking.load, in: new.slot)
        try tx.run(DeleteDebits(city: city, hold: new.hold.id))
        try tx.run(InsertDebits(city: city, hold: new.hold.id, debits: debits))
        var change = CapacityChange()
        change.give(back: slot.id, self.debits)
        change.exchange(new.debits, for: debits)
        try change.write(in: city, &tx)
    }
}

extension Slots {
    /// A holder lets go of a place not booked yet. `.holdUnknown` for foreign, booked and released ones alike.
    package func drop(_ hold: ID<Hold>, by holder: Holder, in city: CityID) async throws {
        let now = clock.now()
        try await database.transaction(in: city) { tx in
            let locked = try LockedHold.answer(LockedHold.ask(.hold(hold), in: city, &tx), &tx)
            guard locked.hold.holder == holder, locked.hold.state == .held else { throw SlotProblem.holdUnknown }
            try locked.release(.dropped, at: now, in: city, &tx)
        }
    }
}

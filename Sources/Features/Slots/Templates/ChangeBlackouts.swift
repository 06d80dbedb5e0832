import Cities
import Postgres
import Vocabulary

/// A blackout and the bookings that it found: they stay, somebody has to look after them.
package struct BlackoutMade: Sendable {
    package let blackout: Blackout
    package let bookings: [FieldProblem]
}

extension Slots {
    /// The blackouts that are not over.
    package func blackouts(of city: CityID) async throws -> [Blackout] {
        try await database.read(ListBlackouts(city: city, after: clock.now()))
    }

    /// Stops new bookings in a time. Bookings that are there stay, and are named.
    package func add(_ blackout: Blackout, _ act: SlotAct) async throws -> BlackoutMade {
        let now = clock.now()
        let city = act.city.id
        return try await database.transaction(in: city) { tx in
            try tx.run(InsertBlackout(city: city, blackout: blackout))
            let stopped = try Slots.refresh(blackout.window, in: city, at: now, &tx).filter { blackout.stops($0) }
            try tx.run(AuditEntry(in: city, at: now, by: act.actor, "add", "slot-blackout", blackout.id))
            let bookings = try Slots.taken(in: stopped.filter { $0.booked > 0 }.map(\.id), of: city, &tx)
            return BlackoutMade(blackout: blackout, bookings: bookings)
        }
    }

    /// Bookings go on where no other blackout stops them.
    package func remove(_ blackout: ID<Blackout>, _ act: SlotAct) async throws {
        let now = clock.now()
        let city = act.city.id
        try await database.transaction(in: city) { tx in
            let known = try tx.rows(ListBlackouts(city: city, after: now))
            guard let old = known.first(where: { $0.id == blackout }) else { throw SlotProblem.unknown }
            let removal = DeleteBlackout(city: city, blackout: blackout, version: act.version ?? 0)
            guard try tx.count(removal) == 1 else { throw SlotProblem.stale }
            _ = try Slots.refresh(old.window, in: city, at: now, &tx)
            try tx.run(AuditEntry(in: city, at: now, by: act.actor, "remove", "slot-blackout", blackout))
        }
    }

    /// Opens and blocks the slots that a time touches, as all blackouts now say; answers those slots.
    private static func refresh(
        _ window: TimeWindow, in city: CityID, at now: Instant, _ tx: inout Tx
    ) throws -> [Slot] {
        let blackouts = try tx.rows(ListBlackouts(city: city, after: now))
        let slots = try tx.rows(LockSlotsWithin(city: city, span: window))
        for var slot in slots {
            let state: SlotState = blackouts.contains { $0.stops(slot) } ? .blocked : .open
            guard slot.state != state else { continue }
            slot.state = state
            try tx.run(UpdateSlot(city: city, slot: slot))
        }
        return slots
    }
}

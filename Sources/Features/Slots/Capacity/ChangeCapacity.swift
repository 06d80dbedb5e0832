import Cities
import Postgres
import Vocabulary

/// An operator's act on something that others may have changed meanwhile.
package struct SlotAct: Sendable {
    package let city: City
    package let actor: Actor
    /// The version that was read; `nil` for new things.
    package let version: Int64?

    package init(in city: City, by actor: Actor, on version: Int64? = nil) {
        self.city = city
        self.actor = actor
        self.version = version
    }
}

extension Slots {
    /// Changes one slot by hand: its places, whether it is open. It is pinned then, so that its template leaves it
    /// alone, until `isPinned: false`. Fewer places than booked is `.belowBooked`, naming the bookings.
    package func change(
        _ slot: ID<Slot>, places: Int64?, state: SlotState?, isPinned: Bool?, _ act: SlotAct
    ) async throws -> Slot {
        let now = clock.now()
        let city = act.city.id
        return try await database.transaction(in: city) { tx in
            guard var changed = try tx.first(LockSlot(city: city, slot: slot)) else { throw SlotProblem.unknown }
            guard changed.version == act.version else { throw SlotProblem.stale }
            if let places, places < changed.booked {
                throw SlotProblem.belowBooked(try Slots.taken(in: [slot], of: city, &tx))
            }
            changed.places = places ?? changed.places
            changed.state = state ?? changed.state
            changed.isPinned = isPinned ?? true
            try tx.run(UpdateSlot(city: city, slot: changed))
            try tx.run(AuditEntry(in: city, at: now, by: act.actor, "change", "slot", slot))
            return changed.next
        }
    }

    /// One slot as operators see it, or `.unknown`.
    package func slot(_ slot: ID<Slot>, in city: CityID) async throws -> Slot {
        guard let slot = try await database.first(FindSlot(city: city, slot: slot)) else { throw SlotProblem.unknown }
        return slot
    }

    /// Who holds or booked a place in these slots, as a problem names them.
    static func taken(in slots: [ID<Slot>], of city: CityID, _ tx: inout Tx) throws -> [FieldProblem] {
        try tx.rows(ListTaken(city: city, slots: slots)).map(FieldProblem.init)
    }
}

extension FieldProblem {
    /// A hold or booking that stands against a change.
    init(_ taken: ListTaken.Taken) {
        let purchase = taken.purchase.map { " for purchase \($0)" } ?? ""
        self.init("/holds/\(taken.hold)", "booked", "is \(taken.state.rawValue) in slot \(taken.slot)\(purchase)")
    }
}

extension Slot {
    /// As it is after an UPDATE that counted its version up.
    var next: Slot {
        Slot(
            id: id, template: template, method: method, zone: zone, branch: branch, day: day, window: window,
            cutoff: cutoff, state: state, places: places, booked: booked, price: price, isPinned: isPinned,
            version: version + 1)
    }
}

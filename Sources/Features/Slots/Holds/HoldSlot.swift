import Cities
import Postgres
import Vocabulary

/// Who wants which slot for what.
package struct HoldWish: Sendable {
    package let slot: ID<Slot>
    package let holder: Holder
    package let load: Load

    package init(slot: ID<Slot>, holder: Holder, load: Load) {
        self.slot = slot
        self.holder = holder
        self.load = load
    }
}

extension Slots {
    /// Takes a place for ten minutes (the city's `holdSeconds`), for a holder who has less than two.
    ///
    /// Throws `.unknown`, `.notOpen`, `.tooLate`, `.paused`, `.full`, `.limitReached`, `.tooManyHolds`.
    package func hold(_ wish: HoldWish, in city: City) async throws -> Hold {
        let attempt = try await attempt(wish.slot, by: wish.holder, in: city)
        return try await database.transaction(in: city.id) { tx in try attempt.take(wish.load, &tx) }
    }

    /// The same under an Idempotency-Key.
    package func hold(_ wish: HoldWish, in city: City, once: Once<Hold>) async throws -> Answered {
        let attempt = try await attempt(wish.slot, by: wish.holder, in: city)
        return try await database.transaction(in: city.id, once: once) { tx in try attempt.take(wish.load, &tx) }
    }

    /// Prepares to take a place in a transaction of the caller's. The paused zones are read before anything is locked:
    /// a pause that begins in between is no harm.
    package func attempt(_ slot: ID<Slot>, by holder: Holder, in city: City) async throws -> HoldAttempt {
        let now = clock.now()
        let zones = try await cities.zones(of: city.id)
        let paused = zones.filter { $0.pause?.isOn(at: now) ?? false }.map(\.id)
        return HoldAttempt(
            id: .make(at: now), slot: slot, holder: holder, city: city, now: now, pausedZones: Set(paused),
            zonePrices: Dictionary(uniqueKeysWithValues: zones.map { ($0.id, $0.price) }))
    }
}

/// One try to take a place: `ask`, `answer` and decide, then write.
package struct HoldAttempt: Sendable {
    /// Of the hold that it will be.
    package let id: ID<Hold>
    let slot: ID<Slot>
    let holder: Holder
    let city: City
    let now: Instant
    let pausedZones: Set<ID<DeliveryZone>>
    let zonePrices: [ID<DeliveryZone>: SlotPrice]

    /// Questions on their way in one flush.
    package struct Question: Sendable {
        fileprivate let slot: Asked<FindSlot>
        fileprivate let pools: Asked<FindPools>
        fileprivate let expired: Asked<LockExpiredHolds>
        fileprivate let open: Asked<FindOpenHolds>
    }

    /// Asks for all that decides about a place for `load`; locks the holder's run-out holds.
    package func ask(for load: Load, _ tx: inout Tx) throws -> Question {
        Question(
            slot: try tx.ask(FindSlot(city: city.id, slot: slot)),
            pools: try tx.ask(FindPools(city: city.id, slot: slot, load: load)),
            expired: try tx.ask(LockExpiredHolds(city: city.id, now: now, slot: slot, holder: holder)),
            open: try tx.ask(FindOpenHolds(city: city.id, holder: holder)))
    }

    /// The place that may be taken, or why not. A full slot is not refused here but by its CHECK: what was read may be
    /// old.
    package func answer(_ question: Question, _ tx: inout Tx) throws -> FreePlace {
        guard let slot = try tx.answer(question.slot).first else { throw SlotProblem.unknown }
        let pools = try tx.answer(question.pools)
        let expired = try tx.answer(question.expired)
        let open = try tx.answer(question.open).filter { open in !expired.contains { $0.hold == open.0 } }
        let ordinal = try freeOrdinal(beside: open.map(\.1))
        try check(slot)
        let hold = Hold(
            id: id, slot: slot.id, holder: holder, state: .held,
            price: slot.price(in: slot.zone.flatMap { zonePrices[$0] }),
            expires: now + city.settings.holdSeconds, purchase: nil)
        return FreePlace(
            hold: hold, slot: slot, ordinal: ordinal, pools: pools, expired: expired, city: city.id, now: now)
    }

    fileprivate func take(_ load: Load, _ tx: inout Tx) throws -> Hold {
        let place = try answer(ask(for: load, &tx), &tx)
        try place.insert(&tx)
        try place.take(for: load, &tx)
        return place.hold
    }

    private func check(_ slot: Slot) throws(SlotProblem) {
        let isPaused = !city.takesOrders(at: now) || slot.zone.map(pausedZones.contains) ?? false
        if isPaused { throw .paused }
        if let refusal = slot.refusal(at: now), refusal != .full { throw refusal }
    }

    private func freeOrdinal(beside taken: [Int]) throws(SlotProblem) -> Int {
        guard let free = Hold.ordinals.first(where: { !taken.contains($0) }) else { throw .tooManyHolds }
        return free
    }
}

/// A place that an attempt found free.
package struct FreePlace: Sendable {
    /// As it will be.
    package let hold: Hold
    package let slot: Slot
    fileprivate let ordinal: Int
    fileprivate let pools: [Pool]
    fileprivate let expired: [LockExpiredHolds.Expired]
    fileprivate let city: CityID
    fileprivate let now: Instant

    /// Writes the hold down and ends those that ran out. Only queues; `take` must follow.
    package func insert(_ tx: inout Tx) throws {
        for old in expired { try tx.run(EndHold(city: city, hold: old.hold, now: now, reason: .expired)) }
        try tx.run(InsertHold(city: city, hold: hold, ordinal: ordinal, now: now))
    }

    /// Takes the capacity. Only queues; belongs behind everything about stock, as `LockedHold` says.
    package func take(for load: Load, _ tx: inout Tx) throws {
        let debits = pools.debits(of: load, in: slot)
        var change = CapacityChange()
        for old in expired { change.give(back: old.slot, old.debits) }
        change.take(hold.slot, debits)
        if !debits.isEmpty { try tx.run(InsertDebits(city: city, hold: hold.id, debits: debits)) }
        try change.write(in: city, &tx)
    }
}

extension Slots {
    /// The places a holder holds now; expired and booked ones left out.
    package func holds(of holder: Holder, in city: CityID) async throws -> [Hold] {
        try await database.read(ListHolds(city: city, holder: holder, now: clock.now()), in: city)
    }
}

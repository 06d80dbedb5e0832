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
        let attempt = try await attempt(wish, in: city)
        return try await database.transaction(in: city.id) { tx in try attempt.take(&tx) }
    }

    /// The same under an Idempotency-Key.
    package func hold(_ wish: HoldWish, in city: City, once: Once<Hold>) async throws -> Answered {
        let attempt = try await attempt(wish, in: city)
        return try await database.transaction(in: city.id, once: once) { tx in try attempt.take(&tx) }
    }

    /// The paused zones are read before anything is locked: a pause that begins in between is no harm.
    private func attempt(_ wish: HoldWish, in city: City) async throws -> HoldAttempt {
        let now = clock.now()
        let zones = try await cities.zones(of: city.id)
        let paused = zones.filter { $0.pause?.isOn(at: now) ?? false }.map(\.id)
        return HoldAttempt(
            wish: wish, city: city, now: now, id: .make(at: now), pausedZones: Set(paused),
            zonePrices: Dictionary(uniqueKeysWithValues: zones.map { ($0.id, $0.price) }))
    }
}

/// One try to take a place: load and decide in a first flush, save in a second one.
private struct HoldAttempt: Sendable {
    let wish: HoldWish
    let city: City
    let now: Instant
    let id: ID<Hold>
    let pausedZones: Set<ID<DeliveryZone>>
    let zonePrices: [ID<DeliveryZone>: SlotPrice]

    func take(_ tx: inout Tx) throws -> Hold {
        let slotAsked = try tx.ask(FindSlot(city: city.id, slot: wish.slot))
        let poolsAsked = try tx.ask(FindPools(city: city.id, slot: wish.slot, load: wish.load))
        let expiredAsked = try tx.ask(
            LockExpiredHolds(city: city.id, now: now, slot: wish.slot, holder: wish.holder))
        let openAsked = try tx.ask(FindOpenHolds(city: city.id, holder: wish.holder))

        guard let slot = try tx.answer(slotAsked).first else { throw SlotProblem.unknown }
        let pools = try tx.answer(poolsAsked)
        let expired = try tx.answer(expiredAsked)
        let open = try tx.answer(openAsked).filter { open in !expired.contains { $0.hold == open.0 } }
        let ordinal = try freeOrdinal(beside: open.map(\.1))
        try check(slot)

        let hold = Hold(
            id: id, slot: slot.id, holder: wish.holder, state: .held,
            price: slot.price(in: slot.zone.flatMap { zonePrices[$0] }),
            expires: now + city.settings.holdSeconds, purchase: nil)
        try save(hold, ordinal, debits: pools.debits(of: wish.load, in: slot), expired: expired, &tx)
        return hold
    }

    /// A full slot is not refused here but by its CHECK: what was read may be old.
    private func check(_ slot: Slot) throws(SlotProblem) {
        let isPaused = !city.takesOrders(at: now) || slot.zone.map(pausedZones.contains) ?? false
        if isPaused { throw .paused }
        if let refusal = slot.refusal(at: now), refusal != .full { throw refusal }
    }

    private func freeOrdinal(beside taken: [Int]) throws(SlotProblem) -> Int {
        guard let free = Hold.ordinals.first(where: { !taken.contains($0) }) else { throw .tooManyHolds }
        return free
    }

    private func save(
        _ hold: Hold, _ ordinal: Int, debits: [Debit], expired: [LockExpiredHolds.Expired], _ tx: inout Tx
    ) throws {
        var change = CapacityChange()
        for old in expired {
            try tx.run(EndHold(city: city.id, hold: old.hold, now: now, reason: .expired))
            change.give(back: old.slot, old.debits)
        }
        change.take(hold.slot, debits)
        try tx.run(InsertHold(city: city.id, hold: hold, ordinal: ordinal, now: now))
        if !debits.isEmpty { try tx.run(InsertDebits(city: city.id, hold: hold.id, debits: debits)) }
        try change.write(in: city.id, &tx)
    }
}

extension Slots {
    /// The places a holder holds now; expired and booked ones left out.
    package func holds(of holder: Holder, in city: CityID) async throws -> [Hold] {
        try await database.read(ListHolds(city: city, holder: holder, now: clock.now()), in: city)
    }
}

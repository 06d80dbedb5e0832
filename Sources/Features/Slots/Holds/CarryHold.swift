import Postgres
import Vocabulary

extension LockedHold {
    /// A checkout looks at this place: the debits become those of what it brings, and it is kept for as long again as a
    /// hold lives. Where that does not fit, COMMIT is refused with `.limitReached`. Only queues. Throws as `book` does.
    package func carry(_ load: Load, for holder: Holder, at now: Instant, in city: CityID, _ tx: inout Tx) throws {
        guard hold.holder == holder else { throw SlotProblem.holdUnknown }
        try extend(at: now, in: city, &tx)
        try exchange(for: pools.debits(of: load, in: slot), in: city, &tx)
    }

    /// Held → booked with exactly what it carries already: a placement of the checkout that carried it. Asks for no
    /// pools, so the question needs no load. Only queues. Throws as `book` does.
    package func bookCarried(
        for purchase: ID<Hold.Purchase>, _ holder: Holder, at now: Instant, in city: CityID, _ tx: inout Tx
    ) throws {
        try check(Booking(purchase: purchase, holder: holder, load: Load()), at: now)
        try tx.run(BookHold(city: city, hold: hold.id, purchase: purchase))
    }
}

import Accounts
import Cities
import Retailers
import Slots
import Vocabulary

extension CheckoutGround {
    /// When each shop of a load can have its part ready, told by its hours (of a shop that says nothing about them:
    /// always), its pauses and its preparation rules. Known until `end`.
    func readiness(of load: Load, _ counter: Counter, until end: Instant) -> [ShopReadiness] {
        let span = TimeWindow(start: now, end: max(end, now + 1))
        let weekday = city.zone.clock(at: now).day.weekday
        return load.shares.map { share in
            let calendar = counter.places[share.branch]?.calendar(in: city)
            let rules = counter.terms[share.retailer]?.preparation ?? []
            return ShopReadiness(
                branch: share.branch, working: calendar?.openWindows(in: span, zone: city.zone) ?? [span],
                preparationSeconds: rules.preparationSeconds(for: share, weekday: weekday),
                pausedUntil: counter.branches[share.branch]?.pausedUntil)
        }
    }

    /// The same rule that chose the slots which were offered. Throws `.notReady`.
    func requireReadiness(for load: Load, _ counter: Counter, in slot: Slot) throws(SlotProblem) {
        let shops = readiness(of: load, counter, until: slot.window.end)
        guard shops.allSatisfy({ $0.suits(slot, from: now) }) else { throw .notReady }
    }
}

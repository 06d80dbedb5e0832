import Retailers
import Vocabulary

/// When a shop of a basket can have its goods ready: values handed in by whoever knows the shops.
package struct ShopReadiness: Sendable {
    package let branch: ID<Branch>
    /// When people work there, by start, without overlaps; reaching as far as slots are asked for.
    package let working: [TimeWindow]
    /// Working time it needs for this basket.
    package let preparationSeconds: Int64
    /// It accepts no orders before this.
    package let pausedUntil: Instant?

    package init(
        branch: ID<Branch>, working: [TimeWindow], preparationSeconds: Int64, pausedUntil: Instant? = nil
    ) {
        self.branch = branch
        self.working = working
        self.preparationSeconds = preparationSeconds
        self.pausedUntil = pausedUntil
    }

    /// The first moment after so much working time, counted from now. A closed shop prepares after it opens: ordering
    /// goes on. `nil` where its known working time does not suffice.
    package func ready(from now: Instant) -> Instant? {
        let begin = max(now, pausedUntil ?? now)
        var missing = preparationSeconds
        for window in working where window.end > begin {
            let start = max(begin, window.start)
            let available = window.end.seconds(since: start)
            if missing <= available { return start + missing }
            missing -= available
        }
        return nil
    }

    /// Whether a slot suits it: ready when the slot begins, and for its own pickups somebody there to hand over.
    package func suits(_ slot: Slot, from now: Instant) -> Bool {
        guard let ready = ready(from: now), ready <= slot.window.start else { return false }
        return slot.branch != branch || working.contains { $0.overlaps(slot.window) }
    }
}

extension Sequence<PreparationRule> {
    /// Seconds for one shop's share, ordered on that weekday; none where no rule fits.
    package func preparationSeconds(for share: Load.Share, weekday: Int) -> Int64 {
        let rule = first { $0.fits(items: share.items, value: share.value, weekday: weekday) }
        return (rule?.minutes ?? 0) * 60
    }
}

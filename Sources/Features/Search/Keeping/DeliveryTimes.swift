import Accounts
import Cities
import Retailers
import SearchIndex
import Slots
import Synchronization
import Vocabulary

/// The delivery slots of the coming days that still take somebody, as last read: at most a few seconds old, and a slot
/// that filled up meanwhile refuses by itself.
final class DeliveryTimes: Sendable {
    private let byZone: [ID<DeliveryZone>: [Slot]]
    private let masks = Mutex<(minute: Int64, byStart: [Instant: BranchMask])>((0, [:]))

    init(_ byZone: [ID<DeliveryZone>: [Slot]] = [:]) { self.byZone = byZone }

    /// Days that are read ahead.
    static let days: Int64 = 7

    /// The slots of a zone that take orders now, by start.
    func slots(of zone: ID<DeliveryZone>, at now: Instant) -> [Slot] {
        (byZone[zone] ?? []).filter { $0.refusal(at: now) == nil }
    }

    /// The slots of a zone that begin today.
    func today(_ zone: ID<DeliveryZone>, in city: City, at now: Instant) -> [Slot] {
        let day = city.zone.clock(at: now).day
        return slots(of: zone, at: now).filter { $0.day == day }
    }

    /// Branches that take orders and have somebody there between now and the start of a slot; worked out once a minute.
    func ready(for start: Instant, _ town: Town, _ snapshot: Snapshot, at now: Instant) -> BranchMask {
        let minute = now.seconds.flooredQuotient(by: 60)
        let known = masks.withLock { $0.minute == minute ? $0.byStart[start] : nil }
        if let known { return known }
        let span = TimeWindow(start: now, end: max(start, now + 1))
        let ready = town.branches.values.filter { branch in
            guard town.takesOrders(branch, at: now) else { return false }
            guard let calendar = branch.calendar(in: town.city) else { return true }
            let working = calendar.openWindows(in: span, zone: town.city.zone)
            return ShopReadiness(branch: branch.id, working: working, preparationSeconds: 0).ready(from: now)
                .map { $0 <= start } ?? false
        }
        let mask = snapshot.mask(of: ready.map { DocumentID($0.id) })
        masks.withLock {
            if $0.minute != minute { $0 = (minute, [:]) }
            $0.byStart[start] = mask
        }
        return mask
    }
}

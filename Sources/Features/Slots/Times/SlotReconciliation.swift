import Vocabulary

/// What has to happen so that a template's slots are as it wants them: pure, and nothing where they are already.
///
/// Slots that have begun are history, and those an operator pinned are left alone.
struct SlotReconciliation: Sendable {
    private(set) var new: [Slot] = []
    private(set) var changed: [Slot] = []
    /// Slots that would fall below what is booked in them. They keep their places in `changed`.
    private(set) var tooSmall: [Slot] = []

    private let blackouts: [Blackout]
    private let now: Instant

    /// `slots`: what there is of the template. `blackouts`: all that may touch it.
    init(
        of template: SlotTemplate, wanting drafts: [SlotCalendar.Draft], having slots: [Slot],
        blackouts: [Blackout], at now: Instant
    ) {
        self.blackouts = blackouts
        self.now = now
        let old = Dictionary(uniqueKeysWithValues: slots.map { ($0.window.start, $0) })
        var unwanted = old
        for draft in drafts where draft.window.start > now {
            unwanted[draft.window.start] = nil
            if let slot = old[draft.window.start] {
                change(slot, to: draft)
            } else {
                add(draft, of: template)
            }
        }
        for slot in unwanted.values where slot.window.start > now { withdraw(slot) }
        changed.sort { $0.id < $1.id }
        tooSmall.sort { $0.window.start < $1.window.start }
    }

    private mutating func add(_ draft: SlotCalendar.Draft, of template: SlotTemplate) {
        var slot = Slot(
            id: .make(at: now), template: template.id, method: template.place.method, zone: template.place.zone,
            branch: template.place.branch, day: draft.day, window: draft.window, cutoff: draft.cutoff, state: .open,
            places: draft.places, booked: 0, price: draft.price, isPinned: false, version: 1)
        if isStopped(slot) { slot.state = .blocked }
        new.append(slot)
    }

    private mutating func change(_ old: Slot, to draft: SlotCalendar.Draft) {
        guard !old.isPinned else { return }
        var slot = old
        slot.window = draft.window
        slot.cutoff = draft.cutoff
        slot.price = draft.price
        slot.places = max(draft.places, old.booked)
        slot.state = isStopped(slot) ? .blocked : .open
        if draft.places < old.booked { tooSmall.append(old) }
        if slot != old { changed.append(slot) }
    }

    private mutating func withdraw(_ old: Slot) {
        guard !old.isPinned, old.state != .withdrawn else { return }
        if old.booked > 0 { tooSmall.append(old) }
        var slot = old
        slot.state = .withdrawn
        changed.append(slot)
    }

    private func isStopped(_ slot: Slot) -> Bool { blackouts.contains { $0.stops(slot) } }
}

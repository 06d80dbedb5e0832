import Cities
import Postgres
import Retailers
import Vocabulary

extension Slots {
    /// Makes the slots (and pools) that templates and rules ask for within their horizons. Does nothing the second
    /// time: to be called at seed and by a job of every hour. What is booked is never touched.
    package func generate(in city: City) async throws {
        for template in try await database.read(ListTemplates(city: city.id)) {
            let id = template.id
            let now = clock.now()
            try await database.transaction(in: city.id) { tx in
                guard let template = try tx.first(LockTemplate(city: city.id, template: id)) else { return }
                _ = try Slots.reconcile(template, in: city, at: now, &tx)
            }
        }
        try await generatePools(in: city)
    }

    /// Brings the slots of a locked template in line with it; answers those that hold more than it wants. Two flushes.
    static func reconcile(
        _ template: SlotTemplate, in city: City, at now: Instant, _ tx: inout Tx
    ) throws -> [Slot] {
        let today = city.zone.clock(at: now).day
        let exceptionsAsked = try tx.ask(ListExceptions(city: city.id, template: template.id, from: today - 2))
        let blackoutsAsked = try tx.ask(ListBlackouts(city: city.id, after: now))
        let slotsAsked = try tx.ask(LockSlotsOfTemplate(city: city.id, template: template.id, from: today - 2))
        let exceptions = try tx.answer(exceptionsAsked)
        let calendar = SlotCalendar(zone: city.zone) { city.land.holidays.publicHoliday(on: $0) != nil }
        let drafts = (-2..<template.horizonDays).flatMap {
            calendar.drafts(of: template, on: today + $0, exceptions: exceptions)
        }
        let change = SlotReconciliation(
            of: template, wanting: drafts, having: try tx.answer(slotsAsked), blackouts: try tx.answer(blackoutsAsked),
            at: now)
        if !change.new.isEmpty {
            try tx.run(InsertSlots(city: city.id, template: template, slots: change.new))
        }
        for slot in change.changed { try tx.run(UpdateSlot(city: city.id, slot: slot)) }
        return change.tooSmall
    }
}

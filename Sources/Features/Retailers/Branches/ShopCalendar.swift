import Vocabulary

/// When a branch is open to the public, all told: its hours, the holidays of its Land, dated exceptions.
///
/// Whether it takes orders is another question (a pause, the slots): shops are open and paused at the same time.
package struct ShopCalendar: Hashable, Sendable {
    package enum OnHolidays: String, CaseIterable, Sendable {
        /// The default: closed, unless the hours name public holidays themselves.
        case closed
        /// Open as on any such weekday.
        case usual
    }

    package var hours: OpeningHours
    package var onHolidays: OnHolidays
    package var holidays: HolidayCalendar
    package var exceptions: [DatedHours]

    package init(
        hours: OpeningHours, onHolidays: OnHolidays = .closed, holidays: HolidayCalendar, exceptions: [DatedHours] = []
    ) {
        self.hours = hours
        self.onHolidays = onHolidays
        self.holidays = holidays
        self.exceptions = exceptions
    }

    /// The day, minute by minute. What began on the evening before belongs to that day: a closure of today leaves
    /// last night's hours after midnight alone, and a closure of yesterday takes them away.
    package func plan(for day: CalendarDay) -> HoursPlan {
        let today = HoursDay(day, holidays: holidays)
        var plan = hours.plan(for: today)
        if let instead = replacement(on: day) { instead.replace(in: &plan, fromYesterday: false) }
        if let before = replacement(on: day - 1) { before.replace(in: &plan, fromYesterday: true) }
        return plan
    }

    /// What holds on a day in place of the weekly hours; the exception written last wins.
    private func replacement(on day: CalendarDay) -> DatedHours? {
        if let exception = exceptions.last(where: { $0.first <= day && day <= $0.last }) { return exception }
        guard onHolidays == .closed, !hours.namesPublicHolidays, let name = holidays.publicHoliday(on: day) else {
            return nil
        }
        return DatedHours(first: day, last: day, spans: [], note: name)
    }
}

/// A closure or special hours on some days, both ends included. No spans: closed.
package struct DatedHours: Hashable, Sendable {
    package let first: CalendarDay
    package let last: CalendarDay
    package let spans: [TimeSpan]
    package let note: String?

    package init(first: CalendarDay, last: CalendarDay, spans: [TimeSpan], note: String? = nil) {
        self.first = first
        self.last = last
        self.spans = spans
        self.note = note
    }

    fileprivate func replace(in plan: inout HoursPlan, fromYesterday: Bool) {
        let closed = HoursPlan.State(effect: .closed, comment: note, fromYesterday: fromYesterday)
        plan.lay(closed, from: 0, to: 1440) { $0.fromYesterday == fromYesterday }
        let open = HoursPlan.State(effect: .open, comment: note, fromYesterday: fromYesterday)
        let shift = fromYesterday ? 1440 : 0
        for span in spans {
            plan.lay(open, from: max(0, span.from - shift), to: min(1440, span.to - shift))
        }
    }
}

extension ShopCalendar {
    /// What a resident wants to know of a branch at a moment.
    package struct Status: Hashable, Sendable {
        package let isOpen: Bool
        /// When that changes; nil where it does not within 60 days, or where the end is open.
        package let changes: Instant?
        package let comment: String?
    }

    /// Cheap: one day's plan, without looking for the next change.
    package func isOpen(at now: Instant, in zone: Zone) -> Bool {
        let (day, second) = zone.clock(at: now)
        return isOpen(on: day, minute: second / 60)
    }

    /// For asking many shops about one moment: the caller reads the clock once.
    package func isOpen(on day: CalendarDay, minute: Int) -> Bool { plan(for: day).state(at: minute).isOpen }

    package func status(at now: Instant, in zone: Zone) -> Status {
        let (day, second) = zone.clock(at: now)
        let state = plan(for: day).state(at: second / 60)
        let changes = state.isOpenEnd ? nil : HoursTimeline.nextChange(after: now, zone: zone, plan: plan)
        return Status(isOpen: state.isOpen, changes: changes, comment: state.comment)
    }

    /// When somebody is surely there, by start and without overlaps; what follows an open end is a guess and left out.
    package func openWindows(in window: TimeWindow, zone: Zone) -> [TimeWindow] {
        intervals(in: window, zone: zone).filter { $0.effect == .open }.map(\.window)
    }

    package func intervals(in window: TimeWindow, zone: Zone) -> [HoursInterval] {
        HoursTimeline.intervals(in: window, zone: zone, plan: plan)
    }
}

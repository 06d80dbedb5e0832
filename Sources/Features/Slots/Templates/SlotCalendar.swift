import Vocabulary

/// Which slots a template asks for on which days: pure, the same input gives the same slots.
package struct SlotCalendar: Sendable {
    package let zone: Zone
    /// The city's public holidays.
    package let isHoliday: @Sendable (CalendarDay) -> Bool

    package init(zone: Zone, isHoliday: @escaping @Sendable (CalendarDay) -> Bool) {
        self.zone = zone
        self.isHoliday = isHoliday
    }

    /// One slot as the template wants it.
    package struct Draft: Sendable, Equatable {
        package let day: CalendarDay
        package let window: TimeWindow
        package let cutoff: Instant
        package let places: Int64
        package let price: SlotPrice?
    }

    /// The slots of one day, by start.
    package func drafts(
        of template: SlotTemplate, on day: CalendarDay, exceptions: [SlotException] = []
    ) -> [Draft] {
        var pattern = template.pattern
        var places = template.places
        var fee: Money?
        let exception = exceptions.first { $0.day == day && $0.template == template.id }
        switch exception?.change {
        case .closed?: return []
        case .changed(let minutes, let otherPlaces, let otherFee)?:
            // Other hours are an extra opening, too: they hold on a day on which the template rests.
            guard template.isActive, minutes != nil || template.holds(on: day, isHoliday: isHoliday(day)) else {
                return []
            }
            (pattern.firstMinute, pattern.lastMinute) =
                minutes.map { ($0.lowerBound, $0.upperBound) } ?? (pattern.firstMinute, pattern.lastMinute)
            places = otherPlaces ?? places
            fee = otherFee
        case nil:
            guard template.holds(on: day, isHoliday: isHoliday(day)) else { return [] }
        }
        return pattern.starts.compactMap { minute in
            guard let window = window(of: pattern, from: minute, on: day) else { return nil }
            let price = template.prices.price(
                weekday: day.weekday, startMinute: minute, widthMinutes: pattern.widthMinutes)
            return Draft(
                day: day, window: window,
                cutoff: template.cutoff.instant(
                    for: window.start, on: day, leadMinutes: template.leadMinutes, in: zone),
                places: places, price: fee.map { SlotPrice(fee: $0, freeFrom: price?.freeFrom) } ?? price)
        }
    }

    /// From one time of the clock to another. In a night that skips an hour, a fixed slot loses what is skipped and a
    /// rolling one that would begin there is left out; in a night that repeats an hour, the slot before it lasts
    /// longer: slots never overlap by accident and leave no gap.
    private func window(of pattern: SlotPattern, from minute: Int, on day: CalendarDay) -> TimeWindow? {
        if pattern.kind == .rolling, zone.skips(day, minute: minute) { return nil }
        let start = zone.instantOrAfterGap(on: day, minute: minute)
        let end = zone.instantOrAfterGap(on: day, minute: minute + pattern.widthMinutes)
        return start < end ? TimeWindow(start: start, end: end) : nil
    }
}

extension Zone {
    /// Whether clocks jump over this time of the day.
    func skips(_ day: CalendarDay, minute: Int) -> Bool {
        let shown = clock(at: instant(on: day, second: minute * 60))
        return shown.day != day + minute / 1440 || shown.second != minute % 1440 * 60
    }

    /// The moment clocks show this; for a time they jump over, the moment of the jump.
    func instantOrAfterGap(on day: CalendarDay, minute: Int) -> Instant {
        let instant = instant(on: day, second: minute * 60)
        guard skips(day, minute: minute) else { return instant }
        var before = instant - 86_400
        var after = instant
        while after.seconds - before.seconds > 1 {
            let middle = Instant(seconds: (before.seconds + after.seconds) / 2)
            if offsetSeconds(at: middle) == offsetSeconds(at: after) { after = middle } else { before = middle }
        }
        return after
    }
}

import Cities
import Retailers
import Testing
import Vocabulary

@testable import Slots

@Suite struct SlotCalendarTests {
    private let berlin = Zone("Europe/Berlin")!

    private func template(
        _ kind: SlotTemplate.Kind = .fixed, from first: Int, to last: Int, width: Int, step: Int? = nil,
        weekdays: Set<Int> = [1, 2, 3, 4, 5, 6, 7], onHolidays: SlotTemplate.OnHolidays = .closed
    ) -> SlotTemplate {
        SlotTemplate(
            id: ID(high: 1, low: 1), name: "t", place: .delivery(ID(high: 2, low: 2)),
            pattern: SlotPattern(
                kind: kind, weekdays: weekdays, firstMinute: first, lastMinute: last, widthMinutes: width,
                stepMinutes: step ?? width),
            horizonDays: 14, cutoff: .minutesBefore(60), leadMinutes: 0, onHolidays: onHolidays, validFrom: nil,
            validUntil: nil, places: 5, prices: PriceTable(otherwise: SlotPrice(fee: Money(cents: 390))),
            isActive: true, version: 1)
    }

    private func drafts(_ template: SlotTemplate, on day: String, _ exceptions: [SlotException] = []) -> [String] {
        let calendar = SlotCalendar(zone: berlin) { Land.northRhineWestphalia.holidays.publicHoliday(on: $0) != nil }
        return calendar.drafts(of: template, on: CalendarDay(day)!, exceptions: exceptions).map {
            let start = berlin.clock(at: $0.window.start).second / 60
            let end = berlin.clock(at: $0.window.end).second / 60
            return "\(start)-\(end):\($0.window.durationSeconds / 60)"
        }
    }

    @Test func `fixed slots stand beside each other, rolling ones overlap`() {
        #expect(
            drafts(template(from: 600, to: 960, width: 120), on: "2026-06-01")
                == ["600-720:120", "720-840:120", "840-960:120"])
        #expect(
            drafts(template(.rolling, from: 600, to: 750, width: 90, step: 30), on: "2026-06-01")
                == ["600-690:90", "630-720:90", "660-750:90"])
        #expect(
            drafts(template(from: 600, to: 730, width: 60, step: 65), on: "2026-06-01")
                == ["600-660:60", "665-725:60"])
    }

    @Test func `the night without 02:30 skips what is not there and overlaps nothing`() {
        #expect(
            drafts(template(from: 60, to: 300, width: 60), on: "2026-03-29")
                == ["60-180:60", "180-240:60", "240-300:60"])
        #expect(
            drafts(template(from: 90, to: 210, width: 30), on: "2026-03-29")
                == ["90-180:30", "180-210:30"])
        #expect(drafts(template(from: 120, to: 240, width: 120), on: "2026-03-29") == ["180-240:60"])
        #expect(
            drafts(template(.rolling, from: 90, to: 240, width: 60, step: 30), on: "2026-03-29")
                == ["90-180:30", "180-240:60"])
    }

    @Test func `the night with two 02:30 leaves no gap: the day has 25 hours of slots`() {
        let day = template(from: 0, to: 1440, width: 60)
        let autumn = drafts(day, on: "2026-10-25")
        #expect(autumn.count == 24)
        #expect(autumn[2] == "120-180:120")
        let minutes = { (drafts: [String]) in drafts.compactMap { Int($0.split(separator: ":")[1]) }.reduce(0, +) }
        #expect(minutes(autumn) == 25 * 60)
        #expect(minutes(drafts(day, on: "2026-03-29")) == 23 * 60)
        #expect(minutes(drafts(day, on: "2026-06-01")) == 24 * 60)
    }

    @Test func `slots past midnight belong to the day on which they began`() {
        #expect(drafts(template(from: 1380, to: 1500, width: 60), on: "2026-06-01") == ["1380-0:60", "0-60:60"])
    }

    @Test(arguments: [
        ("2026-06-04", SlotTemplate.OnHolidays.closed, 0), ("2026-06-04", .open, 1), ("2026-06-04", .only, 1),
        ("2026-06-05", .closed, 1), ("2026-06-05", .only, 0), ("2026-12-25", .closed, 0),
    ])
    func `a public holiday of the Land closes, changes nothing, or is the only day`(
        day: String, rule: SlotTemplate.OnHolidays, count: Int
    ) {
        let found = drafts(template(from: 600, to: 660, width: 60, onHolidays: rule), on: day)
        #expect(found.count == count)
    }

    @Test func `an exception closes a day, moves it, or opens one that rests`() {
        let sundaysOff = template(from: 600, to: 720, width: 60, weekdays: [1, 2, 3, 4, 5, 6])
        func exception(_ day: String, _ change: DayChange) -> SlotException {
            SlotException(
                id: ID(high: 3, low: 3), template: sundaysOff.id, day: CalendarDay(day)!, change: change,
                reason: "Stadtfest", version: 1)
        }
        #expect(drafts(sundaysOff, on: "2026-06-01", [exception("2026-06-01", .closed)]) == [])
        let moved = DayChange.changed(minutes: 900..<960, places: nil, fee: nil)
        #expect(drafts(sundaysOff, on: "2026-06-01", [exception("2026-06-01", moved)]) == ["900-960:60"])
        #expect(drafts(sundaysOff, on: "2026-06-07") == [])
        #expect(drafts(sundaysOff, on: "2026-06-07", [exception("2026-06-07", moved)]) == ["900-960:60"])
        let fewer = DayChange.changed(minutes: nil, places: 1, fee: nil)
        #expect(drafts(sundaysOff, on: "2026-06-07", [exception("2026-06-07", fewer)]) == [])
    }

    @Test(arguments: [
        ("order until 14:00 1 day before", "2026-06-01T12:00:00.000Z"),
        ("order until 09:00 0 days before", "2026-06-02T07:00:00.000Z"),
        ("order until 23:00 0 days before", "2026-06-02T08:00:00.000Z"),
        ("order until 90 minutes before", "2026-06-02T06:30:00.000Z"),
        ("order until 10 minutes before", "2026-06-02T07:30:00.000Z"),
    ])
    func `the cutoff is a text rule, and the lead time wins`(text: String, expected: String) throws {
        let cutoff = try #require(Cutoff(text))
        #expect(cutoff.description == text)
        let day = try #require(CalendarDay("2026-06-02"))
        let lead = text.contains("10 minutes") ? 30 : 0
        let moment = cutoff.instant(for: Instant("2026-06-02T08:00:00Z")!, on: day, leadMinutes: lead, in: berlin)
        #expect(moment.description == expected)
    }

    @Test(arguments: [
        "", "order until", "order until 24:00 1 day before", "order until 14:00 1 days before",
        "until 14:00 1 day before",
        "order until 9:00 1 day before", "order until 99999 minutes before", "order until -5 minutes before",
        "order until 14:00 31 days before", "order until 14:00  1 day before",
    ])
    func `what is no cutoff is refused`(text: String) {
        #expect(Cutoff(text) == nil)
    }

    @Test func `the first price rule that fits counts, and goods above a value travel free`() {
        let evening = PriceRule(fromMinute: 1080, price: SlotPrice(fee: Money(cents: 590)))
        let narrow = PriceRule(widthMinutesAtMost: 30, price: SlotPrice(fee: Money(cents: 790)))
        let saturday = PriceRule(weekdays: [6], untilMinute: 720, price: SlotPrice(fee: Money(cents: 190)))
        let table = PriceTable(
            otherwise: SlotPrice(fee: Money(cents: 390), freeFrom: Money(cents: 4000)),
            rules: [evening, narrow, saturday])
        let prices = [(1, 600, 60), (1, 1080, 30), (1, 600, 30), (6, 600, 60), (6, 720, 60)].map {
            table.price(weekday: $0.0, startMinute: $0.1, widthMinutes: $0.2)?.fee.cents
        }
        #expect(PriceTable(otherwise: nil).price(weekday: 1, startMinute: 0, widthMinutes: 60) == nil)
        #expect(prices == [390, 590, 790, 190, 390])
        let fees = [0, 3999, 4000].map { table.otherwise?.fee(forGoods: Money(cents: $0)).cents }
        #expect(fees == [390, 390, 0])
    }
}

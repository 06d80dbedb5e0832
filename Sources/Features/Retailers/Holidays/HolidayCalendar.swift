import Vocabulary

/// The days a region keeps as holidays. A value: a city's settings choose it, nothing asks the network.
package struct HolidayCalendar: Hashable, Sendable {
    package let rules: [HolidayRule]
    package let school: [SchoolHoliday]

    package init(rules: [HolidayRule], school: [SchoolHoliday] = []) {
        self.rules = rules
        self.school = school
    }

    package static let none = HolidayCalendar(rules: [])

    /// Its name, or nil for a day like any other.
    package func publicHoliday(on day: CalendarDay) -> String? {
        guard !rules.isEmpty else { return nil }
        let (year, month, dayOfMonth) = day.parts
        // All that hangs on Easter lies within 90 days of it, so most of the year needs no computus.
        let fromEaster =
            (1...7).contains(month) ? day.daysSinceEpoch - CalendarDay.easter(of: year).daysSinceEpoch : nil
        for rule in rules where rule.years.contains(year) {
            switch rule.when {
            case .fixed(month, dayOfMonth): return rule.name
            case .easter(let offset) where offset == fromEaster: return rule.name
            case .weekday(let weekday, let earliestMonth, let earliestDay) where weekday == day.weekday:
                guard let earliest = CalendarDay(year: year, month: earliestMonth, day: earliestDay) else { continue }
                if (0...6).contains(day.daysSinceEpoch - earliest.daysSinceEpoch) { return rule.name }
            default: continue
            }
        }
        return nil
    }

    package func schoolHoliday(on day: CalendarDay) -> String? {
        school.first { $0.first <= day && day <= $0.last }?.name
    }
}

/// One holiday of each year.
package struct HolidayRule: Hashable, Sendable {
    package enum When: Hashable, Sendable {
        /// Month and day.
        case fixed(Int, Int)
        /// Days after Easter Sunday, within ± 90.
        case easter(Int)
        /// The first such weekday on or after month and day: `weekday(3, 11, 16)` is the Wednesday before 23 November.
        case weekday(Int, Int, Int)
    }

    package let name: String
    package let when: When
    package let years: ClosedRange<Int>

    package init(_ name: String, _ when: When, years: ClosedRange<Int> = 1...9999) {
        self.name = name
        self.when = when
        self.years = years
    }
}

/// Days without school, both ends included. Set each year anew by the ministries, so they are given, not computed.
package struct SchoolHoliday: Hashable, Sendable {
    package let name: String
    package let first: CalendarDay
    package let last: CalendarDay

    package init(_ name: String, _ first: CalendarDay, _ last: CalendarDay) {
        self.name = name
        self.first = first
        self.last = last
    }
}

import Vocabulary

/// What a rule has to know of a day; made once and asked by many shops.
package struct HoursDay: Sendable {
    let day: CalendarDay
    let year: Int
    let month: Int
    let dayOfMonth: Int
    let weekday: Int
    let holidays: HolidayCalendar

    package init(_ day: CalendarDay, holidays: HolidayCalendar) {
        self.day = day
        (year, month, dayOfMonth) = day.parts
        weekday = day.weekday
        self.holidays = holidays
    }

    /// ISO 8601: the week that holds this day's Thursday.
    var week: Int {
        let thursday = day + (4 - weekday)
        guard let newYear = CalendarDay(year: thursday.parts.year, month: 1, day: 1) else { return 1 }
        return (thursday.daysSinceEpoch - newYear.daysSinceEpoch) / 7 + 1
    }

    func name(of pick: HolidayPick) -> String? {
        let beside = day - pick.offsetDays
        guard let name = pick.school ? holidays.schoolHoliday(on: beside) : holidays.publicHoliday(on: beside) else {
            return nil
        }
        switch pick.offsetDays {
        case 1...: return "Day after \(name)"
        case ..<0: return "Day before \(name)"
        default: return name
        }
    }
}

extension HoursRule {
    /// Whether the rule selects this day; `holiday` names the one it was selected by.
    func selects(_ day: HoursDay) -> (matches: Bool, holiday: String?) {
        if !weeks.isEmpty, !weeks.contains(where: { $0.contains(day.week) }) { return (false, nil) }
        if dates.isEmpty {
            if !years.isEmpty, !years.contains(where: { $0.contains(day.year) }) { return (false, nil) }
        } else if !dates.contains(where: { $0.contains(day, years: years) }) {
            return (false, nil)
        }
        var holiday: String?
        if !within.isEmpty {
            for pick in within { holiday = day.name(of: pick) ?? holiday }
            if holiday == nil { return (false, nil) }
        }
        if days.isEmpty { return (true, holiday) }
        var matches = false
        for pick in days {
            switch pick {
            case .weekdays(let first, let last):
                let inside = (first...max(first, last)).contains(day.weekday) && first <= last
                matches = matches || inside || (first > last && (day.weekday >= first || day.weekday <= last))
            case .nth(let weekday, let which, let offset):
                matches = matches || Self.isNth(weekday, which, of: day.day - offset)
            case .holiday(let pick):
                guard let name = day.name(of: pick) else { continue }
                matches = true
                holiday = name
            }
        }
        return (matches, matches ? holiday : nil)
    }

    private static func isNth(_ weekday: Int, _ which: [Int], of day: CalendarDay) -> Bool {
        guard day.weekday == weekday else { return false }
        let (year, month, dayOfMonth) = day.parts
        let fromStart = (dayOfMonth - 1) / 7 + 1
        let fromEnd = -((CalendarDay.length(of: month, in: year) - dayOfMonth) / 7 + 1)
        return which.contains(fromStart) || which.contains(fromEnd)
    }
}

extension DateSpan {
    /// `years` select the year in which the span begins.
    func contains(_ day: HoursDay, years: [YearSpan]) -> Bool {
        let from: DateAnchor
        let to: DateAnchor
        var step = 1
        switch self {
        case .months(let first, let last):
            from = DateAnchor(mark: .monthDay(first, 1))
            to = DateAnchor(mark: .monthDay(last, 31))
        case .days(let first, let last, let every): (from, to, step) = (first, last, every)
        }
        if let first = from.year, let last = to.year {
            guard let start = from.day(in: first, isEnd: false), let end = to.day(in: last, isEnd: true) else {
                return false
            }
            return Self.holds(day.day, start, end, step: step)
        }
        for year in [day.year, day.year - 1] where years.isEmpty || years.contains(where: { $0.contains(year) }) {
            guard let start = from.day(in: year, isEnd: false), var end = to.day(in: year, isEnd: true) else {
                continue
            }
            if from == to, !isMonths {
                if day.day == start, end == start || from.mark == .easter { return true }
                continue
            }
            if to.usualPlace < from.usualPlace {
                guard let later = to.day(in: year + 1, isEnd: true) else { continue }
                end = later
            }
            if Self.holds(day.day, start, end, step: step) { return true }
        }
        return false
    }

    private var isMonths: Bool { if case .months = self { true } else { false } }

    private static func holds(_ day: CalendarDay, _ start: CalendarDay, _ end: CalendarDay, step: Int) -> Bool {
        day >= start && day <= end && (day.daysSinceEpoch - start.daysSinceEpoch) % step == 0
    }

}

extension DateAnchor {
    /// Where in a year it usually lies, in days: an end before its start means the following year, and that must not
    /// hang on how early Easter is (`easter-Apr 20` is empty in a year with a late one).
    var usualPlace: Int {
        switch mark {
        case .monthDay(let month, let day): month * 31 + day + offsetDays
        case .easter: 4 * 31 + 8 + offsetDays
        case .nth(let month, _, let which): month * 31 + (which > 0 ? 7 * which - 3 : 34 + 7 * which) + offsetDays
        }
    }

    /// The day in that year; nil where the year lacks it. As an end, 31 stands for the last day of any month, and a
    /// range that ends with Easter ends before it, as the reference evaluator reads it.
    func day(in year: Int, isEnd: Bool) -> CalendarDay? {
        switch mark {
        case .monthDay(let month, let day):
            let length = CalendarDay.length(of: month, in: year)
            // 29 February of a year without one: a range begins on the day after and ends on the day before.
            if day > length, !isEnd { return CalendarDay(year: year, month: month + 1, day: 1).map { $0 + offsetDays } }
            return CalendarDay(year: year, month: month, day: min(day, length)).map { $0 + offsetDays }
        case .easter: return CalendarDay.easter(of: year) + offsetDays - (isEnd ? 1 : 0)
        case .nth(let month, let weekday, let which):
            let length = CalendarDay.length(of: month, in: year)
            guard let first = CalendarDay(year: year, month: month, day: 1) else { return nil }
            let ahead = (weekday - first.weekday + 7) % 7
            if which > 0 {
                let day = ahead + 7 * (which - 1)
                return day < length ? first + day + offsetDays : nil
            }
            let count = (length - 1 - ahead) / 7 + 1
            let day = ahead + 7 * (count + which)
            return day >= 0 ? first + day + offsetDays : nil
        }
    }
}

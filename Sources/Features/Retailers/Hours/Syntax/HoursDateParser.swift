import Vocabulary

/// The selectors of dates: years, months and days, weeks.
extension HoursParser {
    mutating func parseDates(into rule: inout HoursRule) throws(HoursRefusal) {
        switch kind {
        case .number: try parseYears(into: &rule)
        case .word(.month), .word(.easter):
            guard rule.dates.isEmpty else { throw refusal("a second list of dates") }
            rule.dates = try parseDateList(year: &rule.years)
        case .word(.week):
            guard rule.weeks.isEmpty else { throw refusal("a second list of weeks") }
            rule.weeks = try parseWeeks()
        case .word(.weekday), .word(.publicHoliday), .word(.schoolHoliday): try parseDays(into: &rule)
        default: throw refusal("nothing that can stand here")
        }
        skipColon()
    }

    private func year(ahead: Int) -> Int? {
        guard case .number(let year, 4) = kind(ahead: ahead), (1900...9999).contains(year) else { return nil }
        return year
    }

    private mutating func parseYears(into rule: inout HoursRule) throws(HoursRefusal) {
        guard rule.years.isEmpty, rule.dates.isEmpty else { throw refusal("a year stands before its dates") }
        repeat {
            guard let from = year(ahead: 0) else { throw refusal("a year is four digits") }
            position += 1
            var span = YearSpan(from: from, to: from)
            if take(.symbol("+")) {
                span.to = nil
            } else if kind == .symbol("-") {
                guard let to = year(ahead: 1), to > from else { throw refusal("a range of years ends later") }
                position += 2
                span.to = to
            }
            if let step = try parseStep(1...200) {
                if span.to == from { span.to = nil }
                span.step = step
            }
            rule.years.append(span)
        } while continues(if: year(ahead: 1) != nil)
        if kind == .symbol(",") { throw refusal("a list of years goes on with a year") }
    }

    /// Takes a comma where what follows it is of the same kind.
    mutating func continues(if same: Bool) -> Bool {
        guard kind == .symbol(","), same else { return false }
        position += 1
        return true
    }

    /// One or two digits that are not a clock time.
    private func isSmallNumber(ahead: Int) -> Bool {
        guard case .number(_, 1...2) = kind(ahead: ahead) else { return false }
        return !isClock(ahead: ahead)
    }

    /// `/2`
    private mutating func parseStep(_ range: ClosedRange<Int>) throws(HoursRefusal) -> Int? {
        guard take(.symbol("/")) else { return nil }
        guard case .number(let step, _) = kind, range.contains(step) else { throw refusal("a step out of range") }
        position += 1
        return step
    }

    private mutating func parseWeeks() throws(HoursRefusal) -> [WeekSpan] {
        position += 1
        var weeks: [WeekSpan] = []
        repeat {
            let from = try parseWeek()
            var span = WeekSpan(from: from, to: from)
            if take(.symbol("-")) {
                let place = offset
                span.to = try parseWeek()
                guard span.to > from else { throw HoursRefusal(place, "a range of weeks ends later") }
                span.step = try parseStep(2...26) ?? 1
            }
            weeks.append(span)
        } while continues(if: isSmallNumber(ahead: 1))
        return weeks
    }

    private mutating func parseWeek() throws(HoursRefusal) -> Int {
        guard case .number(let week, 1...2) = kind, (1...53).contains(week), !startsClock else {
            throw refusal("a week is 1 to 53")
        }
        position += 1
        return week
    }

    // MARK: Months and days

    private mutating func parseDateList(year years: inout [YearSpan]) throws(HoursRefusal) -> [DateSpan] {
        var spans: [DateSpan] = []
        var month: Int?
        repeat {
            let place = offset
            let span = try parseDateSpan(in: month)
            if case .days(let from, let to, _) = span, to.year != nil {
                spans.append(try dated(span, from: from, years: &years, at: place))
            } else if case .days(let from, let to, _) = span, from != to, !years.isEmpty,
                from.mark == .easter || to.mark == .easter
            {
                throw HoursRefusal(place, "a range names the years of both its ends or of none")
            } else {
                spans.append(span)
            }
            month = if case .days(_, let to, _) = span, case .monthDay(let last, _) = to.mark { last } else { nil }
        } while continues(if: continuesDates(in: month))
        return spans
    }

    private func continuesDates(in month: Int?) -> Bool {
        switch kind(ahead: 1) {
        case .word(.month), .word(.easter): true
        default: month != nil && isSmallNumber(ahead: 1)
        }
    }

    /// `2012 Dec 24-2013 Jan 02`: the year before the range belongs to its first day.
    private func dated(
        _ span: DateSpan, from: DateAnchor, years: inout [YearSpan], at place: Int
    ) throws(HoursRefusal) -> DateSpan {
        guard case .days(_, let to, let step) = span, years.count == 1, years[0].to == years[0].from,
            let last = to.year, last >= years[0].from
        else { throw HoursRefusal(place, "a range names the years of both its ends or of none") }
        var from = from
        from.year = years[0].from
        years = []
        return .days(from, to, step: step)
    }

    private mutating func parseDateSpan(in month: Int?) throws(HoursRefusal) -> DateSpan {
        if case .word(.month(let first)) = kind, !isAnchor { return try parseMonths(from: first) }
        let from = try parseAnchor(in: month)
        guard kind == .symbol("-") else { return .days(from, from, step: 1) }
        let place = offset
        position += 1
        var year: Int?
        if let number = self.year(ahead: 0) {
            year = number
            position += 1
        }
        let sameMonth: Int? = if case .monthDay(let month, _) = from.mark { month } else { nil }
        if case .number = kind, year != nil { throw refusal("a month is missing") }
        let bare = if case .number = kind { true } else { false }
        var to = try parseAnchor(in: sameMonth)
        to.year = year
        if bare, case .monthDay(_, let first) = from.mark, case .monthDay(_, let last) = to.mark, last < first {
            throw HoursRefusal(place, "a range of days ends later")
        }
        return .days(from, to, step: try parseStep(1...366) ?? 1)
    }

    /// A month followed by its day or its weekday, so not the whole of it.
    private var isAnchor: Bool {
        switch kind(ahead: 1) {
        case .number: isSmallNumber(ahead: 1)
        case .word(.weekday) where kind(ahead: 2) == .symbol("["): endsInRange
        default: false
        }
    }

    /// `Aug Su[-1] -1 day` is a month and its weekday; only as an end of a range it is one day of the year.
    private var endsInRange: Bool {
        var probe = self
        guard (try? probe.parseAnchor(in: nil)) != nil, probe.kind == .symbol("-") else { return false }
        switch probe.kind(ahead: 1) {
        case .word(.month), .word(.easter): return true
        default: return probe.year(ahead: 1) != nil
        }
    }

    private mutating func parseMonths(from first: Int) throws(HoursRefusal) -> DateSpan {
        position += 1
        guard kind == .symbol("-") else { return .months(first, first) }
        guard case .word(.month(let last)) = kind(ahead: 1) else {
            throw refusal("a range of months ends with a month")
        }
        position += 1
        if isSmallNumber(ahead: 1) {
            throw refusal("a range of months cannot end with a day")
        }
        position += 1
        return .months(first, last)
    }

    private mutating func parseAnchor(in month: Int?) throws(HoursRefusal) -> DateAnchor {
        switch kind {
        case .word(.easter):
            position += 1
            return DateAnchor(mark: .easter, offsetDays: try parseOffset(-366...366))
        case .word(.month(let month)):
            position += 1
            if case .word(.weekday(let weekday)) = kind {
                position += 1
                guard kind == .symbol("["), let nth = try parseNths().first, kind != .symbol(",") else {
                    throw refusal("a weekday as an end of a range says which one: Su[-1]")
                }
                return DateAnchor(mark: .nth(month, weekday, nth), offsetDays: try parseOffset(-366...366))
            }
            return try parseDay(of: month)
        default:
            guard let month else { throw refusal("a date begins with its month") }
            return try parseDay(of: month)
        }
    }

    private mutating func parseDay(of month: Int) throws(HoursRefusal) -> DateAnchor {
        guard case .number(let day, 1...2) = kind, day >= 1, day <= CalendarDay.length(of: month, in: 2000) else {
            throw refusal("a day this month does not have")
        }
        guard !startsClock else { throw refusal("a time where a day is expected") }
        position += 1
        return DateAnchor(mark: .monthDay(month, day), offsetDays: try parseOffset(-366...366))
    }

    /// `+1 day`, `- 2 days`; 0 where none stands.
    mutating func parseOffset(_ range: ClosedRange<Int>) throws(HoursRefusal) -> Int {
        guard kind == .symbol("+") || kind == .symbol("-"), case .number(let count, _) = kind(ahead: 1),
            kind(ahead: 2) == .word(.day)
        else { return 0 }
        let days = kind == .symbol("+") ? count : -count
        guard range.contains(days), days != 0 else { throw refusal("so many days beside it are not supported") }
        position += 3
        return days
    }
}

import Vocabulary

/// One `OpeningHoursSpecification` of schema.org: on these days from `opens` to `closes`, in minutes of the day.
///
/// Closed is written as opens = closes = 00:00; past midnight as closing earlier than opening.
package struct HoursSpecification: Hashable, Sendable {
    package var weekdays: [Int]
    package var onPublicHolidays: Bool
    package var opens: Int
    package var closes: Int
    package var validFrom: CalendarDay?
    package var validThrough: CalendarDay?

    package init(
        weekdays: [Int], onPublicHolidays: Bool = false, opens: Int, closes: Int, valid: ClosedRange<CalendarDay>? = nil
    ) {
        self.weekdays = weekdays
        self.onPublicHolidays = onPublicHolidays
        self.opens = opens
        self.closes = closes
        (validFrom, validThrough) = (valid?.lowerBound, valid?.upperBound)
    }

    package var isClosed: Bool { opens == 0 && closes == 0 }

    package static let dayNames = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]
}

extension OpeningHours {
    /// Reads the strings of schema.org's `openingHours`: `Mo-Fr 09:00-18:00`, each adding to the others.
    package init(schemaOrg lines: [String], grammar: HoursGrammar = HoursGrammar()) throws(HoursRefusal) {
        var rules: [HoursRule] = []
        for line in lines {
            for (index, rule) in try OpeningHours(line, grammar: grammar).rules.enumerated() {
                var rule = rule
                if index == 0, !rules.isEmpty { rule.link = .additional }
                rules.append(rule)
            }
        }
        guard !rules.isEmpty else { throw HoursRefusal(0, "hours are missing") }
        self.init(rules: rules)
    }

    /// Reads specifications: the plain ones first, then those valid for some days only, which replace them there.
    package init(specifications: [HoursSpecification]) throws(HoursRefusal) {
        var rules: [HoursRule] = []
        for specification in specifications.filter({ $0.validFrom == nil && $0.validThrough == nil }) {
            var rule = try specification.rule()
            if !rules.isEmpty { rule.link = specification.isClosed ? .normal : .additional }
            rules.append(rule)
        }
        var seen: Set<[CalendarDay?]> = []
        for specification in specifications.filter({ $0.validFrom != nil || $0.validThrough != nil }) {
            guard let first = specification.validFrom, let last = specification.validThrough, first <= last else {
                throw HoursRefusal(0, "hours that are valid for a time name its first and its last day")
            }
            var rule = try specification.rule()
            let isFirst = seen.insert([first, last]).inserted
            rule.link = isFirst || specification.isClosed ? .normal : .additional
            rule.dates = [.days(DateAnchor(first), DateAnchor(last), step: 1)]
            rules.append(rule)
        }
        guard !rules.isEmpty else { throw HoursRefusal(0, "hours are missing") }
        rules[0].link = .normal
        self.init(rules: rules)
    }

    /// Whether every week is like every other but for holidays: only weekdays and times are used.
    package var isWeekly: Bool {
        rules.allSatisfy { rule in
            rule.years.isEmpty && rule.dates.isEmpty && rule.weeks.isEmpty && rule.within.isEmpty
                && rule.days.allSatisfy { if case .nth = $0 { false } else { true } }
        }
    }
}

extension DateAnchor {
    init(_ day: CalendarDay) {
        let (year, month, dayOfMonth) = day.parts
        self.init(year: year, mark: .monthDay(month, dayOfMonth))
    }
}

extension HoursSpecification {
    fileprivate func rule() throws(HoursRefusal) -> HoursRule {
        guard (0..<1440).contains(opens), (0...1440).contains(closes), weekdays.allSatisfy({ (1...7).contains($0) })
        else { throw HoursRefusal(0, "times of a day are 00:00 to 24:00") }
        var rule = HoursRule()
        rule.days = weekdays.map { .weekdays($0, $0) }
        if onPublicHolidays { rule.days.append(.holiday(HolidayPick(school: false))) }
        if isClosed {
            rule.effect = .closed
        } else {
            rule.times = [TimeSpan(from: opens, to: closes > opens ? closes : closes + 1440)]
        }
        return rule
    }
}

extension ShopCalendar {
    /// The usual week, where there is one: hours without the holidays and exceptions, weekdays with equal hours joined.
    package var weeklySpecifications: [HoursSpecification]? {
        guard hours.isWeekly else { return nil }
        let plain = ShopCalendar(hours: hours, holidays: .none)
        // Any week does; this one begins on Monday 5 January 1970.
        let monday = CalendarDay(daysSinceEpoch: 4)
        var byTimes: [(opens: Int, closes: Int, days: [Int])] = []
        for weekday in 0..<7 {
            for (opens, closes) in plain.openings(on: monday + weekday) {
                if let index = byTimes.firstIndex(where: { $0.opens == opens && $0.closes == closes }) {
                    byTimes[index].days.append(weekday + 1)
                } else {
                    byTimes.append((opens, closes, [weekday + 1]))
                }
            }
        }
        return byTimes.map { HoursSpecification(weekdays: $0.days, opens: $0.opens, closes: $0.closes) }
    }

    /// The days from `first` on as they will be, each named by its date; a closed day says so.
    package func datedSpecifications(from first: CalendarDay, days: Int) -> [HoursSpecification] {
        (0..<days).flatMap { ahead -> [HoursSpecification] in
            let day = first + ahead
            let openings = openings(on: day)
            let closed = [HoursSpecification(weekdays: [day.weekday], opens: 0, closes: 0, valid: day...day)]
            return openings.isEmpty
                ? closed
                : openings.map {
                    HoursSpecification(weekdays: [day.weekday], opens: $0.opens, closes: $0.closes, valid: day...day)
                }
        }
    }

    /// What opens on this day; a closing time past midnight is that of the clock, so earlier than the opening.
    func openings(on day: CalendarDay) -> [(opens: Int, closes: Int)] {
        var result: [(opens: Int, closes: Int)] = []
        for piece in plan(for: day).pieces where piece.state.isOpen && !piece.state.fromYesterday {
            if let last = result.last, last.closes == piece.from {
                result[result.count - 1].closes = piece.to
            } else {
                result.append((piece.from, piece.to))
            }
        }
        guard let last = result.last, last.closes == 1440 else { return result }
        let night = plan(for: day + 1).pieces.prefix { $0.state.isOpen && $0.state.fromYesterday }
        if let end = night.last?.to { result[result.count - 1].closes = end == last.opens ? 1440 : end }
        return result
    }
}

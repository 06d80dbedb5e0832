/// The selectors of weekdays and holidays: `Mo-Fr,PH`, `Th[3],Th[-1]`, `SH Mo-Fr`.
extension HoursParser {
    mutating func parseDays(into rule: inout HoursRule) throws(HoursRefusal) {
        let place = offset
        let list = try parseDayList()
        let holidays = list.compactMap { if case .holiday(let pick) = $0 { pick } else { nil } }
        if rule.days.isEmpty {
            rule.days = list
            return
        }
        // A second list right after the first: days of the one that are days of the other. Two lists of holidays join.
        let earlier = rule.days.compactMap { if case .holiday(let pick) = $0 { pick } else { nil } }
        let allEarlier = earlier.count == rule.days.count
        let allHere = holidays.count == list.count
        guard rule.within.isEmpty, allEarlier || allHere else { throw HoursRefusal(place, "a second list of days") }
        if allEarlier, allHere {
            rule.days += list
        } else if allEarlier {
            rule.within = earlier
            rule.days = list
        } else if earlier.isEmpty {
            rule.within = holidays
        } else {
            throw HoursRefusal(place, "a list of days and holidays before holidays")
        }
    }

    private mutating func parseDayList() throws(HoursRefusal) -> [DayPick] {
        var picks: [DayPick] = []
        repeat {
            switch kind {
            case .word(.weekday(let day)): picks.append(try parseWeekday(day))
            default: picks.append(.holiday(try parseHoliday()))
            }
        } while continues(if: isDay(ahead: 1))
        return picks
    }

    private func isDay(ahead: Int) -> Bool {
        switch kind(ahead: ahead) {
        case .word(.weekday), .word(.publicHoliday), .word(.schoolHoliday): true
        default: false
        }
    }

    private mutating func parseHoliday() throws(HoursRefusal) -> HolidayPick {
        let school = kind == .word(.schoolHoliday)
        guard school ? grammar.schoolHolidays : grammar.publicHolidays else {
            throw refusal(school ? "school holidays are not known here" : "public holidays are not known here")
        }
        position += 1
        return HolidayPick(school: school, offsetDays: try parseOffset(school ? 0...0 : -1...1))
    }

    private mutating func parseWeekday(_ day: Int) throws(HoursRefusal) -> DayPick {
        position += 1
        if kind == .symbol("[") {
            let which = try parseNths()
            return .nth(day, which, offsetDays: try parseOffset(-366...366))
        }
        guard kind == .symbol("-") else { return .weekdays(day, day) }
        guard case .word(.weekday(let last)) = kind(ahead: 1) else {
            throw refusal("a range of weekdays ends with one")
        }
        position += 2
        if kind == .symbol("[") { throw refusal("a range of weekdays ends with a plain one") }
        return .weekdays(day, last)
    }

    /// `[1,3-4,-1]`
    mutating func parseNths() throws(HoursRefusal) -> [Int] {
        position += 1
        var which: [Int] = []
        repeat {
            let first = try parseNth()
            var last = first
            if kind == .symbol("-") {
                position += 1
                let place = offset
                last = try parseNth()
                guard first > 0, last > first else { throw HoursRefusal(place, "a range of counts ends later") }
            }
            which += Array(first...last)
        } while take(.symbol(","))
        guard take(.symbol("]")) else { throw refusal("a bracket is not closed") }
        guard Set(which).count == which.count else { throw refusal("a count stands twice") }
        return which
    }

    private mutating func parseNth() throws(HoursRefusal) -> Int {
        let negative = take(.symbol("-"))
        guard case .number(let count, 1) = kind, (1...5).contains(count) else { throw refusal("a count is 1 to 5") }
        position += 1
        return negative ? -count : count
    }
}

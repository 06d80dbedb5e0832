import Vocabulary

/// Writes the canonical spelling: reading it gives the same value again.
extension OpeningHours: CustomStringConvertible {
    package var description: String {
        var text = ""
        for (index, rule) in rules.enumerated() {
            if index > 0 {
                switch rule.link {
                case .normal: text += "; "
                case .additional: text += ", "
                case .fallback: text += " || "
                }
            }
            text += rule.text(openInWords: needsItsWord(at: index))
        }
        return text
    }
}

extension OpeningHours {
    /// `Mo, We 10:00-12:00` would be one list of days, `10:00-12:00, 14:00-16:00` one list of times.
    private func needsItsWord(at index: Int) -> Bool {
        guard index + 1 < rules.count, rules[index + 1].link == .additional else { return false }
        return rules[index].times.isEmpty || !rules[index + 1].hasDates
    }
}

extension HoursRule {
    func text(openInWords: Bool) -> String {
        var parts: [String] = []
        if !years.isEmpty { parts.append(years.map(\.description).joined(separator: ",")) }
        if !dates.isEmpty { parts.append(dates.map(\.description).joined(separator: ",")) }
        if !weeks.isEmpty { parts.append("week " + weeks.map(\.description).joined(separator: ",")) }
        if !within.isEmpty { parts.append(within.map(\.description).joined(separator: ",")) }
        if !days.isEmpty { parts.append(days.map(\.description).joined(separator: ",")) }
        if !times.isEmpty { parts.append(times.map(\.description).joined(separator: ",")) }
        switch effect {
        case .closed: parts.append("off")
        case .unknown: if comment == nil { parts.append("unknown") }
        case .open:
            if parts.isEmpty, comment == nil {
                parts.append("24/7")
            } else if comment != nil || openInWords {
                parts.append("open")
            }
        }
        if let comment { parts.append("\"\(comment)\"") }
        return parts.joined(separator: " ")
    }
}

enum HoursNames {
    static let weekdays = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
    static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// ` +1 day`, nothing for 0.
    static func offset(_ days: Int) -> String {
        days == 0 ? "" : " \(days > 0 ? "+" : "-")\(days.magnitude) day\(days.magnitude == 1 ? "" : "s")"
    }

    /// `/2`, nothing for 1. `Feb 24/7` would be all of February, at all hours.
    static func step(_ count: Int) -> String {
        switch count {
        case 1: ""
        case 7: "/07"
        default: "/\(count)"
        }
    }

    /// `09:30`; past midnight `26:00` is written `02:00` where that reads the same.
    static func clock(_ minutes: Int) -> String { "\((minutes / 60).padded(2)):\((minutes % 60).padded(2))" }
}

extension YearSpan: CustomStringConvertible {
    package var description: String {
        if let to { return (to == from ? "\(from)" : "\(from)-\(to)") + HoursNames.step(step) }
        return step == 1 ? "\(from)+" : "\(from)/\(step)"
    }
}

extension WeekSpan: CustomStringConvertible {
    package var description: String {
        (to == from ? from.padded(2) : "\(from.padded(2))-\(to.padded(2))") + HoursNames.step(step)
    }
}

extension DateSpan: CustomStringConvertible {
    package var description: String {
        switch self {
        case .months(let first, let last):
            let from = HoursNames.months[first - 1]
            return first == last ? from : "\(from)-\(HoursNames.months[last - 1])"
        case .days(let from, let to, let step):
            // `2024 easter` alone would be a list of years before its dates.
            let isOne = from == to && step == 1 && from.year == nil
            return (isOne ? "\(from)" : "\(from)-\(to)") + HoursNames.step(step)
        }
    }
}

extension DateAnchor: CustomStringConvertible {
    package var description: String {
        let day =
            switch mark {
            case .monthDay(let month, let day): "\(HoursNames.months[month - 1]) \(day.padded(2))"
            case .easter: "easter"
            case .nth(let month, let weekday, let which):
                "\(HoursNames.months[month - 1]) \(HoursNames.weekdays[weekday - 1])[\(which)]"
            }
        return (year.map { "\($0) " } ?? "") + day + HoursNames.offset(offsetDays)
    }
}

extension HolidayPick: CustomStringConvertible {
    package var description: String { (school ? "SH" : "PH") + HoursNames.offset(offsetDays) }
}

extension DayPick: CustomStringConvertible {
    package var description: String {
        switch self {
        case .weekdays(let first, let last):
            let from = HoursNames.weekdays[first - 1]
            return first == last ? from : "\(from)-\(HoursNames.weekdays[last - 1])"
        case .nth(let day, let which, let offset):
            let counts = which.map(String.init).joined(separator: ",")
            return "\(HoursNames.weekdays[day - 1])[\(counts)]" + HoursNames.offset(offset)
        case .holiday(let pick): return pick.description
        }
    }
}

extension TimeSpan: CustomStringConvertible {
    package var description: String {
        let start = HoursNames.clock(from)
        // Ends at or before the start mean the following day, so 26:00 can be written as people do.
        let last = to > 1440 && to - 1440 <= from ? to - 1440 : to
        switch end {
        case .at: return "\(start)-\(HoursNames.clock(last))"
        case .open: return to == from ? "\(start)+" : "\(start)-\(HoursNames.clock(last))+"
        case .moments(0): return start
        case .moments(let period): return "\(start)-\(HoursNames.clock(last))/\(HoursNames.clock(period))"
        }
    }
}

/// The selectors of times: `08:00-12:00,14:00-18:00+`.
extension HoursParser {
    /// A number that begins a clock time with its minutes: `10:00`, `10.00`.
    var startsClock: Bool { isClock(ahead: 0) }

    func isClock(ahead: Int) -> Bool {
        guard case .number(_, let width) = kind(ahead: ahead), width <= 2 else { return false }
        guard kind(ahead: ahead + 1) == .symbol(":") || kind(ahead: ahead + 1) == .symbol(".") else { return false }
        guard case .number = kind(ahead: ahead + 2) else { return false }
        return !spaced(ahead: ahead + 1) && !spaced(ahead: ahead + 2)
    }

    mutating func parseTimes(
        into rule: inout HoursRule, always: Bool, after effect: HoursRule.Effect?
    ) throws(HoursRefusal) {
        guard !always, effect == nil else { throw refusal("times after open, closed or 24/7") }
        while true {
            rule.times.append(try parseSpan())
            guard rule.times.count <= 48 else { throw refusal("more than 48 times in a rule") }
            if case .number(_, let width) = kind, width <= 2 { continue }
            guard kind == .symbol(","), case .number(_, let width) = kind(ahead: 1), width <= 2 else { return }
            position += 1
        }
    }

    private mutating func parseSpan() throws(HoursRefusal) -> TimeSpan {
        let start = offset
        let from = try parseClock()
        guard from.minutes < 1440 else { throw HoursRefusal(start, "a time begins after the end of its day") }
        if take(.symbol("+")) { return TimeSpan(from: from.minutes, to: from.minutes, end: .open) }
        guard take(.symbol("-")) else {
            guard grammar.times != .spans else { throw HoursRefusal(start, "a moment where a span is expected") }
            guard from.hasMinutes else { throw HoursRefusal(start, "a moment without minutes") }
            return TimeSpan(from: from.minutes, to: from.minutes, end: .moments(0))
        }
        if take(.word(.openEnd)) { return TimeSpan(from: from.minutes, to: from.minutes, end: .open) }
        let end = offset
        var to = try parseClock().minutes
        if to <= from.minutes { to += 1440 }
        guard to <= 2880 else { throw HoursRefusal(end, "a time ends after the following day") }
        if take(.symbol("+")) {
            guard to <= 2400 else { throw HoursRefusal(end, "an open end this late cannot be read") }
            return TimeSpan(from: from.minutes, to: to, end: .open)
        }
        if kind == .symbol("/") { return try parsePeriod(from: from.minutes, to: to) }
        guard grammar.times != .moments else { throw HoursRefusal(start, "a span where a moment is expected") }
        return TimeSpan(from: from.minutes, to: to)
    }

    private mutating func parsePeriod(from: Int, to: Int) throws(HoursRefusal) -> TimeSpan {
        guard grammar.times != .spans else { throw refusal("moments where a span is expected") }
        position += 1
        let place = offset
        guard case .number(var minutes, _) = kind else { throw refusal("a period is missing") }
        if isClock(ahead: 0) {
            minutes = try parseClock().minutes
        } else {
            position += 1
        }
        guard (1...1440).contains(minutes) else { throw HoursRefusal(place, "a period out of range") }
        return TimeSpan(from: from, to: to, end: .moments(minutes))
    }

    /// `10:00`, `10`, `10am`, `10:30 p.m.`, `18 Uhr`, in minutes.
    private mutating func parseClock() throws(HoursRefusal) -> (minutes: Int, hasMinutes: Bool) {
        let start = offset
        guard case .number(var hour, let width) = kind, width <= 2 else { throw refusal("a time is missing") }
        var minute = 0
        let withMinutes = isClock(ahead: 0)
        if withMinutes {
            guard case .number(let value, 2) = kind(ahead: 2), value < 60 else {
                throw HoursRefusal(start, "minutes are two digits, 00 to 59")
            }
            guard kind(ahead: 1) == .symbol(":") || hour <= 24 else { throw HoursRefusal(start, "no time of a day") }
            minute = value
            position += 2
        }
        position += 1
        if kind == .word(.am) || kind == .word(.pm) {
            guard (1...12).contains(hour) else { throw HoursRefusal(start, "am and pm go with the hours 1 to 12") }
            hour = hour % 12 + (kind == .word(.pm) ? 12 : 0)
            position += 1
        }
        _ = take(.word(.oClock))
        let minutes = hour * 60 + minute
        guard minutes <= 2880 else { throw HoursRefusal(start, "a time after the following day") }
        return (minutes, withMinutes)
    }
}

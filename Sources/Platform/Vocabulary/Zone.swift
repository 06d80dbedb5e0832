import Foundation

/// A time zone by its IANA name, with the rules for clock changes.
package struct Zone: Hashable, Sendable, LosslessStringConvertible {
    private let rules: TimeZone

    /// `nil` for a name the system's zone database does not hold.
    package init?(_ name: String) {
        guard let rules = TimeZone(identifier: name) else { return nil }
        self.rules = rules
    }

    package var description: String { rules.identifier }

    /// Seconds east of UTC at that moment.
    package func offsetSeconds(at instant: Instant) -> Int {
        rules.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.seconds)))
    }

    /// Day and second of the day (0 …< 86,400) that clocks there show.
    package func clock(at instant: Instant) -> (day: CalendarDay, second: Int) {
        let local = instant.seconds + Int64(offsetSeconds(at: instant))
        let day = local.flooredQuotient(by: 86_400)
        return (CalendarDay(daysSinceEpoch: Int(day)), Int(local - day * 86_400))
    }

    /// The moment clocks there show this. `second` may pass 86,400 (the following days).
    /// A time that a change to summer time skips is read as if the clock had not changed (02:30 is 03:30);
    /// a time that comes twice is the first one.
    package func instant(on day: CalendarDay, second: Int) -> Instant {
        let local = Int64(day.daysSinceEpoch) * 86_400 + Int64(second)
        let before = offsetSeconds(at: Instant(seconds: local - 86_400))
        let first = Instant(seconds: local - Int64(before))
        if offsetSeconds(at: first) == before { return first }
        let after = offsetSeconds(at: Instant(seconds: local + 86_400))
        let second = Instant(seconds: local - Int64(after))
        return offsetSeconds(at: second) == after ? second : first
    }
}

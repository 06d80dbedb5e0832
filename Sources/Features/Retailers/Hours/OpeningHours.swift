/// When something is open: rules in the order they are written, the later ones on top of the earlier ones.
///
/// The language is OpenStreetMap's `opening_hours` (wiki.openstreetmap.org/wiki/Key:opening_hours/specification);
/// where that text leaves a choice, the reading is that of its reference evaluator, `opening_hours.js`.
package struct OpeningHours: Hashable, Sendable {
    package let rules: [HoursRule]

    package init(rules: [HoursRule]) { self.rules = rules }

    /// Open at every moment.
    package static let always = OpeningHours(rules: [HoursRule()])

    /// Whether a rule speaks of public holidays; where none does, the shop's holiday rule decides.
    package var namesPublicHolidays: Bool {
        rules.contains { rule in
            rule.within.contains { !$0.school }
                || rule.days.contains { if case .holiday(let pick) = $0 { !pick.school } else { false } }
        }
    }
}

/// One rule: on these days, at these times, this.  Empty selectors select everything.
package struct HoursRule: Hashable, Sendable {
    /// How a rule stands to those before it.
    package enum Link: Sendable {
        /// `;`: on the days it selects, it replaces what was said.
        case normal
        /// `,`: adds to what was said.
        case additional
        /// `||`: counts where all before it say closed.
        case fallback
    }

    package enum Effect: Sendable { case open, closed, unknown }

    package var link: Link = .normal
    package var years: [YearSpan] = []
    package var dates: [DateSpan] = []
    package var weeks: [WeekSpan] = []
    /// Holidays that the other days are confined to: `SH Mo-Fr`.
    package var within: [HolidayPick] = []
    package var days: [DayPick] = []
    package var times: [TimeSpan] = []
    package var effect: Effect = .open
    package var comment: String?

    package init() {}

    /// Selects by the calendar, not only by the clock.
    var hasDates: Bool { !(years.isEmpty && dates.isEmpty && weeks.isEmpty && within.isEmpty && days.isEmpty) }
}

/// Years `from … to`, every `step`-th; `to` is nil for "and ever after".
package struct YearSpan: Hashable, Sendable {
    var from: Int
    var to: Int?
    var step = 1

    func contains(_ year: Int) -> Bool {
        year >= from && year <= (to ?? Int.max) && (year - from) % step == 0
    }
}

/// Weeks of ISO 8601, 1 … 53.
package struct WeekSpan: Hashable, Sendable {
    var from: Int
    var to: Int
    var step = 1

    func contains(_ week: Int) -> Bool { week >= from && week <= to && (week - from) % step == 0 }
}

/// A stretch of the year, both ends included; it may run over New Year.
package enum DateSpan: Hashable, Sendable {
    /// `Nov-Feb`
    case months(Int, Int)
    /// `Dec 24`, `Dec 25-easter`, `Jan 01-31/8`: every `step`-th day counted from the first.
    case days(DateAnchor, DateAnchor, step: Int)
}

/// A day that each year has: `Dec 24`, `easter -2 days`, `Oct Su[-1]`.
package struct DateAnchor: Hashable, Sendable {
    package enum Mark: Hashable, Sendable {
        case monthDay(Int, Int)
        case easter
        /// Month, weekday, which one of the month (-1 = the last).
        case nth(Int, Int, Int)
    }

    /// Only where a range names the years of both its ends.
    var year: Int?
    var mark: Mark
    var offsetDays = 0
}

/// Public or school holidays, or the days beside them.
package struct HolidayPick: Hashable, Sendable {
    var school: Bool
    /// -1, 0 or 1
    var offsetDays = 0
}

package enum DayPick: Hashable, Sendable {
    /// Weekdays 1 … 7; `Su-Tu` runs over the end of the week.
    case weekdays(Int, Int)
    /// `Sa[1,-1] +3 days`
    case nth(Int, [Int], offsetDays: Int)
    case holiday(HolidayPick)
}

/// A stretch of a day in minutes after its midnight; up to 48:00, so it may end on the following day.
package struct TimeSpan: Hashable, Sendable {
    package enum End: Hashable, Sendable {
        case at
        /// `17:00+`: open from then on, nobody says until when. Or `10:00-16:00+`: sure until 16:00.
        case open
        /// Moments instead of a stretch, every so many minutes; 0 = one moment.
        case moments(Int)
    }

    var from: Int
    var to: Int
    var end: End = .at
}

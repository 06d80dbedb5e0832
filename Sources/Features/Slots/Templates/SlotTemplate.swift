import Cities
import Postgres
import Retailers
import Vocabulary
import Web

/// What repeats: on which days, when, how wide, how many places, until when to order, at what price.
package struct SlotTemplate: Sendable, Equatable {
    /// `fixed`: slots beside each other; `rolling`: a new one begins each `stepMinutes`, so they overlap.
    package enum Kind: String, Stored, CaseIterable, JSONReadable, JSONWritable, Sendable {
        case fixed
        case rolling
    }

    /// What a public holiday of the city does to a template.
    package enum OnHolidays: String, Stored, CaseIterable, JSONReadable, JSONWritable, Sendable {
        case closed
        case open
        /// It holds on public holidays alone, whatever the weekday.
        case only
    }

    package let id: ID<SlotTemplate>
    package var name: String
    package var place: SlotPlace
    package var pattern: SlotPattern
    /// How many days ahead slots are offered, today counted.
    package var horizonDays: Int
    package var cutoff: Cutoff
    /// Ordering ends so long before a slot at the latest.
    package var leadMinutes: Int
    package var onHolidays: OnHolidays
    package var validFrom: CalendarDay?
    /// The last day it holds.
    package var validUntil: CalendarDay?
    package var places: Int64
    package var prices: PriceTable
    package var isActive: Bool
    package let version: Int64

    /// Whether it holds on a day, before exceptions are looked at.
    package func holds(on day: CalendarDay, isHoliday: Bool) -> Bool {
        guard isActive, validFrom.map({ $0 <= day }) ?? true, validUntil.map({ day <= $0 }) ?? true else {
            return false
        }
        switch onHolidays {
        case .only: return isHoliday
        case .closed where isHoliday: return false
        default: return pattern.weekdays.contains(day.weekday)
        }
    }
}

/// Deliveries go into a zone, pickups are made at a branch.
package enum SlotPlace: Hashable, Sendable {
    case delivery(ID<DeliveryZone>)
    case pickup(ID<Branch>)

    package var method: SlotMethod { if case .delivery = self { .delivery } else { .pickup } }
    package var zone: ID<DeliveryZone>? { if case .delivery(let zone) = self { zone } else { nil } }
    package var branch: ID<Branch>? { if case .pickup(let branch) = self { branch } else { nil } }
}

/// The shape of a day, on the city's clock. Minutes count from midnight and may pass 1,440 into the next day.
package struct SlotPattern: Hashable, Sendable {
    package var kind: SlotTemplate.Kind
    /// Monday 1 … Sunday 7.
    package var weekdays: Set<Int>
    package var firstMinute: Int
    /// When the last slot ends at the latest.
    package var lastMinute: Int
    package var widthMinutes: Int
    package var stepMinutes: Int

    package init(
        kind: SlotTemplate.Kind, weekdays: Set<Int>, firstMinute: Int, lastMinute: Int, widthMinutes: Int,
        stepMinutes: Int
    ) {
        self.kind = kind
        self.weekdays = weekdays
        self.firstMinute = firstMinute
        self.lastMinute = lastMinute
        self.widthMinutes = widthMinutes
        self.stepMinutes = stepMinutes
    }

    /// Where slots begin, in minutes of the day.
    package var starts: StrideTo<Int> {
        stride(from: firstMinute, to: lastMinute - widthMinutes + 1, by: stepMinutes)
    }

    /// The first rule it breaks, if any. The table's CHECK says the same.
    package var fault: FieldProblem? {
        if weekdays.isEmpty || !weekdays.isSubset(of: 1...7) {
            return FieldProblem("/weekdays", "range", "must name days from 1 (Monday) to 7")
        }
        if lastMinute - firstMinute < widthMinutes {
            return FieldProblem("/widthMinutes", "range", "must fit between the first and the last minute")
        }
        if kind == .fixed, stepMinutes < widthMinutes {
            return FieldProblem("/stepMinutes", "range", "must not be less than the width of fixed slots")
        }
        return nil
    }
}

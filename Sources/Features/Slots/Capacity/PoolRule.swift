import Vocabulary

/// A limit that repeats: so much of a unit, for slots that begin within these minutes of these weekdays.
package struct PoolRule: Sendable, Equatable {
    package let id: ID<PoolRule>
    package var name: String
    package var scope: PoolScope
    package var unit: CapacityUnit
    package var amount: Int64
    /// Monday 1 … Sunday 7.
    package var weekdays: Set<Int>
    package var firstMinute: Int
    package var lastMinute: Int
    package let version: Int64

    package init(
        id: ID<PoolRule>, name: String, scope: PoolScope, unit: CapacityUnit, amount: Int64, weekdays: Set<Int>,
        minutes: Range<Int>, version: Int64 = 1
    ) {
        self.id = id
        self.name = name
        self.scope = scope
        self.unit = unit
        self.amount = amount
        self.weekdays = weekdays
        firstMinute = minutes.lowerBound
        lastMinute = minutes.upperBound
        self.version = version
    }

    /// The time it limits on a day, on the city's clock; `nil` on other weekdays.
    func window(on day: CalendarDay, in zone: Zone) -> TimeWindow? {
        guard weekdays.contains(day.weekday) else { return nil }
        let start = zone.instantOrAfterGap(on: day, minute: firstMinute)
        let end = zone.instantOrAfterGap(on: day, minute: lastMinute)
        return start < end ? TimeWindow(start: start, end: end) : nil
    }
}

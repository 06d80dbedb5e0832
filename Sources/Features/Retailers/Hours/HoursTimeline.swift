import Vocabulary

/// A stretch of time in one state.
package struct HoursInterval: Hashable, Sendable {
    package let window: TimeWindow
    package let effect: HoursRule.Effect
    package let comment: String?
}

/// Plans of days laid on the time axis. A moment is in the state that the clock on the wall shows it to be in: on the
/// night the clocks go forward the skipped hour is nothing, on the night they go back the hour counts twice.
package enum HoursTimeline {
    /// The pieces of one day as they really pass, 23, 24 or 25 hours.
    package static func pieces(
        of day: CalendarDay, in zone: Zone, plan: HoursPlan
    ) -> [(window: TimeWindow, state: HoursPlan.State)] {
        let start = zone.startOfDay(day)
        let end = zone.startOfDay(day + 1)
        var result: [(TimeWindow, HoursPlan.State)] = []
        for stretch in zone.stretches(from: start, to: end) {
            let base = Int64(day.daysSinceEpoch) * 86_400 - Int64(stretch.offsetSeconds)
            for piece in plan.pieces {
                let from = max(stretch.window.start, Instant(seconds: base + Int64(piece.from) * 60))
                let to = min(stretch.window.end, Instant(seconds: base + Int64(piece.to) * 60))
                if from < to { result.append((TimeWindow(start: from, end: to), piece.state)) }
            }
        }
        return result
    }

    /// Everything not closed in `window`, neighbours in one state joined.
    package static func intervals(
        in window: TimeWindow, zone: Zone, plan: (CalendarDay) -> HoursPlan
    ) -> [HoursInterval] {
        var result: [HoursInterval] = []
        var day = zone.clock(at: window.start).day
        let last = zone.clock(at: window.end).day
        while day <= last {
            for (piece, state) in pieces(of: day, in: zone, plan: plan(day)) where state.effect != .closed {
                let from = max(piece.start, window.start)
                let to = min(piece.end, window.end)
                guard from < to else { continue }
                append(TimeWindow(start: from, end: to), state, to: &result)
            }
            day = day + 1
        }
        return result
    }

    private static func append(_ window: TimeWindow, _ state: HoursPlan.State, to result: inout [HoursInterval]) {
        if let last = result.last, last.window.end == window.start, last.effect == state.effect,
            last.comment == state.comment
        {
            let joined = TimeWindow(start: last.window.start, end: window.end)
            result[result.count - 1] = HoursInterval(window: joined, effect: state.effect, comment: state.comment)
        } else {
            result.append(HoursInterval(window: window, effect: state.effect, comment: state.comment))
        }
    }

    /// When the state first differs from what it is at `now`; nil where it does not for `days` days.
    package static func nextChange(
        after now: Instant, zone: Zone, within days: Int = 60, plan: (CalendarDay) -> HoursPlan
    ) -> Instant? {
        let (today, second) = zone.clock(at: now)
        let first = plan(today)
        let current = first.state(at: second / 60).effect
        for ahead in 0..<days {
            let day = today + ahead
            let plan = ahead == 0 ? first : plan(day)
            // Most days need no look at the zone: nothing changes on them.
            guard plan.pieces.contains(where: { $0.state.effect != current }) else { continue }
            let change = pieces(of: day, in: zone, plan: plan).first {
                $0.window.end > now && $0.window.start > now && $0.state.effect != current
            }
            if let change { return change.window.start }
        }
        return nil
    }
}

extension Zone {
    /// The first moment of a day; where midnight is skipped, the moment the clocks jump.
    func startOfDay(_ day: CalendarDay) -> Instant {
        let guess = instant(on: day, second: 0)
        let shown = clock(at: guess)
        if shown.day == day, shown.second == 0 { return guess }
        // Midnight is skipped there: the day begins at the jump, which lies before the guess by what the clock shows.
        return shown.day == day ? guess - Int64(shown.second) : guess
    }

    /// `from ..< to` cut where the clocks change. Clocks change at most once within a day.
    func stretches(from start: Instant, to end: Instant) -> [(window: TimeWindow, offsetSeconds: Int)] {
        let first = offsetSeconds(at: start)
        let last = offsetSeconds(at: end - 1)
        guard start < end else { return [] }
        if first == last { return [(TimeWindow(start: start, end: end), first)] }
        var (before, after) = (start, end)
        while after.seconds(since: before) > 1 {
            let middle = before + after.seconds(since: before) / 2
            if offsetSeconds(at: middle) == first { before = middle } else { after = middle }
        }
        return [
            (TimeWindow(start: start, end: after), first), (TimeWindow(start: after, end: end), last),
        ]
    }
}

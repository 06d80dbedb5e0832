/// From `start` up to, not including, `end`.
package struct TimeWindow: Hashable, Sendable {
    package let start: Instant
    package let end: Instant

    /// `start < end`, else a bug.
    package init(start: Instant, end: Instant) {
        precondition(start < end, "a time window ends after it starts")
        self.start = start
        self.end = end
    }

    package var durationSeconds: Int64 { end.seconds(since: start) }
    package func contains(_ instant: Instant) -> Bool { start <= instant && instant < end }
    package func overlaps(_ other: TimeWindow) -> Bool { start < other.end && other.start < end }
}

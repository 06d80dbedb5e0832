import Glibc

/// Where the present comes from. Rules take an `Instant`; only actions hold a clock, handed in by the program.
package struct Clock: Sendable {
    package let now: @Sendable () -> Instant

    package init(now: @escaping @Sendable () -> Instant) { self.now = now }

    /// The machine's wall clock.
    package static let system = Clock {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }

    /// Always the same moment, for tests and for replaying a day.
    package static func fixed(at instant: Instant) -> Clock { Clock { instant } }
}

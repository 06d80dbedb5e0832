import Cities
import Vocabulary
import Web

/// How long a shop wants to take no orders. It reopens itself: nobody forgets to.
package struct PauseWish: Sendable, Equatable {
    package enum Until: Sendable, Equatable {
        /// Until it closes the next time today: this shift only.
        case endOfShift
        /// Until the coming midnight.
        case tomorrow
        case time(Instant)
    }

    package let until: Until
    package let notice: String?

    package init(until: Until, notice: String? = nil) {
        self.until = until
        self.notice = notice
    }

    /// Throws where the shop is closed now (no shift to end), or the time is past or more than 90 days away.
    func pause(at now: Instant, zone: Zone, calendars: [ShopCalendar]) throws(RetailerProblem) -> Pause {
        switch until {
        case .time(let time):
            guard time > now, time <= now + 90 * 86_400 else { throw .pauseInThePast }
            return Pause(until: time, notice: notice)
        case .tomorrow:
            return Pause(until: zone.instant(on: zone.clock(at: now).day + 1, second: 0), notice: notice)
        case .endOfShift:
            let ends = calendars.compactMap { calendar -> Instant? in
                let status = calendar.status(at: now, in: zone)
                return status.isOpen ? status.changes : nil
            }
            guard let end = ends.max() else { throw .notOpenNow }
            return Pause(until: end, notice: notice)
        }
    }
}

extension PauseWish: JSONReadable {
    /// `{"until": "slot_end" | "tomorrow" | "2026-12-01T15:00:00Z", "notice": "…"}`
    package init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        let until = try fields.required("until")
        let notice = try fields.optional("notice", characters: 1...200)
        try fields.end()
        switch try until.string(1...40) {
        case "slot_end": self.init(until: .endOfShift, notice: notice)
        case "tomorrow": self.init(until: .tomorrow, notice: notice)
        default: self.init(until: .time(try Instant(json: until)), notice: notice)
        }
    }
}

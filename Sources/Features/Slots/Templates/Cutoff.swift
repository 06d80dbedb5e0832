import Postgres
import Vocabulary
import Web

/// Until when orders for a slot are taken. As text: `order until 14:00 1 day before`,
/// `order until 09:30 0 days before`, `order until 90 minutes before`.
package enum Cutoff: Hashable, Sendable {
    /// A time of the city's clock, some days before the slot's day.
    case clock(minute: Int, daysBefore: Int)
    /// So long before the slot begins.
    case minutesBefore(Int)

    /// The moment that is too late: never after the slot's start, and `leadMinutes` before it at the latest.
    package func instant(for start: Instant, on day: CalendarDay, leadMinutes: Int, in zone: Zone) -> Instant {
        let latest = start - Int64(leadMinutes) * 60
        switch self {
        case .clock(let minute, let days): return min(latest, zone.instant(on: day - days, second: minute * 60))
        case .minutesBefore(let minutes): return min(latest, start - Int64(minutes) * 60)
        }
    }
}

extension Cutoff: LosslessStringConvertible {
    package init?(_ text: String) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count >= 5, words[0] == "order", words[1] == "until", words.last == "before" else { return nil }
        switch words.count {
        case 5:
            guard words[3] == "minutes", let minutes = words[2].utf8.decimal, minutes <= 10_080 else { return nil }
            self = .minutesBefore(minutes)
        case 6:
            guard let minute = Self.minute(words[2]), let days = words[3].utf8.decimal, days <= 30,
                words[4] == (days == 1 ? "day" : "days")
            else { return nil }
            self = .clock(minute: minute, daysBefore: days)
        default: return nil
        }
    }

    package var description: String {
        switch self {
        case .clock(let minute, let days):
            "order until \((minute / 60).padded(2)):\((minute % 60).padded(2)) "
                + "\(days) \(days == 1 ? "day" : "days") before"
        case .minutesBefore(let minutes): "order until \(minutes) minutes before"
        }
    }

    /// `14:00`
    private static func minute(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let hour = parts[0].utf8.decimal,
            let minute = parts[1].utf8.decimal, hour < 24, minute < 60
        else { return nil }
        return hour * 60 + minute
    }
}

extension Cutoff: Stored, JSONReadable, JSONWritable {
    package func write(to text: inout [UInt8]) { description.write(to: &text) }

    package static func read(_ cell: Cell) throws(Fault) -> Cutoff {
        guard let cutoff = try Cutoff(String.read(cell)) else { throw Fault(.unexpected, "a stored cutoff is none") }
        return cutoff
    }

    package init(json: JSON) throws(RequestProblem) {
        guard let cutoff = Cutoff(try json.string(1...60)) else {
            throw json.wrong(
                "format", "must read like 'order until 14:00 1 day before' or 'order until 90 minutes before'")
        }
        self = cutoff
    }

    package func write(to json: inout JSONWriter) { json.string(description) }
}

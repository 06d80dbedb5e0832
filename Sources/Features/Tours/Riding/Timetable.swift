import Accounts
import Cities
import Jobs
import Postgres
import Vocabulary

/// When the halts to come will be reached, told anew after every event of a tour.
struct Timetable: Sendable {
    let city: City
    let now: Instant
    let ways: any TravelTimes

    /// Halts in their order, the first `from` the place where the courier is free at `free`.
    static func times(
        _ halts: [Stop], from place: Place, free: Instant, seconds: (Place, Place) -> Int64
    ) -> [(stop: ID<Stop>, begin: Instant, lateSeconds: Int64)] {
        var (free, place) = (free, place)
        return halts.map { halt in
            let begin = max(free + seconds(place, halt.place), halt.window.start)
            (free, place) = (begin + halt.serviceSeconds, halt.place)
            let late = halt.kind == .return ? 0 : max(begin.seconds - halt.window.end.seconds, 0)
            return (halt.id, begin, late)
        }
    }

    /// Writes the times of a tour under way, where they differ; says once that a halt becomes late.
    func retime(_ tour: Tour, _ stops: [Stop], _ tx: inout Tx) throws {
        let open = stops.filter { !$0.isSettled }
        guard !open.isEmpty, let shift = try tx.first(FindShift(city: city.id, shift: tour.shift)) else { return }
        let last = stops.filter(\.isSettled).max { ($0.settled, $0.position) < ($1.settled, $1.position) }
        let times = Self.times(open, from: last?.place ?? shift.hub, free: max(now, tour.departs)) { from, to in
            ways.seconds(from: from, to: to, metresPerHour: shift.vehicle.metresPerHour)
        }
        try tx.run(SetTimes(city: city.id, times: times))
        for (stop, time) in zip(open, times) where stop.lateSeconds == 0 && time.lateSeconds > 0 {
            try tx.run(Announcement(in: city.id, at: now, "stop", stop.id, version: stop.version + 1, "late"))
        }
    }
}

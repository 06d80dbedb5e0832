import Accounts
import Orders
import Vocabulary

@testable import Tours

/// Looks at a planned day with the rules alone: it knows nothing of how the plan came to be.
struct DayChecker {
    let deliveries: [Delivery]
    let shifts: [Shift]
    let now: Instant
    let detourPercent: Int64

    /// What is wrong with these tours and this rest; empty where the day is fine.
    func flaws(_ tours: [PlannedTour], left: [ID<Purchase>]) -> [String] {
        served(tours, left)
            + tours.flatMap { tour in
                times(tour) + pickupsFirst(tour) + load(tour)
            }
    }

    /// Every purchase is on one tour or left over; no shift rides twice.
    private func served(_ tours: [PlannedTour], _ left: [ID<Purchase>]) -> [String] {
        var flaws: [String] = []
        for delivery in deliveries {
            let riding = tours.count { tour in tour.stops.contains { $0.delivery.purchase == delivery.purchase } }
            let resting = left.count { $0 == delivery.purchase }
            if riding + resting != 1 { flaws.append("\(delivery.label) rides \(riding), rests \(resting) times") }
        }
        if Set(tours.map(\.shift.id)).count != tours.count { flaws.append("a shift rides twice") }
        return flaws
    }

    /// Each of its goods is fetched once, all before the one drop.
    private func pickupsFirst(_ tour: PlannedTour) -> [String] {
        var flaws: [String] = []
        for delivery in tour.deliveries {
            let own = tour.stops.filter { $0.delivery.purchase == delivery.purchase }
            if own.last?.order != nil || own.count(where: { $0.order == nil }) != 1 {
                flaws.append("\(delivery.label): the drop is not the last")
            }
            let fetched = own.compactMap(\.order)
            if fetched.count != delivery.pickups.count || Set(fetched) != Set(delivery.pickups.map(\.order)) {
                flaws.append("\(delivery.label): not everything is fetched once")
            }
        }
        return flaws
    }

    /// Windows, the way between stops, and the shift.
    private func times(_ tour: PlannedTour) -> [String] {
        var flaws: [String] = []
        var (free, place) = (tour.departs, tour.shift.hub)
        for stop in tour.stops {
            let earliest = free + seconds(from: place, to: stop.place, tour.shift)
            if stop.begin < earliest { flaws.append("\(stop.label) begins before one can be there") }
            if stop.begin < opening(stop) { flaws.append("\(stop.label) begins before its window") }
            if stop.begin > stop.delivery.window.end { flaws.append("\(stop.label) begins after its window") }
            if stop.lateSeconds != 0 { flaws.append("\(stop.label) is late") }
            (free, place) = (stop.begin + stop.serviceSeconds, stop.place)
        }
        if tour.departs < max(now, tour.shift.time.start) { flaws.append("departs too early") }
        if tour.ends < free + seconds(from: place, to: tour.shift.hub, tour.shift) { flaws.append("ends too early") }
        if tour.ends > tour.shift.time.end { flaws.append("ends after the shift") }
        return flaws
    }

    private func opening(_ stop: PlannedStop) -> Instant {
        guard let order = stop.order else { return stop.delivery.window.start }
        return stop.delivery.pickups.first { $0.order == order }?.readyFrom ?? stop.delivery.window.end
    }

    /// What is aboard never exceeds the vehicle.
    private func load(_ tour: PlannedTour) -> [String] {
        var aboard = Cargo(grams: 0, litres: 0, crates: 0)
        let room = tour.shift.vehicle.capacity
        for stop in tour.stops {
            let goods = stop.delivery.pickups.filter { stop.order == nil || $0.order == stop.order }.map(\.cargo)
            let sign: Int64 = stop.order == nil ? -1 : 1
            aboard.grams += sign * goods.reduce(0) { $0 + $1.grams }
            aboard.litres += sign * goods.reduce(0) { $0 + $1.litres }
            aboard.crates += sign * goods.reduce(0) { $0 + $1.crates }
            if aboard.grams > room.grams || aboard.litres > room.litres || aboard.crates > room.crates {
                return ["\(stop.label): more than fits"]
            }
        }
        return []
    }

    /// Whole seconds, never more than the way takes.
    private func seconds(from: Place, to: Place, _ shift: Shift) -> Int64 {
        let metres = from.metres(to: to) * Double(detourPercent) / 100
        return Int64((metres * 3600 / Double(shift.vehicle.metresPerHour)).rounded(.down))
    }
}

import Cities
import Orders
import Places
import Postgres
import RoadNetwork
import Vocabulary

/// The line of a tour along the streets as they are now: from its hub over its stops and back. Points in 1e-7 degrees.
struct TourWay: Sendable {
    let hub: Place
    let latitudes: [Int32]
    let longitudes: [Int32]

    /// The encoded polyline of five digits that maps understand.
    var text: String {
        let kept = Polyline.simplified(latitudes: latitudes, longitudes: longitudes, metres: 1)
        let bytes = Polyline.encode(
            latitudes: kept.map { latitudes[$0] }, longitudes: kept.map { longitudes[$0] }, digits: 5)
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension RoadTimes {
    /// From place to place; a straight line where no street leads. `nil` where a vehicle of this speed has no network.
    func way(from hub: Place, over stops: [Place], metresPerHour: Int64) -> TourWay? {
        guard let roads = network(for: metresPerHour)?.roads else { return nil }
        let places = [hub] + stops + [hub]
        let snaps = places.map { Self.snap($0, roads) }
        var (latitudes, longitudes) = ([places[0].units.latitude], [places[0].units.longitude])
        roads.searching { search in
            for (leg, to) in zip(snaps.indices, places.dropFirst()) {
                if let first = snaps[leg], let last = snaps[leg + 1], let path = search.path(from: first, to: last) {
                    latitudes += path.latitudes
                    longitudes += path.longitudes
                }
                latitudes.append(to.units.latitude)
                longitudes.append(to.units.longitude)
            }
        }
        return TourWay(hub: hub, latitudes: latitudes, longitudes: longitudes)
    }
}

extension Place {
    fileprivate var units: (latitude: Int32, longitude: Int32) {
        (Int32((latitude * 1e7).rounded()), Int32((longitude * 1e7).rounded()))
    }
}

extension Tours {
    /// The ways of tours by the tour; none where the town has no network.
    func ways(of tours: [Tour], in city: City) async throws -> [ID<Tour>: TourWay] {
        guard !tours.isEmpty, let roads = travelTimes(in: city) as? RoadTimes else { return [:] }
        let shifts = try await database.read(
            ListShiftsOfTours(city: city.id, shifts: Array(Set(tours.map(\.shift)))), in: city.id)
        let byID = Dictionary(uniqueKeysWithValues: shifts.map { ($0.id, $0) })
        var ways: [ID<Tour>: TourWay] = [:]
        for tour in tours {
            guard let shift = byID[tour.shift] else { continue }
            ways[tour.id] = roads.way(
                from: shift.hub, over: tour.stops.map(\.place), metresPerHour: shift.vehicle.metresPerHour)
        }
        return ways
    }

    /// Tours as they are shown.
    func views(of tours: [Tour], doors: [ID<Consignment>: Door] = [:], in city: City) async throws -> [TourView] {
        let ways = try await ways(of: tours, in: city)
        return tours.map { TourView(tour: $0, doors: doors, way: ways[$0.id]) }
    }

    func view(of tour: Tour, in city: City) async throws -> TourView {
        TourView(tour: tour, way: try await ways(of: [tour], in: city)[tour.id])
    }

    func view(of day: PlannedDay, in city: City) async throws -> PlannedDayView {
        PlannedDayView(day: day, tours: try await views(of: day.tours, in: city))
    }
}

import Cities
import OSMExtract
import OrderRouting
import Places
import RoadNetwork
import Vocabulary

/// Ways along the town's streets as they are now. Where no street leads, or none is near, the straight line counts.
struct RoadTimes: TravelTimes {
    private let lines: StraightLines
    private let roads: [RoadProfile: ProfileRoads]
    /// Farther from any street a place lies nowhere.
    private static let nearMetres = 1_000.0

    init(_ roads: [RoadProfile: ProfileRoads], _ lines: StraightLines) {
        self.roads = roads
        self.lines = lines
    }

    /// The network for a vehicle of this speed, and what it needs of the network's own time: walkers go five kilometres
    /// an hour there, bicycles fifteen; what is faster than those drives, as fast as the streets allow.
    func network(for metresPerHour: Int64) -> (roads: ProfileRoads, factor: Double)? {
        let (profile, usual): (RoadProfile, Double?) =
            switch metresPerHour {
            case ..<8_000: (.foot, 5_000)
            case ..<26_000: (.bicycle, 15_000)
            default: (.car, nil)
            }
        return roads[profile].map { ($0, usual.map { $0 / Double(metresPerHour) } ?? 1) }
    }

    func travel(between places: [Place], metresPerHour: Int64) -> Travel {
        let straight = lines.travel(between: places, metresPerHour: metresPerHour)
        guard let (roads, factor) = network(for: metresPerHour) else { return straight }
        var (seconds, metres) = (straight.seconds, straight.metres)
        let snaps = places.map { Self.snap($0, roads) }
        let known = snaps.indices.filter { snaps[$0] != nil }
        let found = known.compactMap { snaps[$0] }
        let table = roads.searching { $0.table(from: found, to: found) }
        for (row, from) in known.enumerated() {
            for (column, to) in known.enumerated() {
                let weight = table.weights[row * known.count + column]
                guard let time = Weight.seconds(weight), let way = Weight.metres(weight) else { continue }
                seconds[from * places.count + to] = Int32((time * factor).rounded(.up))
                metres[from * places.count + to] = Int32(way.rounded())
            }
        }
        return Travel(places: places.count, seconds: seconds, metres: metres)
    }

    func seconds(from: Place, to: Place, metresPerHour: Int64) -> Int64 {
        guard let (roads, factor) = network(for: metresPerHour), let start = Self.snap(from, roads),
            let end = Self.snap(to, roads),
            let time = Weight.seconds(roads.searching { $0.weight(from: start, to: end) })
        else { return lines.seconds(from: from, to: to, metresPerHour: metresPerHour) }
        return Int64((time * factor).rounded(.up))
    }

    static func snap(_ place: Place, _ roads: ProfileRoads) -> Snap? {
        let snap = roads.nearest(latitude: place.latitude, longitude: place.longitude)
        return snap.flatMap { $0.metres <= nearMetres ? $0 : nil }
    }
}

extension Tours {
    /// Along the town's streets where they are known, else straight lines made longer.
    package func travelTimes(in city: City) -> any TravelTimes {
        let lines = StraightLines(detourPercent: city.settings.detourPercent)
        guard let roads = places?.roads(of: city) else { return lines }
        return RoadTimes(roads, lines)
    }
}

import OrderRouting
import Vocabulary

/// How long couriers need between places. A road network answers this too; straight lines need nothing.
package protocol TravelTimes: Sendable {
    /// All pairs, row by row, for a vehicle of this speed.
    func travel(between places: [Place], metresPerHour: Int64) -> Travel
    /// One way alone.
    func seconds(from: Place, to: Place, metresPerHour: Int64) -> Int64
}

/// The straight line, made longer by how much the streets of a town bend.
package struct StraightLines: TravelTimes {
    /// Street metres per hundred metres of straight line.
    let detourPercent: Int64

    package init(detourPercent: Int64) { self.detourPercent = detourPercent }

    package func travel(between places: [Place], metresPerHour: Int64) -> Travel {
        var seconds: [Int32] = []
        var metres: [Int32] = []
        seconds.reserveCapacity(places.count * places.count)
        metres.reserveCapacity(places.count * places.count)
        for from in places {
            for to in places {
                let way = streetMetres(from: from, to: to)
                metres.append(Int32(way.rounded()))
                seconds.append(Int32((way * 3600 / Double(metresPerHour)).rounded(.up)))
            }
        }
        return Travel(places: places.count, seconds: seconds, metres: metres)
    }

    package func seconds(from: Place, to: Place, metresPerHour: Int64) -> Int64 {
        Int64((streetMetres(from: from, to: to) * 3600 / Double(metresPerHour)).rounded(.up))
    }

    private func streetMetres(from: Place, to: Place) -> Double {
        from.metres(to: to) * Double(detourPercent) / 100
    }
}

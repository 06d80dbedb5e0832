import Cities
import OSMExtract
import RoadNetwork
import Vocabulary

/// Streets of some ground that are slower or closed for a while.
package struct StreetCondition: Sendable {
    package let id: ID<StreetCondition>
    package let note: String
    package let area: Area
    /// Of the usual speed; 0 closes.
    package let speedPercent: Int
    package let profiles: [RoadProfile]
    package let time: TimeWindow

    /// What the kernel makes of it: one ring a polygon; holes count as inside.
    var rings: [RoadCondition] {
        area.outerRings.map { ring in
            RoadCondition(
                latitudes: ring.map { Int32(($0.latitude * 1e7).rounded()) },
                longitudes: ring.map { Int32(($0.longitude * 1e7).rounded()) }, speed: Int16(speedPercent * 10))
        }
    }
}

extension [StreetCondition] {
    /// What holds for each profile at a moment.
    func rings(at now: Instant) -> [RoadProfile: [RoadCondition]] {
        var rings: [RoadProfile: [RoadCondition]] = [:]
        for condition in self where condition.time.start <= now && now < condition.time.end {
            for profile in condition.profiles { rings[profile, default: []] += condition.rings }
        }
        return rings
    }
}

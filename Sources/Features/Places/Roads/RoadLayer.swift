import Foundation
import OSMExtract
import RoadNetwork

/// The road networks of a town: one file for each profile.
struct RoadLayer: ExtractLayer {
    private var collector: RoadCollector

    init(side: TrafficSide?) { collector = RoadCollector(side: side) }

    static func file(_ profile: RoadProfile) -> String { "roads-\(profile.rawValue).network" }

    mutating func take(_ block: ExtractBlock) { collector.take(block) }

    mutating func finish(into folder: String, report: (String) -> Void) throws {
        let streets = collector.finish()
        collector = RoadCollector()
        guard streets.map.wayCount > 0 else { throw ExtractFault(.file, "holds no street") }
        report("traffic keeps \(streets.side.rawValue)")
        for (profile, use) in streets.uses.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let bytes = RoadNetwork.build(streets.map, for: use)
            let path = folder + "/" + Self.file(profile)
            try Data(bytes).write(to: URL(filePath: path))
            let network = try RoadNetwork(bytes)
            report("\(profile.rawValue): \(network.summary), \(bytes.count / 1000) kB")
        }
    }
}

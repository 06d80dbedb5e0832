import Foundation
import MapTiles
import OSMExtract

/// The town's map: one file.
struct MapLayer: ExtractLayer {
    static let file = "town.map"
    private var collector = MapCollector()

    mutating func take(_ block: ExtractBlock) { collector.take(block) }

    mutating func finish(into folder: String, report: (String) -> Void) throws {
        let sketch = collector.finish()
        collector = MapCollector()
        let bytes = TownMap.build(sketch)
        try Data(bytes).write(to: URL(filePath: folder + "/" + Self.file))
        report("map: \(try TownMap(bytes).summary), \(bytes.count / 1000) kB")
    }
}

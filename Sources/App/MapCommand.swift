import ArgumentParser
import Foundation
import Glibc
import MapTiles
import OSMExtract
import Web

/// `liefert map EXTRACT`: what drawing the tiles of an extract costs, without HTTP; a JSON line a zoom.
struct MapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map", abstract: "Measure the map of an extract: processor time and size of every tile, by zoom.")

    @Argument(help: "The extract.")
    var extract: String

    @Option(help: "Writes this tile (zoom/column/row) to --out instead of measuring.")
    var tile: String?

    @Option(help: "The file for --tile.")
    var out = "tile.svg"

    @Option(help: "Rounds of each tile; the quickest counts.")
    var rounds = 3

    func run() throws {
        let (sketch, reading) = try Self.timed { try read() }
        let (bytes, building) = Self.timed { TownMap.build(sketch) }
        let (map, loading) = try Self.timed { try TownMap(bytes) }
        if let tile {
            let numbers = tile.split(separator: "/").compactMap { Int($0) }
            guard numbers.count == 3, let frame = MapFrame(zoom: numbers[0], column: numbers[1], row: numbers[2]) else {
                throw ValidationError("--tile needs zoom/column/row, zoom 11 to 18")
            }
            return try Data(map.draw(frame)).write(to: URL(filePath: out))
        }
        say(
            #"{"operation": "build", "read_s": \#(Self.rounded(reading)), "build_s": \#(Self.rounded(building)), "#
                + #""load_ms": \#(Self.rounded(loading * 1e3)), "file_kb": \#(bytes.count / 1000), "#
                + #""holds": "\#(map.summary)"}"#
        )
        for zoom in TownMap.zooms { measure(map, zoom) }
    }

    private func read() throws -> MapSketch {
        let reader = try ExtractReader(ByteSource(path: extract))
        var collector = MapCollector()
        while let block = try reader.next() { collector.take(block) }
        return collector.finish()
    }

    private func measure(_ map: TownMap, _ zoom: Int) {
        var (times, drawings, sizes): ([Double], [Double], [Int]) = ([], [], [])
        var largest = (size: 0, tile: "")
        let bare = (try? TownMap(TownMap.build(MapSketch())))?.draw(MapFrame(zoom: zoom, column: 0, row: 0)!).count ?? 0
        for (column, row) in MapFrame.tiles(covering: map.box, zoom: zoom) {
            guard let frame = MapFrame(zoom: zoom, column: column, row: row) else { continue }
            // Beyond the town most tiles are ground alone.
            guard map.draw(frame).count > bare else { continue }
            var (best, bestDrawing, size) = (Double.infinity, Double.infinity, 0)
            for _ in 0..<rounds {
                let (svg, drawing) = Self.timed { map.draw(frame) }
                let (packed, packing) = Self.timed { Gzip.compress(svg) }
                (best, bestDrawing, size) = (min(best, drawing + packing), min(bestDrawing, drawing), packed.count)
            }
            times.append(best * 1e3)
            drawings.append(bestDrawing * 1e3)
            sizes.append(size)
            if size > largest.size { largest = (size, "\(zoom)/\(column)/\(row)") }
        }
        guard !times.isEmpty else { return }
        times.sort()
        drawings.sort()
        sizes.sort()
        let cpu = #""cpu_ms_p50": \#(Self.at(times, 0.5)), "cpu_ms_p99": \#(Self.at(times, 0.99)), "#
        let most = #""cpu_ms_max": \#(Self.at(times, 1)), "draw_ms_p50": \#(Self.at(drawings, 0.5)), "#
        let size = #""gz_p50": \#(sizes[sizes.count / 2]), "gz_max": \#(largest.size), "largest": "\#(largest.tile)""#
        say(#"{"zoom": \#(zoom), "tiles": \#(times.count), \#(cpu)\#(most)\#(size)}"#)
    }

    private static func at(_ sorted: [Double], _ share: Double) -> Double {
        rounded(sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))])
    }

    private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

    /// Processor time of this thread.
    private static func timed<Result>(_ body: () throws -> Result) rethrows -> (result: Result, seconds: Double) {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
        let begin = now()
        let result = try body()
        return (result, now() - begin)
    }
}

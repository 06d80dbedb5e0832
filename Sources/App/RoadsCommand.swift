import ArgumentParser
import Foundation
import Glibc
import OSMExtract
import RoadNetwork

/// `liefert roads EXTRACT --points FILE`: what the kernel needs for ways and tables, without HTTP; JSON lines.
struct RoadsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roads", abstract: "Measure road networks of an extract: processor time, a JSON line a figure.")

    @Argument(help: "The extract.")
    var extract: String

    @Option(help: "Points as lines of longitude,latitude.")
    var points: String

    @Option(help: "Rounds of each figure; the median counts.")
    var rounds = 5

    func run() throws {
        let places = try String(contentsOfFile: points, encoding: .utf8).split(separator: "\n").compactMap { line in
            let pair = line.split(separator: ",").compactMap { Double($0) }
            return pair.count == 2 ? (longitude: pair[0] * 1e7, latitude: pair[1] * 1e7) : nil
        }
        guard places.count >= 100 else { throw ValidationError("--points needs 100 points or more") }
        let (streets, reading) = try Self.timed { try read() }
        for profile in RoadProfile.allCases {
            let (bytes, building) = Self.timed { RoadNetwork.build(streets.map, for: streets.uses[profile]!) }
            tell(profile, "prepare_import", ["cpu_s": reading + building, "disk_mb": Double(bytes.count) / 1e6])
            let (network, loading) = try Self.timed { try RoadNetwork(bytes) }
            tell(profile, "load", ["cpu_us": loading * 1e6])
            let usual = [Int16](repeating: 1000, count: network.chainCount)
            figure(profile, "prepare_customize", per: 1) { _ = network.weights(speeds: usual) }
            let snaps = places.map { network.nearest(latitude: $0.latitude, longitude: $0.longitude)[0] }
            measure(profile, RoadSearch(network), snaps)
        }
    }

    private func read() throws -> Streets {
        let reader = try ExtractReader(ByteSource(path: extract))
        var roads = RoadCollector()
        while let block = try reader.next() { roads.take(block) }
        return roads.finish()
    }

    private func measure(_ profile: RoadProfile, _ search: RoadSearch, _ snaps: [Snap]) {
        let pairs = snaps.indices.map { (snaps[$0], snaps[($0 * 7 + 13) % snaps.count]) }
        figure(profile, "node_distance", per: pairs.count) {
            for (from, to) in pairs { _ = search.weight(from: from, to: to) }
        }
        figure(profile, "path", per: pairs.count) { for (from, to) in pairs { _ = search.path(from: from, to: to) } }
        for size in [50, 200, 500, 1000, 2000] where size <= snaps.count {
            let some = (0..<size).map { snaps[($0 * 37) % snaps.count] }
            figure(profile, "table_\(size)", per: 1) { _ = search.table(from: some, to: some) }
        }
    }

    private func figure(_ profile: RoadProfile, _ operation: String, per count: Int, _ body: () -> Void) {
        let times = (0..<rounds).map { _ in Self.timed(body).seconds }.sorted()
        let median = times[times.count / 2] / Double(count) * 1e6
        tell(profile, operation, ["cpu_us": median, "wall_p50_us": median])
    }

    private func tell(_ profile: RoadProfile, _ operation: String, _ figures: [String: Double]) {
        let all = figures.sorted { $0.key < $1.key }.map { #""\#($0.key)": \#(($0.value * 1000).rounded() / 1000)"# }
        let name = #""engine": "liefert kernel", "profile": "\#(profile.rawValue)", "operation": "\#(operation)""#
        say("{\(name), \(all.joined(separator: ", "))}")
    }

    /// Processor time of the whole process, which POSIX counts in microseconds.
    private static func timed<Result>(_ body: () throws -> Result) rethrows -> (result: Result, seconds: Double) {
        let begin = clock()
        let result = try body()
        return (result, Double(clock() - begin) / 1e6)
    }
}

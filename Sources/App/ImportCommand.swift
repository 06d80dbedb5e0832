import Accounts
import ArgumentParser
import Cities
import Foundation
import Logging
import Postgres
import Retailers
import Vocabulary

/// `liefert import`: lists that a city or a shop has already.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take lists of retailers or products, or streets, into a city.",
        subcommands: [ImportRetailersCommand.self, ImportProductsCommand.self, ImportOSMCommand.self])
}

/// What both imports take.
struct ImportFlags: ParsableArguments {
    @OptionGroup var database: DatabaseFlags

    @Option(help: "The city's slug.")
    var city: String

    @Argument(help: "The file.")
    var file: String

    /// The installation's features and the city, as long as `body` runs.
    func inCity(_ body: (House, City, [UInt8]) async throws -> Void) async throws {
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw ValidationError("cannot read \(file)")
        }
        let settings = try await database.settings()
        let log = Logger(label: "liefert") { _ in SwiftLogNoOpLogHandler() }
        let pool = Database(try Ground.running(settings).settings, log: log)
        defer { pool.close() }
        let house = try await House(settings, database: pool, secrets: Secrets.open(in: settings.folder))
        do {
            try await body(house, house.cities.city(city), Array(bytes))
        } catch let problem as any Problem {
            throw ImportRefusal(problem: problem)
        }
    }
}

/// A "no" on the command line, with every field it names.
struct ImportRefusal: Error, CustomStringConvertible {
    let problem: any Problem
    var description: String {
        ([problem.sentence] + problem.fields.map { "  \($0.pointer): \($0.sentence)" }).joined(separator: "\n")
    }
}

/// `liefert import retailers FILE --city X`: a CSV list, or shops of OpenStreetMap as GeoJSON.
struct ImportRetailersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retailers", abstract: "Take a list of retailers (CSV, or GeoJSON of OpenStreetMap).")

    @OptionGroup var flags: ImportFlags

    func run() async throws {
        try await flags.inCity { house, city, bytes in
            let isMap = flags.file.hasSuffix("json")
            let list =
                try isMap
                ? RetailerList(osm: bytes)
                : RetailerList(csv: bytes, trades: await house.retailers.trades(of: city.id))
            let report = try await house.retailers.take(
                list, districts: house.cities.districts(of: city.id), with: Act(in: city, by: .system))
            for row in report.rows where row.outcome == .refused {
                say("line \(row.line): \(row.name): refused \(String(decoding: row.notes.utf8, as: UTF8.self))")
            }
            let counts = Dictionary(grouping: report.rows, by: \.outcome).mapValues(\.count)
            let words = ImportedRow.Outcome.allCases.map { "\(counts[$0] ?? 0) \($0.rawValue)" }
            say(words.joined(separator: ", "))
        }
    }
}

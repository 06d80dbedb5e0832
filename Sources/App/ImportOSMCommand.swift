import ArgumentParser
import Cities
import Foundation
import Logging
import OSMExtract
import Places
import Postgres
import Vocabulary

/// `liefert import osm FILE --city X`: streets from OpenStreetMap; a running service takes them over by itself.
struct ImportOSMCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "osm", abstract: "Make a city's road networks from an extract of OpenStreetMap.",
        discussion: """
            Reads .osm.pbf, .osm and .osm.gz. While it runs, and if it fails, the old networks stay in use. A city \
            without districts gets those of the extract.
            """)

    @OptionGroup var database: DatabaseFlags

    @Option(help: "The city's slug.")
    var city: String

    @Flag(help: "Open the city where there is none of this slug yet.")
    var create = false

    @Option(help: "With --create: its name (default: the slug).")
    var name: String?

    @Option(help: "With --create: its time zone.")
    var zone = "Europe/Berlin"

    @Option(help: "With --create: its Land, for public holidays, as two letters (NW, BW, …).")
    var land = Land.northRhineWestphalia.rawValue

    @Option(help: "Where traffic keeps, right or left, if the extract does not tell it rightly.")
    var drivingSide: TrafficSide?

    @Flag(help: "Add the extract's districts also to a city that has some; those stay as they are.")
    var districts = false

    @Option(help: "Make districts of this admin_level, 8 to 11 (default: 10, else 9, 11, places, 8).")
    var districtLevel: Int?

    @Flag(help: "Make the files anew, also from an extract that is in use already.")
    var anew = false

    @Argument(help: "The extract.")
    var file: String

    func validate() throws {
        if let level = districtLevel, !(8...11).contains(level) {
            throw ValidationError("--district-level is 8 to 11")
        }
    }

    func run() async throws {
        let settings = try await database.settings()
        let log = Logger(label: "liefert") { _ in SwiftLogNoOpLogHandler() }
        let pool = Database(try Ground.running(settings).settings, log: log)
        defer { pool.close() }
        let house = try await House(settings, database: pool, secrets: Secrets.open(in: settings.folder))
        do {
            try await findOrOpen(house)
            let bar = ProgressBar()
            var manner = ImportManner()
            manner.side = drivingSide
            manner.isAnew = anew
            let outcome = try house.places.take(
                extract: file, into: city, manner,
                progress: { bar.show($0.bytes, of: $0.total, count: $0.elements, unit: "elements") },
                report: { bar.line($0) })
            switch outcome {
            case .made(let edition): say("edition \(edition) is in use")
            case .inUse(let edition): say("edition \(edition) is in use already: nothing to do")
            }
            try await layOutDistricts(house)
        } catch let problem as any Problem {
            throw ImportRefusal(problem: problem)
        } catch let fault as ExtractFault {
            throw ValidationError("\(file): \(fault); what was in use stays in use")
        }
    }

    private func layOutDistricts(_ house: House) async throws {
        var wish = DistrictWish()
        wish.alsoWhereSomeAre = districts || districtLevel != nil
        wish.level = districtLevel
        try await house.places.layOutDistricts(
            of: house.cities.city(city), from: file, wish, by: .system, report: { say($0) })
    }

    private func findOrOpen(_ house: House) async throws {
        if create, try await !house.cities.all().contains(where: { $0.slug == city }) {
            guard let zone = Zone(zone) else { throw ValidationError("--zone is no time zone") }
            guard let land = Land(rawValue: land) else { throw ValidationError("--land is no Land") }
            guard let centre = try Places.centre(ofExtract: file) else {
                throw ValidationError("\(file) holds no point")
            }
            _ = try await house.cities.open(
                NewCity(slug: city, name: name ?? city.capitalized, zone: zone, land: land, centre: centre))
            say("opened \(city)")
        }
        _ = try await house.cities.city(city)
    }
}

extension TrafficSide: ExpressibleByArgument {}

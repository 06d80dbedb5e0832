import Cities
import Foundation
import Hummingbird
import OSMExtract
import Places
import Postgres
import TestSupport
import Vocabulary
import Web

/// A town with the seeded town's streets, served over HTTP.
struct StreetTown {
    let town: TestDatabase
    let cities: Cities
    let places: Places
    let city: City
    let clock = Clock.fixed(at: Instant("2026-06-01T04:00:00Z")!)
    private let folder: String

    static let extract = packageFolder + "/seed/dreieich/streets.osm.pbf"

    init(imported: Bool = true) async throws {
        town = try TestDatabase(connections: 2)
        cities = Cities(database: town.pool, clock: clock)
        folder = NSTemporaryDirectory() + "places-\(UUID().uuidString)"
        places = Places(cities: cities, database: town.pool, folder: folder, clock: clock)
        city = try await cities.open(
            NewCity(
                slug: "stadt", name: "Stadt", zone: Zone("Europe/Berlin")!, land: .hesse,
                centre: Place(latitude: 50, longitude: 8.7)!))
        if imported {
            _ = try take(Self.extract)
            try await places.open()
        }
    }

    func take(_ extract: String, side: TrafficSide? = nil, anew: Bool = false) throws -> ImportOutcome {
        var manner = ImportManner()
        manner.side = side
        manner.isAnew = anew
        return try places.take(
            extract: extract, into: city.slug, manner, progress: { _ in }, report: { _ in })
    }

    func serve(_ body: (Client) async throws -> Void) async throws {
        let (places, cities) = (places, cities)
        try await serving(
            { root in
                let city = root.group("v1/cities/{city}").proving(cities.resolve)
                    .group(as: CityContext.self, who: "anyone")
                OSRMRoutes(places: places).mount(on: city)
                MapRoutes(places: places).mount(on: city)
            }, body)
    }

    /// Where the files of the edition in use lie.
    var editionFolder: String? {
        let town = folder + "/places/" + city.slug
        return (try? FileManager.default.destinationOfSymbolicLink(atPath: town + "/current")).map { town + "/" + $0 }
    }

    func serveAddresses(_ body: (Client) async throws -> Void) async throws {
        let (places, cities) = (places, cities)
        try await serving(
            { root in
                let city = root.group("v1/cities/{city}").proving(cities.resolve)
                    .group(as: CityContext.self, who: "anyone")
                AddressRoutes(places: places).mount(on: city)
                CorrectionRoutes(places: places).mount(on: city.group(as: OfficeContext.self, who: "office"))
            }, body)
    }

    /// A file of its own, as long as the town lives.
    func file(_ name: String, _ bytes: some Collection<UInt8>) throws -> String {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = folder + "/" + name
        try Data(bytes).write(to: URL(filePath: path))
        return path
    }

    /// Every file that imports have made.
    func files() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).filter { !$0.contains("current") }
            .map { folder + "/" + $0 }
    }

    func close() {
        town.pool.close()
        try? FileManager.default.removeItem(atPath: folder)
    }
}

/// Whoever asks acts for the town.
struct OfficeContext: ChildRequestContext, CityActing {
    var web: WebContext
    let city: City
    let actor = Actor.system

    init(context: CityContext) throws {
        web = context.web
        city = context.city
    }
}

extension JSONTree {
    var number: Double? {
        guard case .number(let text) = self else { return nil }
        return Double(text)
    }
}

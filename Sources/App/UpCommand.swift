import ArgumentParser
import Cities
import Foundation
import Logging
import Postgres
import Vocabulary

/// `liefert up`: everything a newcomer needs: a database, its schema, a town, the service.
struct UpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up", abstract: "Start a database where none is given, migrate, seed an empty one, serve.")

    @OptionGroup var flags: ListeningFlags

    func run() async throws {
        let settings = try await flags.settings()
        let steps = Steps()
        let ground = try Ground.open(settings, report: steps.done)
        do {
            try ground.migrate(settings.share, report: steps.done)
            try await seedWhenEmpty(settings, ground, steps)
            let address = "http://\(settings.host)"
            let total = steps
            try await Serving(settings, ground).run { port in
                Self.greet(address: "\(address):\(port)", after: total.total)
            }
        } catch {
            try? ground.cluster?.stop()
            throw error
        }
    }

    /// A newcomer's first start: the demonstration town.
    private func seedWhenEmpty(_ settings: Settings, _ ground: Ground, _ steps: Steps) async throws {
        let log = Logger(label: "liefert") { _ in SwiftLogNoOpLogHandler() }
        let database = Database(ground.settings, log: log)
        defer { database.close() }
        let house = try await House(settings, database: database, secrets: Secrets.open(in: settings.folder))
        guard try await house.cities.all().isEmpty else { return }
        try await SeedTown(
            house: house, folder: SeedFolder("dreieich", share: settings.share), report: steps.done
        ).run()
    }

    private static func greet(address: String, after seconds: String) {
        say(
            """

            Open after \(seconds.trimmingCharacters(in: .whitespaces)):
              \(address)/                      the town's front page
              \(address)/v1/openapi.json       the API

            Try:
              curl '\(address)/v1/cities'
              curl '\(address)/v1/cities/dreieich/retailers?openNow=true'
              curl '\(address)/v1/cities/dreieich/slots?zone=altstadt&method=delivery'
            """)
    }
}

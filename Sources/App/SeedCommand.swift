import ArgumentParser
import Logging
import Postgres
import Vocabulary

/// `liefert seed`: fills an installation with a demonstration town.
struct SeedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seed", abstract: "Open a demonstration town on a migrated database.")

    @OptionGroup var flags: DatabaseFlags

    @Argument(help: "The folder below seed/.")
    var town: String = "dreieich"

    func run() async throws {
        let settings = try await flags.settings()
        let steps = Steps()
        let log = Logger(label: "liefert") { _ in SwiftLogNoOpLogHandler() }
        let database = Database(try Ground.running(settings).settings, log: log)
        defer { database.close() }
        let house = try await House(settings, database: database, secrets: Secrets.open(in: settings.folder))
        try await SeedTown(
            house: house, folder: SeedFolder(town, share: settings.share), report: steps.done
        ).run()
    }
}

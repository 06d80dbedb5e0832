import ArgumentParser
import Postgres
import Vocabulary

/// `liefert migrate`: brings the schema up to date and stops.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Apply the migrations that this database has not seen.")

    @OptionGroup var flags: DatabaseFlags

    @Flag(help: "Only tell what is pending.")
    var pending = false

    func run() async throws {
        let settings = try await flags.settings()
        let steps = Steps()
        let ground = try Ground.open(settings, report: steps.done)
        defer { try? ground.cluster?.stop() }
        if pending {
            let migrations = try Migrations(folder: settings.share + "/migrations")
            for file in try migrations.pending(on: PlainSession(ground.owner)) { print(file.name) }
            return
        }
        try ground.migrate(settings.share, report: steps.done)
        steps.done("the schema is up to date")
    }
}

import ArgumentParser
import Foundation

/// The one program of Liefert.
@main
struct Liefert: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "liefert",
        abstract: "The open backend with which a city lets its local retailers be found, ordered from and delivered.",
        subcommands: [
            UpCommand.self, ServeCommand.self, WorkCommand.self, MigrateCommand.self, SeedCommand.self,
            ImportCommand.self, PlanCommand.self, RoadsCommand.self, MapCommand.self, SearchCommand.self,
            TokenCommand.self,
            OpenAPICommand.self,
            RoutesCommand.self, StatementsCommand.self, DoctorCommand.self, AuditCommand.self,
        ])

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let refusal as any Error & CustomStringConvertible
            where "\(type(of: refusal))".hasSuffix("Refusal")
        {
            FileHandle.standardError.write(Data("liefert: \(refusal.description)\n".utf8))
            exit(withError: ExitCode.failure)
        } catch {
            exit(withError: error)
        }
    }
}

/// Flags that every verb with a database takes.
struct DatabaseFlags: ParsableArguments {
    @Option(name: .customLong("settings"), help: "A JSON file with settings; LIEFERT_… variables win over it.")
    var file: String?

    @Option(name: .customLong("var"), help: "The folder for data and secrets.")
    var folder: String?

    func settings() async throws -> Settings {
        var settings = try await Settings.load(file: file)
        settings.folder = folder ?? settings.folder
        return settings
    }
}

/// Flags of the verbs that listen.
struct ListeningFlags: ParsableArguments {
    @OptionGroup var common: DatabaseFlags

    @Option(help: "The address to listen on.")
    var host: String?

    @Option(help: "The public port.")
    var port: Int?

    @Option(help: "The port for metrics and health details (default: the one after the public port).")
    var adminPort: Int?

    func settings() async throws -> Settings {
        var settings = try await common.settings()
        settings.host = host ?? settings.host
        settings.port = port ?? settings.port
        settings.adminPort = adminPort ?? settings.adminPort
        return settings
    }
}

import Accounts
import ArgumentParser
import Cities
import Logging
import Postgres
import Vocabulary

/// `liefert token`: an access token of an account, for trying things out on an installation of one's own.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Print an access token (5 minutes) of an account.")

    @OptionGroup var flags: DatabaseFlags

    @Option(help: "The city's slug.")
    var city: String

    @Option(help: "The account's e-mail address.")
    var email: String

    func run() async throws {
        guard let email = Email(email) else { throw ValidationError("--email is no e-mail address") }
        let settings = try await flags.settings()
        let tokens = try await Tokens(
            signingSeed: Secrets.open(in: settings.folder).signingSeed, secret: Secrets.open(in: settings.folder).web,
            issuer: settings.issuer)
        let ground = try Ground.running(settings)
        let log = Logger(label: "liefert") { _ in SwiftLogNoOpLogHandler() }
        let database = Database(ground.settings, log: log)
        defer { database.close() }
        let town = try await Cities(database: database, clock: .system).city(city)
        let accounts = Accounts(
            database: database, clock: .system, tokens: tokens,
            passwords: PasswordHasher(pepper: try Secrets.open(in: settings.folder).pepper))
        let account = try await accounts.account(of: email, in: town.id)
        print(try await tokens.issue(for: account, in: town.id, at: Clock.system.now()))
    }
}

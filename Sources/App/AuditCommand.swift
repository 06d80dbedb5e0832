import ArgumentParser
import Cities
import Foundation
import Logging
import Postgres
import Vocabulary

/// `liefert audit`: whether the audit trail is what it was.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Check the audit trail.",
        subcommands: [AuditVerifyCommand.self, AuditSealsCommand.self])
}

/// `liefert audit verify`: names the first broken row of each city; exit 1 where there is one.
struct AuditVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Walk the chain of every city and name the first broken row.")

    @OptionGroup var flags: DatabaseFlags

    func run() async throws {
        var isWhole = true
        try await withTrails(flags) { town, database, sealer in
            let report = try await database.verifyAudit(of: town.id, with: sealer)
            let figures = "\(report.linked) linked, \(report.waiting) waiting, \(report.seals) seals"
            print("\(report.flaw == nil ? "ok   " : "WRONG")  \(town.slug): \(report.flaw.map { "\($0)" } ?? figures)")
            isWhole = isWhole && report.flaw == nil
        }
        if !isWhole { throw ExitCode.failure }
    }
}

/// `liefert audit seals`: the signed ends of the chains, to be kept elsewhere.
struct AuditSealsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seals", abstract: "Print the seals, one a line, and the key that checks them.")

    @OptionGroup var flags: DatabaseFlags

    func run() async throws {
        try await withTrails(flags) { town, database, sealer in
            for seal in try await database.auditSeals(of: town.id) {
                print(
                    town.slug, town.id, seal.position, seal.at.microseconds, seal.hash.hexadecimal,
                    seal.signature.hexadecimal, sealer.publicKey.hexadecimal)
            }
        }
    }
}

/// Runs `body` for every city of a running installation.
private func withTrails(
    _ flags: DatabaseFlags, _ body: (City, Database, AuditSealer) async throws -> Void
) async throws {
    let settings = try await flags.settings()
    let ground = try Ground.running(settings)
    let database = Database(ground.settings, log: Logger(label: "audit") { _ in SwiftLogNoOpLogHandler() })
    defer { database.close() }
    let sealer = try AuditSealer(seed: Secrets.open(in: settings.folder).audit)
    for town in try await Cities(database: database, clock: .system).all() { try await body(town, database, sealer) }
}

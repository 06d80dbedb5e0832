import ArgumentParser
import Foundation
import Logging
import Postgres
import Vocabulary
import Web

/// `liefert routes`: every HTTP operation with who may call it.
struct RoutesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "routes", abstract: "List every HTTP operation and who may call it.")

    func run() async throws {
        for line in try await Self.lines() { print(line) }
    }

    /// One line an operation: method, path, who.
    static func lines() async throws -> [String] {
        let settings = Settings(share: try Share.find())
        let secret = [UInt8](repeating: 0, count: 32)
        let log = Logger(label: "routes") { _ in SwiftLogNoOpLogHandler() }
        let database = Database(DatabaseSettings("", connections: 1), log: log)
        defer { database.close() }
        let secrets = Secrets(signingSeed: [UInt8](repeating: 1, count: 32), web: secret, pepper: secret, audit: secret)
        let house = try await House(settings, database: database, secrets: secrets)
        let document = try APIDocument(folder: settings.share + "/openapi")
        let server = Server(
            settings: settings.web(secret: secret), document: document, outlets: LogOutlets(logger: log)
        ) { house.mount(on: $0) }
        return server.table.operations.map { operation in
            let method = operation.method.padding(toLength: 7, withPad: " ", startingAt: 0)
            return "\(method)\(operation.path)  [\(operation.who)]"
        }
    }
}

/// `liefert statements`: every SQL statement, and how the database would run it.
struct StatementsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "statements", abstract: "List every SQL statement; with --explain also its plan.")

    @OptionGroup var flags: DatabaseFlags

    @Flag(help: "Prepare each on the running database and print its generic plan.")
    var explain = false

    func run() async throws {
        let session = explain ? try PlainSession(Ground.running(await flags.settings()).owner) : nil
        try session?.run("SET plan_cache_mode = force_generic_plan")
        for text in House.statements.map({ StatementText($0) }) {
            print("-- \(text.name)\n\(text.sql)")
            if let session { print(try Self.plan(of: text.sql, on: session)) }
            print("")
        }
    }

    /// The plan with unknown values; statements without one (BEGIN) say so.
    static func plan(of sql: String, on session: PlainSession) throws -> String {
        try session.run("BEGIN; SELECT set_config('app.city_id', '00000000-0000-7000-8000-000000000000', true)")
        defer { _ = try? session.run("ROLLBACK") }
        try session.run("PREPARE shown AS \(sql)")
        defer { _ = try? session.run("DEALLOCATE shown") }
        let count = try session.run("SELECT cardinality(parameter_types) FROM pg_prepared_statements")[0][0] ?? "0"
        let nulls = Array(repeating: "NULL", count: Int(count) ?? 0).joined(separator: ", ")
        let rows = try session.run("EXPLAIN EXECUTE shown\(nulls.isEmpty ? "" : "(\(nulls))")")
        return rows.compactMap { $0[0].map { "--   \($0)" } }.joined(separator: "\n")
    }
}

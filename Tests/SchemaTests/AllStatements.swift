import Accounts
import Catalogue
import Cities
import Foundation
import Jobs
import Orders
import Payments
import Places
import Postgres
import Retailers
import Search
import Slots
import Storefront
import TestSupport
import Tours

/// Every SQL statement of the program, with what must exist before it can be prepared.
struct AllStatements {
    struct Entry: Sendable, CustomStringConvertible {
        let text: StatementText
        /// SQL that makes the table of a transaction's own which the statement reads; empty for most.
        let before: String
        var description: String { text.name }
    }

    static let entries: [Entry] =
        (Database.statements + Jobs.statements + Cities.statements + Places.statements + Accounts.statements
        + Retailers.statements
        + Catalogue.statements + Slots.statements + Search.statements + Payments.statements + Orders.statements
        + Tours.statements + Storefront.statements).map { Entry(text: StatementText($0), before: "") }
        + Catalogue.stagedStatements.map { Entry(text: StatementText($0.statement), before: $0.staging) }

    /// `Module.Name` of every statement that the sources declare.
    static func declared() throws -> Set<String> {
        let folder = packageFolder + "/Sources"
        var found: Set<String> = []
        for case let file as String in FileManager.default.enumerator(atPath: folder) ?? .init()
        where file.hasSuffix(".swift") {
            let module = file.hasPrefix("App/") ? "liefert" : String(file.split(separator: "/")[1])
            let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
            for match in text.matches(of: /struct (\w+)(?:<[^>\n]*>)?: [^\n{]*\bStatement\b/) {
                found.insert("\(module).\(match.output.1)")
            }
        }
        return found
    }
}

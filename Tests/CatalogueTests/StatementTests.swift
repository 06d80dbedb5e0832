import Postgres
import TestSupport
import Testing

@testable import Catalogue

@Suite struct StatementTests {
    @Test func `every statement can be prepared`() throws {
        let session = try TestDatabase(connections: 1).superuser()
        for (index, statement) in Catalogue.statements.enumerated() {
            #expect(throws: Never.self, "\(statement)") { try session.run("PREPARE s\(index) AS \(statement.sql)") }
        }
        try session.run("BEGIN")
        for table in Set(Catalogue.stagedStatements.map(\.staging)) { try session.run(table) }
        for (index, staged) in Catalogue.stagedStatements.enumerated() {
            #expect(throws: Never.self, "\(staged.statement)") {
                try session.run("PREPARE t\(index) AS \(staged.statement.sql)")
            }
        }
    }

    @Test func `every statement of a city's table names the city`() {
        let shared: Set<String> = ["ListDeposits", "ListVATRates", "ReadFeedHead"]
        let all = Catalogue.statements + Catalogue.stagedStatements.map(\.statement)
        for statement in all where !shared.contains("\(statement)") {
            #expect(
                statement.sql.contains("city_id = $1")
                    || statement.sql.contains("city_id") && statement.sql.contains("$1"))
        }
    }
}

import Foundation
import Postgres
import TestSupport
import Testing

@testable import Retailers

@Suite struct StatementTests {
    @Test func `every statement can be prepared and names its city`() throws {
        let session = try TestDatabase(connections: 1).superuser()
        for (index, statement) in Retailers.statements.enumerated() {
            #expect(throws: Never.self, "\(statement)") { try session.run("PREPARE s\(index) AS \(statement.sql)") }
            #expect(statement.sql.contains("city_id") && statement.sql.contains("$1"), "\(statement)")
        }
    }

    @Test func `the list of statements is complete`() throws {
        let folder = packageFolder + "/Sources/Features/Retailers"
        let files = try #require(FileManager.default.enumerator(atPath: folder)).compactMap { $0 as? String }
        var found: Set<String> = []
        for file in files where file.hasSuffix("Statements.swift") {
            let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
            for match in text.matches(of: /struct (\w+): Statement/) { found.insert(String(match.output.1)) }
        }
        #expect(found == Set(Retailers.statements.map { "\($0)" }))
    }
}

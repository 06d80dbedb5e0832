import Foundation
import Postgres
import TestSupport
import Testing

/// `migrations/schema.sql` shows the whole schema at one look, and a review shows what a migration does to it.
@Suite struct SchemaTextTests {
    static let path = packageFolder + "/migrations/schema.sql"
    /// Of the server that wrote the file; another one words some definitions differently.
    static let major = 15

    @Test(.enabled("the file is PostgreSQL 15's wording") { try PostgresInstallation.newest().major == Self.major })
    func `schema.sql is what the migrations make`() throws {
        let written = try Self.dumped()
        if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
            try written.write(toFile: Self.path, atomically: true, encoding: .utf8)
        }
        let stored = (try? String(contentsOfFile: Self.path, encoding: .utf8)) ?? ""
        let differing = written.split(separator: "\n").difference(from: stored.split(separator: "\n"))
        #expect(differing.isEmpty, "run UPDATE_GOLDENS=1 swift test --filter SchemaTests and look at the difference")
        #expect(written == stored)
    }

    /// pg_dump's text without comments, settings and whatever else differs from run to run.
    private static func dumped() throws -> String {
        let cluster = TestCluster.shared
        let raw = try cluster.installation.output(
            of: "pg_dump",
            [
                "--schema-only", "-h", cluster.socketFolder, "-U", "postgres", "-d", TestDatabase(connections: 1).name,
            ])
        var lines = ["-- The schema that the migrations make, by pg_dump \(major); UPDATE_GOLDENS=1 writes it anew."]
        for line in raw.split(separator: "\n", omittingEmptySubsequences: false) {
            let isNoise =
                line.hasPrefix("--") || line.hasPrefix("\\") || line.hasPrefix("SET ")
                || line.hasPrefix("SELECT pg_catalog.set_config")
            if isNoise || (line.isEmpty && lines.last == "") { continue }
            lines.append(String(line))
        }
        while lines.last == "" { lines.removeLast() }
        return lines.joined(separator: "\n") + "\n"
    }
}

import Postgres
import TestSupport
import Testing
import Vocabulary

/// Walks every table as the service's role: what one city may do to another's rows, which is nothing.
@Suite struct TenancyTests {
    let town: FilledTown
    let catalog: Catalog
    let app: PlainSession
    let mine: String
    let theirs: String

    init() throws {
        town = try FilledTown(cities: 2, rows: 3)
        catalog = try Catalog(town.database.superuser())
        app = try town.app()
        mine = town.cities[0]
        theirs = town.cities[1]
    }

    @Test func `a private table without a city is an error, never an empty answer`() throws {
        let privates = catalog.tables.filter(\.isPrivate)
        #expect(privates.count >= 30)
        for table in privates {
            #expect(throws: Fault.self, "\(table.name)") { try app.run("SELECT * FROM \(table.name)") }
        }
        // A setting that was local to a finished transaction leaves '' behind.
        try app.run("BEGIN; SELECT set_config('app.city_id', '\(mine)', true); COMMIT")
        for table in privates {
            #expect(throws: Fault.self, "\(table.name)") { try app.run("SELECT * FROM \(table.name)") }
        }
    }

    @Test func `a private table shows a city its own rows alone`() throws {
        for table in catalog.tables where table.isPrivate {
            let seen = try inside { try app.run("SELECT city_id FROM \(table.name)") }
            #expect(seen == Array(repeating: [mine], count: 3), "\(table.name)")
        }
    }

    @Test func `a public table shows everybody all rows`() throws {
        for table in catalog.tables where table.isPublic {
            let seen = try app.run("SELECT DISTINCT city_id FROM \(table.name)")
            #expect(Set(seen.map { $0[0] }) == [mine, theirs], "\(table.name)")
        }
    }

    @Test func `a row for another city is not taken`() throws {
        for table in catalog.tables where table.isOfACity {
            let names = table.columns.map(\.name).joined(separator: ", ")
            let values = table.columns.map { $0.name == "city_id" ? "'\(theirs)'" : $0.sampleSQL }
            let state = refusal {
                try app.run(
                    "INSERT INTO \(table.name) (\(names)) SELECT \(values.joined(separator: ", ")) "
                        + "FROM generate_series(7, 7) n")
            }
            #expect(state == "42501", "\(table.name)")
        }
    }

    @Test func `another city's rows are neither changed nor removed`() throws {
        for table in catalog.tables where table.isOfACity {
            for verb in ["UPDATE \(table.name) SET city_id = city_id", "DELETE FROM \(table.name)"] {
                var touched = 0
                let state = refusal {
                    touched = try app.run("\(verb) WHERE city_id = '\(theirs)' RETURNING 1").count
                }
                #expect(touched == 0 && (state == nil || state == "42501"), "\(verb): \(state ?? "")")
            }
            let left = try town.database.superuser().run(
                "SELECT count(*) FROM \(table.name) WHERE city_id = '\(theirs)'")
            #expect(left == [["3"]] || left == [["1"]] && town.single.contains(table.name), "\(table.name)")
        }
    }

    @Test func `a row of one's own is not given away`() throws {
        for table in catalog.tables where table.isOfACity {
            let state = refusal {
                try app.run("UPDATE \(table.name) SET city_id = '\(theirs)' WHERE city_id = '\(mine)'")
            }
            #expect(state == "42501", "\(table.name)")
        }
    }

    @Test func `one's own rows are changed: the refusals above are no general lack of rights`() throws {
        let changed = try catalog.tables.filter(\.isOfACity).filter { table in
            var touched = 0
            let state = refusal {
                touched = try app.run("UPDATE \(table.name) SET city_id = city_id RETURNING 1").count
            }
            let all = town.single.contains(table.name) ? 1 : 3
            try #require(state == nil && touched == all || state == "42501", "\(table.name)")
            return touched == all
        }
        #expect(changed.count >= 35)
    }

    /// In a transaction of city `mine` that is rolled back.
    private func inside<Result>(_ body: () throws -> Result) throws -> Result {
        try app.run("BEGIN; SELECT set_config('app.city_id', '\(mine)', true)")
        defer { _ = try? app.run("ROLLBACK") }
        return try body()
    }

    /// The SQLSTATE that `body` ends with, `nil` where it is let through.
    private func refusal<Result>(_ body: () throws -> Result) -> String? {
        do {
            _ = try inside(body)
            return nil
        } catch {
            return (error as? Fault)?.sqlState ?? "\(error)"
        }
    }
}

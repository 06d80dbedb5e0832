import Postgres
import TestSupport
import Testing
import Vocabulary

private struct AddCity: Statement {
    static let sql = """
        INSERT INTO cities (id, slug, name, land, centre_lat, centre_lon) VALUES ($1, $2, $3, 'NW', 51, 7)
        """
    static let refusals: [String: any Problem] = ["cities_slug_once": SlugTaken()]
    let id: CityID
    let slug: String
    func bind(_ parameters: inout Parameters) { parameters.add(id, slug, slug) }
}

private struct SlugTaken: Problem, Equatable {
    var kind: ProblemKind { .conflict }
    var code: String { "test/slug-taken" }
    var sentence: String { "Taken." }
}

private struct CountCities: Statement {
    static let sql = "SELECT count(*) FROM cities WHERE slug = $1"
    let slug: String
    func bind(_ parameters: inout Parameters) { parameters.add(slug) }
    static func decode(_ row: inout Row) throws(Fault) -> Int { try row.next() }
}

private struct Sleep: Statement {
    static let sql = "SELECT pg_sleep($1)"
    let seconds: Double
    func bind(_ parameters: inout Parameters) { parameters.add(seconds) }
}

private struct TerminateOthers: Statement {
    static let sql = """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename = 'liefert_app'
        """
}

private func city() -> CityID { .make(at: Clock.system.now()) }

@Suite struct TransactionTests {
    let town: TestDatabase

    init() throws { town = try TestDatabase(connections: 2) }

    @Test func `a refused statement rolls everything back and is told as its problem`() async throws {
        try await town.pool.transaction { tx in try tx.run(AddCity(id: city(), slug: "first")) }
        await #expect(throws: SlugTaken()) {
            try await town.pool.transaction { tx in
                try tx.run(AddCity(id: city(), slug: "second"))
                try tx.run(AddCity(id: city(), slug: "first"))
            }
        }
        #expect(try await town.pool.read(CountCities(slug: "second")) == [0])
        #expect(try await town.pool.read(CountCities(slug: "first")) == [1])
    }

    @Test func `writes and COMMIT cost one round trip`() async throws {
        try await town.pool.transaction { tx in try tx.run(AddCity(id: city(), slug: "warm")) }
        let before = town.pool.figures.flushes
        try await town.pool.transaction { tx in
            for number in 0..<10 { try tx.run(AddCity(id: city(), slug: "flush-\(number)")) }
        }
        #expect(town.pool.figures.flushes - before == 1)
    }

    @Test func `a problem thrown by a rule leaves nothing, not even what was queued before`() async throws {
        await #expect(throws: SlugTaken()) {
            try await town.pool.transaction { tx in
                try tx.run(AddCity(id: city(), slug: "queued"))
                _ = try tx.rows(CountCities(slug: "queued"))
                throw SlugTaken()
            }
        }
        #expect(try await town.pool.read(CountCities(slug: "queued")) == [0])
    }

    @Test func `questions asked together share a round trip`() async throws {
        _ = try await town.pool.read(CountCities(slug: "a"))
        let before = town.pool.figures.flushes
        let counts = try await town.pool.transaction { tx in
            let first = try tx.ask(CountCities(slug: "a"))
            let second = try tx.ask(CountCities(slug: "b"))
            return try tx.answer(first) + tx.answer(second)
        }
        #expect(counts == [0, 0])
        #expect(town.pool.figures.flushes - before == 2)
    }

    @Test func `sessions killed by the server are replaced without a word to the caller`() async throws {
        _ = try await town.pool.read(CountCities(slug: "x"))
        let session = try town.superuser()
        try session.run(TerminateOthers.sql)
        for _ in 0..<6 { #expect(try await town.pool.read(CountCities(slug: "x")) == [0]) }
    }

    @Test func `who waits too long for a session is told busy`() async throws {
        let small = try TestDatabase(connections: 1) { $0.waitSeconds = 0.2 }
        async let slow: Void = { _ = try await small.pool.read(Sleep(seconds: 4)) }()
        let watcher = try small.superuser()
        let sleeping = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'"
        while try watcher.run(sleeping).isEmpty { try await Task.sleep(for: .milliseconds(10)) }
        do {
            _ = try await small.pool.read(CountCities(slug: "x"))
            Issue.record("a session came free although the only one slept")
        } catch let fault as Fault {
            #expect(fault.kind == .busy)
        }
        try await slow
    }

    @Test func `a text with a zero byte is refused before it is sent`() async throws {
        await #expect(throws: Fault.self) {
            _ = try await town.pool.read(CountCities(slug: "a\u{0}b"))
        }
        #expect(try await town.pool.read(CountCities(slug: "a")) == [0])
    }
}

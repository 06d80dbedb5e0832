import Jobs
import Logging
import Postgres
import Synchronization
import TestSupport
import Testing
import Vocabulary

private struct Note: Job {
    static let kind = "test.note"
    let text: String
}

private struct AddCity: Statement {
    static let sql =
        "INSERT INTO cities (id, slug, name, land, centre_lat, centre_lon) VALUES ($1, $2, $2, 'NW', 51, 7)"
    let id: CityID
    func bind(_ parameters: inout Parameters) { parameters.add(id, "town-\(String(id.description.suffix(12)))") }
}

/// A clock that a test moves.
private final class Hands: Sendable {
    private let now = Mutex(Instant(seconds: 1_800_000_000))
    var clock: Clock { Clock { self.now.withLock { $0 } } }
    func move(bySeconds seconds: Int64) { now.withLock { $0 = $0 + seconds } }
}

private final class Notes: Sendable {
    private let texts = Mutex<[String]>([])
    func add(_ text: String) { texts.withLock { $0.append(text) } }
    var all: [String] { texts.withLock { $0 }.sorted() }
}

private struct Broken: Error {}

@Suite struct WorkerTests {
    let town: TestDatabase
    let city = CityID.make(at: Clock.system.now())
    private let hands = Hands()
    private let notes = Notes()

    init() throws { town = try TestDatabase() }

    private func worker(_ handlers: [JobHandler]) -> Worker {
        let city = city
        return Worker(
            database: town.pool, clock: hands.clock, handlers: handlers,
            log: Logger(label: "jobs") { _ in SwiftLogNoOpLogHandler() }
        ) { [city] }
    }

    private var writing: JobHandler {
        let notes = notes
        return JobHandler(Note.self) { note, _ in notes.add(note.text) }
    }

    private func enqueue(_ texts: [String], uniqueKey: String? = nil) async throws {
        let now = hands.clock.now()
        try await town.pool.transaction(in: city) { tx in
            for text in texts { try tx.enqueue(Note(text: text), at: now, uniqueKey: uniqueKey) }
        }
    }

    private func states() throws -> [String] {
        try town.superuser().run("SELECT state FROM jobs ORDER BY state").compactMap { $0[0] }
    }

    @Test func `a job is done once and is gone`() async throws {
        try await enqueue(["a", "b", "c"])
        try await worker([writing]).doDue()
        try await worker([writing]).doDue()
        #expect(notes.all == ["a", "b", "c"])
        #expect(try states() == [])
    }

    @Test func `what a rolled back transaction promised is never done`() async throws {
        let now = hands.clock.now()
        await #expect(throws: Broken.self) {
            try await town.pool.transaction(in: city) { tx in
                try tx.enqueue(Note(text: "never"), at: now)
                try tx.flush()
                throw Broken()
            }
        }
        #expect(try await worker([writing]).doDue() == 0)
    }

    @Test func `a unique key drops the second while the first waits`() async throws {
        try await enqueue(["first", "second"], uniqueKey: "one")
        try await worker([writing]).doDue()
        #expect(notes.all == ["first"])
    }

    @Test func `ten workers at once do each job once`() async throws {
        let texts = (0..<200).map { "job-\($0)" }
        try await enqueue(texts)
        try await withThrowingTaskGroup { group in
            for _ in 0..<10 {
                group.addTask {
                    let worker = worker([writing])
                    while try await worker.doDue() > 0 {}
                }
            }
            try await group.waitForAll()
        }
        #expect(notes.all == texts.sorted())
    }

    @Test func `a job that always fails ends among the dead letters with its error, after its last attempt`()
        async throws
    {
        try await enqueue(["poison"])
        let failing = JobHandler(Note.self) { _, _ in throw Broken() }
        var attempts = 0
        while try states() == ["ready"] {
            attempts += try await worker([failing]).doDue()
            hands.move(bySeconds: 3601)
        }
        #expect(attempts == 25)
        #expect(try town.superuser().run("SELECT state, error FROM jobs") == [["dead", "Broken()"]])
    }

    @Test func `a worker that stalled past its lease cannot end the job another one took over`() async throws {
        try await enqueue(["slow"])
        let (city, hands, notes, pool) = (city, hands, notes, town.pool)
        let second = worker([
            JobHandler(Note.self) { _, run in
                try await pool.transaction(in: city) { tx in try run.complete(in: &tx) }
                notes.add("second")
            }
        ])
        let first = worker([
            JobHandler(Note.self) { _, run in
                hands.move(bySeconds: 31)
                try await second.doDue()
                try await pool.transaction(in: city) { tx in try run.complete(in: &tx) }
                notes.add("first")
            }
        ])
        try await first.doDue()
        #expect(notes.all == ["second"])
        #expect(try states() == [])
    }

    @Test func `a recurring job comes again after its pause, once a city`() async throws {
        let (pool, city, notes) = (town.pool, city, notes)
        try await pool.transaction { tx in try tx.run(AddCity(id: city)) }
        let hourly = worker([JobHandler(everySeconds: 3600, kind: "test.hourly") { _ in notes.add("tick") }])
        for _ in 0..<3 {
            try await hourly.planRecurring()
            try await hourly.doDue()
        }
        #expect(notes.all == ["tick"])
        hands.move(bySeconds: 3600)
        try await hourly.doDue()
        #expect(notes.all == ["tick", "tick"])
    }
}

@Suite struct OutboxTests {
    @Test func `nothing appears behind a reader that has passed`() async throws {
        let town = try TestCluster.own()
        let city = CityID.make(at: Clock.system.now())
        let slow = try town.owner()
        try slow.run("BEGIN; SELECT set_config('app.city_id', '\(city)', true)")
        try slow.run(
            """
            INSERT INTO outbox (city_id, aggregate, aggregate_id, version, event)
            VALUES ('\(city)', 'x', '\(city)', 1, 'slow')
            """
        )
        try await town.pool.transaction(in: city) { tx in
            try tx.run(Announcement(in: city, at: Instant(seconds: 0), "x", city, version: 2, "quick"))
        }
        let early = try await town.pool.read(ReadOutbox(city: city, after: 0, limit: 10))
        #expect(early.isEmpty, "the quick one must wait for the slow one, which has the lower position")
        try slow.run("COMMIT")
        let late = try await town.pool.read(ReadOutbox(city: city, after: 0, limit: 10))
        #expect(late.map(\.event) == ["slow", "quick"])
    }
}

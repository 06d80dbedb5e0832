import Catalogue
import Foundation
import Glibc
import Postgres
import Synchronization
import TestSupport
import Testing
import Vocabulary
import Web

extension EnduranceTests {
    /// Promise 1: nothing acknowledged is lost, nothing is doubled, nothing is left half done.
    ///
    /// Its limit: a killed process does not lose what the kernel holds for the disk; that fsync is on is asserted.
    @Suite(.serialized) struct Crash {
        static let writers = 50
        static let kills = Effort.count("KILLS", 30, 1000)

        @Test(.timeLimit(.minutes(20 + kills / 10)))
        func `server and database are killed under 50 writers, and everything agrees`() async throws {
            let kills = Self.kills
            print("crash: seed \(Effort.seed), \(kills) kills, \(Self.writers) writers")
            try await ServedCity.within(durability: .full) { city in
                for setting in ["fsync", "full_page_writes", "data_checksums", "synchronous_commit"] {
                    #expect(try city.run("SHOW \(setting)") == [["on"]], "\(setting)")
                }
                let offers = try (0..<6).map { try city.offer($0 % 3, stock: Books.unitsAtFirst) }
                let slots = try Array(city.slots().prefix(6))
                let scene = CrashScene(city: city, port: try FreePort.pair())
                let killed = try await scene.run(kills: kills, goods: (offers, slots))
                let tally = try await scene.settle()
                let breaches = try Books.breaches(in: city)
                print(
                    """
                    crash: seed \(Effort.seed): server killed \(killed.server) times, PostgreSQL \(killed.database); \
                    \(tally); \(Books.rules.count) equations, broken: \(breaches)
                    """)
                #expect(breaches == [])
                #expect(tally.lost == 0 && tally.changed == 0 && tally.halfCancelled == 0)
                #expect(tally.acknowledged > kills, "too little was written to prove anything")
            }
        }
    }
}

/// The stage: a city, its server, and the writers' journals.
final class CrashScene: Sendable {
    let city: ServedCity
    let port: Int
    private let isOver = Mutex(false)
    /// Whether the server runs, as far as its killer knows: nobody queues up at a closed door.
    private let isUp = Mutex(false)
    /// The one that serves now.
    private let server = Mutex<StartedProgram?>(nil)

    init(city: ServedCity, port: Int) { (self.city, self.port) = (city, port) }

    var door: Client {
        Client(base: "http://127.0.0.1:\(port)", contract: nil).with(timeoutSeconds: 8).crowded
    }

    private func journal(_ number: Int) -> String { "\(city.folder)/journal-\(number)" }

    /// Writers write while one after the other is killed; answers how often whom.
    ///
    /// The last server stays until each writer has its answer: some ask until they have one.
    func run(
        kills: Int, goods: (offers: [ID<Offer>], slots: [String])
    ) async throws -> (server: Int, database: Int) {
        defer { server.withLock { $0?.kill() } }
        return try await withThrowingTaskGroup(of: (server: Int, database: Int)?.self) { group in
            for number in 0..<EnduranceTests.Crash.writers {
                group.addTask { [self] in
                    let journal = Journal(journal(number))
                    var writer = Writer(number, at: door, goods, journal: journal, seed: Effort.seed)
                    while !isOver.withLock({ $0 }) {
                        await writer.work { isOver.withLock { $0 } || !isUp.withLock { $0 } }
                        try await Task.sleep(for: .milliseconds(20))
                    }
                    return nil
                }
            }
            group.addTask { [self] in
                defer { isOver.withLock { $0 = true } }
                return try await kill(kills)
            }
            return try await group.reduce((0, 0)) { $1 ?? $0 }
        }
    }

    private func kill(_ kills: Int) async throws -> (server: Int, database: Int) {
        var dice = SeededDice(Effort.seed)
        var killed = (server: 0, database: 0)
        var program = try serve()
        for _ in 0..<kills {
            try await door.awaitOpen(program)
            isUp.withLock { $0 = true }
            try await Task.sleep(for: .milliseconds(Int.random(in: 50...2000, using: &dice)))
            if Int.random(in: 0..<3, using: &dice) > 0 {
                program.kill()
                isUp.withLock { $0 = false }
                program = try serve()
                killed.server += 1
            } else {
                city.ground.kill()
                try city.ground.start()
                killed.database += 1
            }
        }
        try await door.awaitOpen(program)
        return killed
    }

    private func serve() throws -> StartedProgram {
        let program = try city.serve(port: port)
        server.withLock { $0 = program }
        return program
    }

    /// What the journals say against what is there, after everything open was asked again with its key.
    struct Tally: CustomStringConvertible {
        var acknowledged = 0
        var unknown = 0
        /// Of the unknown ones, those that had happened or happened now.
        var unknownDone = 0
        /// Acknowledged, but not there.
        var lost = 0
        /// Asked again, another answer came.
        var changed = 0
        var cancelled = 0
        /// Confirmed as called off, but not.
        var halfCancelled = 0

        var description: String {
            """
            \(acknowledged) orders acknowledged, of those lost \(lost), answered otherwise when asked again \
            \(changed); \(unknown) answers never heard, of those done once \(unknownDone); \
            \(cancelled) called off, of those not \(halfCancelled)
            """
        }
    }

    func settle() async throws -> Tally {
        let program = try city.serve(port: port)
        defer { program.kill() }
        try await door.awaitOpen(program)
        let entries = try (0..<EnduranceTests.Crash.writers).flatMap { try Journal.read(journal($0)) }
        let replies = try await gather(entries.count) { [self] number in
            try await ask(entries[number])
        }
        var tally = Tally()
        for (entry, reply) in zip(entries, replies) {
            let purchase = reply.json["id"]?.string ?? ""
            if let answer = entry.answer {
                guard answer.status == 201 else { continue }
                tally.acknowledged += 1
                let isThere = try city.number("SELECT count(*) FROM purchases WHERE id = '\(purchase)'") == 1
                tally.lost += isThere ? 0 : 1
                tally.changed += reply.status == 201 && reply.text == answer.body ? 0 : 1
            } else {
                tally.unknown += 1
                tally.unknownDone += reply.status == 201 ? 1 : 0
            }
            guard entry.isCancelled == true else { continue }
            tally.cancelled += 1
            let living =
                "SELECT count(*) FROM retailer_orders WHERE purchase_id = '\(purchase)' AND state <> 'cancelled'"
            tally.halfCancelled += try city.number(living) == 0 ? 0 : 1
        }
        return tally
    }

    private func ask(_ entry: Journal.Entry) async throws -> Reply {
        let client = door.with(token: entry.token)
        for _ in 0..<50 {
            let reply = try await client.post(
                ServedCity.base + "/purchases", entry.wish, ["Idempotency-Key": entry.key])
            if !reply.isTransient { return reply }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw StartedProgram.NotStarted(description: "the server keeps saying later")
    }
}

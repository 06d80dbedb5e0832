import Foundation
import Glibc
import Postgres
import TestSupport
import Testing
import Web

extension EnduranceTests {
    /// Promise 7: a database that is away does not take the server with it.
    @Suite(.serialized) struct DatabaseAway {
        /// Three ways to be away: each looks different from a session.
        enum Way: String, CaseIterable, Sendable {
            case frozen, killed, cutOff
        }

        @Test(.timeLimit(.minutes(20)), arguments: Way.allCases)
        func `refused at once, ready again by itself`(way: Way) async throws {
            try await ServedCity.within(durability: .full) { city in
                let cable = try Cable(to: city.ground.cluster.socketFolder, below: city.folder)
                let port = try FreePort.pair()
                let address = "host=\(cable.folder) dbname=liefert user="
                let program = try city.serve(
                    port: port,
                    with: [
                        "LIEFERT_DATABASE_URL": address + "liefert_app",
                        "LIEFERT_DATABASE_OWNER_URL": address + "liefert_owner",
                    ])
                defer { program.kill() }
                let door = Client(base: "http://127.0.0.1:\(port)").crowded
                try await door.awaitOpen(program)
                let visit = Visit(door: door)
                // Every session is used, so that each of them is caught unawares.
                _ = await visit.ask(64)

                try await Self.takeAway(way, city, cable)
                let caught = await visit.ask(32)
                let seconds = Effort.count("AWAY_SECONDS", 6, 60)
                let later = await visit.ask(during: seconds)
                #expect(try await door.get("\(door.base)/livez").status == 200)
                #expect(try await door.get("\(door.base)/readyz").status == 503)
                try await Self.bringBack(way, city, cable)
                let back = ContinuousClock.now
                var recovery: Duration?
                for _ in 0..<200 where recovery == nil {
                    if (await visit.ask(1)).answers.counts["200"] == 1 { recovery = ContinuousClock.now - back }
                    try await Task.sleep(for: .milliseconds(50))
                }
                let sessions = try city.number(
                    "SELECT count(*) FROM pg_stat_activity WHERE usename = 'liefert_app'")
                print(
                    """
                    \(way.rawValue) for \(seconds) s: caught \(caught), later \(later); good again after \
                    \(recovery.map { "\($0)" } ?? "never"), \(sessions) sessions of 16 and the pulse's
                    """)
                #expect(!program.hasEnded)
                #expect(later.answers.counts.keys.allSatisfy { $0 == "503 unavailable" }, "\(later)")
                #expect(caught.answers.counts.keys.allSatisfy { $0.hasPrefix("503") }, "\(caught)")
                #expect(later.isToldWhen && caught.isToldWhen)
                #expect(recovery.map { $0 < .seconds(5) } ?? false)
                #expect(sessions <= 18)
            }
        }

        private static func takeAway(_ way: Way, _ city: ServedCity, _ cable: Cable) async throws {
            switch way {
            case .frozen: city.ground.freeze()
            case .killed: city.ground.kill()
            case .cutOff: cable.cut()
            }
        }

        private static func bringBack(_ way: Way, _ city: ServedCity, _ cable: Cable) async throws {
            switch way {
            case .frozen: city.ground.thaw()
            case .killed: try city.ground.start()
            case .cutOff: cable.mend()
            }
        }
    }
}

/// Reads that need the database, and what they were answered with.
private struct Visit {
    let door: Client

    struct Record: CustomStringConvertible {
        var answers = Answers()
        var longest = Duration.zero
        /// Every 503 had a Retry-After.
        var isToldWhen = true

        var description: String {
            let seconds = Double(longest.components.seconds) + Double(longest.components.attoseconds) / 1e18
            return "\(answers.counts) within \(String(format: "%.2f", seconds)) s"
        }
    }

    /// So many at once.
    func ask(_ count: Int) async -> Record {
        await withTaskGroup(of: (Reply?, Duration).self) { group in
            for _ in 0..<count {
                group.addTask {
                    let start = ContinuousClock.now
                    let reply = try? await door.get("\(ServedCity.base)/slots?zone=mitte")
                    return (reply, ContinuousClock.now - start)
                }
            }
            return await group.reduce(into: Record()) { record, outcome in
                record.answers.count(outcome.0?.word ?? "none")
                record.longest = max(record.longest, outcome.1)
                record.isToldWhen =
                    record.isToldWhen && (outcome.0?.status != 503 || outcome.0?.header("retry-after") != nil)
            }
        }
    }

    /// Eight at a time, a few times a second.
    func ask(during seconds: Int) async -> Record {
        var all = Record()
        for _ in 0..<(seconds * 4) {
            let record = await ask(8)
            for (answer, count) in record.answers.counts { for _ in 0..<count { all.answers.count(answer) } }
            all.longest = max(all.longest, record.longest)
            all.isToldWhen = all.isToldWhen && record.isToldWhen
            try? await Task.sleep(for: .milliseconds(250))
        }
        return all
    }
}

import Foundation
import Postgres
import TestSupport
import Testing
import Web

extension EnduranceTests {
    /// safety.md, finding 1: a COMMIT whose wait for the standby is cancelled reads as a success in PostgreSQL.
    @Suite(.serialized) struct CommitLie {
        @Test(.timeLimit(.minutes(20)))
        func `a cancelled wait for the standby is told as unknown, and the key tells the truth`() async throws {
            try await ServedCity.within(durability: .full) { city in
                let offer = try city.offer(stock: 50)
                let slot = try city.slots()[0]
                try await city.served(by: 1) { doors in
                    let guest = try await Shopper(at: doors[0].crowded)
                    let hold = try await guest.hold(slot, key: "hold").expect(201).text("id")
                    let wish = try Shopper.wish(await guest.checkOut(guest.basket([(offer, 1)]), in: hold))
                    try city.run("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
                    try city.run("SELECT pg_reload_conf()")
                    async let button = guest.place(wish, key: "key")
                    // Jobs of the server wait too: all are cancelled until the button has answered.
                    let canceller = Task {
                        var cancelled = 0
                        while !Task.isCancelled {
                            cancelled += try city.run(Self.cancelTheWait).count
                            try? await Task.sleep(for: .milliseconds(50))
                        }
                        return cancelled
                    }
                    let told = try await button
                    canceller.cancel()
                    let cancelled = try await canceller.value
                    try city.run("ALTER SYSTEM RESET synchronous_standby_names")
                    try city.run("SELECT pg_reload_conf()")
                    // The liar's row is there, which nobody knew: only the key can tell.
                    let replay = try await guest.place(wish, key: "key")
                    print("\(cancelled) wait cancelled: told \(told.word), asked again \(replay.word)")
                    #expect(cancelled > 0)
                    #expect(told.word == "503 commit-unknown")
                    #expect(told.header("retry-after") != nil)
                    #expect(replay.status == 201)
                    #expect(try city.number("SELECT count(*) FROM purchases") == 1)
                }
            }
        }

        private static let cancelTheWait = """
            SELECT pg_cancel_backend(pid) FROM pg_stat_activity
             WHERE wait_event = 'SyncRep' AND usename = 'liefert_app'
            """
    }
}

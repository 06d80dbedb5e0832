import Foundation
import Glibc
import Postgres
import TestSupport
import Testing
import Vocabulary
import Web

extension EnduranceTests {
    /// Promise 18: jobs run, once in effect, whoever is killed or stalls. The job at hand: orders that nobody answered.
    @Suite(.serialized) struct Workers {
        @Test(.timeLimit(.minutes(30)))
        func `workers that are killed and one that stalls refuse each order once`() async throws {
            let orders = Effort.count("JOB_ORDERS", 100, 1000)
            try await ServedCity.within { city in
                let offer = try city.offer(stock: Books.unitsAtFirst)
                let slot = try city.slots()[0]
                try await city.served(by: 1) { doors in
                    let door = doors[0].crowded
                    _ = try await gather(orders) { _ in
                        let guest = try await Shopper(at: door)
                        let hold = try await guest.hold(slot, key: "hold").expect(201).text("id")
                        let wish = try Shopper.wish(await guest.checkOut(guest.basket([(offer, 1)]), in: hold))
                        return try await guest.place(wish, key: "key").expect(201)
                    }
                }
                try city.run("UPDATE jobs SET run_at = now() WHERE kind = 'orders.answer-deadline'")
                // No order gets through before this one is let go: the first worker stalls in the midst of one.
                let closed = try city.session()
                try closed.run("BEGIN; LOCK TABLE retailer_orders IN SHARE ROW EXCLUSIVE MODE")
                let stalled = try city.work()
                try await Self.await(seconds: 60) { try city.number(Self.running) > 0 }
                stalled.send(SIGSTOP)
                try closed.run("ROLLBACK")
                var dice = SeededDice(Effort.seed)
                var kills = 0
                while try city.number(Self.left) > 0, kills < orders * 4 {
                    // The leases of the dead run out: 30 s in life, at once here.
                    try city.run("UPDATE jobs SET lease_until = now() WHERE state = 'running'")
                    let worker = try city.work()
                    try await Task.sleep(for: .milliseconds(Int.random(in: 300...1500, using: &dice)))
                    worker.kill()
                    kills += 1
                }
                stalled.send(SIGCONT)
                try await Task.sleep(for: .seconds(2))
                #expect(!stalled.hasEnded)
                stalled.kill()
                let breaches = try Books.breaches(in: city)
                print(
                    "jobs: seed \(Effort.seed), \(orders) due, \(kills) workers killed, 1 stalled; broken: \(breaches)")
                #expect(kills > 0, "all was done before anybody could be killed")
                #expect(try city.number(Self.left) == 0)
                #expect(try city.number("SELECT count(*) FROM retailer_orders WHERE state = 'refused'") == orders)
                #expect(try city.number("SELECT count(*) FROM audit_entries WHERE action = 'refuse'") == orders)
                #expect(breaches == [])
            }
        }

        private static let left = "SELECT count(*) FROM jobs WHERE kind = 'orders.answer-deadline'"
        private static let running = left + " AND state = 'running'"

        private static func await(seconds: Int, _ isReached: () throws -> Bool) async throws {
            for _ in 0..<(seconds * 200) where try !isReached() { try await Task.sleep(for: .milliseconds(5)) }
        }
    }
}

import Catalogue
import Foundation
import Glibc
import TestSupport
import Testing
import Vocabulary
import Web

extension EnduranceTests {
    /// Promise 4: a retry has no second effect. Two started programs, as behind a load balancer.
    @Suite(.serialized) struct SameKey {
        @Test(.timeLimit(.minutes(20)))
        func `one key a hundred times at once is one order with one answer, also after a restart`() async throws {
            try await ServedCity.within { city in
                let offer = try city.offer(stock: 50)
                let slot = try city.slots()[0]
                let first = try await city.served(by: 2) { doors in
                    let guest = try await Shopper(at: doors[0])
                    let hold = try await guest.hold(slot, key: "hold").expect(201).text("id")
                    let wish = try Shopper.wish(await guest.checkOut(guest.basket([(offer, 1)]), in: hold))
                    let bystander = Bystander(door: doors[1])
                    let quiet = await bystander.paces(40)
                    async let meanwhile = bystander.paces(40)
                    let replies = try await Self.press(wish, as: guest, at: doors, times: 100)
                    let busy = await meanwhile
                    print(
                        """
                        100 twins: \(Set(replies.map(\.text)).count) answer, \(replies.count { !$0.isReplay }) effect; \
                        others' median \(Self.median(quiet)) before, \(Self.median(busy)) meanwhile, none refused
                        """)
                    #expect(Set(replies.map(\.bytes)).count == 1)
                    #expect(Set(replies.map(\.status)) == [201])
                    #expect(replies.count { !$0.isReplay } == 1)
                    #expect(busy.count == 40, "others were refused meanwhile")
                    try await Self.expectOtherUses(wish, of: guest, at: doors[0])
                    try await Self.expectOtherPerson(offer, slot, at: doors[1])
                    return (wish: wish, guest: guest, reply: replies[0])
                }
                #expect(try city.number("SELECT count(*) FROM purchases") == 2)
                try await city.served(by: 1) { doors in
                    let again = try await Shopper(first.guest, at: doors[0]).place(first.wish, key: "the-same-key")
                    #expect(again.status == 201 && again.bytes == first.reply.bytes && again.isReplay)
                }
                #expect(try city.number("SELECT count(*) FROM purchases") == 2)
                #expect(try city.number("SELECT on_hand FROM stock_levels") == 48)
            }
        }

        @Test(.timeLimit(.minutes(20)))
        func `a server that dies between COMMIT and answer answers when it is asked again`() async throws {
            try await ServedCity.within { city in
                let offer = try city.offer(stock: 50)
                let slot = try city.slots()[0]
                let port = try FreePort.pair()
                let door = Client(base: "http://127.0.0.1:\(port)").crowded
                let quiet = try city.serve(port: port)
                try await door.awaitOpen(quiet)
                let guest = try await Shopper(at: door)
                let hold = try await guest.hold(slot, key: "hold").expect(201).text("id")
                let wish = try Shopper.wish(await guest.checkOut(guest.basket([(offer, 1)]), in: hold))
                quiet.kill()
                // No jobs are due in the first moments but the recurring ones: the purchase is one of these commits.
                var deaths = 0
                for number in 1...40 where try city.number("SELECT count(*) FROM purchases") == 0 {
                    let mortal = try city.serve(
                        port: port, with: ["LIEFERT_DATABASE_FAULTS": "dieAfterCommit=\(number)"])
                    if (try? await door.awaitOpen(mortal)) != nil {
                        deaths += (try? await guest.place(wish, key: "key")) == nil ? 1 : 0
                    }
                    mortal.kill()
                }
                #expect(try city.number("SELECT count(*) FROM purchases") == 1)
                let healed = try city.serve(port: port)
                defer { healed.kill() }
                try await door.awaitOpen(healed)
                let replay = try await guest.place(wish, key: "key")
                print("died \(deaths) times under the button; asked again: \(replay.word), replay \(replay.isReplay)")
                #expect(replay.status == 201 && replay.isReplay)
                #expect(try city.number("SELECT count(*) FROM purchases") == 1)
                #expect(try city.number("SELECT on_hand FROM stock_levels") == 49)
            }
        }

        /// Presses at all doors at once, again where the answer is "later".
        private static func press(
            _ wish: String, as guest: Shopper, at doors: [Client], times: Int
        ) async throws -> [Reply] {
            try await withThrowingTaskGroup(of: Reply.self) { group in
                for number in 0..<times {
                    group.addTask {
                        while true {
                            let twin = Shopper(guest, at: doors[number % doors.count].crowded)
                            let reply = try await twin.place(wish, key: "the-same-key")
                            if !reply.isTransient { return reply }
                            try await Task.sleep(for: .milliseconds(100))
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }

        /// The key with another body is refused.
        private static func expectOtherUses(_ wish: String, of guest: Shopper, at door: Client) async throws {
            let other = wish.replacing(/"summaryHash": "([0-9a-f])/) {
                "\"summaryHash\": \"" + ($0.output.1 == "0" ? "1" : "0")
            }
            #expect(other != wish)
            let reply = try await Shopper(guest, at: door).place(other, key: "the-same-key")
            #expect(reply.word == "422 request/key-reused")
        }

        /// Somebody else's same key is another one.
        private static func expectOtherPerson(_ offer: ID<Offer>, _ slot: String, at door: Client) async throws {
            let other = try await Shopper(at: door)
            let hold = try await other.hold(slot, key: "hold").expect(201).text("id")
            let wish = try Shopper.wish(await other.checkOut(other.basket([(offer, 1)]), in: hold))
            let reply = try await other.place(wish, key: "the-same-key")
            #expect(reply.status == 201 && !reply.isReplay)
        }

        private static func median(_ paces: [Duration]) -> String {
            let milliseconds = paces.map {
                Double($0.components.attoseconds) / 1e15 + Double($0.components.seconds) * 1e3
            }
            return paces.isEmpty ? "–" : String(format: "%.1f ms", milliseconds.sorted()[milliseconds.count / 2])
        }
    }
}

/// Somebody who wants something else meanwhile.
private struct Bystander {
    let door: Client

    /// How long so many requests took, one after the other, through the database; refused ones are left out.
    func paces(_ count: Int) async -> [Duration] {
        var paces: [Duration] = []
        for _ in 0..<count {
            let start = ContinuousClock.now
            let reply = try? await door.get("\(ServedCity.base)/slots?zone=mitte")
            if reply?.status == 200 { paces.append(ContinuousClock.now - start) }
        }
        return paces
    }
}

extension Reply {
    /// Nothing happened now: this was answered before.
    var isReplay: Bool { header("idempotent-replayed") == "true" }
}

import Foundation
import Hummingbird
import Synchronization
import TestSupport
import Testing
import Vocabulary

@testable import Web

extension EdgeSuite {
    /// More to do than can be done, and callers who want too much.
    @Suite struct LoadTests {
        /// A server that works on 8 requests at a time, each for 100 ms.
        static func busy<Value: Sendable>(_ body: (Client) async throws -> Value) async throws -> Value {
            var settings = WebSettings.test
            settings.requestsAtOnce = 8
            settings.patience = .milliseconds(300)
            settings.urgency = { _, path in
                switch path {
                case "/livez": .health
                case "/courier": .couriers
                case "/export": .exports
                default: .browsing
                }
            }
            return try await serving(
                { endpoints in
                    for path in ["courier", "export", "browse"] {
                        endpoints.get(RouterPath(path)) { _, _ in
                            try await Task.sleep(for: .milliseconds(100))
                            return Said(text: "done")
                        }
                    }
                }, settings: settings, contract: nil, body)
        }

        @Test func `beyond capacity the less urgent are turned away at once, the urgent and health are answered`()
            async throws
        {
            try await Self.busy { client in
                let named = client.with(token: "somebody")
                let port = try #require(URL(string: client.base)?.port)
                let replies = try await inThread {
                    let paths = (0..<121).map { number in
                        number == 120 ? "/livez" : number < 100 ? ["/browse", "/export"][number % 2] : "/courier"
                    }
                    let connections = try paths.map { _ in try RawConnection(port: port) }
                    for (path, connection) in zip(paths, connections) {
                        connection.send(
                            "GET \(path) HTTP/1.1\r\nHost: edge.example\r\nAuthorization: Bearer somebody\r\n\r\n")
                    }
                    return zip(paths, connections).map { path, connection in
                        connection.read(within: 10) { RawAnswers($0).finals.count == 1 }
                        return (path, RawAnswers(connection.received).finals.first)
                    }
                }
                let served = Dictionary(grouping: replies.filter { $0.1?.status == 200 }, by: \.0).mapValues(\.count)
                #expect(served["/livez"] == 1)
                #expect((served["/courier"] ?? 0) >= 16)
                #expect((served["/export"] ?? 0) < 10)
                let refused = replies.compactMap(\.1).filter { $0.status != 200 }
                #expect(refused.count > 50)
                for reply in refused {
                    #expect(reply.status == 503 && reply.header("retry-after") == "1")
                    #expect(reply.text.contains("temporary-reduced-capacity"))
                }
                let after = try await named.get("/browse").status
                #expect(after == 200, "it is over at once")
                print("figure: overload 120 at once on 8 places: served \(served), refused \(refused.count)")
            }
        }

        @Test func `nobody without a name takes more than half of the places`() async {
            let gate = Gate(width: 8, patience: .milliseconds(20))
            let stranger = Gate.Place(urgency: .browsing, isAnonymous: true)
            var inside = 0
            for _ in 0..<8 where await gate.enter(stranger) { inside += 1 }
            #expect(inside == 4 && gate.waiting == 0)
            #expect(await gate.enter(Gate.Place(urgency: .browsing, isAnonymous: false)))
            for _ in 0..<inside { gate.leave(stranger) }
            #expect(gate.inside == 1)
        }

        @Test func `who waits is let in by urgency, and the longest waiting of equals first`() async {
            let gate = Gate(width: 1, patience: .seconds(20))
            let courier = Gate.Place(urgency: .couriers, isAnonymous: false)
            #expect(await gate.enter(courier))
            let order = Entered()
            await withTaskGroup(of: Void.self) { group in
                let waiting: [(String, Urgency)] = [("browsing", .browsing), ("courier", .couriers)]
                for (position, (name, urgency)) in waiting.enumerated() {
                    group.addTask {
                        let place = Gate.Place(urgency: urgency, isAnonymous: false)
                        guard await gate.enter(place) else { return }
                        order.names.withLock { $0.append(name) }
                        gate.leave(place)
                    }
                    while gate.waiting <= position { await Task.yield() }
                }
                gate.leave(courier)
            }
            #expect(order.names.withLock { $0 } == ["courier", "browsing"])
            #expect(gate.inside == 0 && gate.waiting == 0)
        }

        private final class Entered: Sendable {
            let names = Mutex<[String]>([])
        }

        @Test func `an allowance is spent, told, and comes back`() {
            let ledger = RateLedger()
            let rule = RateRule("search", 6, perSeconds: 60, of: .address)
            let start = ContinuousClock.now
            let standings = (0..<8).map { _ in ledger.spend(rule, "a", at: start) }
            #expect(standings.map { $0?.left } == [5, 4, 3, 2, 1, 0, 0, 0])
            #expect(standings[6]?.wait == .seconds(10), "one comes back every ten seconds")
            #expect(ledger.spend(rule, "b", at: start)?.left == 5, "others have their own")
            #expect(ledger.spend(rule, "a", at: start + .seconds(10))?.wait == .zero)
            #expect(ledger.spend(rule, "a", at: start + .seconds(10))?.wait != .zero)
            #expect(ledger.spend(rule, "a", at: start + .seconds(600))?.left == 5)
        }

        static func limited<Value: Sendable>(
            _ rules: [RateRule], trusting: [AddressBlock] = [], _ body: (Client) async throws -> Value
        ) async throws -> Value {
            let limits = RateLimits(trusting: trusting) { _, template in template == "/act" ? rules : [] }
            return try await serving(
                { endpoints in
                    endpoints.limited(by: limits).post("act") { request, _ in
                        let fields = try await request.json()
                        let password = try JSONTree(parsing: fields.tape.bytes)["password"]?.string
                        guard password != "wrong" else { throw RequestProblem.unauthenticated }
                        return Said(text: "done")
                    }
                }, contract: nil, body)
        }

        @Test func `what an address may do is counted, and cannot be talked out of it`() async throws {
            let rule = RateRule("act", 5, perSeconds: 3600, of: .address)
            try await Self.limited([rule]) { client in
                for number in 0..<5 {
                    let reply = try await client.post("/act", "{}", ["X-Forwarded-For": "10.0.0.\(number)"])
                    #expect(reply.status == 200)
                    #expect(reply.header("ratelimit-policy") == #""act";q=5;w=3600"#)
                    #expect(reply.header("ratelimit")?.hasPrefix("\"act\";r=\(4 - number);t=") == true)
                }
                let reply = try await client.post("/act", "{}", ["X-Forwarded-For": "10.0.0.9"])
                #expect(reply.status == 429 && reply.code == "quota-exceeded")
                #expect(reply.header("retry-after").flatMap { Int($0) }.map { (600...720).contains($0) } == true)
                #expect(reply.header("ratelimit")?.hasPrefix("\"act\";r=0;t=") == true)
            }
        }

        @Test func `what was refused does not count where the rule says so`() async throws {
            var rule = RateRule("act", 1, perSeconds: 3600, of: .address)
            rule.forgivesRefusals = true
            try await Self.limited([rule]) { client in
                let bodies = [#"{"password":"wrong"}"#, "broken", #"{"password":"wrong"}"#, "{}", "{}"]
                let statuses = try await bodies.asyncMap { try await client.post("/act", $0).status }
                #expect(statuses == [401, 400, 401, 200, 429])
            }
        }

        @Test func `behind a trusted proxy it is the proxy's callers who are counted`() async throws {
            let rule = RateRule("act", 1, perSeconds: 3600, of: .address)
            let loopback = try #require(AddressBlock("127.0.0.0/8"))
            try await Self.limited([rule], trusting: [loopback]) { client in
                let statuses = try await ["10.0.0.1", "10.0.0.2", "6.6.6.6, 10.0.0.1", "10.0.0.3, 127.0.0.1"].asyncMap {
                    try await client.post("/act", "{}", ["X-Forwarded-For": $0]).status
                }
                #expect(statuses == [200, 200, 429, 200])
            }
        }

        @Test func `strangers can hold an account's sign-in up, but lock nobody out`() async throws {
            var rule = RateRule("sign-in", 3, perSeconds: 3600, of: .account(field: "email"))
            rule.failsClosed = true
            let loopback = try #require(AddressBlock("127.0.0.0/8"))
            try await Self.limited([rule], trusting: [loopback]) { client in
                let sign: (String, String) async throws -> Int = { address, password in
                    let body = #"{"email":"Owner@town.example","password":"\#(password)"}"#
                    return try await client.post("/act", body, ["X-Forwarded-For": address]).status
                }
                #expect(try await sign("10.0.0.1", "right") == 200, "the owner's own address is known from now on")
                var seen: [Int] = []
                for number in 2..<6 { seen.append(try await sign("10.0.0.\(number)", "wrong")) }
                #expect(seen == [401, 401, 429, 429])
                #expect(try await sign("10.0.0.1", "right") == 200)
                #expect(try await sign("10.0.0.7", "right") == 429, "a new address waits")
            }
        }
    }
}

extension Sequence {
    fileprivate func asyncMap<Value>(_ transform: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}

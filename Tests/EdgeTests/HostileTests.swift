import Foundation
import TestSupport
import Testing
import Web

/// One after the other: each wants the machine for itself.
@Suite(.serialized) enum EdgeSuite {}

extension EdgeSuite {
    /// Requests no client sends, at a server that really listens. Each case says what comes back and whether the
    /// connection ends; each ends within `HostileCase.seconds`.
    @Suite(.serialized) struct HostileTests {
        static let groups: [(name: String, cases: [HostileCase])] = [
            ("length", LengthCases.lengths), ("coding", LengthCases.codings), ("chunk size", ChunkCases.sizes),
            ("chunk extras", ChunkCases.extras), ("host", HeadCases.hosts), ("line", HeadCases.lines),
            ("field", HeadCases.fields), ("connection", ConnectionCases.options), ("upgrade", ConnectionCases.upgrades),
            ("expectation", ConnectionCases.expectations), ("body", ConnectionCases.bodies),
            ("ahead", ConnectionCases.ahead),
        ]

        @Test func `hostile requests are refused or answered, and never confuse a connection`() async throws {
            let routes = EdgeRoutes()
            try await serving({ routes.mount(on: $0) }, contract: nil) { client in
                let port = try #require(URL(string: client.base)?.port)
                await Self.run(at: port, { hostile, _ in hostile.direct }, "directly")
            }
        }

        @Test func `the same through HAProxy`() async throws {
            let routes = EdgeRoutes()
            var settings = WebSettings.test
            settings.edge.trustedProxies = [try #require(AddressBlock("127.0.0.0/8"))]
            try await serving({ routes.mount(on: $0) }, settings: settings, contract: nil) { client in
                let port = try #require(URL(string: client.base)?.port)
                try await Proxy.before(port) { proxy in
                    await Self.run(at: proxy.port, ProxiedOutcomes.of, "through HAProxy")
                }
            }
        }

        /// Every case, eight at a time.
        static func run(
            at port: Int, _ expected: @escaping @Sendable (HostileCase, String) -> HostileCase.Outcome, _ how: String
        ) async {
            let cases = groups.flatMap { group in group.cases.map { (group.name, $0) } }
            let failed = await withTaskGroup(of: Bool.self) { tasks in
                var waiting = cases[...]
                var failed = 0
                for _ in 0..<8 {
                    guard let (group, next) = waiting.popFirst() else { break }
                    tasks.addTask { await !isHeld(next, in: group, port, expected(next, group)) }
                }
                for await isBroken in tasks {
                    if isBroken { failed += 1 }
                    guard let (group, next) = waiting.popFirst() else { continue }
                    tasks.addTask { await !isHeld(next, in: group, port, expected(next, group)) }
                }
                return failed
            }
            print("hostile requests \(how): \(cases.count) cases, \(failed) failed")
        }

        private static func isHeld(
            _ hostile: HostileCase, in group: String, _ port: Int, _ expected: HostileCase.Outcome
        ) async -> Bool {
            do {
                let began = ContinuousClock.now
                let finding = try await inThread { try hostile.run(port: port, expecting: expected) }
                let spent = ContinuousClock.now - began
                let isHeld =
                    finding.outcome == expected && (finding.stray == 0 || expected.isOwed) && finding.isInStep
                    && spent < .seconds(2 * HostileCase.seconds)
                #expect(isHeld, "\(group): \(hostile.name): \(expected) expected, \(finding), after \(spent)")
                return isHeld
            } catch {
                Issue.record("\(group): \(hostile.name): \(error)")
                return false
            }
        }
    }
}

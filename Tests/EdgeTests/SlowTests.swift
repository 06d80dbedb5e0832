import Foundation
import Glibc
import TestSupport
import Testing
import Web

extension EdgeSuite {
    /// Callers that take their time, and many at once. The deadlines are those of `EdgeSettings`, made short; each test
    /// says after what time a caller is gone, and that others are answered meanwhile.
    @Suite(.serialized) struct SlowTests {
        static let hello = "GET /hello HTTP/1.1\r\nHost: edge.example\r\n\r\n"
        static let count = 40

        /// A tenth of the real patience.
        static var hasty: WebSettings {
            var settings = WebSettings.test
            settings.edge.headTime = .seconds(1)
            settings.edge.bodyTime = .seconds(1)
            settings.edge.bodyBytesPerSecond = 1000
            settings.edge.stallTime = .seconds(1)
            settings.edge.lingerTime = .milliseconds(300)
            settings.idle = .seconds(1)
            return settings
        }

        /// What a slow caller does, once it is connected; it is called every 100 ms as long as the connection is open.
        struct Mode: Sendable, CustomTestStringConvertible {
            let testDescription: String
            let begin: String
            let goOn: @Sendable (RawConnection) -> Void
            /// Seconds after which it is cut, at least and at most.
            let gone: ClosedRange<Double>
            let statuses: [Int]
            var receiveBytes: Int32?
        }

        static let modes: [Mode] = [
            Mode(testDescription: "says nothing", begin: "", goOn: { _ in }, gone: 0.9...8, statuses: []),
            Mode(
                testDescription: "a head byte by byte", begin: "GET /hello HTTP/1.1\r\nX: ", goOn: { $0.send("x") },
                gone: 0.9...8, statuses: [408]),
            Mode(
                testDescription: "a head that stops", begin: "GET /hello HTTP/1.1\r\nHost: edge.exam", goOn: { _ in },
                gone: 0.9...8, statuses: [408]),
            Mode(
                testDescription: "empty lines", begin: "\r\n", goOn: { $0.send("\r\n") }, gone: 0.9...8, statuses: [408]
            ),
            Mode(
                testDescription: "idle after an answer", begin: hello, goOn: { _ in }, gone: 0.9...8, statuses: [200]),
            Mode(
                testDescription: "a second head that stops", begin: hello + "GET /hel", goOn: { _ in }, gone: 0.9...8,
                statuses: [200]),
            Mode(
                testDescription: "a body that stops", begin: LengthCases.post + "Content-Length: 500\r\n\r\nhello",
                goOn: { _ in }, gone: 0.9...8, statuses: [408]),
            Mode(
                testDescription: "a body byte by byte", begin: LengthCases.post + "Content-Length: 50000\r\n\r\n",
                goOn: { $0.send("x") }, gone: 0.9...8, statuses: [408]),
            Mode(
                testDescription: "chunks byte by byte", begin: LengthCases.post + "Transfer-Encoding: chunked\r\n\r\n",
                goOn: { $0.send("1\r\nx\r\n") }, gone: 0.9...8, statuses: [408]),
            Mode(
                testDescription: "a body that was asked for and never comes",
                begin: LengthCases.post + "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n", goOn: { _ in },
                gone: 0.9...8, statuses: [408]),
            Mode(
                testDescription: "a reader that takes nothing",
                begin: "GET /long HTTP/1.1\r\nHost: edge.example\r\n\r\n",
                goOn: { _ in }, gone: 0.9...10, statuses: [], receiveBytes: 4096),
            Mode(
                testDescription: "a reader that sips", begin: "GET /long HTTP/1.1\r\nHost: edge.example\r\n\r\n",
                goOn: { $0.sip(64) }, gone: 0.9...10, statuses: [], receiveBytes: 4096),
        ]

        @Test(arguments: modes)
        func `slow callers are cut, and nobody waits for them`(_ mode: Mode) async throws {
            try await serving({ EdgeRoutes().mount(on: $0) }, settings: Self.hasty, contract: nil) { client in
                let port = try #require(URL(string: client.base)?.port)
                try await Self.hold(mode, at: port) {
                    for _ in 0..<10 {
                        let began = ContinuousClock.now
                        let status = try await client.get("/hello", ["Connection": "close"]).status
                        #expect(status == 200)
                        #expect(ContinuousClock.now - began < .seconds(5), "a caller in a hurry waited")
                    }
                }
                var open = Int.max
                for _ in 0..<30 where open > 4 {
                    try await Task.sleep(for: .milliseconds(100))
                    open = try await Self.openConnections(client)
                }
                #expect(open <= 4, "\(open) connections are still open")
            }
        }

        /// `count` of them at once; `meanwhile` runs as they go on.
        private static func hold(_ mode: Mode, at port: Int, _ meanwhile: () async throws -> Void) async throws {
            async let all = inThread {
                let began = ContinuousClock.now
                let connections = try (0..<count).map { _ in
                    let connection = try RawConnection(port: port, receiveBytes: mode.receiveBytes)
                    connection.send(mode.begin)
                    return connection
                }
                var gone: [Double] = []
                var open = connections
                while !open.isEmpty, ContinuousClock.now - began < .seconds(12) {
                    Thread.sleep(forTimeInterval: 0.1)
                    for connection in open {
                        mode.goOn(connection)
                        if mode.receiveBytes == nil { connection.read(within: 0) { _ in false } }
                        if mode.receiveBytes != nil { connection.lookForEnd() }
                    }
                    let spent = (ContinuousClock.now - began) / .seconds(1)
                    gone += open.filter { $0.end != .open }.map { _ in spent }
                    open.removeAll { $0.end != .open }
                }
                let statuses = connections.map { RawAnswers($0.received).finals.map(\.status) }
                return (gone, statuses)
            }
            try await meanwhile()
            let (gone, statuses) = try await all
            #expect(gone.count == count, "\(mode): \(count - gone.count) are still there")
            #expect(
                gone.allSatisfy(mode.gone.contains), "\(mode): gone after \(gone.min() ?? 0) to \(gone.max() ?? 0) s")
            #expect(statuses.allSatisfy { $0 == mode.statuses }, "\(mode): \(Set(statuses))")
            let times = "\(gone.min() ?? 0) to \(gone.max() ?? 0) s"
            print("slow callers, \(mode.testDescription): \(gone.count) of \(count) cut after \(times)")
        }

        @Test func `a body that comes slowly but surely is taken`() async throws {
            try await serving({ EdgeRoutes().mount(on: $0) }, settings: Self.hasty, contract: nil) { client in
                let port = try #require(URL(string: client.base)?.port)
                let statuses = try await inThread {
                    let connection = try RawConnection(port: port)
                    connection.send(LengthCases.post + "Content-Length: 5000\r\n\r\n")
                    for _ in 0..<25 {
                        Thread.sleep(forTimeInterval: 0.1)
                        connection.send(String(repeating: "x", count: 200))
                    }
                    connection.read(within: 5) { RawAnswers($0).finals.count == 1 }
                    return RawAnswers(connection.received).finals.map(\.status)
                }
                #expect(statuses == [200])
            }
        }

        @Test func `a reader that is slow but steady gets all`() async throws {
            try await serving({ EdgeRoutes().mount(on: $0) }, settings: Self.hasty, contract: nil) { client in
                let port = try #require(URL(string: client.base)?.port)
                let received = try await inThread {
                    let connection = try RawConnection(port: port, receiveBytes: 65_536)
                    connection.send("GET /long HTTP/1.1\r\nHost: edge.example\r\n\r\n")
                    let began = ContinuousClock.now
                    while connection.end == .open, ContinuousClock.now - began < .seconds(20) {
                        connection.sip(400_000)
                        Thread.sleep(forTimeInterval: 0.05)
                    }
                    return connection.received.count
                }
                #expect(received > 16 << 20)
            }
        }

        @Test func `an address has so many connections and no more`() async throws {
            var settings = WebSettings.test
            settings.edge.maxConnectionsPerAddress = 20
            try await serving({ EdgeRoutes().mount(on: $0) }, settings: settings, contract: nil) { client in
                let port = try #require(URL(string: client.base)?.port)
                let (inside, turnedAway, other) = try await inThread {
                    let connections = try (0..<60).map { _ in try RawConnection(port: port) }
                    for connection in connections { connection.send(Self.hello) }
                    let statuses = connections.map { connection in
                        connection.read(within: 2) { RawAnswers($0).finals.count == 1 }
                        return RawAnswers(connection.received).finals.map(\.status)
                    }
                    let other = try RawConnection(port: port, from: "127.0.0.9")
                    other.send(Self.hello)
                    other.read(within: 2) { RawAnswers($0).finals.count == 1 }
                    return (
                        statuses.count { $0 == [200] }, statuses.count { $0 == [503] || $0 == [] },
                        RawAnswers(other.received).finals.map(\.status)
                    )
                }
                #expect(inside == 20 && turnedAway == 40 && other == [200])
                // Who left makes room again.
                try await Task.sleep(for: .milliseconds(300))
                #expect(try await client.get("/hello").status == 200)
            }
        }

        @Test func `a server has so many connections and no more`() async throws {
            var settings = WebSettings.test
            settings.edge.maxConnections = 30
            try await serving({ EdgeRoutes().mount(on: $0) }, settings: settings, contract: nil) { client in
                let port = try #require(URL(string: client.base)?.port)
                let (inside, refused) = try await inThread {
                    let connections = try (0..<100).map { try RawConnection(port: port, from: "127.0.1.\($0 + 1)") }
                    for connection in connections { connection.send(Self.hello) }
                    let answers = connections.map { connection in
                        connection.read(within: 2) { RawAnswers($0).finals.count == 1 }
                        return RawAnswers(connection.received).finals.first
                    }
                    return (answers.count { $0?.status == 200 }, answers.compactMap { $0 }.filter { $0.status == 503 })
                }
                #expect(inside == 30)
                #expect(
                    refused.allSatisfy { $0.header("retry-after") == "1" && $0.text.contains("too-many-connections") })
                try await Task.sleep(for: .milliseconds(300))
                #expect(try await client.get("/hello").status == 200)
            }
        }

        private static func openConnections(_ client: Client) async throws -> Int {
            let text = try await client.get(client.admin + "/metrics").text
            let line = text.split(separator: "\n").first { $0.hasPrefix("http_server_open_connections ") }
            return line.flatMap { Int($0.split(separator: " ")[1]) } ?? .max
        }
    }
}

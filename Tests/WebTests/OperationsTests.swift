import Foundation
import Glibc
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing
import Vocabulary
import Web

@Suite struct OperationsTests {
    static let fruits = "/v1/orchards/north/fruits"

    @Test func `answers say how long they may be kept`() async throws {
        try await serveFruits { client in
            let open = try await client.get(Self.fruits)
            #expect(open.header("cache-control") == "public, max-age=30, stale-while-revalidate=60")
            #expect(open.header("x-content-type-options") == "nosniff")
            #expect(try await client.with(token: "x").get(Self.fruits).header("cache-control") == "no-store")
            #expect(try await client.get("/nowhere").header("cache-control") == "no-store")
            #expect(try await client.get("/livez").header("cache-control") == "no-store")
            #expect(try await client.post(Self.fruits, #"{"name":"x"}"#).header("cache-control") == "no-store")
        }
    }

    @Test func `a request leaves one line without what it said`() async throws {
        let log = try LogFile()
        let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
        try await serving({ FruitRoutes().mount(on: $0) }, sink: log.sink, contract: nil) { client in
            let headers = ["traceparent": "00-\(trace)-00f067aa0ba902b7-01", "X-Request-Id": "request-17"]
            _ = try await client.with(token: "gardener").send("DELETE", Self.fruits + "/plum?q=hidden", headers)
            _ = try await client.send("PROPFIND", Self.fruits + "/secret/path", ["traceparent": "00-zz-1-01"])
        }
        let lines = try await log.lines(2)
        let first = try JSONTree(parsing: lines[0])
        let seen = first.members.map(\.key)
        #expect(
            seen == [
                "ts", "level", "msg", "requestId", "traceId", "city", "subjectHash", "method", "route", "status", "ms",
            ])
        #expect(first["requestId"]?.string == "request-17")
        #expect(first["traceId"]?.string == trace)
        #expect(first["city"]?.string == "north")
        #expect(first["subjectHash"]?.string?.utf8.count == 16)
        #expect(first["route"]?.string == "/v1/orchards/{orchard}/fruits/{fruit}")
        #expect(first["status"]?.int == 204)
        let second = try JSONTree(parsing: lines[1])
        #expect(second["method"]?.string == "_OTHER" && second["route"]?.string == "unmatched")
        #expect(second["traceId"] == nil && second["code"]?.string == "not-found")
        for line in lines {
            let text = String(decoding: line, as: UTF8.self)
            #expect(!["plum", "hidden", "secret", "gardener"].contains { text.contains($0) })
        }
    }

    /// Pipes that stay open, for a thread still writes into them.
    private static let unread = Mutex<[Pipe]>([])

    @Test func `a full pipe drops lines and holds nobody up`() throws {
        let pipe = Pipe()
        let sink = LineSink(descriptor: pipe.fileHandleForWriting.fileDescriptor)
        let line = Array(repeating: UInt8(ascii: "x"), count: 4000)
        for _ in 0..<2000 { sink.write(line) }
        #expect(sink.dropped > 0)
        Self.unread.withLock { $0.append(pipe) }
    }

    @Test func `log records are one line each, and short`() async throws {
        let log = try LogFile()
        let logger = Logger(label: "test") { _ in
            JSONLogHandler(label: "test", sink: log.sink, clock: .fixed(at: .init(seconds: 0)))
        }
        logger.info("two\nlines \u{1B}[31m", metadata: ["requestId": "r-1", "key": "a\"b"])
        logger.error("\(String(repeating: "long ", count: 2000))", metadata: ["requestId": "r-2"])
        let lines = try await log.lines(2)
        let expected =
            #"{"ts":"1970-01-01T00:00:00.000Z","level":"info","msg":"two\nlines \u001b[31m","from":"test","#
            + #""key":"a\"b","requestId":"r-1"}"#
        #expect(String(decoding: lines[0], as: UTF8.self) == expected)
        #expect(lines[1].count < 4096)
        #expect(try JSONTree(parsing: lines[1])["requestId"]?.string == "r-2")
    }

    @Test func `figures are told on the admin port only`() async throws {
        try await serveFruits { client in
            _ = try await client.get(Self.fruits)
            _ = try await client.get(Self.fruits + "/17")
            for path in ["/metrics", "/a", "/b"] { #expect(try await client.get(path).status == 404) }
            let text = try await client.get(client.admin + "/metrics").text
            let route = "http_route=\"/v1/orchards/{orchard}/fruits"
            let name = "http_server_request_duration_seconds"
            for line in [
                "# TYPE \(name) histogram",
                "\(name)_count{http_request_method=\"GET\",\(route)\",http_response_status_code=\"200\"} 1",
                "\(name)_count{http_request_method=\"GET\",\(route)/{fruit}\",http_response_status_code=\"404\"} 1",
                "\(name)_count{http_request_method=\"GET\",http_route=\"unmatched\","
                    + "http_response_status_code=\"404\"} 3",
                "http_server_active_requests 0",
            ] {
                #expect(text.contains(line + "\n"), "\(line)")
            }
            for name in ["process_cpu_seconds_total", "process_resident_memory_bytes", "process_open_fds"] {
                #expect(text.contains("\n\(name) "), "\(name)")
            }
        }
    }

    @Test func `figures are written as Prometheus reads them`() {
        let metrics = Metrics()
        let orders = metrics.counter("orders_total", "Orders.", labels: ["city"])
        orders.add(1, "a\"b\\\n")
        orders.add(2, "north")
        metrics.gauge("depth", "Depth.").set(2.5)
        metrics.histogram("wait_seconds", "Waiting.", buckets: [0.1, 1]).observe(seconds: 0.5)
        #expect(
            metrics.text == """
                # HELP depth Depth.
                # TYPE depth gauge
                depth 2.5
                # HELP orders_total Orders.
                # TYPE orders_total counter
                orders_total{city="a\\"b\\\\\\n"} 1
                orders_total{city="north"} 2
                # HELP wait_seconds Waiting.
                # TYPE wait_seconds histogram
                wait_seconds_bucket{le="0.1"} 0
                wait_seconds_bucket{le="1"} 1
                wait_seconds_bucket{le="+Inf"} 1
                wait_seconds_sum 0.5
                wait_seconds_count 1

                """)
    }

    @Test func `the number of series is bounded`() {
        let metrics = Metrics()
        let counter = metrics.counter("c_total", "C.", labels: ["x"])
        for number in 0..<5000 { counter.add(1, "\(number)") }
        #expect(metrics.text.split(separator: "\n").count == 2003)
        #expect(metrics.text.contains("c_total{x=\"_other\"} 3000\n"))
    }

    /// How often a second a check is asked: once while it passes, ten times while it holds the opening back.
    @Test(arguments: [(nil, 1), ("connection refused", 10)] as [(String?, Int)])
    func `readiness follows its checks and does not ask them for every request`(
        obstacle: String?, timesASecond: Int
    ) async throws {
        let asked = Mutex(0)
        let check = ReadinessCheck("database") {
            asked.withLock { $0 += 1 }
            return obstacle
        }
        try await serving({ _ in }, checks: [check]) { client in
            let start = ContinuousClock.now
            #expect(try await client.get("/livez").json["status"]?.string == "live")
            for _ in 0..<20 {
                let reply = try await client.get("/readyz")
                #expect(reply.status == (obstacle == nil ? 200 : 503))
                #expect(reply.header("retry-after") == (obstacle == nil ? nil : "1"))
                #expect(!reply.text.contains("refused"))
            }
            let detail = try await client.get(client.admin + "/readyz")
            #expect(detail.json["checks"]?[0]?["obstacle"]?.string == obstacle)
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            #expect(Double(asked.withLock { $0 }) <= seconds * Double(timesASecond) + 2)
        }
    }

    @Test func `a check that hangs is an obstacle`() async throws {
        let hangs = ReadinessCheck("database") {
            try? await Task.sleep(for: .seconds(20))
            return nil
        }
        let checks = [ReadinessCheck("migrations") { nil }, hangs]
        try await serving({ _ in }, checks: checks) { client in
            let detail = try await client.get(client.admin + "/readyz")
            #expect(detail.status == 503)
            #expect(detail.json["checks"]?.elements.map { $0["ready"]?.bool } == [true, false])
        }
    }

    @Test func `a stop is announced, what comes is still served, what runs is finished`() async throws {
        var settings = WebSettings.test
        settings.drain = .seconds(5)
        let server = Server(settings: settings, outlets: .init(logger: .init(label: "test"), sink: .nowhere)) {
            $0.get("slow") { _, _ in
                try await Task.sleep(for: .milliseconds(5_500))
                return Answer(Fruit(name: "late"))
            }
        }
        let group = ServiceGroup(configuration: .init(services: [server], logger: .init(label: "test")))
        let running = Task { try await group.run() }
        let client = await Client(base: "http://127.0.0.1:\(server.ports.publicPort())", contract: nil)
        #expect(try await client.get("/readyz").status == 200)
        async let slow = client.get("/slow")
        try await Task.sleep(for: .milliseconds(100))
        await group.triggerGracefulShutdown()
        var announced = try await client.get("/readyz")
        while announced.status == 200 { announced = try await client.get("/readyz") }
        #expect(announced.status == 503 && announced.header("connection") == "close")
        #expect(try await client.get("/livez").status == 200)
        #expect(try await slow.json["name"]?.string == "late")
        try await running.value
        let late = client.with(timeoutSeconds: 1)
        await #expect(throws: (any Error).self) { try await late.get("/livez") }
    }
}

/// A file that log lines go to.
final class LogFile {
    let sink: LineSink
    private let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/liefert-log-\(UInt64.random(in: .min ... .max))"
        sink = LineSink(descriptor: open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600))
    }

    deinit { unlink(path) }

    /// The first lines, once they are there.
    func lines(_ count: Int) async throws -> [[UInt8]] {
        for _ in 0..<500 {
            let lines = try Data(contentsOf: URL(filePath: path)).split(separator: 10).map { Array($0) }
            if lines.count >= count { return lines }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw CancellationError()
    }
}

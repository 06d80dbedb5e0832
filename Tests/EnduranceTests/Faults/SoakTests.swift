import Foundation
import TestSupport
import Testing
import Web

extension EnduranceTests {
    /// Promise 25: what runs for long does not grow.
    @Suite(.serialized) struct Soak {
        @Test(.timeLimit(.minutes(30)))
        func `memory and descriptors stay level under orders and reads`() async throws {
            let seconds = Effort.count("SOAK_SECONDS", 4, 300)
            try await ServedCity.within { city in
                let offer = try city.offer(stock: Books.unitsAtFirst)
                let slot = try city.slots()[0]
                let port = try FreePort.pair()
                let program = try city.serve(port: port)
                defer { program.kill() }
                let door = Client(base: "http://127.0.0.1:\(port)", contract: nil).crowded
                try await door.awaitOpen(program)
                let end = ContinuousClock.now + .seconds(seconds)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<4 {
                        group.addTask {
                            while ContinuousClock.now < end {
                                let guest = try await Shopper(at: door)
                                _ = try await door.get("\(ServedCity.base)/slots?zone=mitte").expect(200)
                                let hold = try await guest.hold(slot, key: "hold").expect(201).text("id")
                                let basket = try await guest.basket([(offer, 1)])
                                let wish = try Shopper.wish(await guest.checkOut(basket, in: hold))
                                _ = try await guest.place(wish, key: "key").expect(201)
                                try await Task.sleep(for: .milliseconds(50))
                            }
                        }
                    }
                    group.addTask {
                        let samples = try await Self.samples(of: program.process, until: end)
                        try Self.judge(samples, seconds)
                    }
                    try await group.waitForAll()
                }
                let orders = try city.number("SELECT count(*) FROM purchases")
                print("soak: \(orders) orders in \(seconds) s")
                #expect(try Books.breaches(in: city) == [])
            }
        }

        struct Sample {
            let second: Double
            let megabytes: Double
            let descriptors: Int
        }

        private static func samples(of process: pid_t, until end: ContinuousClock.Instant) async throws -> [Sample] {
            let start = ContinuousClock.now
            var samples: [Sample] = []
            while ContinuousClock.now < end {
                try await Task.sleep(for: .seconds(1))
                let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
                let kilobytes = status.firstMatch(of: /VmRSS:\s+(\d+)/).flatMap { Double($0.output.1) } ?? 0
                let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd").count
                let passed = (ContinuousClock.now - start).components
                samples.append(Sample(second: Double(passed.seconds), megabytes: kilobytes / 1024, descriptors: open))
            }
            return samples
        }

        /// The slope of the second half, by least squares: the first half fills caches and pools.
        private static func judge(_ all: [Sample], _ seconds: Int) throws {
            let half = Array(all.suffix(max(2, all.count / 2)))
            let count = Double(half.count)
            let (x, y) = (half.map(\.second).reduce(0, +) / count, half.map(\.megabytes).reduce(0, +) / count)
            let over = half.map { ($0.second - x) * ($0.megabytes - y) }.reduce(0, +)
            let under = half.map { ($0.second - x) * ($0.second - x) }.reduce(0, +)
            let slope = under == 0 ? 0 : over / under * 300
            let descriptors = half.map(\.descriptors)
            print(
                """
                soak: \(String(format: "%.1f MB, %+.2f MB", half.last?.megabytes ?? 0, slope)) in five minutes; \
                \(descriptors.min() ?? 0)…\(descriptors.max() ?? 0) descriptors
                """)
            guard seconds >= 120 else { return }
            #expect(slope <= 5)
            #expect((descriptors.max() ?? 0) - (descriptors.min() ?? 0) <= 20)
        }
    }
}

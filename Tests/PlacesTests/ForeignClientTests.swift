import Foundation
import TestSupport
import Testing
import Web

/// Our streets asked by a client that others wrote for OSRM: routingpy from PyPI (Tests/Fixtures/osrm_client.py).
@Suite(.serialized) struct ForeignClientTests {
    /// `scripts/prepare test` installs it here.
    private static let python = packageFolder + "/.build/python/bin/python"

    @Test func `routingpy reads our ways and tables`() async throws {
        guard FileManager.default.isExecutableFile(atPath: Self.python) else {
            print("skipped: routingpy is not installed (scripts/prepare test installs it)")
            return
        }
        let town = try await StreetTown()
        defer { town.close() }
        try await town.serve { client in
            let base = client.base + "/v1/cities/stadt/osrm"
            let said = try await Self.run([packageFolder + "/Tests/Fixtures/osrm_client.py", base])
            if said.hasPrefix("skipped") { return print(said) }
            let answer = try JSONTree(parsing: Array(said.utf8))
            let route = try await client.get("/v1/cities/stadt/osrm/route/v1/bicycle/8.698077,50.009288;8.7132,50.0018")
                .json["routes"]?[0]
            // It keeps whole seconds and metres of a way.
            #expect(answer["duration"]?.number == route?["duration"]?.number?.rounded(.down))
            #expect(answer["distance"]?.number == route?["distance"]?.number?.rounded(.down))
            #expect((answer["points"]?.int ?? 0) > 20)
            #expect(answer["durations"]?.elements.count == 3 && answer["distances"]?.elements.count == 3)
            #expect(answer["durations"]?[0]?[1]?.number?.rounded() == route?["duration"]?.number?.rounded())
            #expect(answer["durations"]?[1]?[1]?.number == 0)
        }
    }

    /// On a thread of its own: waiting would hold up the server that is asked.
    private static func run(_ arguments: [String]) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        let (process, out) = (Process(), Pipe())
                        process.executableURL = URL(filePath: python)
                        process.arguments = arguments
                        process.standardOutput = out
                        try process.run()
                        let bytes = try out.fileHandleForReading.readToEnd() ?? Data()
                        process.waitUntilExit()
                        return String(decoding: bytes, as: UTF8.self)
                    })
            }
        }
    }
}

import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// What a newcomer types out of the README, line by line.
    @Test(.timeLimit(.minutes(15)))
    func `the README's walk through the API does what it says`() async throws {
        let readme = try String(contentsOfFile: packageFolder + "/README.md", encoding: .utf8)
        let block = try #require(readme.firstMatch(of: /```bash\n(B=http:\/\/127\.0\.0\.1:8080[\s\S]*?)```/))
        try await LiveTown.within { town in
            let lines = block.output.1.replacing("http://127.0.0.1:8080", with: town.client.base)
            let printed = try Self.bash("set -euo pipefail\n" + lines)
            let last = printed.split(separator: "\n").suffix(2)
            #expect(
                last == [
                    #"{"state":"completed","orders":["completed","completed","completed"]}"#,
                    #"{"sum":{"amount":0,"currency":"EUR"},"imbalances":0}"#,
                ], "\(printed)")
        }
    }

    /// What the script prints; a command of it that fails ends the test.
    static func bash(_ script: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", script]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let printed = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(printed)")
        return printed
    }
}

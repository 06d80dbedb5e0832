import Foundation

/// Another program, run beside the tests: on a thread of its own, since waiting for it would hold up the server it
/// asks.
enum Program {
    /// What it prints, and what it says on standard error.
    static func run(_ arguments: [String]) async throws -> (output: [UInt8], messages: String) {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try wait(for: arguments) })
            }
        }
    }

    private static func wait(for arguments: [String]) throws -> (output: [UInt8], messages: String) {
        let said = FileManager.default.temporaryDirectory.appending(path: "liefert-said-\(UUID())")
        try Data().write(to: said)
        defer { try? FileManager.default.removeItem(at: said) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        let out = Pipe()
        process.standardOutput = out
        process.standardError = try FileHandle(forWritingTo: said)
        try process.run()
        let output = try out.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (Array(output), try String(contentsOf: said, encoding: .utf8))
    }
}

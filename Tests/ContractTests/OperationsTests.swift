import Foundation
import TestSupport
import Testing
import Web

/// The document, the program's routes and the golden list say the same.
@Suite struct OperationsTests {
    private static func golden() throws -> [String] {
        try String(contentsOfFile: packageFolder + "/Tests/operations.txt", encoding: .utf8)
            .split(separator: "\n").map(String.init)
    }

    @Test func `the program lists the operations of the golden list`() throws {
        let program = Bundle.main.bundleURL.deletingLastPathComponent().appending(path: "liefert")
        let listed = try Self.output(of: Self.program(beside: program), ["routes"])
        let known = try Self.golden()
        #expect(listed.filter { !known.contains($0) } == [], "new: write them into Tests/operations.txt")
        #expect(known.filter { !listed.contains($0) } == [], "gone")
        #expect(listed == known, "in order")
    }

    @Test func `every operation is described, and nothing else is`() throws {
        let mounted = try Set(
            Self.golden().map { line in
                line.split(separator: " ", omittingEmptySubsequences: true).prefix(2).joined(separator: " ")
            })
        let document = try APIDocument(folder: packageFolder + "/openapi")
        let described = Set(document.operations.map { "\($0.method) \($0.path)" })
        #expect(mounted.count > 100)
        #expect(mounted.subtracting(described).sorted() == [], "mounted, but not described")
        let missing = described.subtracting(mounted)
        #expect(missing.sorted() == [], "described, but not mounted")
    }

    @Test func `every operation has a name of its own, a summary and an answer that is no refusal`() throws {
        let document = try APIDocument(folder: packageFolder + "/openapi")
        let operations = (document.tree["paths"]?.members ?? []).flatMap(\.value.members).map(\.value)
            .filter { $0["operationId"] != nil }
        let names = operations.compactMap { $0["operationId"]?.string }
        #expect(operations.count == document.operations.count, "every operation has an operationId")
        #expect(Set(names).count == names.count)
        for operation in operations {
            let statuses = operation["responses"]?.members.map(\.key) ?? []
            #expect(statuses.contains { $0.hasPrefix("2") }, "\(operation["operationId"]?.string ?? "")")
            #expect(operation["summary"]?.string?.isEmpty == false)
        }
    }

    /// The tests run from a bundle in the folder that the program was built into, or from a program of the toolchain.
    private static func program(beside candidate: URL) throws -> URL {
        let places = [candidate, URL(filePath: packageFolder + "/.build/debug/liefert")]
        return try #require(places.first { FileManager.default.isExecutableFile(atPath: $0.path) })
    }

    private static func output(of program: URL, _ arguments: [String]) throws -> [String] {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: packageFolder)
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}

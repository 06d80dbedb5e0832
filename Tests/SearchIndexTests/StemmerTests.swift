import Foundation
import Testing

@testable import SearchIndex

/// The public Snowball vocabularies, word by word. They are not shipped; without them the test says so and passes over.
@Suite struct StemmerTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../shared/data/search/snowball").standardizedFileURL

    static func lines(_ name: String) throws -> [Substring]? {
        let file = folder.appending(path: name)
        guard FileManager.default.fileExists(atPath: file.path) else {
            print("no \(file.path): the vocabulary is not compared")
            return nil
        }
        let unzip = Process()
        unzip.executableURL = URL(filePath: "/bin/gzip")
        unzip.arguments = ["-dc", file.path]
        let pipe = Pipe()
        unzip.standardOutput = pipe
        try unzip.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        unzip.waitUntilExit()
        return String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    }

    static let stemmers: [(String, @Sendable (String) -> String)] = [
        ("german", { StemGerman.stem($0.utf8) }), ("english", { StemEnglish.stem($0.utf8) }),
        ("french", { StemFrench.stem($0.utf8) }), ("italian", { StemItalian.stem($0.utf8) }),
        ("polish", { StemPolish.stem($0.utf8) }), ("russian", { StemRussian.stem($0.utf8) }),
        ("turkish", { StemTurkish.stem($0.utf8) }), ("dutch", { StemDutch.stem($0.utf8) }),
    ]

    @Test(arguments: stemmers.map(\.0))
    func `the stemmer agrees with the whole Snowball vocabulary`(_ language: String) throws {
        guard let words = try Self.lines("\(language)_voc.txt.gz"),
            let stems = try Self.lines("\(language)_output.txt.gz"),
            let stem = Self.stemmers.first(where: { $0.0 == language })?.1
        else { return }
        #expect(words.count == stems.count && words.count > 1000)
        let wrong = zip(words, stems).filter { stem(String($0)) != $1 }
        #expect(wrong.isEmpty, "\(wrong.count): \(wrong.prefix(20).map { "\($0) → \(stem(String($0))), not \($1)" })")
    }
}

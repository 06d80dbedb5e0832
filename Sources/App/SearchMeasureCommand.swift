import ArgumentParser
import Foundation
import Search
import SearchIndex

/// `liefert search measure`: what search costs here: build, query, change, restart.
struct SearchMeasureVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure", abstract: "Measure build, queries, changes and a restart on a file of products.")

    @OptionGroup var flags: SearchFlags
    @Option(help: "A file of queries, one a line.") var queries: String
    @Option(help: "How many changes to wait for.") var changes = 100

    func run() async throws {
        guard let path = flags.documents else { throw ValidationError("give --documents") }
        let documents = Array(try SearchDocuments(path: path, language: flags.kernelLanguage))
        let lines = try String(contentsOfFile: queries, encoding: .utf8).split(separator: "\n").map(String.init)
        let measures = SearchMeasures(documents, lines, flags.kernelLanguage)
        measures.threads()
        let folder = FileManager.default.temporaryDirectory.appending(path: "liefert-measure-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let files = IndexFolder(path: folder)
        try measures.restart(save: { try files.save($0) }, open: { try files.open().index })
        measures.freshness(changes)
    }
}

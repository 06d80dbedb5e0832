import ArgumentParser
import Foundation
import Search
import SearchIndex

/// `liefert search`: the search kernel over a plain file of products, without a database: try it on your own list.
struct SearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Search a TSV or JSONL file of products, without a database.",
        subcommands: [SearchIndexVerb.self, SearchQueryVerb.self, SearchServeVerb.self, SearchMeasureVerb.self])
}

/// What every verb of `search` takes.
struct SearchFlags: ParsableArguments {
    @Option(
        help: """
            Products, one a line. TSV: id, title, body, and optionally retailer, category, price in cents, in stock \
            (0 or 1), \
            latitude, longitude. A name ending in .jsonl: objects with these members.
            """)
    var documents: String?

    @Option(help: "A folder that `liefert search index` wrote; instead of --documents.")
    var saved: String?

    @Option(help: "The products' language: de, en, fr, it, nl, pl, ru, tr.")
    var language = "de"

    var kernelLanguage: Language { Language(code: language) }

    func validate() throws {
        guard (documents == nil) != (saved == nil) else { throw ValidationError("give --documents or --saved") }
    }

    /// The index, built from the file or opened from the folder.
    func index() throws -> Index {
        if let saved { return try IndexFolder(path: saved).open().index }
        let file = try SearchDocuments(path: documents ?? "", language: kernelLanguage)
        let index = Index()
        index.rebuild(documents: file)
        return index
    }
}

/// `liefert search index`: build once, open in milliseconds.
struct SearchIndexVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "index", abstract: "Build an index and write it to a folder.")

    @OptionGroup var flags: SearchFlags
    @Option(help: "The folder for the index.") var out: String

    func run() async throws {
        let start = ContinuousClock.now
        let snapshot = try flags.index().snapshot
        try IndexFolder(path: out).save(snapshot)
        let bytes = snapshot.byteCount / max(1, snapshot.count)
        print("\(snapshot.count) documents, \(bytes) bytes each, in \(ContinuousClock.now - start)")
    }
}

/// `liefert search query`: one search, with reasons.
struct SearchQueryVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "query", abstract: "Ask once and say why.")

    @OptionGroup var flags: SearchFlags
    @Option(help: "How many hits.") var limit = 10
    @Argument(help: "What is looked for.") var text: [String]

    func run() async throws {
        let index = try flags.index()
        var query = Query(text.joined(separator: " "), limit: limit)
        query.language = flags.kernelLanguage
        query.explains = true
        let answer = index.snapshot.search(query)
        for word in answer.words {
            let meanings = word.meanings.map { "\($0.text) (\($0.reason.rawValue) \(percent($0.weight)))" }
            print("\(word.word), weight \(percent(word.weight)): \(meanings.joined(separator: ", "))")
        }
        if let suggestion = answer.suggestion { print("Meinten Sie: \(suggestion)?") }
        for hit in answer.hits {
            let parts = hit.parts
            let why = [
                ("words", parts.words), ("exactness", parts.exactness), ("title", parts.title),
                ("popularity", parts.popularity), ("market", parts.market),
            ].map { "\($0) \(percent($1))" }.joined(separator: " ")
            print("\(percent(hit.score))  \(String(decoding: hit.payload, as: UTF8.self))  [\(why)]")
        }
    }

    private func percent(_ value: Double) -> String { String(format: "%.3f", value) }
}

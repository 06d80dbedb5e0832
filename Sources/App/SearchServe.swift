import ArgumentParser
import CDispatch
import Foundation
import Hummingbird
import Logging
import NIOCore
import Search
import SearchIndex
import UnixSignals

/// `liefert search serve`: the index behind HTTP on this machine alone.
///
/// `GET /search?q=…&limit=…` answers `{"hits": [{"id", "title", "score"}], "took_us", "cpu_us"}`; `retailers=r1,r2`,
/// `in_stock=true` and `facets=category` narrow and count. `POST /products` with `{"id","title","body"}` adds one at
/// once.
struct SearchServeVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Answer searches over HTTP on 127.0.0.1.")

    @OptionGroup var flags: SearchFlags
    @Option(help: "The port on 127.0.0.1.") var port: Int
    @Option(help: "A folder to write the index to, once it is built.") var keep: String?

    func run() async throws {
        let index = try flags.index()
        if let keep { try IndexFolder(path: keep).save(index.snapshot) }
        let desk = SearchDesk(index: index, language: flags.kernelLanguage)
        let router = Router()
        router.get("search") { request, _ in desk.answer(request) }
        router.post("products") { request, _ in try await desk.add(request) }
        let log = Logger(label: "liefert.search") { _ in SwiftLogNoOpLogHandler() }
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)), logger: log)
        try await application.runService(gracefulShutdownSignals: [.sigterm, .sigint])
    }
}

/// Turns requests into searches and answers into JSON.
private struct SearchDesk: Sendable {
    let index: Index
    let language: Language

    func answer(_ request: Request) -> Response {
        let parameters = request.uri.queryParameters
        var query = Query(
            parameters["q"].map { String($0) } ?? "", limit: parameters["limit"].flatMap { Int($0) } ?? 20)
        query.language = language
        if let retailers = parameters["retailers"] {
            query.filter.retailers = retailers.split(separator: ",").map { DocumentID(String($0)) }
        }
        query.filter.isInStock = parameters["in_stock"] == "true"
        if parameters["facets"] == "category" { query.facets = [.category] }
        let (wall, own) = (Self.clock(CLOCK_MONOTONIC), Self.clock(CLOCK_THREAD_CPUTIME_ID))
        let answer = index.snapshot.search(query)
        let took = (Self.clock(CLOCK_MONOTONIC) - wall, Self.clock(CLOCK_THREAD_CPUTIME_ID) - own)
        return Self.json(SearchAnswer(answer, query, took_us: took.0, cpu_us: took.1))
    }

    func add(_ request: Request) async throws -> Response {
        let body = try await request.body.collect(upTo: 1 << 20)
        guard let row = try? JSONDecoder().decode(SearchRow.self, from: Data(body.readableBytesView)) else {
            return Response(status: .badRequest)
        }
        index.apply([.upsert(row.document(language))])
        return Response(status: .noContent)
    }

    private static func json(_ answer: SearchAnswer) -> Response {
        guard let data = try? JSONEncoder().encode(answer) else { return Response(status: .internalServerError) }
        return Response(
            status: .ok, headers: [.contentType: "application/json"], body: .init(byteBuffer: ByteBuffer(bytes: data)))
    }

    /// Microseconds.
    private static func clock(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
    }
}

/// The answer as JSON.
private struct SearchAnswer: Encodable {
    struct Hit: Encodable {
        var id: String
        var title: String
        var score: Double
    }

    var hits: [Hit]
    var total: Int?
    var suggestion: String?
    var facets: [String: [String: Int]]?
    var took_us: Double
    var cpu_us: Double

    init(_ answer: Answer, _ query: Query, took_us: Double, cpu_us: Double) {
        hits = answer.hits.map { hit in
            let payload = hit.payload.split(separator: 9, maxSplits: 1).map { String(decoding: $0, as: UTF8.self) }
            return Hit(id: payload.first ?? "", title: payload.count > 1 ? payload[1] : "", score: hit.score)
        }
        total = answer.total
        suggestion = answer.suggestion
        if query.facets.contains(.category) {
            let counts = answer.facets.categories.map { (Self.name($0.key), $0.value) }
            facets = ["category": Dictionary(counts, uniquingKeysWith: +)]
        }
        self.took_us = took_us
        self.cpu_us = cpu_us
    }

    /// A category's name: the bytes its id was made of.
    private static func name(_ id: DocumentID) -> String {
        String(decoding: id.bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
}

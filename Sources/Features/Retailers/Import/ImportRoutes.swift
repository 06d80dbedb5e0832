import Accounts
import Cities
import Hummingbird
import Postgres
import Vocabulary
import Web

/// `/retailer-imports`: lists of shops, read by the city.
struct ImportRoutes: Sendable {
    let retailers: Retailers
    let cities: Cities

    func mount(on city: Endpoints<CityContext>) {
        city.group("retailer-imports", as: OperatorContext.self, who: "city operator")
            .get(use: list)
            .post(use: take)
            .get("{import}", use: show)
    }

    @Sendable func list(_ request: Request, _ context: OperatorContext) async throws -> Page<ImportRunView> {
        try request.noQuery()
        return Page(try await retailers.imports(in: context.city.id).map { ImportRunView(run: $0, rows: nil) })
    }

    @Sendable func show(_ request: Request, _ context: OperatorContext) async throws -> ImportRunView {
        try request.noQuery()
        let report = try await retailers.report(of: context.id("import"), in: context.city.id)
        return ImportRunView(run: report.run, rows: report.rows)
    }

    /// The body is the file: `text/csv`, or GeoJSON of OpenStreetMap.
    @Sendable func take(_ request: Request, _ context: OperatorContext) async throws -> Answer {
        try request.noQuery()
        _ = try request.idempotencyKey()
        let file = try await request.bytes(
            of: ["text/csv", "application/geo+json"], upTo: RetailerList.csvLimit_bytes)
        let list =
            try await request.isCSV
            ? RetailerList(csv: file, trades: retailers.trades(of: context.city.id)) : RetailerList(osm: file)
        let once: Once<ImportReport> = try context.once(
            request, list.fingerprint(of: file), by: context.caller.subject, status: .created
        ) { ImportRunView(run: $0.run, rows: $0.rows) }
        let districts = try await cities.districts(of: context.city.id)
        let answered = try await retailers.take(list, districts: districts, with: context.act, once: once)
        return Answer(answered, at: "/v1/cities/\(context.city.slug)/retailer-imports/")
    }
}

extension Request {
    fileprivate var isCSV: Bool { headers[.contentType]?.lowercased().hasPrefix("text/csv") == true }
}

extension RetailerList {
    /// Tells one file from another under the same key. (FNV-1a, 64 bits; nobody gains by making two alike.)
    fileprivate func fingerprint(of file: [UInt8]) throws(RequestProblem) -> JSON {
        var sum: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in file { sum = (sum ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return try JSON(parsing: Array("[\(file.count),\"\(sum)\"]".utf8))
    }
}

/// A reading of a list, with its rows where one reading is asked for.
struct ImportRunView: View {
    let run: ImportRun
    let rows: [ImportedRow]?

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("id", run.id)
            $0.field("kind", run.kind)
            $0.field("bytes", run.bytes)
            $0.field("at", run.at)
            $0.object("counts") {
                $0.field("new", run.counts.new)
                $0.field("changed", run.counts.changed)
                $0.field("same", run.counts.same)
                $0.field("refused", run.counts.refused)
            }
            if let rows { $0.array("rows", rows) }
        }
    }
}

extension ImportedRow: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("line", line)
            $0.field("name", name)
            $0.field("outcome", outcome)
            $0.field("retailer", retailer)
            $0.field("geocoding", geocoding)
            $0.raw("notes", notes.utf8)
        }
    }
}

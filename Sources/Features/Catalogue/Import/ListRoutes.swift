import Accounts
import Cities
import Hummingbird
import Postgres
import Retailers
import Vocabulary
import Web

/// `/retailers/{retailer}/imports`: product lists, uploaded, previewed, applied.
struct ListRoutes: Sendable {
    static let mediaTypes = ["text/csv", "text/tab-separated-values", "text/plain", "application/octet-stream"]
    /// Some hundred thousand lines.
    static let fileBytesMost = 25 << 20
    let catalogue: Catalogue

    func mount(on city: Endpoints<CityContext>) {
        city.group("retailers/{retailer}/imports", as: StaffContext.self, who: "the retailer's people")
            .get(use: list)
            .post(use: upload)
            .get("{import}", use: show)
            .delete("{import}", use: discard)
            .put("{import}/options", use: answer)
            .post("{import}/application", use: apply)
            .get("{import}/rows", use: rows)
    }

    @Sendable func list(_ request: Request, _ context: StaffContext) async throws -> Page<ImportRunView> {
        try context.require(.viewer, scope: .catalogue)
        var query = try request.query()
        let listing = try context.listing(&query, keys: 1)
        try query.end()
        let runs = try await catalogue.imports(
            of: context.retailer, before: listing.after.flatMap { ID($0[0]) }, limit: listing.fetch,
            in: context.city.id)
        return listing.page(runs, key: { [$0.id.description] }, view: ImportRunView.init)
    }

    @Sendable func upload(_ request: Request, _ context: StaffContext) async throws -> Answer {
        try context.require(.manager, scope: .catalogue)
        var query = try request.query()
        let branch = try query.required("branch", try query.optional("branch", as: ID<Branch>.self))
        let name = try query.optional("fileName", characters: 1...200) ?? "list.csv"
        try query.end()
        let file = try await request.bytes(of: Self.mediaTypes, upTo: Self.fileBytesMost)
        let run = try await catalogue.upload(
            UploadedList(name: name, file: file, branch: branch), by: context.retailer, with: context.act)
        let path = "/v1/cities/\(context.city.slug)/retailers/\(context.retailer)/imports/\(run.id)"
        return .created(ImportRunView(run: run), at: path)
    }

    @Sendable func show(_ request: Request, _ context: StaffContext) async throws -> ImportRunView {
        try request.noQuery()
        try context.require(.viewer, scope: .catalogue)
        let id = try context.id("import", as: ID<ImportRun>.self)
        return ImportRunView(run: try await catalogue.imported(id, of: context.retailer, in: context.city.id))
    }

    @Sendable func discard(_ request: Request, _ context: StaffContext) async throws -> Answer {
        try request.noQuery()
        try context.require(.manager, scope: .catalogue)
        try await catalogue.discard(context.id("import"), of: context.retailer, in: context.city.id)
        return .noContent
    }

    @Sendable func answer(_ request: Request, _ context: StaffContext) async throws -> ImportRunView {
        try request.noQuery()
        try context.require(.manager, scope: .catalogue)
        let options = try await ImportOptions(json: request.json(upTo: 262_144))
        let run = try await catalogue.answer(
            context.id("import"), options, of: context.retailer, in: context.city.id)
        return ImportRunView(run: run)
    }

    @Sendable func apply(_ request: Request, _ context: StaffContext) async throws -> Answer {
        try request.noQuery()
        try context.require(.manager, scope: .catalogue)
        let once: Once<ImportRun> = try context.once(
            request, nil, by: context.caller.subject, view: ImportRunView.init)
        return Answer(
            try await catalogue.apply(
                context.id("import"), of: context.retailer, with: context.act, once: once))
    }

    @Sendable func rows(_ request: Request, _ context: StaffContext) async throws -> Page<ImportRowView> {
        try context.require(.viewer, scope: .catalogue)
        var query = try request.query()
        let outcome = try query.optional("outcome", as: ImportOutcome.self)
        let listing = try context.listing(&query, keys: 1)
        try query.end()
        let run = try await catalogue.imported(context.id("import"), of: context.retailer, in: context.city.id)
        let rows = try await catalogue.rows(
            of: run.id, outcome: outcome, after: listing.after.flatMap { Int($0[0]) } ?? 0, limit: listing.fetch,
            in: context.city.id)
        return listing.page(rows, key: { ["\($0.position)"] }, view: ImportRowView.init)
    }
}

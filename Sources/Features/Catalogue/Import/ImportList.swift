import Accounts
import Cities
import Postgres
import Retailers
import Vocabulary

/// What a retailer hands in.
package struct UploadedList: Sendable {
    package let name: String
    package let file: [UInt8]
    package let branch: ID<Branch>
    package var options = ImportOptions()

    package init(name: String, file: [UInt8], branch: ID<Branch>) {
        self.name = name
        self.file = file
        self.branch = branch
    }
}

/// The city's rules that a list is read by.
struct ListRules: Sendable {
    let deposits: [DepositType]
    let rates: VATRates
    let tree: CategoryTree
    let day: CalendarDay
}

extension Catalogue {
    /// Keeps a list and previews it. A file that is no table is refused with a `TabularProblem`, nothing is kept then.
    package func upload(
        _ list: UploadedList, by retailer: RetailerID, with act: Act
    ) async throws -> ImportRun {
        let city = act.city.id
        let work = try await importWork(list.options, file: list.file, in: city)
        let run = newRun(list, by: retailer)
        return try await database.transaction(in: city) { tx in
            try tx.run(InsertImport(city: city, run: run, file: Bytes(list.file)))
            try tx.run(AuditEntry(in: city, at: work.now, by: act.actor, "upload", "import", run.id))
            return try work.preview(run, in: city, &tx)
        }
    }

    /// Changes the answers and previews again.
    package func answer(
        _ id: ID<ImportRun>, _ options: ImportOptions, of retailer: RetailerID, in city: CityID
    ) async throws -> ImportRun {
        var (run, file) = try await find(id, of: retailer, in: city)
        run.options = options
        let work = try await importWork(options, file: file.bytes, in: city)
        return try await database.transaction(in: city) { [run] tx in
            try Self.lock(run, in: city, &tx)
            return try work.preview(run, in: city, &tx)
        }
    }

    /// Writes what the list says. Refused lines are left out and stay in the report; open questions forbid it.
    package func apply(
        _ id: ID<ImportRun>, of retailer: RetailerID, with act: Act
    ) async throws -> ImportRun {
        let work = try await applicationWork(id, of: retailer, with: act)
        return try await database.transaction(in: act.city.id) { tx in try work(&tx) }
    }

    /// The same under a caller's key: sent twice it is done once.
    package func apply(
        _ id: ID<ImportRun>, of retailer: RetailerID, with act: Act, once: Once<ImportRun>
    ) async throws -> Answered {
        let work = try await applicationWork(id, of: retailer, with: act)
        return try await database.transaction(in: act.city.id, once: once) { tx in try work(&tx) }
    }

    /// What applying does, read and ready to run in a transaction.
    private func applicationWork(
        _ id: ID<ImportRun>, of retailer: RetailerID, with act: Act
    ) async throws -> @Sendable (inout Tx) throws -> ImportRun {
        let city = act.city.id
        let (run, file) = try await find(id, of: retailer, in: city)
        let work = try await importWork(run.options, file: file.bytes, in: city)
        return { tx in
            try Self.lock(run, in: city, &tx)
            guard work.reading.questions.isEmpty else {
                throw CatalogueProblem.questionsOpen(work.reading.questions)
            }
            try tx.run(AuditEntry(in: city, at: work.now, by: act.actor, "apply", "import", id))
            return try work.apply(run, in: city, &tx)
        }
    }

    /// Throws an import away that was not applied.
    package func discard(_ id: ID<ImportRun>, of retailer: RetailerID, in city: CityID) async throws {
        var (run, _) = try await find(id, of: retailer, in: city)
        run.state = .discarded
        try await database.transaction(in: city) { [run] tx in
            try Self.lock(run, in: city, &tx)
            try tx.run(UpdateImport(city: city, run: run))
        }
    }

    package func imported(_ id: ID<ImportRun>, of retailer: RetailerID, in city: CityID) async throws -> ImportRun {
        try await find(id, of: retailer, in: city).run
    }

    /// A retailer's imports, the newest first.
    package func imports(
        of retailer: RetailerID, before: ID<ImportRun>?, limit: Int, in city: CityID
    ) async throws -> [ImportRun] {
        let before = before ?? ID(high: .max, low: .max)
        return try await database.read(
            ListImports(city: city, retailer: retailer, before: before, limit: limit), in: city)
    }

    /// Lines of a report after a position, perhaps only those with one outcome.
    package func rows(
        of id: ID<ImportRun>, outcome: ImportOutcome?, after position: Int, limit: Int, in city: CityID
    ) async throws -> [ImportRow] {
        try await database.read(
            ListImportRows(city: city, run: id, after: position, outcome: outcome, limit: limit), in: city)
    }

    private func newRun(_ list: UploadedList, by retailer: RetailerID) -> ImportRun {
        let now = clock.now()
        return ImportRun(
            id: .make(at: now), retailer: retailer, branch: list.branch, state: .uploaded, fileName: list.name,
            options: list.options, report: ImportReport(), createdAt: now, appliedAt: nil, version: 1)
    }

    private func find(
        _ id: ID<ImportRun>, of retailer: RetailerID, in city: CityID
    ) async throws -> (run: ImportRun, file: Bytes) {
        let found = try await database.first(FindImport(city: city, retailer: retailer, run: id), in: city)
        guard let found else { throw CatalogueProblem.unknown }
        return found
    }

    private func importWork(_ options: ImportOptions, file: [UInt8], in city: CityID) async throws -> ImportWork {
        let now = clock.now()
        let day = CalendarDay(daysSinceEpoch: Int(now.seconds.flooredQuotient(by: 86_400)))
        let rules = ListRules(
            deposits: try await deposits(), rates: try await vatRates(), tree: try await categories(in: city), day: day)
        let reading = try ImportReading(
            file: file, options: options, deposits: rules.deposits, rates: rules.rates, day: day)
        return ImportWork(reading: reading, options: options, tree: rules.tree, now: now)
    }

    private static func lock(_ run: ImportRun, in city: CityID, _ tx: inout Tx) throws {
        let runs = try tx.rows(LockImports(city: city, branch: run.branch))
        guard let current = runs.first(where: { $0.id == run.id }) else { throw CatalogueProblem.unknown }
        guard current.state.isOpen else { throw CatalogueProblem.importClosed(current.state.rawValue) }
        guard current.version == run.version else { throw CatalogueProblem.stale }
    }
}

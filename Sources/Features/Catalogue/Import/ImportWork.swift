import Postgres
import Vocabulary

/// A list that was read, on its way into the tables: compared, then written or only reported.
struct ImportWork: Sendable {
    let reading: ImportReading
    let options: ImportOptions
    let tree: CategoryTree
    let now: Instant

    /// Compares, and keeps the report.
    func preview(_ run: ImportRun, in city: CityID, _ tx: inout Tx) throws -> ImportRun {
        let plan = try plan(run, in: city, &tx)
        var run = run
        run.report = ImportReport(reading, plan)
        run.state = reading.questions.isEmpty ? .validated : .uploaded
        try save(run, plan, in: city, &tx)
        return run
    }

    /// Compares, writes, and keeps the report of what was done.
    func apply(_ run: ImportRun, in city: CityID, _ tx: inout Tx) throws -> ImportRun {
        let plan = try plan(run, in: city, &tx)
        let targets = plan.lines.lazy.filter { $0.outcome != .unchanged }.map(\.target)
        if !targets.isEmpty { try write(Array(targets), run, in: city, &tx) }
        try handle(absent: plan.absent, in: city, &tx)
        var run = run
        run.report = ImportReport(reading, plan)
        run.state = plan.refusals.isEmpty ? .applied : .partlyApplied
        run.appliedAt = now
        try save(run, plan, in: city, &tx)
        return run
    }

    private func plan(_ run: ImportRun, in city: CityID, _ tx: inout Tx) throws -> ImportPlan {
        let stored = try tx.ask(ReadStoredOffers(city: city, retailer: run.retailer, branch: run.branch))
        let known = try tx.ask(
            ReadKnownVariants(
                city: city, retailer: run.retailer, gtins: reading.drafts.compactMap { $0.gtin?.canonical },
                keys: reading.drafts.map(\.key), families: Array(Set(reading.drafts.compactMap(\.family)))))
        let offers = try tx.answer(stored)
        let goods = KnownGoodsIndex(try tx.answer(known))
        return ImportPlan(
            reading, stored: offers, goods: goods, rules: (options, tree), makeID: { [now] in .make(at: now) })
    }

    private func write(_ targets: [ImportedOffer], _ run: ImportRun, in city: CityID, _ tx: inout Tx) throws {
        try tx.copy(targets)
        try tx.run(AddImportedProducts(city: city, retailer: run.retailer, now: now))
        try tx.run(ChangeImportedProducts(city: city, now: now))
        try tx.run(AddImportedVariants(city: city))
        try tx.run(ChangeImportedVariants(city: city))
        try tx.run(AddImportedOffers(city: city, retailer: run.retailer, branch: run.branch, now: now))
        try tx.run(ChangeImportedOffers(city: city, now: now))
        try tx.run(DropImportedStock(city: city))
        try tx.run(PutImportedStock(city: city, branch: run.branch, now: now))
        try tx.run(LogImportedPrices(city: city, now: now))
        try tx.run(AnnounceImportedOffers(city: city))
    }

    private func handle(absent: [StoredOffer], in city: CityID, _ tx: inout Tx) throws {
        guard !absent.isEmpty else { return }
        switch options.absent {
        case .keep: break
        case .zeroStock:
            let counted = absent.filter { $0.terms.stockMode == .tracked }.map(\.offer).sorted()
            try tx.run(EmptyStock(city: city, offers: counted, now: now))
        case .archive: try tx.run(ArchiveOffers(city: city, offers: absent.map(\.offer).sorted(), now: now))
        }
    }

    private func save(_ run: ImportRun, _ plan: ImportPlan, in city: CityID, _ tx: inout Tx) throws {
        try tx.run(UpdateImport(city: city, run: run))
        try tx.run(ClearImportRows(city: city, run: run.id))
        let rows = plan.rows
        guard !rows.isEmpty else { return }
        try tx.copy(rows.map(ReportedRow.init))
        try tx.run(SaveImportRows(city: city, run: run.id))
    }
}

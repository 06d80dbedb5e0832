import Accounts
import Cities
import Postgres
import Vocabulary
import Web

/// What became of one row of a list.
package struct ImportedRow: Sendable {
    package enum Outcome: String, Stored, CaseIterable, JSONWritable, Sendable { case new, changed, same, refused }

    package let line: Int
    package let name: String
    package let outcome: Outcome
    package let retailer: RetailerID?
    package let geocoding: Geocoding
    /// A JSON array of `{"column", "rule", "sentence"}`.
    package let notes: JSONText

    var notesText: String { String(decoding: notes.utf8, as: UTF8.self) }
}

extension ImportedRow {
    fileprivate init(_ row: RetailerRow, _ outcome: Outcome, _ retailer: RetailerID?) {
        line = row.line
        name = row.profile.name
        self.outcome = outcome
        self.retailer = retailer
        geocoding = row.geocoding
        var json = JSONWriter()
        json.array { json in
            for note in row.notes {
                json.object {
                    $0.field("column", note.column)
                    $0.field("rule", note.rule)
                    $0.field("sentence", note.sentence)
                }
            }
        }
        notes = JSONText(json.bytes)
    }
}

/// A run with its rows.
package struct ImportReport: Sendable {
    package let run: ImportRun
    package let rows: [ImportedRow]
}

extension Retailers {
    /// Takes a list into the directory: new shops are published as directory entries, shops of an earlier reading are
    /// changed where the list changed, nothing is removed. The same list again changes nothing.
    package func take(_ list: RetailerList, districts: [District], with act: Act) async throws -> ImportReport {
        let work = taking(list, districts: districts, with: act)
        return try await database.transaction(in: act.city.id) { tx in try work(&tx) }
    }

    /// `take` under an Idempotency-Key.
    package func take(
        _ list: RetailerList, districts: [District], with act: Act, once: Once<ImportReport>
    ) async throws -> Answered {
        let work = taking(list, districts: districts, with: act)
        return try await database.transaction(in: act.city.id, once: once) { tx in try work(&tx) }
    }

    /// Earlier readings, the newest first.
    package func imports(in city: CityID) async throws -> [ImportRun] {
        try await database.read(ListImportRuns(city: city), in: city)
    }

    package func report(of run: ID<ImportRun>, in city: CityID) async throws -> ImportReport {
        guard let found = try await database.first(FindImportRun(city: city, run: run), in: city) else {
            throw RetailerProblem.unknown
        }
        return ImportReport(run: found, rows: try await database.read(ListImportRows(city: city, run: run), in: city))
    }

    private func taking(
        _ list: RetailerList, districts: [District], with act: Act
    ) -> @Sendable (inout Tx) throws -> ImportReport {
        let now = clock.now()
        let rows = list.rows.map { locate($0, in: act.city) }
        return { tx in
            let city = act.city.id
            try tx.run(AddTrades(city: city, trades: Trade.common))
            try tx.run(LockImports(city: city))
            let known = try tx.rows(ListImported(city: city, kind: list.kind))
            var intake = Intake(kind: list.kind, act: act, now: now, districts: districts, known: known)
            let rows = try rows.map { try intake.take($0, &tx) }
            if !intake.added.isEmpty {
                let waiver = WaiveForDirectory(city: city, retailers: intake.added, by: act.actor.subject, at: now)
                try tx.run(waiver)
            }
            let run = ImportRun(
                id: .make(at: now), kind: list.kind, bytes: list.bytes, counts: intake.counts, at: now)
            try tx.run(InsertImportRun(city: city, run: run, actor: act.actor.subject))
            try tx.run(InsertImportRows(city: city, run: run.id, rows: rows))
            try tx.run(AuditEntry(in: city, at: now, by: act.actor, "import", "retailer-import", run.id))
            return ImportReport(run: run, rows: rows)
        }
    }
}

/// One list on its way into the tables.
private struct Intake {
    let kind: ImportKind
    let act: Act
    let now: Instant
    let districts: [District]
    let known: [String: (id: RetailerID, row: String?)]
    var counts = ImportCounts()
    var added: [RetailerID] = []

    init(
        kind: ImportKind, act: Act, now: Instant, districts: [District],
        known: [(id: RetailerID, key: String, row: String?)]
    ) {
        self.kind = kind
        self.act = act
        self.now = now
        self.districts = districts
        self.known = Dictionary(uniqueKeysWithValues: known.map { ($0.key, ($0.id, $0.row)) })
    }

    mutating func take(_ row: RetailerRow, _ tx: inout Tx) throws -> ImportedRow {
        if row.isRefused {
            counts.refused += 1
            return ImportedRow(row, .refused, nil)
        }
        let source = ImportSource(kind: kind, key: row.key, row: row.canonical)
        guard let old = known[row.key] else {
            counts.new += 1
            return ImportedRow(row, .new, try add(row, source, &tx))
        }
        if old.row == source.row {
            counts.same += 1
            return ImportedRow(row, .same, old.id)
        }
        counts.changed += 1
        try tx.run(
            UpdateImported(city: act.city.id, retailer: old.id, profile: row.profile, row: source.row))
        try tx.run(
            UpdateImportedBranch(
                city: act.city.id, retailer: old.id, address: placed(row), hours: row.hours))
        return ImportedRow(row, .changed, old.id)
    }

    private mutating func add(_ row: RetailerRow, _ source: ImportSource, _ tx: inout Tx) throws -> RetailerID {
        let retailer = Retailer(
            id: .make(at: now), profile: row.profile, mode: .directory, state: .approved, imprint: nil, pause: nil,
            version: 1)
        let branch = Branch(
            id: .make(at: now), retailer: retailer.id, address: placed(row), hours: row.hours, onHolidays: .closed,
            exceptions: [], pause: nil, version: 1)
        try tx.run(InsertRetailer(city: act.city.id, retailer: retailer, source: source, at: now))
        try tx.run(InsertBranch(city: act.city.id, branch: branch, at: now))
        added.append(retailer.id)
        return retailer.id
    }

    /// The address with its district: by the place, else by the name the list gives.
    private func placed(_ row: RetailerRow) -> BranchAddress {
        var address = row.address
        address.place = address.place ?? row.located
        address.findDistrict(among: districts)
        if address.district == nil, let name = row.districtName?.lowercased() {
            address.district = districts.first { $0.name.lowercased() == name || $0.slug == name }?.id
        }
        return address
    }
}

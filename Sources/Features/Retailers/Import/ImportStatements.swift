import Accounts
import Postgres
import Vocabulary

/// One reading of a list and how it ended.
package struct ImportRun: Sendable {
    package let id: ID<ImportRun>
    package let kind: ImportKind
    package let bytes: Int
    package let counts: ImportCounts
    package let at: Instant
}

/// Rows by what became of them.
package struct ImportCounts: Sendable, Equatable {
    package var new = 0
    package var changed = 0
    package var same = 0
    package var refused = 0

    package init(new: Int = 0, changed: Int = 0, same: Int = 0, refused: Int = 0) {
        (self.new, self.changed, self.same, self.refused) = (new, changed, same, refused)
    }
}

/// What the database knows of earlier readings of such lists, all rows held.
struct ListImported: Statement {
    static let sql = """
        SELECT id, source_key, source_row FROM retailers WHERE city_id = $1 AND source = $2 ORDER BY id FOR UPDATE
        """
    let city: CityID
    let kind: ImportKind
    func bind(_ parameters: inout Parameters) { parameters.add(city, kind) }
    static func decode(_ row: inout Row) throws(Fault) -> (id: RetailerID, key: String, row: String?) {
        try (row.next(), row.next(), row.next())
    }
}

/// One reading at a time in a town: held is a row that every town has and nobody changes.
struct LockImports: Statement {
    static let sql = "SELECT FROM trades WHERE city_id = $1 AND slug = 'other' FOR NO KEY UPDATE"
    let city: CityID
    func bind(_ parameters: inout Parameters) { parameters.add(city) }
}

/// The list's new words for a retailer it brought before.
struct UpdateImported: Statement {
    static let sql = """
        UPDATE retailers
           SET name = $3, trade = $4, description = COALESCE($5, description), phone = COALESCE($6, phone),
               email = COALESCE($7, email), website = COALESCE($8, website),
               delivery_hint = COALESCE($9, delivery_hint), source_row = $10, version = version + 1
         WHERE city_id = $1 AND id = $2
        """
    let city: CityID
    let retailer: RetailerID
    let profile: RetailerProfile
    let row: String
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, retailer, profile.name, profile.trade, profile.description, profile.phone)
        parameters.add(profile.email, profile.website, profile.deliveryHint, row)
    }
}

/// Entries the city itself publishes from a list need no papers: the city vouches for them.
struct WaiveForDirectory: Statement {
    static let sql = """
        INSERT INTO requirement_submissions
               (city_id, retailer_id, requirement, state, note, decided_by, changed_at)
        SELECT $1, retailer, requirement, 'waived', 'imported list', $3, $4
          FROM unnest($2::uuid[]) AS retailer, unnest(ARRAY['identity', 'imprint']) AS requirement
        """
    let city: CityID
    let retailers: [RetailerID]
    let by: String
    let at: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, retailers, by, at) }
}

struct InsertImportRun: Statement {
    static let sql = """
        INSERT INTO retailer_imports
               (city_id, id, kind, bytes, rows_new, rows_changed, rows_same, rows_refused, actor, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """
    let city: CityID
    let run: ImportRun
    let actor: String
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, run.id, run.kind, run.bytes, run.counts.new, run.counts.changed, run.counts.same)
        parameters.add(run.counts.refused, actor, run.at)
    }
}

/// The report, all rows in one statement.
struct InsertImportRows: Statement {
    static let sql = """
        INSERT INTO retailer_import_rows
               (city_id, import_id, number, line, name, outcome, retailer_id, geocoding, notes)
        SELECT $1, $2, number, line, name, outcome, NULLIF(retailer, '')::uuid, geocoding, notes::jsonb
          FROM unnest($3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
            AS t (number, line, name, outcome, retailer, geocoding, notes)
        """
    let city: CityID
    let run: ID<ImportRun>
    let rows: [ImportedRow]
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, run, Array(1...max(1, rows.count)).prefix(rows.count).map { $0 }, rows.map(\.line))
        parameters.add(rows.map(\.name), rows.map(\.outcome.rawValue), rows.map { $0.retailer?.description ?? "" })
        parameters.add(rows.map(\.geocoding.rawValue), rows.map(\.notesText))
    }
}

struct ListImportRuns: Statement {
    static let sql = """
        SELECT id, kind, bytes, rows_new, rows_changed, rows_same, rows_refused, at FROM retailer_imports
         WHERE city_id = $1 ORDER BY id DESC LIMIT 50
        """
    let city: CityID
    func bind(_ parameters: inout Parameters) { parameters.add(city) }
    static func decode(_ row: inout Row) throws(Fault) -> ImportRun { try ImportRun(&row) }
}

struct FindImportRun: Statement {
    static let sql = """
        SELECT id, kind, bytes, rows_new, rows_changed, rows_same, rows_refused, at FROM retailer_imports
         WHERE city_id = $1 AND id = $2
        """
    let city: CityID
    let run: ID<ImportRun>
    func bind(_ parameters: inout Parameters) { parameters.add(city, run) }
    static func decode(_ row: inout Row) throws(Fault) -> ImportRun { try ImportRun(&row) }
}

extension ImportRun {
    fileprivate init(_ row: inout Row) throws(Fault) {
        try self.init(
            id: row.next(), kind: row.next(), bytes: row.next(),
            counts: ImportCounts(new: row.next(), changed: row.next(), same: row.next(), refused: row.next()),
            at: row.next())
    }
}

struct ListImportRows: Statement {
    static let sql = """
        SELECT line, name, outcome, retailer_id, geocoding, notes FROM retailer_import_rows
         WHERE city_id = $1 AND import_id = $2 ORDER BY number
        """
    let city: CityID
    let run: ID<ImportRun>
    func bind(_ parameters: inout Parameters) { parameters.add(city, run) }
    static func decode(_ row: inout Row) throws(Fault) -> ImportedRow {
        try ImportedRow(
            line: row.next(), name: row.next(), outcome: row.next(), retailer: row.next(), geocoding: row.next(),
            notes: row.next())
    }
}

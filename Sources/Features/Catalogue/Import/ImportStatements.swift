import Accounts
import Postgres
import Retailers
import Vocabulary

private let runColumns = """
    id, retailer_id, branch_id, state, file_name, options, report, created_at, applied_at, version
    """

extension ImportRun {
    init(_ row: inout Row) throws(Fault) {
        id = try row.next()
        retailer = try row.next()
        branch = try row.next()
        state = try row.next()
        fileName = try row.next()
        options = try ImportOptions.stored(row.next())
        report = try ImportReport.stored(row.next())
        createdAt = try row.next()
        appliedAt = try row.next()
        version = try row.next()
    }
}

struct InsertImport: Statement {
    static let sql = """
        INSERT INTO import_runs (city_id, id, retailer_id, branch_id, state, file_name, file, options, created_at)
        VALUES ($1, $2, $3, $4, 'uploaded', $5, $6, $7, $8)
        """
    static let refusals: [String: any Problem] = [
        "import_runs_city_id_branch_id_fkey": CatalogueProblem.branchUnknown,
        "import_runs_city_id_retailer_id_fkey": CatalogueProblem.unknown,
    ]
    let city: CityID
    let run: ImportRun
    let file: Bytes
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, run.id, run.retailer, run.branch, run.fileName, file, run.options.stored, run.createdAt)
    }
}

/// One import with its file.
struct FindImport: Statement {
    static let sql = """
        SELECT \(runColumns), file FROM import_runs WHERE city_id = $1 AND retailer_id = $2 AND id = $3
        """
    let city: CityID
    let retailer: RetailerID
    let run: ID<ImportRun>
    func bind(_ parameters: inout Parameters) { parameters.add(city, retailer, run) }
    static func decode(_ row: inout Row) throws(Fault) -> (run: ImportRun, file: Bytes) {
        (try ImportRun(&row), try row.next())
    }
}

/// Holds all imports of a branch, so that two lists never change the same offers at once; answers their states.
struct LockImports: Statement {
    static let sql = """
        SELECT id, state, version FROM import_runs WHERE city_id = $1 AND branch_id = $2 ORDER BY id FOR UPDATE
        """
    let city: CityID
    let branch: ID<Branch>
    func bind(_ parameters: inout Parameters) { parameters.add(city, branch) }
    static func decode(_ row: inout Row) throws(Fault) -> (id: ID<ImportRun>, state: ImportRun.State, version: Int64) {
        let id: ID<ImportRun> = try row.next()
        let state: ImportRun.State = try row.next()
        return (id, state, try row.next())
    }
}

struct UpdateImport: Statement {
    static let sql = """
        UPDATE import_runs SET state = $3, options = $4, report = $5, applied_at = $6, version = version + 1
         WHERE city_id = $1 AND id = $2
        """
    let city: CityID
    let run: ImportRun
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, run.id, run.state, run.options.stored, run.report.stored, run.appliedAt)
    }
}

/// A retailer's imports, the newest first.
struct ListImports: Statement {
    static let sql = """
        SELECT \(runColumns) FROM import_runs
         WHERE city_id = $1 AND retailer_id = $2 AND id < $3 ORDER BY id DESC LIMIT $4
        """
    let city: CityID
    let retailer: RetailerID
    let before: ID<ImportRun>
    let limit: Int
    func bind(_ parameters: inout Parameters) { parameters.add(city, retailer, before, limit) }
    static func decode(_ row: inout Row) throws(Fault) -> ImportRun { try ImportRun(&row) }
}

struct ListImportRows: Statement {
    static let sql = """
        SELECT position, line, outcome, title, column_name, code, sentence FROM import_rows
         WHERE city_id = $1 AND run_id = $2 AND position > $3 AND ($4::text IS NULL OR outcome = $4)
         ORDER BY position LIMIT $5
        """
    let city: CityID
    let run: ID<ImportRun>
    let after: Int
    let outcome: ImportOutcome?
    let limit: Int
    func bind(_ parameters: inout Parameters) { parameters.add(city, run, after, outcome, limit) }
    static func decode(_ row: inout Row) throws(Fault) -> ImportRow {
        ImportRow(
            position: try row.next(), line: try row.next(), outcome: try row.next(), title: try row.next(),
            column: try row.next(), code: try row.next(), sentence: try row.next())
    }
}

struct ClearImportRows: Statement {
    static let sql = "DELETE FROM import_rows WHERE city_id = $1 AND run_id = $2"
    let city: CityID
    let run: ID<ImportRun>
    func bind(_ parameters: inout Parameters) { parameters.add(city, run) }
}

/// Report lines on their way into a table that refuses COPY.
struct ReportedRow: Staging {
    static let createSQL = """
        CREATE TEMPORARY TABLE reported_rows (
            position integer, line integer, outcome text, title text, column_name text, code text, sentence text
        ) ON COMMIT DROP
        """
    static let copySQL = "COPY reported_rows FROM STDIN"
    let row: ImportRow
    func bind(_ parameters: inout Parameters) {
        parameters.add(row.position, row.line, row.outcome, row.title, row.column, row.code, row.sentence)
    }
}

struct SaveImportRows: Statement {
    static let sql = """
        INSERT INTO import_rows (city_id, run_id, position, line, outcome, title, column_name, code, sentence)
        SELECT $1, $2, position, line, outcome, title, column_name, code, sentence FROM reported_rows
        """
    let city: CityID
    let run: ID<ImportRun>
    func bind(_ parameters: inout Parameters) { parameters.add(city, run) }
}

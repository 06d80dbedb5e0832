/// One record and the line of the file it starts on.
package struct TableRow: Hashable, Sendable {
    package let line: Int
    package let cells: [String]

    package init(line: Int, cells: [String]) {
        self.line = line
        self.cells = cells
    }
}

/// A delimited text file read as a table: encoding, delimiter, quotes and header are found in the bytes.
///
/// Every line that cannot be read is named in `damages`; the lines after it are read. Nothing is interpreted: cells are
/// text as it stands, formulas are text.
package struct Table: Sendable {
    package let encoding: TextEncoding
    package let dialect: Dialect
    /// Names of the columns as they stand; "1", "2", … where no line names them. Empty for a nameless column.
    package let header: [String]
    /// Line of the header, the first one where it takes two.
    package let headerLine: Int?
    /// Records above the header: addresses, dates, titles.
    package let preamble: [TableRow]
    /// Records below the header, blank ones left out; as many cells as the header.
    package let rows: [TableRow]
    package let damages: [Damage]

    /// Reads a file. `isKnown` says whether a normalised name (`HeaderName.normalized`) can be a column's name;
    /// it finds headers that stand below other text or over two lines.
    package init(
        reading file: [UInt8], limits: TableLimits = TableLimits(), dialect: Dialect? = nil,
        isKnown: (@Sendable (String) -> Bool)? = nil
    ) throws(TabularProblem) {
        guard file.count <= limits.bytes else { throw .tooManyBytes(limit: limits.bytes) }
        if Self.isForeign(file) { throw .notText }
        let text = DecodedText(file)
        encoding = text.encoding
        self.dialect = dialect ?? Dialect.detect(in: text.bytes, limits: limits)

        var reader = RecordReader(text.bytes, dialect: self.dialect, limits: limits)
        let width = Self.width(of: text.bytes, dialect: self.dialect, limits: limits)
        guard width <= limits.columns else { throw .tooManyColumns(limit: limits.columns) }
        var records: [TableRow] = []
        var damages: [Damage] = []
        while let record = reader.next(width: width) {
            switch record.content {
            case .damaged(let reason): damages.append(Damage(line: record.line, reason: reason))
            case .record(let cells) where cells.allSatisfy(\.isBlank): continue
            case .record(let cells): records.append(TableRow(line: record.line, cells: cells))
            }
            guard records.count + damages.count <= limits.rows else { throw .tooManyRows(limit: limits.rows) }
        }
        guard !records.isEmpty else { throw .empty }

        let found = HeaderSearch(isKnown: isKnown).search(in: records, width: width)
        headerLine = found.line
        header = found.names
        preamble = found.line.map { line in records.filter { $0.line < line } } ?? []
        let (fitting, misfits) = Self.fit(records[found.firstRow...], to: found.names.count)
        rows = fitting
        self.damages = (damages + misfits).sorted { $0.line < $1.line }
    }

    /// The commonest number of fields of the first 200 records that are not blank.
    private static func width(of text: [UInt8], dialect: Dialect, limits: TableLimits) -> Int {
        var reader = RecordReader(text, dialect: dialect, limits: limits)
        var counts: [Int: Int] = [:]
        var seen = 0
        while seen < 200, let record = reader.next() {
            guard case .record(let cells) = record.content, !cells.allSatisfy(\.isBlank) else { continue }
            counts[cells.count, default: 0] += 1
            seen += 1
        }
        return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 1
    }

    /// Surplus fields that are empty are forgiven: spreadsheets write them.
    private static func fit(_ records: ArraySlice<TableRow>, to width: Int) -> ([TableRow], [Damage]) {
        var rows: [TableRow] = []
        var damages: [Damage] = []
        rows.reserveCapacity(records.count)
        for record in records {
            if record.cells.count == width {
                rows.append(record)
            } else if record.cells.count < width {
                damages.append(Damage(line: record.line, reason: .tooFewFields))
            } else if record.cells[width...].allSatisfy(\.isBlank) {
                rows.append(TableRow(line: record.line, cells: Array(record.cells[..<width])))
            } else {
                damages.append(Damage(line: record.line, reason: .tooManyFields))
            }
        }
        return (rows, damages)
    }

    /// ZIP (XLSX), PDF, PNG, JPEG, GIF, gzip, OLE (XLS): by their first bytes.
    private static func isForeign(_ file: [UInt8]) -> Bool {
        let marks: [[UInt8]] = [
            [0x50, 0x4B, 0x03, 0x04], [0x25, 0x50, 0x44, 0x46], [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF],
            [0x47, 0x49, 0x46, 0x38], [0x1F, 0x8B], [0xD0, 0xCF, 0x11, 0xE0],
        ]
        return marks.contains { file.starts(with: $0) }
    }
}

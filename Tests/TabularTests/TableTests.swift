import Tabular
import Testing

@Suite struct TableTests {
    @Test func `encodings are found from the bytes`() throws {
        let utf8 = Array("Name;Preis\nMüsli;1,50\n".utf8)
        let latin: [UInt8] = Array("Name;Preis\nM".utf8) + [0xFC] + Array("sli;1,50\n".utf8)
        let euro: [UInt8] = Array("Name;Preis\nApfel ".utf8) + [0x80] + Array(";1,50\n".utf8)
        let sixteen = "Name;Preis\nMüsli;1,50\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big = "Name;Preis\nMüsli;1,50\n".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        #expect(try Table(reading: utf8).rows[0].cells[0] == "Müsli")
        #expect(try Table(reading: [0xEF, 0xBB, 0xBF] + utf8).header == ["Name", "Preis"])
        #expect(try Table(reading: latin).rows[0].cells[0] == "Müsli")
        #expect(try Table(reading: latin).encoding == .windows1252)
        #expect(try Table(reading: euro).rows[0].cells[0] == "Apfel €")
        #expect(try Table(reading: sixteen).rows[0].cells[0] == "Müsli")
        #expect(try Table(reading: [0xFF, 0xFE] + sixteen).encoding == .utf16LittleEndian)
        #expect(try Table(reading: big).encoding == .utf16BigEndian)
    }

    @Test(arguments: [
        ("a;b;c\n1,5;2;3\n1,7;2;3\n", ";"), ("a,b,c\n1.5,2,3\n", ","), ("a\tb\n1,5\t2\n1,6\t3\n", "\t"),
        ("a|b|c\n1;5|2|3\n", "|"), ("name;preis\nBrot;1,5\nMehl;0,9\n", ";"),
    ])
    func `delimiters are found from the shape`(text: String, delimiter: String) throws {
        let dialect = try Table(reading: Array(text.utf8)).dialect
        #expect(dialect.delimiter == delimiter.utf8.first)
    }

    @Test func `single quotes are quotes only where they pair up`() throws {
        let quoted = try Table(reading: Array("name,price\n'Milch, frisch',1\n'Brot',2\n".utf8))
        #expect(quoted.rows.map { $0.cells[0] } == ["Milch, frisch", "Brot"])
        let apostrophe = try Table(reading: Array("name,price\n's Kaiser,1\n's Brot,2\n".utf8))
        #expect(apostrophe.rows.map { $0.cells[0] } == ["'s Kaiser", "'s Brot"])
    }

    @Test func `line ends inside quotes stay and line numbers are those of the file`() throws {
        let table = try Table(reading: Array("a;b\r\n\"one\r\ntwo\";2\r\n\r\n\"say \"\"hi\"\"\";4".utf8))
        #expect(
            table.rows == [
                TableRow(line: 2, cells: ["one\ntwo", "2"]), TableRow(line: 5, cells: ["say \"hi\"", "4"]),
            ])
        #expect(try Table(reading: Array("a;b\r1;2\r3;4\r".utf8)).rows.map(\.line) == [2, 3])
    }

    @Test func `each damaged line is named and the next one survives`() throws {
        var file = Array("name;price;sku\n".utf8)
        file += Array("\"open;1;A\nbread;1;B\n\"milk\";2;C\n".utf8)
        file += Array("few;1\nmany;1;2;3\nspare;1;D;;\n".utf8)
        file +=
            Array("nul\u{0};1;E\n".utf8) + [
                0xC3, 0xBC, 0x3B, 0x31, 0x3B, 0x46, 0x0A, 0xC3, 0x3B, 0x31, 0x3B, 0x47, 0x0A,
            ]
        file += Array("last;9;Z\n".utf8)
        let table = try Table(reading: file)
        #expect(table.rows.map { $0.cells[2] } == ["B", "C", "D", "F", "Z"])
        #expect(
            table.damages == [
                Damage(line: 2, reason: .unbalancedQuote), Damage(line: 5, reason: .tooFewFields),
                Damage(line: 6, reason: .tooManyFields), Damage(line: 8, reason: .nulByte),
                Damage(line: 10, reason: .brokenCharacter),
            ])
    }

    @Test func `a quote left open costs its own line, also where a later quote seems to close it`() throws {
        let text = "name;price;note\nx;1;a\n\"open;1;b\nbread;2;c\nrye;3;\"d\"\nend;4;e\n"
        let table = try Table(reading: Array(text.utf8))
        #expect(table.damages == [Damage(line: 3, reason: .unbalancedQuote)])
        #expect(table.rows.map { $0.cells[0] } == ["x", "bread", "rye", "end"])
        let last = try Table(reading: Array("a;b\n1;2\n3;\"4\n5;6\n".utf8))
        #expect(last.damages == [Damage(line: 3, reason: .unbalancedQuote)])
        #expect(last.rows.map(\.line) == [2, 4])
    }

    @Test func `the header is found below other text and over two lines`() throws {
        let known: @Sendable (String) -> Bool = { ["warengruppe", "artikel", "preis euro"].contains($0) }
        let text = "Hof Muster,,\nam Weg 1,,\n,,\nWaren,,Preis\ngruppe,Artikel,Euro\n,,\n1,Ei,\"0,57\"\n"
        let table = try Table(reading: Array(text.utf8), isKnown: known)
        #expect(table.header == ["Warengruppe", "Artikel", "Preis Euro"])
        #expect(table.headerLine == 4)
        #expect(table.preamble.map(\.line) == [1, 2])
        #expect(table.rows == [TableRow(line: 7, cells: ["1", "Ei", "0,57"])])
    }

    @Test func `a list without a header gets numbers for names`() throws {
        let table = try Table(reading: Array("\n1;Stift;0.99;1\n2;Lineal;0.5;200\n".utf8))
        #expect(table.header == ["1", "2", "3", "4"])
        #expect(table.headerLine == nil)
        #expect(table.rows.map(\.line) == [2, 3])
    }

    @Test(arguments: [
        ("#Produktgruppe", "produktgruppe"), (" VK-Preis ", "vk-preis"), ("Name/Deutsch [Name/de]", "name/deutsch"),
        ("g:price", "price"), ("Name *", "name"), ("- Herkunft -", "herkunft"), ("Weight  (kg)", "weight (kg)"),
        ("[Alias]", "[alias]"), ("Summe (ca.):", "summe (ca.)"),
    ])
    func `names of columns are compared without ornament`(raw: String, normalized: String) {
        #expect(HeaderName.normalized(raw) == normalized)
    }

    @Test func `limits are kept`() {
        let rows = Array("a;b\n1;2\n1;2\n1;2\n".utf8)
        #expect(throws: TabularProblem.tooManyBytes(limit: 5)) { try Table(reading: rows, limits: .init(bytes: 5)) }
        #expect(throws: TabularProblem.tooManyRows(limit: 2)) { try Table(reading: rows, limits: .init(rows: 2)) }
        #expect(throws: TabularProblem.tooManyColumns(limit: 1)) { try Table(reading: rows, limits: .init(columns: 1)) }
        #expect(throws: TabularProblem.empty) { try Table(reading: Array("\n \n".utf8)) }
        #expect(throws: TabularProblem.notText) { try Table(reading: [0x50, 0x4B, 3, 4, 0]) }
    }

    @Test func `a cell beyond its limit costs its line`() throws {
        let long = String(repeating: "x", count: 50)
        let text = "a;b\n\(long);2\n\"\(long)\";2\nok;3\n"
        let table = try Table(reading: Array(text.utf8), limits: .init(cellBytes: 40))
        #expect(table.damages == [2, 3].map { Damage(line: $0, reason: .cellTooLarge) })
        #expect(table.rows.map(\.line) == [4])
    }

    @Test func `random bytes are read or refused, and every line is accounted for`() throws {
        let seed = UInt64.random(in: 0..<UInt64.max)
        print("seed \(seed)")
        var generator = SeededGenerator(state: seed)
        let alphabet: [UInt8] = Array("ab;,\"'\n\r\t|#=0".utf8) + [0, 0xC3, 0xA4, 0xFF, 0x80]
        for _ in 0..<2000 {
            let file = (0..<Int.random(in: 1...120, using: &generator)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
            }
            guard let table = try? Table(reading: file) else { continue }
            let lines = (table.rows.map(\.line) + table.damages.map(\.line))
            #expect(lines.allSatisfy { (1...121).contains($0) })
            #expect(table.rows.allSatisfy { $0.cells.count == table.header.count })
        }
    }
}

@Suite struct CSVWriterTests {
    @Test(arguments: [
        ("=1+1", "\"'=1+1\""), ("@cmd", "\"'@cmd\""), ("-1,50", "-1,50"), ("+49 212", "\"'+49 212\""),
        ("-cmd", "\"'-cmd\""), ("a;b", "\"a;b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""), ("\tx", "\"'\tx\""),
        ("plain", "plain"),
    ])
    func `cells come out safe`(cell: String, written: String) {
        var writer = CSVWriter(header: ["a"])
        writer.row([cell])
        #expect(writer.text == "a\r\n\(written)\r\n")
    }

    @Test func `what is written is read back`() throws {
        let cells = ["Müsli; fein", "zwei\nZeilen", "\"zitiert\"", "", "12,5"]
        var writer = CSVWriter(header: ["a", "b", "c", "d", "e"])
        writer.row(cells)
        #expect(try Table(reading: Array(writer.text.utf8)).rows.map(\.cells) == [cells])
    }
}

/// SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators").
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}

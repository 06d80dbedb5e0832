import Postgres
import TestSupport
import Testing
import Vocabulary

private struct Noted: Staging {
    static let createSQL = "CREATE TEMPORARY TABLE noted (number bigint, words text) ON COMMIT DROP"
    static let copySQL = "COPY noted (number, words) FROM STDIN"
    let number: Int
    let words: String?
    func bind(_ parameters: inout Parameters) { parameters.add(number, words) }
}

private struct ReadNoted: Statement {
    static let sql = "SELECT number, words FROM noted ORDER BY number"
    static func decode(_ row: inout Row) throws(Fault) -> String? {
        let _: Int = try row.next()
        return try row.next()
    }
}

private struct StraightIntoDistricts: Staging {
    static let createSQL = "SELECT 1"
    static let copySQL = "COPY districts (city_id, id, slug, name, area) FROM STDIN"
    func bind(_ parameters: inout Parameters) {}
}

@Suite struct CopyTests {
    private let town: TestDatabase

    init() throws { town = try TestDatabase(connections: 1) }

    @Test func `rows come through COPY as they went in, whatever stands in them`() async throws {
        let words: [String?] = [
            "", nil, "\\N", "a\tb", "two\nlines\r\n", "back\\slash", "Käse 🧀", "'; DROP TABLE x; --",
        ]
        let read = try await town.pool.transaction { tx in
            try tx.copy(words.enumerated().map { Noted(number: $0.offset, words: $0.element) })
            return try tx.rows(ReadNoted())
        }
        #expect(read == words)
    }

    @Test func `a row that cannot go leaves the session whole and nothing written`() async throws {
        await #expect(throws: Fault.self) {
            try await town.pool.transaction { tx in try tx.copy([Noted(number: 1, words: "a\u{0}b")]) }
        }
        let read = try await town.pool.transaction { tx in
            try tx.copy([Noted(number: 1, words: "ab")])
            return try tx.rows(ReadNoted())
        }
        #expect(read == ["ab"])
    }

    @Test func `a table with row-level security takes no COPY`() async throws {
        await #expect(throws: Fault.self) {
            try await town.pool.transaction { tx in try tx.copy([StraightIntoDistricts]()) }
        }
        #expect(try town.superuser().run("SELECT count(*) FROM districts") == [["0"]])
    }
}

import Testing

@testable import Postgres

/// A migration goes to the server statement by statement.
struct SQLStatementsTests {
    @Test(arguments: [
        ("", []),
        (" ; ;\n", []),
        ("SELECT 1", ["SELECT 1"]),
        ("SELECT 1; SELECT 2;", ["SELECT 1", " SELECT 2"]),
        ("SELECT ';'; SELECT 'it''s; so'", ["SELECT ';'", " SELECT 'it''s; so'"]),
        ("SELECT \"a;b\";", ["SELECT \"a;b\""]),
        ("-- one; two\nSELECT 1; -- three;", ["-- one; two\nSELECT 1"]),
        ("/* a; */ SELECT 1; /* b; */", ["/* a; */ SELECT 1"]),
        ("DO $$ BEGIN; END $$; SELECT $1", ["DO $$ BEGIN; END $$", " SELECT $1"]),
        ("DO $of_it$ $$;$$ $of_it$; SELECT 1", ["DO $of_it$ $$;$$ $of_it$", " SELECT 1"]),
        ("SELECT 'open;", ["SELECT 'open;"]),
    ])
    func `semicolons part statements, but for those in quotes and comments`(_ sql: String, _ expected: [String]) {
        #expect(SQLStatements.split(sql) == expected)
    }
}
